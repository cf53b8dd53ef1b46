import Bytes
import Testing

/// The whole way on a tiny world, by the real binary.
@Suite struct RunTests {
  private func tiny(_ name: String) throws -> World {
    let world = try World(name)
    try world.write("raw.jsonl", tinyRaw)
    try world.write("dataset.yaml", tinyDataset)
    return world
  }

  @Test func funnelAddsUp() throws {
    let world = try tiny("funnel")
    let run = try world.sluice("run --run r --dataset dataset.yaml --json")
    #expect(run.status == 0, "\(run.errors)")
    let funnel = try #require(run.json?["funnel"])
    #expect(funnel["records"]?.int == 9)
    #expect(funnel["quarantined"]?.int == 2)
    #expect(funnel["samples"]?.int == 7)
    let dropped = try #require(funnel["dropped"]?.int)
    let kept = try #require(funnel["kept"]?.int)
    #expect(kept + dropped == 7)
    var left = 7
    for stage in try #require(funnel["stages"]?.array) {
      #expect(stage["in"]?.int == left)
      let out = try #require(stage["out"]?.int)
      let reasons = (stage["reasons"]?.array ?? []).reduce(0) { $0 + ($1["samples"]?.int ?? 0) }
      #expect(left - out == reasons)
      left = out
    }
    #expect(left == kept)
  }

  @Test func secondRunDoesNothingAgain() throws {
    let world = try tiny("again")
    _ = try world.sluice("run --run r --dataset dataset.yaml")
    let manifest = try world.read("r/manifest.json")
    let again = try world.sluice("run --run r --dataset dataset.yaml")
    #expect(again.errors.contains("nothing to do"))
    #expect(again.errors.contains("shards: unchanged"))
    #expect(try world.read("r/manifest.json") == manifest)
  }

  @Test func changedLimitMeasuresNothingAgain() throws {
    let world = try tiny("limit")
    let recipe = try Files.readText("\(packageRoot)/filters/default.yaml")
    try world.write("a.yaml", recipe)
    try world.write("b.yaml", recipe.replacing("phrases: {max: 0}", with: "phrases: {max: 9}"))
    _ = try world.sluice("run --run r --dataset dataset.yaml --recipe a.yaml")
    let before = try world.sluice("status --run r --json").json
    let changed = try world.sluice("run --run r --dataset dataset.yaml --recipe b.yaml")
    #expect(changed.errors.contains("nothing to do: 7 samples are judged"), "\(changed.errors)")
    let after = try world.sluice("status --run r --json").json
    #expect(before?["funnel"]?["kept"]?.int.map { $0 + 1 } == after?["funnel"]?["kept"]?.int)
    #expect(before?["receipts"] == after?["receipts"])
  }

  @Test func threadsDoNotShowInTheResult() throws {
    let world = try tiny("threads")
    _ = try world.sluice("run --run one --dataset dataset.yaml --threads 1")
    _ = try world.sluice("run --run two --dataset dataset.yaml --threads 2")
    _ = try world.sluice("run --run four --dataset dataset.yaml --threads 4")
    let one = try world.read("one/manifest.json")
    #expect(!one.isEmpty)
    #expect(try world.read("two/manifest.json") == one)
    #expect(try world.read("four/manifest.json") == one)
  }

  @Test func repeatsAreCountedAtIngestAndRemovedByDedup() throws {
    let world = try tiny("repeats")
    _ = try world.sluice("run --run r --dataset dataset.yaml")
    let status = try #require(try world.sluice("status --run r --json").json)
    #expect(status["funnel"]?["samples"]?.int == 7)
    let stages = status["funnel"]?["stages"]?.array ?? []
    let dedup = stages.first { $0["stage"]?.string == "dedup" }
    #expect(dedup?["dropped"]?.int == 1)
  }

  @Test func pairsShareTheirPrompt() throws {
    let world = try tiny("pairs")
    _ = try world.sluice("run --run r --dataset dataset.yaml")
    let lines = try world.shell("zstdcat r/shards/*.zst").output.split(separator: "\n")
    let rows = try lines.map { try JSONValue(parsing: String($0)) }
    let pairs = Dictionary(grouping: rows.filter { $0["pair_id"] != nil }) { $0["pair_id"] }
    #expect(pairs.count == 1)
    for (_, halves) in pairs {
      #expect(Set(halves.compactMap { $0["reasoning"]?.string }) == ["on", "off"])
      #expect(Set(halves.map { $0["input"] }).count == 1)
    }
  }

  @Test func excessQuarantineEndsWithThree() throws {
    let world = try tiny("excess")
    try world.write("dataset.yaml", tinyDataset.replacing("tolerate: 2", with: "tolerate: 1"))
    let run = try world.sluice("run --run r --dataset dataset.yaml")
    #expect(run.status == 3)
    #expect(run.errors.contains("quarantined lines: 2, tolerated by dataset.yaml: 1"))
    #expect(try world.sluice("verify --run r").status == 0)
  }

  @Test func quarantineNamesFileLineAndByte() throws {
    let world = try tiny("quarantine")
    _ = try world.sluice("ingest --run r --dataset dataset.yaml")
    let status = try #require(try world.sluice("status --run r --json").json)
    let rejects = status["quarantine"]?.array ?? []
    #expect(Set(rejects.compactMap { $0["reason"]?.string }).count == 2)
    for reject in rejects {
      let line = try #require(reject["example"]?["line"]?.int)
      let offset = try #require(reject["example"]?["offset"]?.int)
      #expect(line == 9 || line == 10)
      let rest = Array(tinyRaw.utf8)[offset...]
      #expect(rest.starts(with: Array((line == 9 ? "{\"broken\"" : "{\"input\"").utf8)))
    }
  }

  @Test func limitTakesTheFirst() throws {
    let world = try tiny("preview")
    let run = try world.sluice("run --run r --dataset dataset.yaml --limit 3 --json")
    #expect(run.json?["funnel"]?["samples"]?.int == 3)
  }

  @Test func browsingObeysNothing() throws {
    let world = try tiny("browse")
    _ = try world.sluice("run --run r --dataset dataset.yaml")
    let page = try world.sluice("browse --run r")
    #expect(page.status == 0)
    #expect(!page.output.utf8.contains(0x1B) && !page.output.utf8.contains(0))
    #expect(page.output.contains("\\u{1B}[31mred"))
    #expect(page.output.contains("dropped by quality.refusal: phrases"))
    let html = try world.read("r/report.html")
    #expect(!html.utf8.contains(0x1B) && html.contains("\\u{1B}[31mred"))
  }

  /// On a terminal of its own (util-linux's `script`) the pages go through the pager.
  @Test(arguments: [("cat >paged", 0, "dropped by"), ("no-such-pager", 1, "start the pager")])
  func pager(_ command: String, _ status: Int32, _ word: String) throws {
    let world = try tiny("pager-\(status)")
    _ = try world.sluice("run --run r --dataset dataset.yaml")
    let browse = "PAGER='\(command)' \(World.binary) browse --run r"
    let result = try world.shell("script -qec \"\(browse)\" /dev/null")
    #expect(result.status == status, "\(result.output)")
    #expect((status == 0 ? try world.read("paged") : result.output).contains(word))
  }

  @Test func whyTellsALife() throws {
    let world = try tiny("why")
    _ = try world.sluice("run --run r --dataset dataset.yaml")
    let first = try world.shell("zstdcat r/shards/*.zst | head -1")
    let id = try #require(try JSONValue(parsing: first.output)["id"]?.string)
    let why = try world.sluice("why --run r \(id.prefix(8))")
    #expect(why.output.contains(id) && why.output.contains("kept"))
    #expect(why.output.contains("correctness.choice        skipped   no_choices"))
    #expect(try world.sluice("why --run r zzzz").status == 1)
  }

  @Test func shardsAreOrdinaryZstd() throws {
    let world = try tiny("zstd")
    _ = try world.sluice("run --run r --dataset dataset.yaml")
    #expect(try world.shell("zstd -tq r/shards/*.zst r/pool/*.zst").status == 0)
  }

  @Test func damageIsFound() throws {
    let world = try tiny("damage")
    _ = try world.sluice("run --run r --dataset dataset.yaml")
    _ = try world.shell("printf x | dd of=$(ls r/shards/*.zst) bs=1 seek=20 conv=notrunc")
    let verify = try world.sluice("verify --run r")
    #expect(verify.status == 1)
    #expect(verify.errors.contains("SHA-256"))
  }
}
