import ArgumentParser

@main
struct Sluice: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sluice",
    abstract: "Turn raw teacher responses into a post-training dataset that one can trust.",
    subcommands: [Try.self])
}
