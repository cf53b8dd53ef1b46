import ArgumentParser
import Bytes
import Curation

extension Sluice {
  struct Worker: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Judge one part of a pool and print the findings, for engines.",
      discussion: """
        A run's pool is cut into parts; any machine that has the recipe judges one of them, and \
        `sluice load` takes what it prints into the run:

          sluice worker --recipe filters/default.yaml runs/demo/pool/part-00000.jsonl.zst >out.jsonl
          sluice load --run runs/demo out.jsonl
        """)

    @Argument(help: "A part of a pool.")
    var shard: String

    @Option(help: "The recipe: which filters.")
    var recipe = "filters/default.yaml"

    @Option(help: "correctness, complexity or quality; all of them where it is left out.")
    var stage: String?

    @OptionGroup var work: ThreadOption

    func validate() throws {
      if let stage, Family(rawValue: stage) == nil {
        throw ValidationError("--stage must be correctness, complexity or quality, not \(stage)")
      }
    }

    func run() throws {
      let worker = try WorkerRun(
        recipe: try readRecipe(recipe), family: stage.flatMap(Family.init(rawValue:)),
        threads: work.threads ?? Workers.processors)
      try worker.run(part: shard) { try writeStandardOutput($0) }
    }
  }

  struct Load: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take findings that workers printed into a run.")

    @OptionGroup var options: LookOptions

    @Argument(help: "Outputs of `sluice worker`.")
    var files: [String]

    func run() throws {
      let findings = try WorkerFindings(
        folder: RunFolder(options.run), catalog: options.writableCatalog())
      for file in files {
        let samples = try findings.load(file)
        writeStandardError("\(file): \(samples) samples\n")
      }
    }
  }
}
