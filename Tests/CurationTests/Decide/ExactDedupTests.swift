import Bytes
import Curation
import Testing

@Suite struct ExactDedupTests {
  @Test func oneKeeperAGroup() {
    var builder = SampleBuilder()
    for content in ["a", "a", "b", "a", "c", "b"] {
      builder.add(prompt: "p", .on, content: content)
    }
    var samples = builder.samples
    var drops = DropTable()
    let pairs = dropExactDuplicates(&samples, drops: &drops)
    #expect(samples.filter(\.isKept).count == 3)
    #expect(pairs.count == 3)
    for pair in pairs {
      #expect(samples[pair.keeper].isKept && !samples[pair.duplicate].isKept)
      #expect(samples[pair.keeper].duplicateKey == samples[pair.duplicate].duplicateKey)
    }
  }

  @Test func theCorrectOneStays() {
    var builder = SampleBuilder()
    builder.add(prompt: "p", .on, correct: nil, content: "a")
    builder.add(prompt: "p", .on, correct: true, content: "a")
    builder.add(prompt: "p", .on, correct: false, content: "a")
    var samples = builder.samples
    var drops = DropTable()
    _ = dropExactDuplicates(&samples, drops: &drops)
    #expect(samples.map(\.isKept) == [false, true, false])
  }

  @Test func theKeeperDoesNotHangOnTheOrder() {
    var builder = SampleBuilder()
    for _ in 0..<5 { builder.add(prompt: "p", .on, content: "a") }
    var forwards = builder.samples
    var backwards = Array(builder.samples.reversed())
    var drops = DropTable()
    _ = dropExactDuplicates(&forwards, drops: &drops)
    _ = dropExactDuplicates(&backwards, drops: &drops)
    #expect(forwards.first(where: \.isKept)?.id == backwards.first(where: \.isKept)?.id)
  }

  @Test func whatWasDroppedBeforeIsNoKeeper() {
    var builder = SampleBuilder()
    builder.add(prompt: "p", .on, content: "a")
    builder.add(prompt: "p", .on, content: "a")
    var samples = builder.samples
    var drops = DropTable()
    samples[0].drop = drops.number(Drop(stage: .quality, filter: "quality.refusal", reason: "x"))
    _ = dropExactDuplicates(&samples, drops: &drops)
    #expect(samples[1].isKept)
  }
}
