import Bytes
import Testing

/// Runs that were killed go on where they stopped, and never take another run's pool for theirs.
@Suite struct ResumeTests {
  /// Lines whose text does not compress, so that the parts of the pool grow.
  private func noise(_ seed: UInt64, lines: Int) -> String {
    var state = seed
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
    return (0..<lines).map { line in
      let word = String(
        (0..<4000).map { _ in
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          return letters[Int(state >> 33) % letters.count]
        })
      return #"{"prompt":"\#(line)","output":"\#(word)"}"# + "\n"
    }.joined()
  }

  private func dataset(_ file: String) -> String { "name: d\nschema: sluice\nfiles: [\(file)]\n" }

  @Test func aKilledIngestOfOtherInputLeavesNothingBehind() throws {
    let world = try World("resume")
    for (name, seed) in [("a", UInt64(1)), ("b", 2)] {
      try world.write("\(name).jsonl", noise(seed, lines: 900))
      try world.write("\(name).yaml", dataset("\(name).jsonl"))
    }
    let ingest = "ingest --run r --threads 1 --dataset"
    #expect(try world.sluice("\(ingest) a.yaml").status == 0)
    // A file of more than a mebibyte ends the process in the middle of writing the pool.
    for name in ["b", "a"] {
      let killed = try world.shell(
        "(ulimit -f 1024; exec \(World.binary) \(ingest) \(name).yaml)")
      #expect(killed.status != 0, "the limit did not end it: \(killed.errors)")
    }
    let again = try world.sluice("\(ingest) a.yaml")
    #expect(again.status == 0, "\(again.errors)")
    #expect(!again.errors.contains("unchanged"), "\(again.errors)")
    #expect(again.errors.contains("900 samples"), "\(again.errors)")
  }
}
