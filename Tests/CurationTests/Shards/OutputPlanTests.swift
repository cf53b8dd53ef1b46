import Bytes
import Curation
import Testing

@Suite struct OutputPlanTests {
  @Test func smallSetsAreOneShard() {
    let (buckets, shards) = OutputPlan.assign([10, 20, 30], shardBytes: 1000)
    #expect(buckets == [0, 0, 0] && shards == [0])
  }

  @Test func shardsCloseBehindTheLineThatFillsThem() {
    let (buckets, shards) = OutputPlan.assign([60, 60, 60, 60, 60], shardBytes: 100)
    #expect(buckets == [0, 0, 1, 1, 2] && shards == [0, 1, 2])
  }

  @Test func aLargeShardHasSeveralBuckets() {
    let half = OutputPlan.bucketBytes / 2
    let (buckets, shards) = OutputPlan.assign([half, half, half, half, 1], shardBytes: half * 10)
    #expect(buckets == [0, 0, 1, 1, 2] && shards == [0, 0, 0])
  }

  @Test func nothingIsNoShard() {
    let (buckets, shards) = OutputPlan.assign([], shardBytes: 100)
    #expect(buckets.isEmpty && shards.isEmpty)
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
