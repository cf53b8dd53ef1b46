// Findings as they are stored, and their reading, which needs no catalog and any thread can do.

import Bytes

/// The stored findings of some rows, pass by pass; a later pass stands above an earlier one.
struct StoredPacks: Sendable {
  /// A filter of the recipe, and where in the packs of a pass its finding lies.
  struct Place {
    let filter: Int
    let slot: Int
  }

  private struct Pass {
    let wanted: [Place]
    /// The packs one after another; for each the sample's place among the rows, and where it ends.
    var bytes: [UInt8] = []
    var ends: [(sample: Int, end: Int)] = []
  }

  private let measures: [[String]]
  private let rows: Range<Int>
  private let step: Int
  private var passes: [Pass] = []
  private var samples: Int { (rows.count + step - 1) / step }

  /// - Parameter step: the first of so many rows each.
  init(filters: [PreparedFilter], rows: Range<Int>, step: Int = 1) {
    measures = filters.map(\.measures)
    self.rows = rows
    self.step = step
  }

  /// Appends what a pass found.
  mutating func append(_ wanted: [Place], of pass: Int, from db: borrowing Connection) throws {
    var found = Pass(wanted: wanted)
    found.ends.reserveCapacity(samples)
    let sql = """
      SELECT row, pack FROM finding_pack
      WHERE pass = ? AND row >= ? AND row < ? AND (row - ?) % ? = 0 ORDER BY row
      """
    let (first, last) = (rows.lowerBound, rows.upperBound)
    try db.rows(sql, [.int(pass), .int(first), .int(last), .int(first), .int(step)]) { row in
      found.bytes += row.bytes(1)
      found.ends.append(((row.int(0) - first) / step, found.bytes.count))
    }
    passes.append(found)
  }

  /// One array of findings a sample, in the order of the recipe's lines.
  func unpacked() -> [SampleFindings] {
    var findings = [SampleFindings](
      repeating: [StoredFinding?](repeating: nil, count: measures.count), count: samples)
    let reader = JSONReader()
    for pass in passes {
      var start = 0
      for (sample, end) in pass.ends {
        if (try? reader.parse(pass.bytes, in: start..<end)) != nil {
          unpack(pass.wanted, reader, into: &findings[sample])
        }
        start = end
      }
    }
    return findings
  }

  private func unpack(
    _ wanted: [Place], _ reader: JSONReader, into findings: inout SampleFindings
  ) {
    let elements = Array(reader.elements(reader.root))
    for place in wanted where place.slot < elements.count {
      findings[place.filter] = StoredFinding(
        elements[place.slot], in: reader, names: measures[place.filter])
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
