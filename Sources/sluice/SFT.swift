import ArgumentParser
import Curation

extension Sluice {
  struct SFT: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Train a small model on the set and on the raw pool, and compare them.")
    @OptionGroup var look: LookOptions

    @Option(help: "Prompts with right answers that no model is trained on (JSONL).")
    var heldout: String?

    @Option(help: "Models a set; the recipe's number where it is left out.")
    var seeds: Int?

    @Option(help: "Tokens that each model reads.")
    var tokens: Int?

    @Option(help: "Only samples of this category; may be given several times.")
    var category: [String] = []

    @Option(help: "Threads; each trains one model at a time.")
    var threads: Int?

    @Flag(help: "Add a random subset of the size of the curated set, and take at least 5 seeds.")
    var full = false

    @Flag(help: "Print the result as JSON.")
    var json = false

    func validate() throws {
      for (name, value) in [("seeds", seeds), ("tokens", tokens), ("threads", threads)] {
        if let value, value < 1 {
          throw ValidationError("--\(name) must be at least 1, not \(value)")
        }
      }
    }

    func run() throws {
      let catalog = try look.catalog()
      var options = SFTRun.Options()
      (options.threads, options.seeds, options.tokens) = (threads, seeds, tokens)
      (options.categories, options.heldOutFile, options.isFull) = (category, heldout, full)
      let verdict = try SFTRun(
        folder: RunFolder(look.run), catalog: catalog, recipe: try Recipe.remembered(catalog),
        options: options, progress: json ? SilentProgress() : standardProgress()
      ).run()
      let text =
        json ? verdict.json.prettyPrinted : Array(verdict.text(isColored: isTerminal(1)).utf8)
      try writeStandardOutput(text)
      if !verdict.isMet { throw ExitCode(4) }
    }
  }
}
