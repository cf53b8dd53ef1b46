import ArgumentParser
import Curation

extension Sluice {
  struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "report", abstract: "Write one self-contained HTML page about a run.")
    @OptionGroup var look: LookOptions

    func run() throws {
      let folder = RunFolder(look.run)
      try ReportRun(folder: folder, catalog: look.writableCatalog()).run(progress: LineProgress())
    }
  }
}
