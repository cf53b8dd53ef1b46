import Bytes

extension Catalog {
  /// The states of samples before anything is decided.
  ///
  /// - Parameter duplicateKey: what exact dedup compares.
  func sampleStates(_ rows: Range<Int>, duplicateKey: [DedupRule.Key]) throws -> [SampleState] {
    var states: [SampleState] = []
    states.reserveCapacity(rows.count)
    try database.read { db in
      try db.rows(
        """
        SELECT row, id, prompt, content, response, answer, mode, category, generator, source,
          has_gold, line_bytes, response_bytes, exact FROM sample_row WHERE row >= ? AND row < ?
        ORDER BY row
        """, [.int(rows.lowerBound), .int(rows.upperBound)]
      ) { row in
        var state = SampleState(
          row: row.int(0), id: row.hash(1), prompt: row.hash(2),
          mode: row.int(6) == 1 ? .on : .off, category: Int32(row.int(7)),
          generator: Int32(row.int(8)), source: Int32(row.int(9)),
          lineBytes: Int32(clamping: row.int(11)),
          responseBytes: Int32(clamping: row.int(12)))
        state.hasGold = row.int(10) == 1
        state.exact = UInt64(bitPattern: Int64(row.int(13)))
        state.duplicateKey = Catalog.key(duplicateKey, row, state)
        states.append(state)
      }
    }
    return states
  }

  private static func key(
    _ parts: [DedupRule.Key], _ row: borrowing Row, _ state: SampleState
  ) -> Hash128 {
    if parts == [.prompt, .mode, .response] { return row.hash(3) }
    var hasher = Hasher128()
    for part in parts {
      switch part {
      case .prompt: hasher.update(row.bytes(2))
      case .mode: hasher.update(state.mode == .on ? 1 : 0)
      case .response: hasher.update(row.bytes(4))
      case .answer: hasher.update(row.bytes(5))
      case .generator: hasher.update(UInt64(state.generator))
      }
    }
    return hasher.hash
  }
}

extension Row {
  func hash(_ column: Int) -> Hash128 { Hash128(blob: bytes(column)) ?? .zero }

  /// Nil for null.
  func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }
  func optionalInt(_ column: Int) -> Int? { isNull(column) ? nil : int(column) }
}
