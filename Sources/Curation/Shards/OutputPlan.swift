// Where every kept sample goes: its shard, and the bucket in which it waits there.
//
// The written order is not the pool's, and a set may be larger than memory. So the pool is walked once
// and each line is put into the bucket of its place; then buckets are sorted and written one by one.
// A bucket is a stretch of a shard that fits in memory with room to spare.

import Bytes

/// A kept sample on its way out.
struct OutputSample: Sendable {
  let row: Int
  let position: Int
  let bucket: Int
  let weight: Double
  let passed: Int
  let judged: Int
  let hasPartner: Bool
  let labels: String?
}

package struct OutputPlan: Sendable {
  package static let bucketBytes = 24 << 20

  /// In the order of rows.
  let samples: [OutputSample]
  /// The shard of each bucket.
  let shardOfBucket: [Int]
  var shardCount: Int { (shardOfBucket.last ?? -1) + 1 }

  /// Reads the decision of a catalog.
  ///
  /// - Parameter shardBytes: bytes of text in a shard.
  init(_ catalog: Catalog, shardBytes: Int) throws {
    var byPosition: [(position: Int, bytes: Int)] = []
    try catalog.database.read { db in
      let sql = """
        SELECT d.position, s.line_bytes FROM selection d JOIN sample_row s ON s.row = d.row
        WHERE d.drop_id IS NULL
        """
      try db.rows(sql) { row in
        byPosition.append((row.int(0), row.int(1)))
      }
    }
    byPosition.sort { $0.position < $1.position }
    let (buckets, shards) = OutputPlan.assign(byPosition.map(\.bytes), shardBytes: shardBytes)
    shardOfBucket = shards
    var samples: [OutputSample] = []
    samples.reserveCapacity(byPosition.count)
    try catalog.database.read { db in
      let sql = """
        SELECT row, position, weight, passed, judged, partner, labels FROM selection
        WHERE drop_id IS NULL ORDER BY row
        """
      try db.rows(sql) { row in
        let position = row.int(1)
        samples.append(
          OutputSample(
            row: row.int(0), position: position, bucket: buckets[position],
            weight: row.double(2), passed: row.int(3), judged: row.int(4),
            hasPartner: !row.isNull(5), labels: row.optionalText(6)))
      }
    }
    self.samples = samples
  }

  /// - Returns: the bucket of each position, and the shard of each bucket.
  package static func assign(_ sizes: [Int], shardBytes: Int) -> (buckets: [Int], shards: [Int]) {
    var buckets: [Int] = []
    var shards: [Int] = []
    buckets.reserveCapacity(sizes.count)
    var inShard = 0
    var inBucket = 0
    for size in sizes {
      let isNewShard = !shards.isEmpty && inShard >= shardBytes
      if isNewShard { inShard = 0 }
      if shards.isEmpty || isNewShard || inBucket >= bucketBytes {
        shards.append((shards.last ?? 0) + (isNewShard ? 1 : 0))
        inBucket = 0
      }
      buckets.append(shards.count - 1)
      inShard += size
      inBucket += size
    }
    return (buckets, shards)
  }
}
