// A row of the set: the pool's line with what the run found out appended to it. Nothing is encoded
// anew, so text stays byte-exact.

import Bytes

/// What a run knows of a sample that its rows say.
struct SampleNotes: Sendable {
  let weight: Double
  let isOn: Bool
  let passed: Int
  let judged: Int
  let modePassed: Int
  let modeJudged: Int
  let labels: String?
  let derivation: Derivation
}

extension Catalog {
  /// The notes of the kept samples of a part of the pool, by row.
  func sampleNotes(_ part: PoolPart) throws -> [Int: SampleNotes] {
    var notes: [Int: SampleNotes] = [:]
    let bounds: [Database.Value] = [.int(part.firstRow), .int(part.firstRow + part.samples)]
    try database.read { db in
      let sql = """
        SELECT d.row, d.weight, s.mode, d.passed, d.judged, d.mode_passed, d.mode_judged, d.labels,
          d.derivation
        FROM selection d JOIN sample_row s ON s.row = d.row
        WHERE d.drop_id IS NULL AND d.row >= ? AND d.row < ?
        """
      try db.rows(sql, bounds) { row in
        notes[row.int(0)] = SampleNotes(
          weight: row.double(1), isOn: row.int(2) == 1, passed: row.int(3), judged: row.int(4),
          modePassed: row.int(5), modeJudged: row.int(6), labels: row.optionalText(7),
          derivation: Derivation(number: row.optionalInt(8)))
      }
    }
    return notes
  }
}

/// Writes rows; for one thread, since it keeps its memory.
struct RowWriter {
  /// About what is appended to a line of the pool, for planning; labels come on top.
  static let usualSuffixBytes = 160

  /// Names of the blend's stages; empty where it has none.
  let stages: [String]
  private let reader = JSONReader()

  init(stages: [String]) { self.stages = stages }

  /// - Parameters:
  ///   - line: of the pool, without its newline.
  /// - Throws: where the line is no JSON: then the pool is damaged.
  func row(_ line: ArraySlice<UInt8>, _ row: OutputRow, _ notes: SampleNotes) throws -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(line.count + 2 * RowWriter.usualSuffixBytes)
    out += row.isDerived ? try DerivedLine(reader).make(Array(line), notes.derivation)[...] : line
    out.removeLast()  // the brace
    if let pair = row.pair, let id = pairID(line, number: pair) {
      out += ",\"pair_id\":\"".utf8
      out += id
      out.append(UInt8(ascii: "\""))
    }
    out += ",\"weight\":".utf8
    appendNumber((notes.weight * 1_000_000).rounded() / 1_000_000, to: &out)
    out += ",\"passed\":\(notes.passed),\"judged\":\(notes.judged)".utf8
    if notes.judged > 0 {
      let passed = notes.isOn ? notes.modePassed : notes.passed - notes.modePassed
      let judged = notes.isOn ? notes.modeJudged : notes.judged - notes.modeJudged
      out += ",\"passed_on\":\(passed),\"judged_on\":\(judged)".utf8
    }
    if stages.indices.contains(row.stage) { out += ",\"stage\":\"\(stages[row.stage])\"".utf8 }
    if row.copy > 0 { out += ",\"copy\":\(row.copy)".utf8 }
    if let labels = notes.labels { out += ",\"labels\":\(labels)".utf8 }
    out += "}\n".utf8
    return out
  }

  /// The first pair of a prompt has the prompt's id, a further one a hash of it and its number.
  private func pairID(_ line: ArraySlice<UInt8>, number: Int) -> [UInt8]? {
    let key = "\"prompt_id\":\""
    guard let start = TextScan.find(key, in: line.span) else { return nil }
    let from = line.startIndex + start + key.utf8.count
    guard from + 32 <= line.endIndex else { return nil }
    let prompt = line[from..<(from + 32)]
    if number == 0 { return Array(prompt) }
    var id: [UInt8] = []
    Hash128(of: Array(prompt) + Array(" \(number)".utf8)).appendHex(to: &id)
    return id
  }
}
