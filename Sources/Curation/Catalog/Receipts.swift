import Bytes

extension Catalog {
  /// Ends the key of findings that failed for reasons of the environment.
  static let transientMark = "!"

  /// Whether a filter has judged a part under its present key.
  func hasReceipt(_ part: Int, _ filter: PreparedFilter, suffix: String = "") throws -> Bool {
    try count(
      "SELECT count(*) FROM receipt WHERE part = ? AND filter = ? AND key = ?",
      [.int(part), .text(filter.line.name), .text(filter.key + suffix)]) > 0
  }

  /// Where the findings of a filter for a part lie.
  struct FindingPlace: Sendable, Hashable {
    let pass: Int
    let slot: Int
  }

  /// - Returns: nil where the filter has not judged the part.
  func place(_ part: Int, _ filter: PreparedFilter, suffix: String = "") throws -> FindingPlace? {
    var place: FindingPlace?
    try database.read { db in
      try db.rows(
        """
        SELECT pass, slot FROM receipt WHERE part = ? AND filter = ? AND key IN (?, ?)
        ORDER BY key LIMIT 1
        """,
        [
          .int(part), .text(filter.line.name), .text(filter.key + suffix),
          .text(filter.key + suffix + Catalog.transientMark),
        ]
      ) { row in
        place = FindingPlace(pass: row.int(0), slot: row.int(1))
      }
    }
    return place
  }
}
