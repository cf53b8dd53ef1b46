import Bytes
import Testing

/// Dedup, pairing, blend and export by the real binary, on samples of which many are alike.
@Suite struct WholeSetTests {
  private static let recipe = """
    name: whole
    correctness: [{math: {policy: drop, unsure: label}}]
    complexity: [length, {pass_rate: {policy: label}}]
    dedup: {exact: {by: [prompt, mode, response]}, fuzzy: {by: both, jaccard: 0.6}}
    pair: {chooseOn: shortest_correct, chooseOff: random}
    blend: {upsample: {category: {math: 1.5}}, thin: fair, order: easy_to_hard, interleave: 1}
    rl: {}
    preference: {}
    export: {validation: 0.2, test: 0.2}
    """

  /// Sums with one to four responses of either mode, some wrong; every fifth prompt is a near copy of
  /// the one before it and shares its first response.
  private static let lines: [String] = (0..<240).flatMap { number -> [String] in
    let isCopy = number % 5 == 4
    let (a, b) = (isCopy ? number - 1 : number, 1000)
    let polite = isCopy ? " Please" : ""
    let prompt = "A farmer counts \(a) hens and \(b) geese early in the morning.\(polite) How many?"
    return (0..<(isCopy ? 3 : number % 4 + 1)).map { response in
      let mode = (a + response) % 2 == 0 ? "on" : "off"
      let answer = a + b + (response > 0 && (number + response) % 7 == 6 ? 1 : 0)
      let salt = (response == 0 ? a : number) * 31 + response * 977
      let text = (0..<16).map { "w\((salt + $0 * $0) % 611)" }.joined(separator: " ")
      let think = mode == "on" ? "<think>\(text)</think>\\n\\nSo " : text + " so "
      return
        #"{"input":[{"role":"user","content":"\#(prompt)"}],"output":"\#(think)\\boxed{\#(answer)}","#
        + #""reasoning":"\#(mode)","category":"math","generator":"t","license":"MIT","#
        + #""expected_answer":"\#(a + b)"}"#
    }
  }

  private func world(_ name: String, files: [(String, Range<Int>)]) throws -> World {
    let world = try World("whole-" + name)
    for (file, range) in files {
      try world.write(file, Self.lines[range].joined(separator: "\n") + "\n")
    }
    let names = files.map(\.0).joined(separator: ", ")
    try world.write("dataset.yaml", "name: d\nschema: sluice\nfiles: [\(names)]\n")
    try world.write("recipe.yaml", Self.recipe)
    return world
  }

  private static let options = "--dataset dataset.yaml --recipe recipe.yaml --quiet"
  private static let cuts = (Self.lines.count / 3, Self.lines.count / 2)

  private func usual(_ name: String) throws -> World {
    let (a, b) = Self.cuts
    return try world(
      name, files: [("a.jsonl", 0..<a), ("b.jsonl", a..<b), ("c.jsonl", b..<Self.lines.count)])
  }

  private func rows(_ world: World, _ files: String) throws -> [JSONValue] {
    try world.shell("zstdcat \(files)").output.split(separator: "\n")
      .map { try JSONValue(parsing: String($0)) }
  }

  @Test func bytesHangOnNeitherThreadsNorTheOrderOfFiles() throws {
    let world = try usual("bytes")
    for threads in [1, 2, 4] {
      let run = try world.sluice("run --run t\(threads) \(Self.options) --threads \(threads)")
      #expect(run.status == 0, "\(run.errors)")
    }
    let sums = "cat $R/shards/*.zst | sha256sum"
    let one = try world.shell(sums.replacing("$R", with: "t1")).output
    #expect(try rows(world, "t1/shards/*.zst").count > 150)
    for threads in [2, 4] {
      #expect(try world.shell(sums.replacing("$R", with: "t\(threads)")).output == one)
      #expect(try world.read("t\(threads)/manifest.json") == world.read("t1/manifest.json"))
    }
    let (a, b) = Self.cuts
    let shuffled = try self.world(
      "shuffled",
      files: [("x.jsonl", b..<Self.lines.count), ("y.jsonl", 0..<a), ("z.jsonl", a..<b)])
    #expect(try shuffled.sluice("run --run r \(Self.options) --threads 2").status == 0)
    #expect(try shuffled.shell(sums.replacing("$R", with: "r")).output == one)
  }

  @Test func promptsHaveOneRowAModeAndHalvesTheSameTurns() throws {
    let world = try usual("pairs")
    try world.write(
      "recipe.yaml", Self.recipe.replacing("upsample: {category: {math: 1.5}}, ", with: ""))
    #expect(try world.sluice("run --run r \(Self.options)").status == 0)
    let rows = try rows(world, "r/shards/*.zst")
    let sides = Dictionary(grouping: rows) { [$0["prompt_id"], $0["reasoning"]] }
    #expect(rows.count > 150 && sides.values.allSatisfy { $0.count == 1 })
    let pairs = Dictionary(grouping: rows.filter { $0["pair_id"] != nil }) { $0["pair_id"] }
    #expect(pairs.count > 50)
    for halves in pairs.values {
      #expect(Set(halves.map { $0["reasoning"] }) == ["on", "off"] && halves.count == 2)
      #expect(Set(halves.map { $0["input"]?.text }).count == 1)
    }
  }

  @Test func splitsShareNeitherAPromptNorACluster() throws {
    let world = try usual("splits")
    #expect(try world.sluice("run --run r \(Self.options)").status == 0)
    for schema in ["nemotron", "rl", "preference"] {
      let export = try world.sluice("export --run r --schema \(schema) out")
      #expect(export.status == 0, "\(export.errors)")
    }
    /// The number of a prompt; a near copy has its original's.
    func number(_ row: JSONValue) -> Int? {
      row.text.firstMatch(of: /farmer counts (\d+) hens/).flatMap { Int($0.1) }
    }
    var splits: [Int: Set<String>] = [:]
    for (split, least) in [("train", 100), ("validation", 20), ("test", 20)] {
      let rows = try rows(world, "out/*/*/\(split)-*.zst")
      #expect(rows.count >= least, "\(split): \(rows.count)")
      for row in rows { splits[try #require(number(row)), default: []].insert(split) }
    }
    let polite = try rows(world, "out/SFT/*/*.zst").count { $0.text.contains("Please") }
    #expect(polite > 30)
    #expect(splits.values.allSatisfy { $0.count == 1 }, "\(splits.filter { $0.value.count > 1 })")
    let status = try world.sluice("status --run r --json").json
    #expect(status?["duplicates"]?["fuzzy"]?.int ?? 0 > 20)
  }
}
