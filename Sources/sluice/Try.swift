import ArgumentParser
import Bytes
import Curation

extension Sluice {
  struct Try: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Run one filter on JSONL samples and print a verdict for each.")

    @Argument(help: "The filter, for example correctness.math.")
    var filter: String

    @Argument(help: "A file of samples, one JSON object a line; - is standard input.")
    var file = "-"

    @Option(help: "The recipe that gives settings and limits.")
    var recipe: String?

    @Option(help: "key=value over a setting, measure.max=value over a limit.")
    var set: [String] = []

    func run() throws {
      let recipe = try recipe.map { try Recipe.read($0) } ?? Recipe.embedded()
      var trial = try TryFilter(name: filter, recipe: recipe, set: set)
      var ordinal = 1
      try forEachLineBatch(of: file, batch: 256) { lines in
        var out: [UInt8] = []
        for verdict in trial.judge(lines, ordinal: ordinal) {
          verdict.encode(into: &out)
          out.append(UInt8(ascii: "\n"))
        }
        ordinal += lines.count
        try writeStandardOutput(out)
      }
    }
  }
}
