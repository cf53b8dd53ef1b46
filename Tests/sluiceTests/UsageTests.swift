import Bytes
import Glibc
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
    ("try quality.repetition --set ngram=-1", "ngram must be 0...1_000_000_000_000, not -1"),
    ("try quality.language --set minLetters=4611686018427387904", "minLetters must be 0..."),
    ("worker part.zst --threads 0", "--threads must be 1...1024"),
    ("chat model --threads=-1", "--threads must be 1...1024"),
    ("sft --threads 0", "--threads must be 1...1024"),
    ("audit --threads 0", "--threads must be 1...1024"),
    ("chat model --temperature nan", "--temperature must be 0 or more"),
    ("browse --most 0", "--most must be at least 1"),
    ("browse --pairs --quarantine", "exclude each other"),
    ("browse --pairs --reason loop", "only --category and --most"),
    ("browse kept --quarantine", "only --most"),
    ("run --run r --dataset parquet.yaml", "x.parquet: .parquet is not read; convert it"),
  ])
  func mistakes(arguments: String, message: String) throws {
    let world = try World("usage-\(arguments.hashValue.magnitude)")
    try world.write("d.yaml", "name: x\nschem: sluice\nfiles: []\n")
    try world.write("parquet.yaml", "name: x\nschema: sluice\nfiles: [x.parquet]\n")
    let result = try world.sluice(arguments)
    #expect(result.status == 2, "\(result.status) \(result.errors)")
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test func aRunThatIsNotThere() throws {
    let world = try World("nothing")
    let result = try world.sluice("status --run nowhere")
    #expect(result.status == 1)
    #expect(result.errors.contains("there is no run here"))
  }

  @Test(arguments: [
    ("--filter correctnes.math", "has no filter correctnes.math"),
    ("--filter quality.repetition", "quality.repetition dropped no sample of the run; these did: "),
    ("--category chta", "did you mean chat?"),
    ("--mode sideways", "has no mode sideways"),
    ("--reason wrong", "has no reason wrong"),
  ])
  func browsingForWhatIsNotThere(query: String, message: String) throws {
    let world = try World("browse-\(query.hashValue.magnitude)")
    try world.write("raw.jsonl", tinyRaw)
    try world.write("d.yaml", tinyDataset)
    _ = try world.sluice("ingest --run r --dataset d.yaml")
    #expect(try world.sluice("browse --run r").errors.contains("nothing is decided yet"))
    _ = try world.sluice("run --run r --dataset d.yaml --quiet")
    let result = try world.sluice("browse --run r \(query)")
    #expect(result.status == 2)
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  /// Another person's run: neither the folder nor the catalog can be written to.
  @Test func aReadOnlyRunIsLookedAt() throws {
    let world = try World("read-only")
    try world.write("raw.jsonl", tinyRaw)
    try world.write("d.yaml", tinyDataset)
    _ = try world.sluice("run --run 'run #1?' --dataset d.yaml --quiet")
    let own = try world.sluice("status --run 'run #1?'")
    // Root may write everywhere, so it looks as somebody else, with a binary that anyone can reach.
    let other = geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : ""
    let seen = try world.shell(
      "cp \(World.binary) sluice && chmod -R a-w 'run #1?' && \(other)./sluice status --run 'run #1?'"
    )
    _ = try world.shell("chmod -R u+w 'run #1?'")
    #expect(seen.status == 0, "\(seen.errors)")
    #expect(seen.output == own.output)
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
