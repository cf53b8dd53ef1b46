import Bytes
import Curation
import Testing

@Suite struct PromptwiseTests {
  @Test func wilsonAtEightSamples() {
    let (low, high) = wilsonInterval(passed: 6, of: 8)
    #expect(abs(low - 0.4093) < 0.0005 && abs(high - 0.9285) < 0.0005)
  }

  @Test(arguments: [(0, 1), (0, 8), (8, 8), (1, 1), (0, 0)])
  func wilsonStaysInside(passed: Int, count: Int) {
    let (low, high) = wilsonInterval(passed: passed, of: count)
    #expect(0 <= low && low <= high && high <= 1)
  }
}
