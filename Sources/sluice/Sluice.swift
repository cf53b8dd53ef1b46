import ArgumentParser
import Bytes
import Curation
import Glibc

@main
struct Sluice: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sluice",
    abstract: "Turn raw teacher responses into a post-training dataset that one can trust.",
    version: sluiceVersion,
    subcommands: [
      Run.self, Ingest.self, Correctness.self, Complexity.self, Quality.self, Dedup.self,
      Decontaminate.self, Pair.self, Select.self, Blend.self, Shards.self, StatusCommand.self,
      Browse.self, Why.self, Try.self, Export.self, SFT.self, Chat.self, Audit.self,
      ReportCommand.self,
      Verify.self, RecipeCommand.self, Worker.self, Load.self,
      Demo.self, LabelsCommand.self,
    ])

  /// Exit status: 0 done, 1 failed, 2 usage, 3 more quarantined than tolerated, 4 a check fell short.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let code as ExitCode {
      Glibc.exit(code.rawValue)
    } catch let error as ConfigError {
      writeStandardError("sluice: \(error)\n")
      Glibc.exit(2)
    } catch  where exitCode(for: error) == .success || exitCode(for: error) == .validationFailure {
      let isHelp = exitCode(for: error) == .success
      let text = fullMessage(for: error) + "\n"
      if isHelp { print(text, terminator: "") } else { writeStandardError(text) }
      Glibc.exit(isHelp ? 0 : 2)
    } catch {
      writeStandardError("sluice: \(error)\n")
      Glibc.exit(1)
    }
  }
}
