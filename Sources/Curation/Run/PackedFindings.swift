import Bytes

/// The packed findings of a part of the pool.
struct PackedFindings {
  private var frames: [JudgedFrame] = []
  private(set) var count = 0
  private(set) var judged = 0
  /// Places of filters whose findings failed for reasons of the environment, and how many did.
  private(set) var transient = Set<Int>()
  private(set) var transientFindings = 0

  mutating func append(_ frame: JudgedFrame) {
    count += frame.ends.count
    var start = 0
    for end in frame.ends {
      if end > start { judged += 1 }
      start = end
    }
    transient.formUnion(frame.transient)
    transientFindings += frame.transientFindings
    frames.append(frame)
  }

  /// Calls `body` with the place in the part and the pack of every sample that was judged.
  func forEach(_ body: (Int, Span<UInt8>) throws -> Void) throws {
    var index = 0
    for frame in frames {
      var start = 0
      for end in frame.ends {
        if end > start { try body(index, frame.bytes.span.extracting(start..<end)) }
        start = end
        index += 1
      }
    }
  }
}

/// The filter behind a place in packed findings.
struct JudgingFilter: Sendable {
  let name: String
  let key: String
  let measures: [String]
}

extension Catalog {
  /// Keeps the findings of one walk over a part, and a receipt for each filter.
  ///
  /// Findings that failed for reasons of the environment serve this run's decision; the next run
  /// judges those samples again.
  func store(_ packs: PackedFindings, of part: PoolPart, by filters: [JudgingFilter]) throws {
    try database.write { db in
      var pass = 0
      try db.rows("SELECT coalesce(max(id), 0) + 1 FROM pass") { pass = $0.int(0) }
      let names = filters.map { filter in
        JSONValue.object([
          "name": .string(filter.name), "key": .string(filter.key),
          "measures": .array(filter.measures.map { .string($0) }),
        ])
      }
      try db.execute(
        "INSERT INTO pass VALUES (?, ?, ?)",
        [.int(pass), .int(part.part), .text(JSONValue.array(names).text)])
      let insert = db.bulkInsert(into: "finding_pack", ["pass", "row", "pack"])
      try packs.forEach { index, pack in
        insert.int(pass)
        insert.int(part.firstRow + index)
        insert.text(pack)
        try insert.endRow()
      }
      try insert.finish()
      for (slot, filter) in filters.enumerated() {
        let key = filter.key + (packs.transient.contains(slot) ? Catalog.transientMark : "")
        try db.execute(
          "INSERT OR REPLACE INTO receipt VALUES (?, ?, ?, ?, ?)",
          [.int(part.part), .text(filter.name), .text(key), .int(pass), .int(slot)])
      }
    }
  }
}
