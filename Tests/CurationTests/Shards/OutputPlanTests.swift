import Bytes
import Curation
import Testing

@Suite struct OutputPlanTests {
  private func buckets(_ plan: OutputPlan) -> [Int] { (0..<plan.count).map(plan.bucket(of:)) }

  @Test func smallSetsAreOneShard() {
    let plan = OutputPlan([10, 20, 30], shardBytes: 1000)
    #expect(buckets(plan) == [0, 0, 0] && plan.shardOfBucket == [0])
  }

  @Test func shardsCloseBehindTheLineThatFillsThem() {
    let plan = OutputPlan([60, 60, 60, 60, 60], shardBytes: 100)
    #expect(buckets(plan) == [0, 0, 1, 1, 2] && plan.shardOfBucket == [0, 1, 2])
  }

  @Test func aLargeShardHasSeveralBuckets() {
    let half = Int32(OutputPlan.bucketBytes / 2)
    let plan = OutputPlan([half, half, half, half, 1], shardBytes: Int(half) * 10)
    #expect(buckets(plan) == [0, 0, 1, 1, 2] && plan.shardOfBucket == [0, 0, 0])
  }

  @Test func nothingIsNoShard() {
    let plan = OutputPlan([], shardBytes: 100)
    #expect(plan.starts.isEmpty && plan.shardOfBucket.isEmpty)
  }

  @Test(arguments: [1, 2, 5])
  func bucketsGiveLinesBackInOrder(count: Int) throws {
    let folder = "/tmp/sluice-buckets-\(count)-\(Hash128(of: "\(#filePath)").hex.prefix(8))"
    let buckets = try Buckets(count: count, folder: folder)
    var random = RandomSource(seed: 7)
    let positions = (0..<5000).shuffled(using: &random)
    for position in positions {
      let line = Array("line \(position) \(String(repeating: "x", count: position % 90))".utf8)
      try buckets.append(line.span, position: position, to: position * count / 5000)
    }
    var seen: [Int] = []
    for bucket in 0..<count {
      let lines = try buckets.take(bucket)
      for range in lines.ranges {
        let words = String(decoding: lines.bytes[range], as: UTF8.self).split(separator: " ")
        seen.append(try #require(Int(words[1])))
      }
      #expect(lines.frames(of: 1000).flatMap { Array($0) } == Array(lines.ranges.indices))
    }
    try buckets.removeFiles()
    #expect(seen == Array(0..<5000))
  }
}
