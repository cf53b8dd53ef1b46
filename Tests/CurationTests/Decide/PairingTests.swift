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
    let result = formPairs(&samples, rule: rule, seed: 42, drops: &drops)
    return (samples, result)
  }

  @Test func theShortestCorrectOfEachModeArePaired() throws {
    var builder = SampleBuilder()
    builder.add(prompt: "p", .on, bytes: 300)
    builder.add(prompt: "p", .on, bytes: 200)
    builder.add(prompt: "p", .off, bytes: 30)
    builder.add(prompt: "p", .off, correct: false, bytes: 10)
    let (samples, result) = try paired(builder, "{}")
    #expect(result.pairs.map { [$0.on, $0.off] } == [[1, 2]])
    #expect(samples.map(\.isKept) == [false, true, true, false])
    #expect(samples[1].partner == 2 && samples[2].partner == 1)
  }

  @Test func theLongestIsChosenWhereAsked() throws {
    var builder = SampleBuilder()
    for bytes in [10, 30, 20] { builder.add(prompt: "p", .on, bytes: bytes) }
    builder.add(prompt: "p", .off)
    let (samples, _) = try paired(builder, "{chooseOn: longest}")
    #expect(samples.map(\.isKept) == [false, true, false, true])
  }

  @Test func aWrongHalfMakesNoPair() throws {
    var builder = SampleBuilder()
    builder.add(prompt: "p", .on)
    builder.add(prompt: "p", .off, correct: false)
    builder.add(prompt: "q", .off)
    let (samples, result) = try paired(builder, "{}")
    #expect(result.pairs.isEmpty)
    #expect(result.unpaired == ["off_response_wrong": 1, "no_on_response": 1])
    #expect(!samples.contains { !$0.isKept })
  }

  @Test func unpairedSamplesGoWhereAsked() throws {
    var builder = SampleBuilder()
    builder.add(prompt: "p", .on)
    builder.add(prompt: "p", .off)
    builder.add(prompt: "q", .off)
    let (samples, _) = try paired(builder, "{unpaired: drop}")
    #expect(samples.map(\.isKept) == [true, true, false])
  }

  @Test func moreCandidatesStayWhereAsked() throws {
    var builder = SampleBuilder()
    for bytes in 1...5 { builder.add(prompt: "p", .on, bytes: bytes) }
    let (samples, _) = try paired(builder, "{candidates: 3}")
    #expect(samples.map(\.isKept) == [true, true, true, false, false])
  }

  @Test func randomChoiceHangsOnTheSeedOnly() throws {
    var builder = SampleBuilder()
    for _ in 0..<20 { builder.add(prompt: "p", .on) }
    let first = try paired(builder, "{chooseOn: random}").0.firstIndex(where: \.isKept)
    let second = try paired(builder, "{chooseOn: random}").0.firstIndex(where: \.isKept)
    #expect(first == second)
  }
}
