import ArgumentParser
import Curation

extension Sluice {
  struct Audit: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Plant known defects in clean samples and measure what the filters catch.")
    @OptionGroup var look: LookOptions

    @Option(help: "Another recipe than the run's, on the samples that the run found clean.")
    var recipe: String?

    @Option(help: "Clean samples that each defect is planted in; the recipe's number otherwise.")
    var samples: Int?

    @Option(help: "The seed of the choice; the recipe's otherwise.")
    var seed: Int?

    @Option(help: "Only this mutation; may be given several times.")
    var only: [String] = []

    @Option(
      help: "A JSONL sidecar that knows the faults of raw lines: score the run against it too.")
    var truth: String?

    @Flag(help: "Score the sidecar only, plant nothing.")
    var truthOnly = false

    @OptionGroup var work: ThreadOption

    @Flag(help: "Print the result as JSON.")
    var json = false

    func validate() throws {
      if let samples, samples < 1 {
        throw ValidationError("--samples must be at least 1, not \(samples)")
      }
      if let seed, seed < 0 { throw ValidationError("--seed must not be negative, not \(seed)") }
      if truthOnly, truth == nil { throw ValidationError("--truth-only needs --truth") }
    }

    func run() throws {
      var options = AuditRun.Options()
      (options.threads, options.samples, options.seed) = (work.threads, samples, seed)
      (options.only, options.truth, options.plants) = (only, truth, !truthOnly)
      options.recipe = try recipe.map { try Recipe.read($0) }
      let report = try AuditRun(
        folder: RunFolder(look.run), catalog: try look.catalog(), options: options,
        progress: json ? SilentProgress() : standardProgress()
      ).run()
      try writeStandardOutput(
        json ? report.json.prettyPrinted : Array(report.text(isColored: showsColors()).utf8))
      if !report.isMet { throw ExitCode(4) }
    }
  }
}
