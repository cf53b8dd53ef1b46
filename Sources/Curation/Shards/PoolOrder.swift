import Bytes

/// Lines of the pool in another order than the pool's, whatever their number.
///
/// As with shards: one walk puts the wanted lines into buckets, then each bucket is sorted.
struct PoolOrder {
  let folder: RunFolder
  let catalog: Catalog
  let workers: Workers

  /// Calls `body` with the position and line of each wanted row, by position.
  ///
  /// - Parameter wanted: positions count from 0 without gaps; a row may be wanted more than once.
  func forEach(
    _ wanted: [(row: Int, position: Int)], _ body: (Int, [UInt8], Range<Int>) throws -> Void
  ) throws {
    let sorted = wanted.sorted { ($0.row, $0.position) < ($1.row, $1.position) }
    let parts = try catalog.poolParts()
    let plan = OutputPlan(try sizes(sorted, parts), shardBytes: Int.max)
    let buckets = try Buckets(count: plan.starts.count, folder: folder.scratch)
    let pool = PoolReader(folder: folder)
    for (part, range) in slices(sorted, parts) {
      try pool.forEach(sorted[range].map(\.row), in: part, workers) { index, frame, line in
        let position = sorted[range.lowerBound + index].position
        let bytes = frame.bytes.span.extracting(line)
        try buckets.append(bytes, position: position, to: plan.bucket(of: position))
      }
    }
    var position = 0
    for bucket in plan.starts.indices {
      let lines = try buckets.take(bucket)
      for range in lines.ranges {
        try body(position, lines.bytes, range)
        position += 1
      }
    }
    try buckets.removeFiles()
  }

  /// Which of the wanted rows lie in which part.
  private func slices(_ sorted: [(row: Int, position: Int)], _ parts: [Catalog.PoolPart])
    -> [(Catalog.PoolPart, Range<Int>)]
  {
    var start = 0
    return parts.map { part in
      var end = start
      while end < sorted.count, sorted[end].row < part.firstRow + part.samples { end += 1 }
      defer { start = end }
      return (part, start..<end)
    }
  }

  private func sizes(_ sorted: [(row: Int, position: Int)], _ parts: [Catalog.PoolPart]) throws
    -> [Int32]
  {
    var sizes = [Int32](repeating: 0, count: sorted.count)
    for (part, range) in slices(sorted, parts) where !range.isEmpty {
      var bytes = [Int32](repeating: 0, count: part.samples)
      try catalog.database.read { db in
        let sql = "SELECT row, line_bytes FROM sample_row WHERE row >= ? AND row < ?"
        let bounds: [Database.Value] = [.int(part.firstRow), .int(part.firstRow + part.samples)]
        try db.rows(sql, bounds) { row in
          bytes[row.int(0) - part.firstRow] = Int32(clamping: row.int(1))
        }
      }
      for wanted in sorted[range] { sizes[wanted.position] = bytes[wanted.row - part.firstRow] }
    }
    return sizes
  }
}
