// Where every row of the set goes: its shard, and the bucket in which it waits there.
//
// The written order is not the pool's, and a set may be larger than memory. So the pool is walked once
// and each line is put into the bucket of its place; then buckets are sorted and written one by one.
// A bucket is a stretch of a shard that fits in memory with room to spare.

import Bytes

/// A row of the set on its way out.
struct OutputRow: Sendable {
  let row: Int
  let position: Int
  let stage: Int
  let copy: Int
  let isDerived: Bool
  /// See `WrittenRow`; nil where it is no half of a pair.
  let pair: Int?
}

/// The places of a set's rows, by position.
package struct OutputPlan: Sendable {
  package static let bucketBytes = 24 << 20

  /// Rows in the set.
  package let count: Int
  /// The first position of each bucket, and its shard.
  package let starts: [Int]
  package let shardOfBucket: [Int]
  var shardCount: Int { (shardOfBucket.last ?? -1) + 1 }

  /// - Parameters:
  ///   - sizes: bytes of each row, by position.
  ///   - shardBytes: bytes of text in a shard.
  package init(_ sizes: [Int32], shardBytes: Int) {
    var starts: [Int] = []
    var shards: [Int] = []
    var inShard = 0
    var inBucket = 0
    for (position, size) in sizes.enumerated() {
      let isNewShard = !shards.isEmpty && inShard >= shardBytes
      if isNewShard { inShard = 0 }
      if shards.isEmpty || isNewShard || inBucket >= OutputPlan.bucketBytes {
        shards.append((shards.last ?? 0) + (isNewShard ? 1 : 0))
        starts.append(position)
        inBucket = 0
      }
      inShard += Int(size)
      inBucket += Int(size)
    }
    count = sizes.count
    self.starts = starts
    shardOfBucket = shards
  }

  /// The plan of a decision's set.
  init(_ catalog: Catalog, shardBytes: Int) throws {
    let rows = try catalog.count(
      "SELECT (SELECT count(*) FROM selection WHERE drop_id IS NULL)"
        + " + (SELECT count(*) FROM extra_row)")
    var sizes = [Int32](repeating: 0, count: rows)
    try catalog.database.read { db in
      for table in ["selection", "extra_row"] {
        let sql = """
          SELECT d.position, s.line_bytes FROM \(table) d JOIN sample_row s ON s.row = d.row
          WHERE d.position IS NOT NULL
          """
        try db.rows(sql) { row in
          let position = row.int(0)
          guard sizes.indices.contains(position) else { return }
          sizes[position] = Int32(clamping: row.int(1) + RowWriter.usualSuffixBytes)
        }
      }
    }
    self.init(sizes, shardBytes: shardBytes)
  }

  /// The bucket of a position.
  package func bucket(of position: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= position { low = middle } else { high = middle }
    }
    return low
  }
}

extension Catalog {
  /// The rows of the set whose samples are in a part of the pool, in the order of the samples.
  func outputRows(_ part: PoolPart) throws -> [OutputRow] {
    var rows: [OutputRow] = []
    let bounds: [Database.Value] = [.int(part.firstRow), .int(part.firstRow + part.samples)]
    try database.read { db in
      for table in ["selection", "extra_row"] {
        let copy = table == "selection" ? "0" : "copy"
        let sql = """
          SELECT row, position, stage, \(copy), derived, pair FROM \(table)
          WHERE position IS NOT NULL AND row >= ? AND row < ?
          """
        try db.rows(sql, bounds) { row in
          rows.append(
            OutputRow(
              row: row.int(0), position: row.int(1), stage: row.int(2), copy: row.int(3),
              isDerived: row.int(4) == 1, pair: row.optionalInt(5)))
        }
      }
    }
    return rows.sorted { ($0.row, $0.position) < ($1.row, $1.position) }
  }
}
