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

    @Option(help: "Held-out prompts that are answered.")
    var prompts: Int?

    @Option(
      help: "Fine-tune this model (a Hugging Face Llama folder or GGUF) instead of a new one.")
    var base: String?

    @Option(help: "With --base: rank of the adapters; 0 trains all weights.")
    var rank: Int?

    @Option(help: "With --base: strength of the adapters; their addition is alpha/rank times B A.")
    var alpha: Double?

    @Option(help: "Peak learning rate.")
    var rate: Double?

    @Option(help: "Only samples of this category; may be given several times.")
    var category: [String] = []

    @OptionGroup var work: ThreadOption

    @Flag(help: "Add a random subset of the size of the curated set, and take at least 5 seeds.")
    var full = false

    @Flag(help: "Train on the set without each filter in turn, and rank what they are worth.")
    var ablate = false

    @Flag(help: "Print the result as JSON.")
    var json = false

    func validate() throws {
      for (name, value) in [
        ("seeds", seeds), ("tokens", tokens), ("prompts", prompts),
      ] {
        if let value, value < 1 {
          throw ValidationError("--\(name) must be at least 1, not \(value)")
        }
      }
      if let rank, rank < 0 { throw ValidationError("--rank must be at least 0, not \(rank)") }
      if let rate, !(rate > 0) { throw ValidationError("--rate must be above 0, not \(rate)") }
    }

    private var options: SFTRun.Options {
      var options = SFTRun.Options()
      (options.threads, options.seeds, options.categories) = (work.threads, seeds, category)
      (options.heldOutFile, options.isFull, options.ablates) = (heldout, full, ablate)
      var overrides = SFTRule.Overrides()
      (overrides.base, overrides.rank, overrides.alpha) = (base, rank, alpha)
      (overrides.rate, overrides.tokens, overrides.prompts) = (rate, tokens, prompts)
      options.overrides = overrides
      return options
    }

    func run() throws {
      let catalog = try look.writableCatalog()  // the report is made anew
      let verdict = try SFTRun(
        folder: RunFolder(look.run), catalog: catalog, recipe: try Recipe.remembered(catalog),
        options: options, progress: json ? SilentProgress() : standardProgress()
      ).run()
      let text =
        json ? verdict.json.prettyPrinted : Array(verdict.text(isColored: showsColors()).utf8)
      try writeStandardOutput(text)
      if !verdict.isMet { throw ExitCode(4) }
    }
  }
}
