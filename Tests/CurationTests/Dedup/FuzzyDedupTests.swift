import Bytes
import Curation
import Testing

/// A pool with near-duplicates of known similarity, deduplicated by a whole run.
@Suite struct FuzzyDedupTests {
  /// 300 texts of 60 to 120 words; half of them are followed by up to three edited copies.
  private static let texts: [String] = {
    var dice = Dice(seed: 11)
    var texts: [String] = []
    for _ in 0..<300 {
      let words = (0..<(60 + dice.below(60))).map { _ in "w\(dice.below(5000))" }
      texts.append(words.joined(separator: " "))
      for _ in 0..<dice.below(4) where texts.count % 2 == 0 {
        var copy = words
        for _ in 0..<(1 + dice.below(6)) { copy[dice.below(copy.count)] = "x\(dice.below(5000))" }
        texts.append(copy.joined(separator: " "))
      }
    }
    return texts
  }()

  @Test func pairsAboveTheThresholdAreFound() throws {
    let run = try deduplicated(Self.texts, "fuzzy: {by: response, jaccard: 0.7, permutations: 160}")
    let sets = Self.texts.map { text -> [UInt32] in
      var hasher = ShingleHasher(ShingleRule(unit: .word, length: 5, keepsDigits: true))
      hasher.read(Array(text.utf8))
      return hasher.set()
    }
    // Brute force: all pairs, and their clusters.
    var alike: [(Int, Int)] = []
    var clusters = DisjointSets(count: sets.count)
    for a in sets.indices {
      for b in sets.indices where b > a && ShingleHasher.jaccard(sets[a], sets[b]) >= 0.7 {
        alike.append((a, b))
        clusters.join(a, b)
      }
    }
    #expect(alike.count > 60)
    // A pair is found where its two ends have one keeper.
    let found = alike.count { run.keeper($0.0) == run.keeper($0.1) }
    #expect(Double(found) >= 0.99 * Double(alike.count), "\(found) of \(alike.count)")
    let removed = sets.indices.filter { run.keeper($0) != $0 }
    let right = removed.count { clusters.root(of: $0) == clusters.root(of: run.keeper($0)) }
    #expect(!removed.isEmpty && Double(right) >= 0.99 * Double(removed.count))
    for index in removed {
      let similarity = ShingleHasher.jaccard(sets[index], sets[run.keeper(index)])
      #expect(abs(similarity - (run.similarities[index] ?? -1)) < 1e-9)
    }
  }

  @Test func nothingHangsOnThreadsOrTheOrderOfFiles() throws {
    let section = "fuzzy: {by: both, jaccard: 0.7, permutations: 160}"
    let one = try deduplicated(Self.texts, section, threads: 1)
    let two = try deduplicated(Self.texts, section, threads: 2)
    let four = try deduplicated(Self.texts, section, threads: 4, isReversed: true)
    #expect(one.keepers == two.keepers)
    #expect(one.keepers == four.keepers)
    #expect(one.keepers.values.contains { !$0.isEmpty })
  }

  @Test func theBestStays() throws {
    let text = Self.texts[0]
    let run = try deduplicated(
      [text + " the end", text + " The End. really", text + " the end"], "fuzzy: {by: response}",
      fields: [[:], ["expected_answer": "5"], [:]])
    #expect(Set([0, 1, 2].map { run.keeper($0) }).count == 1)
    #expect(run.keeper(0) == 1, "the longest of equal verdicts")
  }

  @Test func modesAreNeverDuplicates() throws {
    let text = Self.texts[0]
    let run = try deduplicated(
      [text, text + " x"], "fuzzy: {by: response}",
      fields: [["reasoning": "on"], ["reasoning": "off"]])
    #expect(run.keeper(0) == 0 && run.keeper(1) == 1)
  }

  @Test func promptsFallWithAllTheirResponses() throws {
    let prompt = Self.texts[0]
    let run = try deduplicated(
      ["a b c", "d e f", "g h i", "j k l"], "fuzzy: {by: prompt}",
      fields: [
        ["prompt": .string(prompt)], ["prompt": .string(prompt)],
        ["prompt": .string(prompt + " extra")], ["prompt": .string(prompt + " extra")],
      ])
    let kept = (0..<4).filter { run.keeper($0) == $0 }
    #expect(kept == [0, 1] || kept == [2, 3], "\(kept)")
  }

  @Test func withoutTextsSharingABandIsEnough() throws {
    let run = try deduplicated(
      Self.texts, "fuzzy: {by: response, jaccard: 0.7, permutations: 160, verify: false}")
    #expect(run.keepers.values.contains { !$0.isEmpty })
  }

  /// Who was kept instead of whom, by number of the text.
  struct Deduplicated {
    /// By number; empty for a kept one.
    var keepers: [Int: String] = [:]
    var numbers: [String: Int] = [:]
    var similarities: [Int: Double] = [:]

    func keeper(_ number: Int) -> Int {
      guard let id = keepers[number], !id.isEmpty else { return number }
      return numbers[id] ?? -1
    }
  }

  private func deduplicated(
    _ texts: [String], _ section: String, fields: [JSONObject] = [], threads: Int = 2,
    isReversed: Bool = false
  ) throws -> Deduplicated {
    let folder = TemporaryFolder()
    // Two files, so that their order can be turned around.
    for half in 0..<2 {
      var bytes: [UInt8] = []
      for (number, text) in texts.enumerated() where number % 2 == half {
        var line: JSONObject = [
          "prompt": .string("number \(number)"), "output": .string(text),
          "generator": .string("\(number)"),
          "reasoning": "off", "category": "chat",
        ]
        for member in fields.indices.contains(number) ? fields[number].members : [] {
          line[member.key] = member.value
        }
        bytes += JSONValue.object(line).encoded + [0x0A]
      }
      try Files.write(bytes, to: "\(folder.path)/\(half).jsonl")
    }
    let files = isReversed ? "[1.jsonl, 0.jsonl]" : "[0.jsonl, 1.jsonl]"
    try Files.write(
      Array("name: texts\nschema: sluice\nfiles: \(files)\n".utf8),
      to: "\(folder.path)/dataset.yaml")
    let run = try CurationRun(
      folder: RunFolder("\(folder.path)/run"), recipe: try rules("dedup: {\(section)}"),
      dataset: try DatasetFile.read("\(folder.path)/dataset.yaml"), threads: threads, limit: nil,
      progress: SilentProgress())
    try run.decide()
    var result = Deduplicated()
    try run.catalog.database.read { db in
      let sql = """
        SELECT s.generator, s.id, k.id, d.similarity FROM sample s
          LEFT JOIN duplicate d USING(row) LEFT JOIN sample k ON k.row = d.keeper
        """
      try db.rows(sql) { row in
        let number = Int(row.text(0)) ?? -1
        result.numbers[row.text(1)] = number
        result.keepers[number] = row.text(2)
        if !row.isNull(3) { result.similarities[number] = row.double(3) }
      }
    }
    return result
  }
}

/// Random numbers from a seed (PCG's multiplier).
private struct Dice {
  var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }
}
