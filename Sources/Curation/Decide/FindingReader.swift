// Findings of a part of the pool, brought together from the passes in which its filters ran.

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
  /// - Returns: one array of findings a sample, in their order.
  /// - Throws: `CatalogError` where a filter has not judged the part.
  func read(_ part: Catalog.PoolPart) throws -> [SampleFindings] {
    var findings = [SampleFindings](
      repeating: [StoredFinding?](repeating: nil, count: filters.count), count: part.samples)
    let rows = part.firstRow..<(part.firstRow + part.samples)
    try read(part, rows, suffix: "", isRequired: true, into: &findings)
    if let goldSuffix {
      try read(part, rows, suffix: goldSuffix, isRequired: false, into: &findings)
    }
    return findings
  }

  /// Reads one sample; what has not been judged yet is nil.
  func read(row: Int, in part: Catalog.PoolPart) throws -> SampleFindings {
    var findings = [[StoredFinding?](repeating: nil, count: filters.count)]
    for suffix in ["", goldSuffix].compactMap({ $0 }) {
      try read(part, row..<(row + 1), suffix: suffix, isRequired: false, into: &findings)
    }
    return findings[0]
  }

  private func read(
    _ part: Catalog.PoolPart, _ rows: Range<Int>, suffix: String, isRequired: Bool,
    into findings: inout [SampleFindings]
  ) throws {
    var slots: [Int: [(filter: Int, slot: Int)]] = [:]
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
      slots[place.pass, default: []].append((index, place.slot))
    }
    let reader = JSONReader()
    for (pass, wanted) in slots.sorted(by: { $0.key < $1.key }) {
      try catalog.database.read { db in
        let sql = """
          SELECT row, pack FROM finding_pack WHERE pass = ? AND row >= ? AND row < ? ORDER BY row
          """
        let bounds: [Database.Value] = [.int(pass), .int(rows.lowerBound), .int(rows.upperBound)]
        try db.rows(sql, bounds) { row in
          let index = (row.int(0)) - rows.lowerBound
          guard findings.indices.contains(index) else { return }
          unpack(row.bytes(1), wanted, reader, into: &findings[index])
        }
      }
    }
  }

  private func unpack(
    _ pack: [UInt8], _ wanted: [(filter: Int, slot: Int)], _ reader: JSONReader,
    into findings: inout SampleFindings
  ) {
    guard let root = try? reader.parse(pack) else { return }
    let elements = Array(reader.elements(root))
    for (filter, slot) in wanted where slot < elements.count {
      findings[filter] = StoredFinding(
        elements[slot], in: reader, names: filters[filter].measures)
    }
  }
}

extension StoredFinding {
  /// Reads the packed form where it lies, without a tree of it: a decision reads every finding.
  init?(_ node: JSONNode, in reader: JSONReader, names: [String]) {
    var parts = reader.elements(node)
    guard let first = parts.next() else { return nil }
    outcome =
      reader.kind(first) == .string
      ? reader.bytes[reader.range(first)].first.flatMap(Outcome.init(rawValue:)) : nil
    reason = parts.next().flatMap { reader.isNull($0) ? nil : try? reader.string($0) }
    self.names = names
    values = []
    guard let measures = parts.next() else { return }
    values.reserveCapacity(names.count)
    for measure in reader.elements(measures) { values.append(reader.double(measure)) }
    details = parts.next().flatMap { try? reader.value($0) }
  }
}
