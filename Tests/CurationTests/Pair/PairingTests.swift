import Bytes
import Curation
import Testing

@Suite struct PairingTests {
  private func paired(_ builder: SampleBuilder, _ yaml: String) throws
    -> ([SampleState], PairingResult)
  {
    var samples = builder.samples
    var drops = DropTable()
    let rule = try rules("pair: \(yaml)").pair
    let result = formPairs(
      &samples, PromptGroups(samples), rule: rule, seed: 42, drops: &drops)
    return (samples, result)
  }

  @Test func theShortestCorrectOfEachModeArePaired() throws {
    var builder = SampleBuilder()
    builder.add(prompt: "p", .on, bytes: 300)
    builder.add(prompt: "p", .on, bytes: 200)
    builder.add(prompt: "p", .off, bytes: 30)
    builder.add(prompt: "p", .off, correct: false, bytes: 10)
    let (samples, result) = try paired(builder, "{}")
    #expect(result.pairs == 1)
    #expect(samples.map(\.isKept) == [false, true, true, false])
    #expect(samples[1].partner == 2 && samples[2].partner == 1)
  }

  struct Chosen: Sendable {
    let rule: String
    let kept: [Int]
  }

  /// On responses of 10, 30, 20, 50 and 21 bytes; the second is not judged, the fourth wrong.
  @Test(arguments: [
    Chosen(rule: "shortest_correct", kept: [0]), Chosen(rule: "longest", kept: [4]),
    Chosen(rule: "median", kept: [4]), Chosen(rule: "best_score", kept: [2]),
  ])
  func rulesOrderWithinTheCorrectOnes(chosen: Chosen) throws {
    var builder = SampleBuilder()
    builder.add(prompt: "p", .on, bytes: 10, score: 0.1)
    builder.add(prompt: "p", .on, correct: nil, bytes: 30, score: 0.9)
    builder.add(prompt: "p", .on, bytes: 20, score: 0.5)
    builder.add(prompt: "p", .on, correct: false, bytes: 50, score: 0.9)
    builder.add(prompt: "p", .on, bytes: 21, score: 0.2)
    let (samples, _) = try paired(
      builder, "{chooseOn: \(chosen.rule), score: quality.reward.score}")
    #expect(samples.indices.filter { samples[$0].isKept } == chosen.kept)
  }

  @Test func randomChoiceHangsOnTheSeedOnly() throws {
    var builder = SampleBuilder()
    for _ in 0..<20 { builder.add(prompt: "p", .on) }
    let first = try paired(builder, "{chooseOn: random}").0.firstIndex(where: \.isKept)
    let second = try paired(builder, "{chooseOn: random}").0.firstIndex(where: \.isKept)
    #expect(first == second)
  }

  // MARK: Causes

  private func cause(_ yaml: String = "{}", _ build: (inout SampleBuilder) -> Void) throws
    -> [String: Int]
  {
    var builder = SampleBuilder()
    build(&builder)
    let (samples, result) = try paired(builder, yaml)
    let names = samples.filter(\.isKept).compactMap { $0.unpaired?.name }
    #expect(Set(names) == Set(result.unpaired.keys))
    return result.unpaired
  }

  @Test func everyCauseIsTold() throws {
    #expect(try cause { $0.add(prompt: "p", .on) } == ["no_off_response": 1])
    #expect(try cause { $0.add(prompt: "p", .off) } == ["no_on_response": 1])
    #expect(
      try cause {
        $0.add(prompt: "p", .on)
        $0.add(prompt: "p", .off, correct: false)
      } == ["off_response_wrong": 1])
    #expect(
      try cause {
        $0.add(prompt: "p", .on, correct: false)
        $0.add(prompt: "p", .off)
      } == ["on_response_wrong": 1])
    #expect(
      try cause {
        $0.add(prompt: "p", .on)
        $0.add(prompt: "p", .off, isDropped: true)
      } == ["off_responses_dropped": 1])
    #expect(
      try cause {
        $0.add(prompt: "p", .on, isDropped: true)
        $0.add(prompt: "p", .off)
      } == ["on_responses_dropped": 1])
    #expect(
      try cause {
        $0.add(prompt: "p", .on, exact: 1)
        $0.add(prompt: "p", .off)
      } == ["turns_differ": 1])
    #expect(try cause { $0.add(prompt: "p", .on, isDropped: true) } == [:])
  }

  @Test func aBetterResponseToOtherTurnsIsNoPartner() throws {
    var builder = SampleBuilder()
    builder.add(prompt: "p", .on, bytes: 10, exact: 7)
    builder.add(prompt: "p", .on, bytes: 90)
    builder.add(prompt: "p", .off, bytes: 20)
    builder.add(prompt: "p", .off, bytes: 10, exact: 8)
    let (samples, result) = try paired(builder, "{}")
    #expect(result.pairs == 1)
    #expect(samples.map(\.isKept) == [false, true, true, false])
  }

  // MARK: Policies

  @Test func unpairedSamplesGoWhereAsked() throws {
    var builder = SampleBuilder()
    builder.add(prompt: "p", .on)
    builder.add(prompt: "p", .off)
    builder.add(prompt: "q", .off)
    builder.add(prompt: "r", .on)
    #expect(try paired(builder, "{}").0.map(\.isKept) == [true, true, true, true])
    #expect(
      try paired(builder, "{unpaired: drop}").0.map(\.isKept) == [true, true, false, false])
    #expect(
      try paired(builder, "{unpairedOff: drop}").0.map(\.isKept) == [true, true, false, true])
  }

  @Test func moreCandidatesMakeMorePairs() throws {
    var builder = SampleBuilder()
    for bytes in 1...5 { builder.add(prompt: "p", .on, bytes: bytes) }
    for bytes in 1...2 { builder.add(prompt: "p", .off, bytes: bytes) }
    let (samples, result) = try paired(builder, "{candidatesOn: 3, candidatesOff: 4}")
    #expect(samples.map(\.isKept) == [true, true, true, false, false, true, true])
    #expect(result.pairs == 2)
    #expect(samples.map(\.partner) == [5, 6, nil, nil, nil, 0, 1])
    #expect(samples[1].pairNumber == 1 && samples[6].pairNumber == 1)
  }

  @Test func aShareOfThePromptsIsPaired() throws {
    var builder = SampleBuilder()
    for number in 0..<400 {
      builder.add(prompt: "p\(number)", .on)
      builder.add(prompt: "p\(number)", .off)
    }
    let (samples, result) = try paired(builder, "{share: 0.25}")
    #expect((70...130).contains(result.pairs))
    #expect(result.unpaired == ["not_sampled": 400 - result.pairs])
    #expect(samples.filter { $0.mode == .on && $0.isKept }.count == 400)
    #expect(samples.filter { $0.mode == .off && $0.isKept }.count == result.pairs)
  }

  @Test func theRatioIsKeptWithoutTearingPairs() throws {
    var builder = SampleBuilder()
    for number in 0..<10 {
      builder.add(prompt: "p\(number)", .on)
      builder.add(prompt: "p\(number)", .off)
    }
    for number in 0..<50 { builder.add(prompt: "q\(number)", .off) }
    let (samples, result) = try paired(builder, "{onPerOff: 0.5}")
    #expect(result.pairs == 10)
    #expect(samples.filter { $0.mode == .on && $0.isKept }.count == 10)
    #expect(samples.filter { $0.mode == .off && $0.isKept }.count == 20)
    // A ratio that only torn pairs could reach is left unreached.
    let (torn, _) = try paired(builder, "{onPerOff: 4}")
    #expect(torn.filter { $0.isKept && $0.partner != nil }.count == 20)
    #expect(torn.filter(\.isKept).count == 20)
  }

  /// Whatever the responses: no prompt has two rows of a mode, and partners are mutual.
  @Test(arguments: 0..<20)
  func invariants(seed: Int) throws {
    var random = RandomSource(seed: UInt64(seed))
    var builder = SampleBuilder()
    for _ in 0..<300 {
      builder.add(
        prompt: "p\(random.below(60))", random.below(2) == 0 ? .on : .off,
        correct: [true, false, nil][Int(random.below(3))], bytes: Int(random.below(50)),
        exact: random.below(2), isDropped: random.below(4) == 0)
    }
    let (samples, result) = try paired(builder, "{share: 0.8, onPerOff: 1}")
    var seen = Set<[UInt64]>()
    for sample in samples where sample.isKept {
      let isFirst = seen.insert([sample.prompt.low, sample.mode == .on ? 1 : 0]).inserted
      #expect(isFirst)
    }
    var halves = 0
    for (index, sample) in samples.enumerated() {
      guard let partner = sample.partner.map({ samples[Int($0)] }) else { continue }
      halves += 1
      #expect(partner.partner == Int32(index) && partner.prompt == sample.prompt)
      #expect(partner.mode != sample.mode && partner.exact == sample.exact)
      #expect(sample.isKept && sample.isCorrect != false && sample.unpaired == nil)
    }
    #expect(halves == result.pairs * 2)
  }
}
