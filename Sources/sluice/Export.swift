public import ArgumentParser
import Curation

extension ExportSchema: ExpressibleByArgument {}

extension Sluice {
  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write the set as a folder that Hugging Face's datasets library loads.")
    @OptionGroup var look: LookOptions

    @Option(help: "nemotron, messages, prompt-completion, rl or preference.")
    var schema = ExportSchema.nemotron

    @Flag(help: "Prompts for reinforcement learning; the same as --schema rl.")
    var rl = false

    @Argument(help: "The folder to write.")
    var out: String

    @Flag(help: "Say nothing but errors.")
    var quiet = false

    func run() throws {
      let progress = quiet ? SilentProgress() : standardProgress()
      try ExportRun(
        folder: RunFolder(look.run), catalog: look.catalog(), schema: rl ? .rl : schema,
        target: out,
        progress: progress
      ).run()
    }
  }

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Re-compute every hash and count of the manifest.")
    @OptionGroup var look: LookOptions

    func run() throws {
      let problems = try Verification(folder: RunFolder(look.run)).run(progress: LineProgress())
      for problem in problems { writeStandardError("sluice: \(problem)\n") }
      if !problems.isEmpty { throw ExitCode(1) }
    }
  }
}
