// Findings of the pool's samples, brought together from the passes in which its filters ran.

import Bytes

/// The findings of one sample, in the order of the recipe's sample-wise lines.
typealias SampleFindings = [StoredFinding?]

struct FindingReader {
  let catalog: Catalog
  let filters: [PreparedFilter]
  /// Ends the keys of findings against majority answers; nil without them.
  let goldSuffix: String?

  /// Reads a part.
  ///
  /// - Parameter step: reads the first of so many samples each.
  /// - Returns: one array of findings a sample, in their order.
  /// - Throws: `CatalogError` where a filter has not judged the part.
  func read(_ part: Catalog.PoolPart, every step: Int = 1) throws -> [SampleFindings] {
    try packs(of: part, rows: part.rows, every: step).unpacked()
  }

  /// Fetches findings as they are stored, for `StoredPacks.unpacked` on another thread.
  func packs(of part: Catalog.PoolPart, rows: Range<Int>, every step: Int = 1) throws
    -> StoredPacks
  {
    var packs = StoredPacks(filters: filters, rows: rows, step: step)
    try fetch(part, suffix: "", isRequired: true, into: &packs)
    if let goldSuffix { try fetch(part, suffix: goldSuffix, isRequired: false, into: &packs) }
    return packs
  }

  /// Reads one sample; what has not been judged yet is nil.
  func read(row: Int, in part: Catalog.PoolPart) throws -> SampleFindings {
    var packs = StoredPacks(filters: filters, rows: row..<(row + 1))
    for suffix in ["", goldSuffix].compactMap({ $0 }) {
      try fetch(part, suffix: suffix, isRequired: false, into: &packs)
    }
    return packs.unpacked()[0]
  }

  private func fetch(
    _ part: Catalog.PoolPart, suffix: String, isRequired: Bool, into packs: inout StoredPacks
  ) throws {
    var slots: [Int: [StoredPacks.Place]] = [:]
    for (index, filter) in filters.enumerated() {
      guard let place = try catalog.place(part.part, filter, suffix: suffix) else {
        if isRequired {
          throw CatalogError(
            path: catalog.database.path,
            problem: "\(filter.line.name) has not judged part \(part.part) of the pool; "
              + "run its stage first")
        }
        continue
      }
      slots[place.pass, default: []].append(StoredPacks.Place(filter: index, slot: place.slot))
    }
    for (pass, wanted) in slots.sorted(by: { $0.key < $1.key }) {
      try catalog.database.read { db in try packs.append(wanted, of: pass, from: db) }
    }
  }
}
