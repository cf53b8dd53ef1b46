import Bytes
import Curation
import Testing

@Suite struct BlendTests {
  private func blended(_ samples: [SampleState], _ yaml: String) throws -> [SampleState] {
    var samples = samples
    var drops = DropTable()
    let recipe = try rules("blend: \(yaml)")
    thinToBlend(
      &samples, PromptGroups(samples), rule: recipe.blend, names: testTerms, drops: &drops)
    _ = arrange(&samples, recipe.blend, recipe.pair.derive)
    return samples
  }

  private func mixture(math: Int, code: Int) -> [SampleState] {
    var builder = SampleBuilder()
    for number in 0..<math {
      builder.add(prompt: "m\(number)", .on, category: 1, difficulty: Double(number % 7))
    }
    for number in 0..<code {
      builder.add(prompt: "c\(number)", .off, category: 2, difficulty: Double(number % 5))
    }
    return builder.samples
  }

  @Test func everyKeptSampleHasOnePlace() throws {
    let samples = try blended(mixture(math: 30, code: 20), "{seed: 1}")
    #expect(samples.map(\.order).sorted() == Array(0..<50).map { Int32($0) })
  }

  @Test func theOrderHangsOnTheSeed() throws {
    let one = try blended(mixture(math: 50, code: 0), "{seed: 1}").map(\.order)
    #expect(try blended(mixture(math: 50, code: 0), "{seed: 1}").map(\.order) == one)
    #expect(try blended(mixture(math: 50, code: 0), "{seed: 2}").map(\.order) != one)
  }

  @Test func theOrderDoesNotHangOnTheInputs() throws {
    let samples = mixture(math: 40, code: 10)
    let forwards = try blended(samples, "{}")
    let backwards = try blended(samples.reversed(), "{}")
    func ids(_ samples: [SampleState]) -> [Hash128] {
      samples.sorted { $0.order < $1.order }.map(\.id)
    }
    #expect(ids(forwards) == ids(backwards))
  }

  @Test func capsHold() throws {
    let samples = try blended(mixture(math: 30, code: 20), "{caps: {category: {math: 7}}}")
    #expect(samples.filter { $0.isKept && $0.category == 1 }.count == 7)
    #expect(samples.filter { $0.isKept && $0.category == 2 }.count == 20)
  }

  @Test func weightsThinTheOverRepresented() throws {
    let yaml = "{weights: {category: {math: 1, code: 1}}}"
    let samples = try blended(mixture(math: 30, code: 20), yaml)
    #expect(samples.filter { $0.isKept && $0.category == 1 }.count == 20)
    #expect(samples.filter { $0.isKept && $0.category == 2 }.count == 20)
  }

  @Test func weightZeroLeavesNothing() throws {
    let samples = try blended(mixture(math: 3, code: 2), "{weights: {category: {math: 0}}}")
    #expect(!samples.contains { $0.isKept && $0.category != 2 })
    #expect(samples.filter(\.isKept).count == 2)
  }

  @Test func totalHolds() throws {
    #expect(try blended(mixture(math: 30, code: 20), "{total: 11}").filter(\.isKept).count == 11)
  }

  @Test func thinningNeverTearsPairs() throws {
    var builder = SampleBuilder()
    for number in 0..<20 {
      builder.add(prompt: "p\(number)", .on)
      builder.add(prompt: "p\(number)", .off)
    }
    var samples = builder.samples
    var drops = DropTable()
    _ = formPairs(
      &samples, PromptGroups(samples), rule: try rules("pair: {}").pair, seed: 42, drops: &drops)
    let thinned = try blended(samples, "{total: 15}")
    #expect(thinned.filter(\.isKept).count == 14)
    for sample in thinned where sample.isKept {
      let partner = try #require(sample.partner)
      #expect(thinned[Int(partner)].isKept)
    }
  }

  @Test func promptsAreLimited() throws {
    var builder = SampleBuilder()
    for _ in 0..<6 { builder.add(prompt: "p", .on) }
    builder.add(prompt: "q", .on)
    let samples = try blended(builder.samples, "{maxPerPrompt: 2}")
    #expect(samples.filter(\.isKept).count == 3)
  }

  /// Of two pairs of one prompt and a single response.
  @Test(arguments: [(1, 1, 0), (2, 2, 2), (3, 3, 2), (4, 4, 4), (5, 5, 4)])
  func limitsOfPromptsKeepPairsWhole(most: Int, kept: Int, halves: Int) throws {
    var builder = SampleBuilder()
    for mode in [Mode.on, .on, .off, .off] { builder.add(prompt: "p", mode) }
    var samples = builder.samples
    var drops = DropTable()
    _ = formPairs(
      &samples, PromptGroups(samples), rule: try rules("pair: {candidates: 2}").pair, seed: 42,
      drops: &drops)
    #expect(samples.allSatisfy { $0.partner != nil })
    builder.add(prompt: "p", .on)
    samples.append(builder.samples[4])
    let limited = try blended(samples, "{maxPerPrompt: \(most)}").filter(\.isKept)
    #expect(limited.count == kept)
    #expect(limited.count { $0.partner != nil } == halves)
  }

  @Test func easyComesFirstAndModesAlternate() throws {
    let yaml = "{order: easy_to_hard, interleave: 1}"
    let samples = try blended(mixture(math: 10, code: 10), yaml).sorted { $0.order < $1.order }
    #expect(samples.map(\.mode) == (0..<20).map { $0 % 2 == 0 ? .on : .off })
    for mode in Mode.allCases {
      let hardness = samples.filter { $0.mode == mode }.map(\.difficulty)
      #expect(hardness == hardness.sorted())
    }
  }

  // MARK: Per prompt

  /// Five prompts with 1, 2, 3, 4 and 10 on responses.
  private func unevenPrompts() -> [SampleState] {
    var builder = SampleBuilder()
    for (prompt, count) in [1, 2, 3, 4, 10].enumerated() {
      for _ in 0..<count { builder.add(prompt: "p\(prompt)", .on) }
    }
    return builder.samples
  }

  private func keptByPrompt(_ samples: [SampleState]) -> [Int] {
    Dictionary(grouping: samples.filter(\.isKept), by: \.prompt).values.map(\.count).sorted()
  }

  @Test func fairThinningEvensPrompts() throws {
    let samples = try blended(unevenPrompts(), "{total: 11, thin: fair}")
    #expect(keptByPrompt(samples) == [1, 2, 2, 3, 3] || keptByPrompt(samples) == [1, 2, 3, 3, 2])
  }

  @Test func randomThinningDoesNot() throws {
    let samples = try blended(unevenPrompts(), "{total: 11, thin: random}")
    #expect(samples.filter(\.isKept).count == 11)
    #expect((keptByPrompt(samples).last ?? 0) > 3)
  }

  @Test func fairLetsModesTakeTurns() throws {
    var builder = SampleBuilder()
    for _ in 0..<9 { builder.add(prompt: "p", .on) }
    builder.add(prompt: "p", .off)
    let samples = try blended(builder.samples, "{maxPerPrompt: 2, thin: fair}")
    #expect(Set(samples.filter(\.isKept).map(\.mode)) == [.on, .off])
  }

  // MARK: Tokens

  @Test func tokensAreCountedWhereAsked() throws {
    var builder = SampleBuilder()
    for number in 0..<100 { builder.add(prompt: "p\(number)", .on, size: Double(number % 10 + 1)) }
    let samples = try blended(builder.samples, "{by: tokens, total: 200}").filter(\.isKept)
    let used = samples.reduce(0) { $0 + $1.size }
    #expect(used <= 200 && used > 190)
    let weighted = try blended(
      mixture(math: 30, code: 0) + builder.samples, "{by: tokens, caps: {generator: {teacher: 50}}}"
    )
    #expect(weighted.filter(\.isKept).reduce(0) { $0 + $1.size } <= 50)
  }

  // MARK: Copies

  private func rows(_ samples: [SampleState], _ yaml: String) throws -> [WrittenRow] {
    var samples = samples
    var drops = DropTable()
    let recipe = try rules("blend: \(yaml)")
    thinToBlend(
      &samples, PromptGroups(samples), rule: recipe.blend, names: testTerms, drops: &drops)
    return arrange(&samples, recipe.blend, recipe.pair.derive)
  }

  @Test func upsamplingRepeatsRows() throws {
    let samples = mixture(math: 100, code: 100)
    let rows = try rows(samples, "{upsample: {category: {math: 2.5}}}")
    let math = rows.filter { samples[Int($0.index)].category == 1 }
    #expect(rows.count - math.count == 100)
    #expect((230...270).contains(math.count))
    let copies = Dictionary(grouping: math, by: \.index).values.map { $0.map(\.copy).sorted() }
    #expect(copies.allSatisfy { $0 == [0, 1] || $0 == [0, 1, 2] })
  }

  @Test func capsCountCopies() throws {
    let samples = mixture(math: 100, code: 0)
    let rows = try rows(samples, "{upsample: {category: {math: 3}}, caps: {category: {math: 10}}}")
    #expect(rows.count == 9)
  }

  @Test func copiesOfAPairArePairsOfTheirOwn() throws {
    var builder = SampleBuilder()
    builder.add(prompt: "p", .on)
    builder.add(prompt: "p", .off)
    var samples = builder.samples
    var drops = DropTable()
    _ = formPairs(
      &samples, PromptGroups(samples), rule: try rules("pair: {}").pair, seed: 42, drops: &drops)
    let rows = try rows(samples, "{upsample: {category: {math: 3}}}")
    let pairs = Dictionary(grouping: rows, by: \.pair)
    #expect(pairs.count == 3 && pairs.values.allSatisfy { Set($0.map(\.index)).count == 2 })
    #expect(pairs[0] != nil)
  }

  // MARK: Stages

  @Test func stagesComeOneAfterAnother() throws {
    let yaml = """
      {stages: [{name: thinking, when: {mode: on}}, {name: all}, {name: code, when: {category: code}}]}
      """
    let samples = mixture(math: 20, code: 10)
    let rows = try rows(samples, yaml)
    #expect(rows.map(\.stage) == rows.map(\.stage).sorted())
    #expect((0..<3).map { stage in rows.filter { $0.stage == stage }.count } == [20, 30, 10])
  }

  @Test func whatFitsNoStageGoes() throws {
    let yaml = "{stages: [{name: thinking, when: {mode: on}, total: 5}]}"
    var samples = mixture(math: 20, code: 10)
    var drops = DropTable()
    thinToBlend(
      &samples, PromptGroups(samples), rule: try rules("blend: \(yaml)").blend, names: testTerms,
      drops: &drops)
    #expect(samples.filter(\.isKept).count == 5)
    let reasons = samples.compactMap { $0.drop.map { drops[$0].reason } }
    #expect(reasons.filter { $0 == "above_total" }.count == 15)
    #expect(reasons.filter { $0 == "no_stage" }.count == 10)
  }

  @Test func aPairIsOneOnlyWhereBothHalvesStand() throws {
    var builder = SampleBuilder()
    builder.add(prompt: "p", .on)
    builder.add(prompt: "p", .off)
    var samples = builder.samples
    var drops = DropTable()
    _ = formPairs(
      &samples, PromptGroups(samples), rule: try rules("pair: {}").pair, seed: 42, drops: &drops)
    let rows = try rows(samples, "{stages: nano}")
    #expect(rows.map(\.stage) == [0, 1, 1])
    #expect(rows.map(\.pair) == [-1, 0, 0])
  }
}
