import ArgumentParser
import Curation

extension Sluice {
  struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "status", abstract: "Show where a run stands: funnel, filters, quarantine.")
    @OptionGroup var look: LookOptions

    @Flag(help: "Print the result as JSON.")
    var json = false

    func run() throws {
      let status = try Status(look.catalog())
      let text =
        json ? status.json.prettyPrinted : Array(status.text(isColored: showsColors()).utf8)
      try writeStandardOutput(text)
    }
  }
}
