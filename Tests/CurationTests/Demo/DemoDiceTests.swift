import Curation
import Testing

@Suite struct DemoDiceTests {
  /// The published first outputs of SplitMix64 for the seed 1234567.
  @Test func sequence() {
    var dice = DemoDice(seed: 1_234_567, stream: "")
    let expected: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
    ]
    #expect(expected.indices.map { _ in dice.next() } == expected)
  }

  @Test func streamsDiffer() {
    var left = DemoDice(seed: 1, stream: "math")
    var right = DemoDice(seed: 1, stream: "code")
    #expect((0..<4).map { _ in left.next() } != (0..<4).map { _ in right.next() })
  }

  @Test(arguments: [1, 2, 7, 1000])
  func boundHolds(_ bound: Int) {
    var dice = DemoDice(seed: 3, stream: "bounds")
    let values = (0..<2000).map { _ in dice.below(bound) }
    #expect(values.allSatisfy { (0..<bound).contains($0) })
    #expect(bound > 7 || Set(values).count == bound)
  }
}
