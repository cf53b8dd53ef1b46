import Bytes
import Testing

import Curation

@Suite struct PromptClustersTests {
  private func hash(_ number: UInt64) -> Hash128 { Hash128(of: "\(number)") }

  @Test func duplicatesOfDuplicatesBelongTogether() {
    let pairs = [(1, 2), (3, 4), (2, 3), (5, 6)].map { (hash($0.0), hash($0.1)) }
    for order in [pairs, Array(pairs.reversed())] {
      let clusters = PromptClusters(order)
      let roots = (1...7).map { clusters.root(of: hash($0)) }
      #expect(Set(roots[..<4]).count == 1)
      #expect(roots[0] == (1...4).map(hash).min())
      #expect(roots[4] == roots[5] && roots[4] != roots[0])
      #expect(roots[6] == hash(7))
    }
  }
}
