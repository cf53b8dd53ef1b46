import Bytes

/// From raw lines to rows of the catalog.
///
/// An id is made of source, file and line, so it can be made again.
final class RawLineRows {
  let catalog: Catalog
  private let samples: SampleReader
  private let inputs: [(source: String, path: String, hash: Hash128)]
  private var hashes = SampleHashes()
  /// Rows by id: a scan for each line would cost the square of their number.
  private var rows: [Hash128: Int] = [:]

  init(folder: RunFolder, catalog: Catalog) throws {
    self.catalog = catalog
    samples = try SampleReader(folder: folder, catalog: catalog)
    let names = try RawLineRows.sourceNames(catalog)
    inputs = try Input.remembered(catalog).values.sorted { $0.path < $1.path }.compactMap { input in
      names[input.source].map { ($0, input.path, input.hash) }
    }
    var rows: [Hash128: Int] = [:]
    try catalog.database.read { db in
      try db.rows("SELECT id, row FROM sample_row") { rows[$0.hash(0)] = $0.int(1) }
    }
    self.rows = rows
  }

  /// Names of sources by their place in the dataset.
  private static func sourceNames(_ catalog: Catalog) throws -> [Int: String] {
    guard let path = try catalog.meta("dataset") else { return [:] }
    let root = try ConfigNode(yaml: try Files.readText(path), file: path).json
    let names = (root["sources"]?.array ?? [root]).map { $0["name"]?.string ?? "" }
    return Dictionary(uniqueKeysWithValues: names.enumerated().map { ($0.offset, $0.element) })
  }

  /// - Parameters:
  ///   - source: nil where any will do.
  ///   - file: the end of its path; nil where any will do.
  ///   - line: its ordinal in the file, from 0.
  /// - Returns: nil where the line became no sample.
  func row(source: String?, file: String? = nil, line: Int) throws -> Int? {
    for input in inputs {
      guard (source ?? input.source) == input.source, input.path.hasSuffix(file ?? "") else {
        continue
      }
      let id = hashes.id(
        source: Hash128(of: input.source), file: input.hash, line: line, index: 0)
      if let row = rows[id] { return row }
    }
    return nil
  }

  /// Why a line is in quarantine; nil where it is not.
  func quarantineReason(source: String, line: Int) throws -> String? {
    var reason: String?
    try catalog.database.read { db in
      let sql = """
        SELECT q.reason FROM quarantine q JOIN term t ON t.id = q.source
        WHERE q.line = ? AND t.text = ?
        """
      try db.rows(sql, [.int(line + 1), .text(source)]) { reason = $0.text(0) }
    }
    return reason
  }

  /// What ingest mended in a sample.
  func repairs(of row: Int) throws -> [String] { try samples.sample(row: row).repairs }
}
