import Bytes
import Curation
import Testing

@Suite struct BlendTests {
  private func blended(_ samples: [SampleState], _ yaml: String) throws -> [SampleState] {
    var samples = samples
    var drops = DropTable()
    blend(&samples, rule: try rules("blend: \(yaml)").blend, terms: testTerms, drops: &drops)
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
    #expect(samples.map(\.order).sorted() == Array(0..<50))
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
    _ = formPairs(&samples, rule: try rules("pair: {}").pair, seed: 42, drops: &drops)
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

  @Test func easyComesFirstAndModesAlternate() throws {
    let yaml = "{order: easy_to_hard, interleave: 1}"
    let samples = try blended(mixture(math: 10, code: 10), yaml).sorted { $0.order < $1.order }
    #expect(samples.map(\.mode) == (0..<20).map { $0 % 2 == 0 ? .on : .off })
    for mode in Mode.allCases {
      let hardness = samples.filter { $0.mode == mode }.map(\.difficulty)
      #expect(hardness == hardness.sorted())
    }
  }
}
