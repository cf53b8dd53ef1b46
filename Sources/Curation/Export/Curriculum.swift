// Progressive batching (arXiv 2505.00949, section 5.1): batches of one size whose pass rates move from
// easy to hard.
//
// For batch t the wanted histogram over pass rates is a Gaussian around a centre that falls from the
// highest rate to the lowest. Each bucket of prompts gives what is wanted of it as far as it has it;
// what is missing then comes, one by one, from the bucket with most prompts left. The paper gives
// neither the width nor the schedule of the centre: here the width is a setting, the schedule a line.

import Bytes
import Glibc

/// Items with a pass rate each, in batches.
package struct Curriculum: Sendable {
  /// Indices of items, in the order of training.
  package private(set) var batches: [[Int]] = []
  /// The centre of each batch's target.
  package private(set) var centers: [Double] = []
  private let buckets: Int
  private let sigma: Double

  /// - Parameters:
  ///   - rates: of the items, 0...1.
  ///   - batch: items in each batch but the last.
  ///   - buckets: steps of rates between 0 and 1.
  /// - Complexity: O(*n* · buckets) time.
  package init(rates: [Double], batch: Int, buckets: Int, sigma: Double, seed: UInt64) {
    precondition(batch > 0 && buckets > 0 && sigma > 0, "\(batch) \(buckets) \(sigma)")
    self.buckets = buckets
    self.sigma = sigma
    var random = RandomSource(seed: seed)
    var pools = [[Int]](repeating: [], count: buckets + 1)
    for (item, rate) in rates.enumerated() { pools[bucket(rate)].append(item) }
    for index in pools.indices { pools[index].shuffle(using: &random) }
    guard let easiest = pools.lastIndex(where: { !$0.isEmpty }),
      let hardest = pools.firstIndex(where: { !$0.isEmpty })
    else { return }
    let count = (rates.count + batch - 1) / batch
    for number in 0..<count {
      let progress = count > 1 ? Double(number) / Double(count - 1) : 0
      let center = rate(easiest) + (rate(hardest) - rate(easiest)) * progress
      var items = take(min(batch, rates.count - number * batch), around: center, from: &pools)
      items.shuffle(using: &random)
      centers.append(center)
      batches.append(items)
    }
  }

  private func bucket(_ rate: Double) -> Int {
    min(buckets, max(0, Int((rate * Double(buckets)).rounded())))
  }

  private func rate(_ bucket: Int) -> Double { Double(bucket) / Double(buckets) }

  private func take(_ count: Int, around center: Double, from pools: inout [[Int]]) -> [Int] {
    var items: [Int] = []
    for (bucket, wanted) in shares(of: count, around: center).enumerated() {
      for _ in 0..<min(wanted, pools[bucket].count) { items.append(pools[bucket].removeLast()) }
    }
    while items.count < count {
      // Of pools of one size the one nearer to the centre.
      let fullest = pools.indices.max { a, b in
        (pools[a].count, -abs(rate(a) - center)) < (pools[b].count, -abs(rate(b) - center))
      }
      guard let fullest, let item = pools[fullest].popLast() else { break }
      items.append(item)
    }
    return items
  }

  /// How many of each bucket are wanted: shares of a Gaussian, in whole numbers that add up.
  private func shares(of count: Int, around center: Double) -> [Int] {
    // Less the least, so that the nearest bucket has weight 1 however narrow the bell is.
    let distances = (0...buckets).map { pow((rate($0) - center) / sigma, 2) / 2 }
    let least = distances.min() ?? 0
    let weights = distances.map { exp(least - $0) }
    let sum = weights.reduce(0, +)
    let exact = weights.map { Double(count) * $0 / sum }
    var whole = exact.map { Int($0) }
    let byRest = exact.indices.sorted {
      (exact[$1] - Double(whole[$1]), $0) < (exact[$0] - Double(whole[$0]), $1)
    }
    let missing = max(0, count - whole.reduce(0, +))
    for bucket in byRest.prefix(missing) { whole[bucket] += 1 }
    return whole
  }
}
