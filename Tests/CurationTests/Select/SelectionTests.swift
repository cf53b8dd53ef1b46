import Bytes
import Curation
import Glibc
import Testing

@Suite struct SelectionTests {
  // MARK: top

  /// Hardness 1 to 6, d and e alike in it; x has none.
  private static let scored: [Selectable] =
    [("a", 1.0), ("b", 2), ("c", 3), ("d", 5), ("e", 5), ("f", 6)].map { name, hard in
      Selectable(name, category: hard < 3 ? "math" : "code", ["hard": .double(hard)])
    } + [Selectable("x", [:])]

  struct TopCase: Sendable, CustomTestStringConvertible {
    let keys: String
    let kept: String
    var testDescription: String { keys }
  }

  @Test(arguments: [
    TopCase(keys: "count: 1", kept: "f"),
    TopCase(keys: "count: 3", kept: "def"),
    TopCase(keys: "count: 0", kept: ""),
    TopCase(keys: "count: 100", kept: "abcdef"),
    TopCase(keys: "share: 0.43", kept: "def"),
    TopCase(keys: "share: 1", kept: "abcdef"),
    TopCase(keys: "count: 2, lowest: true", kept: "ab"),
    TopCase(keys: "count: 1, per: category", kept: "bf"),
    TopCase(keys: "share: 0.7, per: category", kept: "abdef"),
    TopCase(keys: "count: 1, missing: keep", kept: "fx"),
    TopCase(keys: "count: 1, when: {category: code}", kept: "abfx"),
  ])
  func top(_ c: TopCase) throws {
    let chosen = try select(Self.scored, "[{method: top, by: complexity.field.value, \(c.keys)}]")
    #expect(chosen.kept == c.kept.map { String($0) })
    for (name, fate) in chosen.fates where fate != "kept" {
      #expect(fate == (name == "x" ? "select.top: no_measure" : "select.top: not_in_top"))
    }
  }

  @Test func aProductOfMeasures() throws {
    let samples = [(1.0, 9.0), (3, 2), (5, 1), (2, 4)].enumerated().map { number, score in
      Selectable("\(number)", ["hard": .double(score.0), "good": .double(score.1)])
    }
    let by = "[complexity.field.value, quality.field.value]"
    #expect(try select(samples, "[{method: top, by: \(by), count: 2}]").kept == ["0", "3"])
  }

  @Test func whatIsKeptWithoutAMeasureSaysSo() throws {
    let chosen = try select(
      Self.scored, "[{method: top, by: complexity.field.value, count: 1, missing: keep}]")
    let labels = try chosen.finished.rows().compactMap { $0["labels"]?.array?.first?.string }
    #expect(labels == ["select.top:no_measure"])
  }

  @Test func stepsWorkOnWhatIsLeft() throws {
    let steps =
      "[{method: top, by: complexity.field.value, count: 4}, "
      + "{method: top, by: complexity.field.value, count: 1, lowest: true}]"
    #expect(try select(Self.scored, steps).kept == ["c"])
  }

  @Test func ofEqualOnesTheSmallerIdStays() throws {
    let chosen = try select(Self.scored, "[{method: top, by: complexity.field.value, count: 2}]")
    let ids = try chosen.finished.run.catalog.ids()
    let better = (ids["d"] ?? "") < (ids["e"] ?? "") ? "d" : "e"
    #expect(chosen.kept == [better, "f"])
  }

  // MARK: Pairs

  /// A pair goes by its on half, takes two places, and is never torn.
  @Test(arguments: [
    (1, ["s"]), (2, ["on", "off"]), (3, ["on", "off", "s"]), (4, ["on", "off", "s", "t"]),
  ])
  func pairsStandAndFallTogether(count: Int, kept: [String]) throws {
    let samples = [
      Selectable("on", prompt: "p", mode: "on", ["hard": 9]),
      Selectable("off", prompt: "p", ["hard": 1]), Selectable("s", ["hard": 5]),
      Selectable("t", ["hard": 4]),
    ]
    let chosen = try select(
      samples, "[{method: top, by: complexity.field.value, count: \(count)}]")
    #expect(chosen.kept == kept.sorted())
    let paired = try chosen.finished.rows().count { $0["pair_id"]?.string != nil }
    #expect(paired == (kept.contains("on") ? 2 : 0))
  }

  @Test func aPairIsMeantWhereEitherHalfIs() throws {
    let samples = [
      Selectable("on", prompt: "p", mode: "on", [:]),
      Selectable("off", prompt: "p", ["hard": 1]), Selectable("s", mode: "on", [:]),
    ]
    let step = "[{method: top, by: complexity.field.value, count: 9, when: {mode: [\"off\"]}}]"
    // The off half speaks where the on half has no measure.
    #expect(try select(samples, step).kept == ["off", "on", "s"])
  }

  // MARK: InsTag

  private static func tagged(_ tags: [String]) -> [Selectable] {
    tags.map { tags in
      Selectable(tags, ["tags": .array(tags.map { .string(String($0)) })])
    }
  }

  /// The published algorithm as it is written: round after round over what is left.
  private func published(_ samples: [(name: String, id: String, tags: Set<Character>)], most: Int)
    -> [String]
  {
    var left = samples.filter { !$0.tags.isEmpty }
      .sorted { (-$0.tags.count, $0.id) < (-$1.tags.count, $1.id) }
    var chosen: [String] = []
    while chosen.count < most, !left.isEmpty {
      var seen = Set<Character>()
      for sample in left where !sample.tags.isSubset(of: seen) {
        seen.formUnion(sample.tags)
        chosen.append(sample.name)
        if chosen.count == most { break }
      }
      left.removeAll { chosen.contains($0.name) }
    }
    return chosen
  }

  @Test(arguments: [1, 2, 5, 17, 40, 200])
  func insTagIsAsPublished(most: Int) throws {
    var random = RandomSource(seed: 3)
    let letters = Array("abcdefghijklmno")
    var names = Set<String>()
    while names.count < 150 {
      let count = 1 + Int(random.unit() * 6)
      names.insert(String((0..<count).map { _ in letters[Int(random.unit() * 15)] }))
    }
    let samples = Self.tagged(names.sorted())
    let chosen = try select(samples, "[{method: instag, count: \(most)}]")
    let ids = try chosen.finished.run.catalog.ids()
    let wanted = published(
      names.map { ($0, ids[$0] ?? "", Set($0)) }, most: most)
    #expect(chosen.kept == wanted.sorted())
    #expect(chosen.fates.values.allSatisfy { $0 == "kept" || $0 == "select.instag: over_budget" })
  }

  @Test func aRoundEnds() throws {
    let samples = Self.tagged(["abc", "ab", "bc", "cd", "d"]) + [Selectable("none", [:])]
    let one = try select(samples, "[{method: instag, rounds: 1}]")
    #expect(one.kept == ["abc", "cd"])
    #expect(one.fates["d"] == "select.instag: no_new_tag")
    #expect(one.fates["none"] == "select.instag: no_tags")
    #expect(
      try select(samples, "[{method: instag, rounds: 2}]").kept == ["ab", "abc", "bc", "cd", "d"])
  }

  // MARK: DEITA

  /// Unit vectors of two numbers at an angle in degrees; cosines are those of differences.
  private static let directions: [Selectable] = [
    ("a", 9.0, 0.0), ("b", 8, 20), ("c", 7, 30), ("d", 6, 50), ("e", 5, 90), ("f", 4, 61),
  ].map { name, hard, degrees in
    let radians = degrees * .pi / 180
    return Selectable(
      name,
      [
        "hard": .double(hard), "good": 1,
        "embedding": [.double(cos(radians)), .double(sin(radians))],
      ])
  }

  @Test func tooSimilarToWhatIsChosenIsLeft() throws {
    // Cosine 0.9 is 25.8 degrees.
    let step = "[{method: deita, by: [complexity.field.value, quality.field.value], embedding: {}}]"
    let chosen = try select(Self.directions, step)
    #expect(chosen.kept == ["a", "c", "e", "f"])
    #expect(chosen.fates["b"] == "select.deita: too_similar")
    // b is refused, so only what was chosen counts: d is 20 degrees from c.
    #expect(chosen.nearest == ["b": "a", "d": "c"])
  }

  @Test(arguments: [
    ("count: 2", "ac"), ("share: 0.5", "ace"), ("count: 3, lowest: true", "cef"),
    ("similarity: 0.95", "abde"), ("similarity: 1", "abcdef"), ("similarity: 0.01", "ae"),
  ])
  func boundsOfDEITA(keys: String, kept: String) throws {
    let step = "[{method: deita, by: complexity.field.value, embedding: {}, \(keys)}]"
    #expect(try select(Self.directions, step).kept == kept.map { String($0) })
  }

  @Test func theLifeNamesTheNearest() throws {
    let step = "[{method: deita, by: complexity.field.value, embedding: {}, count: 3}]"
    let chosen = try select(Self.directions + [Selectable("x", ["hard": 1])], step)
    #expect(chosen.fates["x"] == "select.deita: no_embedding")
    #expect(chosen.fates["f"] == "select.deita: over_budget")
    let run = chosen.finished.run
    let ids = try run.catalog.ids()
    let biographer = try Biographer(folder: run.folder, catalog: run.catalog)
    let row = try #require(try biographer.rows(idPrefix: ids["b"] ?? "").first)
    let life = try biographer.life(row: row)
    #expect(life.keeper == ids["a"])
    #expect(abs((life.similarity ?? 0) - 0.9397) < 1e-3)
    #expect(try Status(run.catalog).text(isColored: false).contains("too_similar"))
  }

  /// Without embeddings the words of prompts are compared; brute force says the same.
  @Test(arguments: [0.3, 0.5, 0.8])
  func promptsAreComparedByWords(bound: Double) throws {
    var random = RandomSource(seed: 8)
    var prompts: [[String]] = []
    for number in 0..<240 {
      var words = (0..<(3 + number % 30)).map { _ in "w\(Int(random.unit() * 400))" }
      if number % 3 > 0, let earlier = prompts.last {
        words = earlier
        for _ in 0..<(number % 5) { words[Int(random.unit() * Double(words.count))] = "x\(number)" }
      }
      prompts.append(words)
    }
    let samples = prompts.enumerated().map { number, words in
      Selectable(
        "\(number)", prompt: words.joined(separator: " "),
        ["hard": .double(Double((number * 89) % 240))])
    }
    let step = "[{method: deita, by: complexity.field.value, similarity: \(bound), ngram: 2}]"
    let chosen = try select(samples, step, more: "")
    let sets = prompts.map { words -> [UInt32] in
      var hasher = ShingleHasher(ShingleRule(unit: .word, length: 2, keepsDigits: true))
      hasher.read(Array(words.joined(separator: " ").utf8))
      return hasher.set()
    }
    var accepted: [Int] = []
    for number in sets.indices.sorted(by: { ($0 * 89) % 240 > ($1 * 89) % 240 })
    where accepted.allSatisfy({ ShingleHasher.jaccard(sets[number], sets[$0]) <= bound }) {
      accepted.append(number)
    }
    #expect(accepted.count > 80 && accepted.count < 235)
    #expect(chosen.kept == accepted.map { "\($0)" }.sorted())
  }

  /// More samples than are prepared at a time, against brute force, with any number of threads.
  @Test func blocksDoNotShow() throws {
    var random = RandomSource(seed: 2)
    var vectors: [[Double]] = []
    for _ in 0..<2600 {
      let vector = (0..<9).map { _ in random.unit() - 0.5 }
      let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      vectors.append(vector.map { $0 / length })
    }
    let samples = vectors.enumerated().map { number, vector in
      Selectable(
        "\(number)",
        ["hard": .double(Double(9000 - number)), "embedding": .array(vector.map { .double($0) })])
    }
    let step = "[{method: deita, by: complexity.field.value, embedding: {}}]"
    let world = try RunWorld([("a.jsonl", samples.map(\.line))])
    let one = try select(samples, step, threads: 1, in: world, name: "one")
    var accepted: [Int] = []
    for number in vectors.indices {
      let cosines = accepted.map { other in
        zip(vectors[number], vectors[other]).reduce(0) { $0 + $1.0 * $1.1 }
      }
      // Numbers of 16 bits may decide otherwise at the very bound.
      if one.fates["\(number)"] == "kept" {
        #expect(cosines.allSatisfy { $0 < 0.901 })
        accepted.append(number)
      } else {
        #expect(cosines.contains { $0 > 0.899 })
      }
    }
    #expect(accepted.count > 1100 && accepted.count < 2500, "\(accepted.count)")
    for threads in [2, 4] {
      let other = try select(samples, step, threads: threads, in: world, name: "t\(threads)")
      #expect(try other.finished.bytes() == one.finished.bytes())
      #expect(other.nearest == one.nearest)
    }
  }

  // MARK: Recipes

  @Test(arguments: [
    ("{method: best}", "method has no best"),
    ("{method: top, by: complexity.field.value}", "top needs count or share"),
    ("{method: top, count: 1}", "top needs by"),
    ("{method: top, by: complexity.field.value, count: 1, share: 0.1}", "not both"),
    ("{method: top, by: complexity.field.value, share: 1.1}", "must be 0...1"),
    ("{method: top, by: complexity.field.value, count: 1, rounds: 2}", "top has no rounds"),
    ("{method: top, by: complexity.length.words, count: 1}", "select.by names"),
    ("{method: instag}", "instag needs count, share or rounds"),
    ("{method: instag, count: 5}", "needs the line complexity: [tags"),
    ("{method: instag, count: 5, by: a}", "instag has no by"),
    ("{method: deita, by: complexity.field.value, embedding: {epsilon: 1}}", "has no epsilon"),
    ("{method: deita, by: complexity.field.value, similarity: 2}", "must be 0...1"),
  ])
  func mistakes(step: String, problem: String) throws {
    let yaml =
      "name: r\ncomplexity: [{field: {settings: {field: a, words: []}}}]\nselect: [\(step)]\n"
    let error = #expect(throws: ConfigError.self) { try RecipeCheck(try rules(yaml)).run() }
    #expect(error?.description.contains(problem) == true, "\(error?.description ?? "")")
  }
}

extension Catalog {
  /// Ids by the name that a sample has in these tests.
  fileprivate func ids() throws -> [String: String] {
    var ids: [String: String] = [:]
    try database.read { db in
      try db.rows("SELECT generator, id FROM sample") { ids[$0.text(0)] = $0.text(1) }
    }
    return ids
  }
}
