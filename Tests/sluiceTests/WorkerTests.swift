import Bytes
import Testing

/// A part of a pool judged elsewhere, and its findings taken in.
@Suite struct WorkerTests {
  private func ingested(_ name: String) throws -> World {
    let world = try World(name)
    try world.write("raw.jsonl", tinyRaw)
    try world.write("dataset.yaml", tinyDataset)
    try world.write("recipe.yaml", try Files.readText("\(packageRoot)/filters/default.yaml"))
    let ingest = try world.sluice("ingest --run r --dataset dataset.yaml --recipe recipe.yaml")
    #expect(ingest.status == 0, "\(ingest.errors)")
    return world
  }

  private let worker = "worker --recipe recipe.yaml r/pool/part-00000.jsonl.zst"
  private let run = "run --dataset dataset.yaml --recipe recipe.yaml --run"

  @Test func itsFindingsAreThoseOfTheRunItself() throws {
    let world = try ingested("worker")
    let out = try world.sluice(worker)
    #expect(out.status == 0, "\(out.errors)")
    try world.write("out.jsonl", out.output)
    #expect(try world.sluice("load --run r out.jsonl").errors == "out.jsonl: 7 samples\n")
    let loaded = try world.sluice("\(run) r")
    #expect(loaded.errors.contains("nothing to do: 7 samples are judged"), "\(loaded.errors)")
    _ = try world.sluice("\(run) direct")
    #expect(try world.read("r/manifest.json") == world.read("direct/manifest.json"))
  }

  /// As `run` does where there is no filters/default.yaml.
  @Test func withoutARecipeItTakesTheOneThatItCarries() throws {
    let world = try ingested("worker-default")
    let out = try world.sluice("worker r/pool/part-00000.jsonl.zst")
    #expect(out.status == 0, "\(out.errors)")
    #expect(try out.output == world.sluice(worker).output)
  }

  @Test func oneFamilyAlone() throws {
    let world = try ingested("worker-family")
    let out = try world.sluice("\(worker) --stage quality")
    try world.write("out.jsonl", out.output)
    #expect(try world.sluice("load --run r out.jsonl").status == 0)
    let quality = try world.sluice("quality --run r --dataset dataset.yaml --recipe recipe.yaml")
    #expect(quality.errors.contains("nothing to do"), "\(quality.errors)")
    let other = try world.sluice("complexity --run r --dataset dataset.yaml --recipe recipe.yaml")
    #expect(other.errors.contains("7 samples judged"), "\(other.errors)")
  }

  /// What is done to a worker's output, and what is said of it.
  static let faults: [(name: String, edit: @Sendable (String) -> String, says: String)] = [
    ("cut", { $0.split(separator: "\n").dropLast().joined(separator: "\n") }, "breaks off"),
    ("key", { $0.replacing(#""key":""#, with: #""key":"0"#) }, "other settings"),
    ("part", { $0.replacing("part-00000", with: "part-00007") }, "no part part-00007"),
    ("pack", { $0.replacing(#""pack":[["#, with: #""pack":[,["#) }, "is no finding of sample"),
    ("id", { $0.replacing(#"{"id":""#, with: #"{"id":"0"#) }, "is no finding of sample"),
    ("other", { _ in "{}\n" }, "is no output of `sluice worker`"),
    ("empty", { _ in "" }, "is no output of `sluice worker`"),
  ]

  @Test(arguments: faults.indices)
  func brokenOutputIsRefusedWhole(_ index: Int) throws {
    let fault = Self.faults[index]
    let world = try ingested("worker-\(fault.name)")
    try world.write("out.jsonl", fault.edit(try world.sluice(worker).output))
    let load = try world.sluice("load --run r out.jsonl")
    #expect(load.status == 1)
    #expect(load.errors.contains(fault.says), "\(load.errors)")
    let judged = try world.sluice("\(run) r")
    #expect(judged.errors.contains("7 samples judged"), "\(judged.errors)")
  }
}
