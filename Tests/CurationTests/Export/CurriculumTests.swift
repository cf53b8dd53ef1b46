import Bytes
import Curation
import Glibc
import Testing

/// The invariants of progressive batching (RECIPE section 8 A), on random sets of prompts.
@Suite struct CurriculumTests {
  private func rates(_ count: Int, seed: Int) -> [Double] {
    var random = RandomSource(seed: UInt64(seed))
    // Some sets lean to one side, as real ones do.
    let lean = seed % 3
    return (0..<count).map { _ in
      let rate = Double(random.below(6)) / 8
      switch lean {
      case 0: return rate
      case 1: return random.below(3) == 0 ? rate : 0
      default: return random.below(3) == 0 ? rate : 5.0 / 8
      }
    }
  }

  private func mean(_ batch: [Int], _ rates: [Double]) -> Double {
    batch.reduce(0) { $0 + rates[$1] } / Double(batch.count)
  }

  @Test(arguments: 0..<30)
  func everyItemOnceInFullBatches(seed: Int) {
    let count = 1 + seed * 37
    let rates = rates(count, seed: seed)
    let curriculum = Curriculum(rates: rates, batch: 16, buckets: 8, sigma: 0.15, seed: 1)
    #expect(curriculum.batches.flatMap { $0 }.sorted() == Array(0..<count))
    #expect(curriculum.batches.dropLast().allSatisfy { $0.count == 16 })
    #expect((1...16).contains(curriculum.batches.last?.count ?? 0))
  }

  @Test(arguments: 0..<12)
  func itGoesFromEasyToHard(seed: Int) {
    let rates = rates(2000, seed: seed)
    let curriculum = Curriculum(rates: rates, batch: 50, buckets: 8, sigma: 0.1, seed: 2)
    let means = curriculum.batches.map { mean($0, rates) }
    let thirds = [means.prefix(13), means.dropFirst(13).prefix(13), means.suffix(13)].map {
      $0.reduce(0, +) / Double($0.count)
    }
    #expect(thirds[0] >= thirds[1] - 0.02 && thirds[1] >= thirds[2] - 0.02)
    // Where nearly all prompts are of one rate, most of every batch is of that rate.
    #expect(thirds[0] > thirds[2] + (seed % 3 == 0 ? 0.2 : 0.02))
    #expect(curriculum.centers == curriculum.centers.sorted(by: >))
  }

  /// Where every bucket has what is wanted of it, only rounding disturbs the descent.
  @Test func withAmplePromptsTheMeanNeverRises() {
    // As many of each rate as the targets of 20 batches want together, so nothing runs out early.
    let rates = (0..<6).flatMap { [Double](repeating: Double($0) / 8, count: 400) }
    let curriculum = Curriculum(rates: rates, batch: 100, buckets: 8, sigma: 0.2, seed: 3)
    let means = curriculum.batches.prefix(16).map { mean($0, rates) }
    for (earlier, later) in zip(means, means.dropFirst()) { #expect(later <= earlier + 0.01) }
  }

  /// Pools as they come: even, nearly all of one rate, falling off steeply, two heaps, gaps.
  static let pools: [(name: String, counts: [Int])] = [
    ("even", Array(repeating: 90, count: 9)), ("nearly all hard", [900, 3, 2, 1, 1, 1, 1, 1, 5]),
    ("nearly all easy", [2, 1, 1, 1, 1, 3, 1, 2, 900]),
    ("one rate", [0, 0, 0, 500, 0, 0, 0, 0, 0]),
    ("steep", [512, 256, 128, 64, 32, 16, 8, 4, 2]),
    ("two heaps", [400, 0, 0, 0, 1, 0, 0, 0, 400]),
    ("gaps", [7, 0, 310, 0, 0, 41, 0, 160, 0]),
    ("fewer than a batch", [1, 2, 0, 3, 0, 0, 0, 1, 0]),
  ]

  /// Every batch takes what its target wants of a rate as far as there is any, and only what is missing
  /// then comes from the largest pool that is left, one by one.
  @Test(arguments: pools.indices, [0.05, 0.15, 0.6])
  func batchesKeepToTheirTargets(pool: Int, sigma: Double) {
    let (name, counts) = Self.pools[pool]
    let rates = counts.enumerated().flatMap { [Double](repeating: Double($0) / 8, count: $1) }
    let curriculum = Curriculum(rates: rates, batch: 40, buckets: 8, sigma: sigma, seed: 5)
    #expect(curriculum.batches.flatMap { $0 }.sorted() == Array(rates.indices))
    var left = counts
    for (batch, center) in zip(curriculum.batches, curriculum.centers) {
      var taken = [Int](repeating: 0, count: 9)
      for item in batch { taken[Int(rates[item] * 8)] += 1 }
      let wanted = target(of: batch.count, center, sigma)
      var expected = (0...8).map { min(wanted[$0], left[$0]) }
      while expected.reduce(0, +) < batch.count {
        let rest = (0...8).map { left[$0] - expected[$0] }
        let nearest = (0...8).filter { rest[$0] == rest.max() }
          .min { abs(Double($0) / 8 - center) < abs(Double($1) / 8 - center) }
        expected[nearest ?? 0] += 1
      }
      // Two pools that are as large and as near may stand in for each other.
      let difference = zip(taken, expected).reduce(0) { $0 + abs($1.0 - $1.1) }
      #expect(difference <= 2, "\(name): \(taken), expected \(expected)")
      for bucket in 0...8 {
        #expect(taken[bucket] >= min(wanted[bucket], left[bucket]), "\(name)")
        left[bucket] -= taken[bucket]
      }
    }
    #expect(left.allSatisfy { $0 == 0 })
    #expect(curriculum.centers == curriculum.centers.sorted(by: >))
  }

  /// A Gaussian's shares in whole numbers, by largest remainders.
  private func target(of count: Int, _ center: Double, _ sigma: Double) -> [Int] {
    let logs = (0...8).map { -pow((Double($0) / 8 - center) / sigma, 2) / 2 }
    let weights = logs.map { exp($0 - (logs.max() ?? 0)) }
    let exact = weights.map { Double(count) * $0 / weights.reduce(0, +) }
    var whole = exact.map { Int($0) }
    let order = (0...8).sorted {
      exact[$0] - exact[$0].rounded(.down) > exact[$1] - exact[$1].rounded(.down)
    }
    for bucket in order.prefix(count - whole.reduce(0, +)) { whole[bucket] += 1 }
    return whole
  }

  @Test func theSeedDecides() {
    let rates = rates(300, seed: 1)
    let one = Curriculum(rates: rates, batch: 20, buckets: 8, sigma: 0.15, seed: 1).batches
    #expect(Curriculum(rates: rates, batch: 20, buckets: 8, sigma: 0.15, seed: 1).batches == one)
    #expect(Curriculum(rates: rates, batch: 20, buckets: 8, sigma: 0.15, seed: 2).batches != one)
  }

  @Test func theFirstBatchIsTheEasiestAndTheLastTheHardest() {
    let rates = (0..<90).map { Double($0 % 3) / 4 }
    let curriculum = Curriculum(rates: rates, batch: 30, buckets: 8, sigma: 0.01, seed: 1)
    #expect(curriculum.batches[0].allSatisfy { rates[$0] == 0.5 })
    #expect(curriculum.batches[2].allSatisfy { rates[$0] == 0 })
  }

  @Test func theRemainderComesFromTheLargestPool() {
    // The centre is at 1, where there are two; the rest of the batch is the commonest rate.
    let rates = [1, 1] + [Double](repeating: 0.5, count: 10) + [Double](repeating: 0, count: 4)
    let curriculum = Curriculum(rates: rates, batch: 8, buckets: 8, sigma: 0.01, seed: 1)
    #expect(
      curriculum.batches[0].map { rates[$0] }.sorted() == [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 1, 1])
  }

  @Test(arguments: [0, 1, 2])
  func smallSets(count: Int) {
    let curriculum = Curriculum(
      rates: [Double](repeating: 0.5, count: count), batch: 72, buckets: 8, sigma: 0.15, seed: 1)
    #expect(curriculum.batches.count == min(count, 1))
  }
}
