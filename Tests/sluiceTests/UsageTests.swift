import Bytes
import Testing

/// Mistakes on the command line and in files: status 2, and what to do.
@Suite struct UsageTests {
  @Test(arguments: [
    ("run --run r --dataset missing.yaml", "missing.yaml"),
    ("run --run r --dataset d.yaml", "did you mean schema?"),
    ("run --run r --recipe nosuch.yaml --dataset d.yaml", "nosuch.yaml"),
    ("run --threads 0", "--threads must be 1...1024"),
    ("frobnicate", "Error"),
    ("try quality.repetiton", "did you mean quality.repetition?"),
    ("try quality.repetition --set ngrm=3", "did you mean ngram?"),
    ("try quality.repetition --set ngram", "is not key=value"),
  ])
  func mistakes(arguments: String, message: String) throws {
    let world = try World("usage-\(arguments.hashValue.magnitude)")
    try world.write("d.yaml", "name: x\nschem: sluice\nfiles: []\n")
    let result = try world.sluice(arguments)
    #expect(result.status == 2 || result.status == 1, "\(result.status) \(result.errors)")
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test func aRunThatIsNotThere() throws {
    let world = try World("nothing")
    let result = try world.sluice("status --run nowhere")
    #expect(result.status == 1)
    #expect(result.errors.contains("there is no run here"))
  }

  /// docs/cli.md and the help name the same commands.
  @Test func documentedCommands() throws {
    let help = try World("help").sluice("--help").output
    let listed = help.split(separator: "\n").compactMap { line in
      line.hasPrefix("  ") && !line.hasPrefix("   ") && !line.hasPrefix("  -")
        && !line.contains("See ")
        ? line.split(separator: " ").first.map(String.init) : nil
    }
    let documented = try Files.readText("\(packageRoot)/docs/cli.md").split(separator: "\n")
      .filter { $0.hasPrefix("| `") }
      .flatMap { $0.split(separator: "|")[0].split(separator: "`").map(String.init) }
      .filter { $0.allSatisfy(\.isLetter) }
    #expect(listed.sorted() == documented.sorted())
  }
}
