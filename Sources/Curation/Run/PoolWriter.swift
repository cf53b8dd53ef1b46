import Bytes

/// Writes the pool: frames are gathered into parts, and a part, its rows and its quarantine become
/// visible together.
///
/// After a crash the catalog ends with a whole part; a half-written file is replaced when its part is
/// written again.
final class PoolWriter {
  /// Bytes of text after which a part is closed; also the unit of resume and of a worker's job.
  static let partBytes = 32 << 20
  /// Fast, since the pool is read again and again and never published.
  static let level = 1

  private let folder: RunFolder
  private let catalog: Catalog
  private let source: String
  private(set) var part: Int
  private(set) var nextRow: Int
  private(set) var samples = 0
  private(set) var quarantined = 0

  private var writer: SeekableWriter?
  private var rows: [PoolRow] = []
  /// Raw files of the rows, each from its first row in `rows` on.
  private var files: [(first: Int, path: String)] = []
  private var rejects: [(file: String, item: Quarantined)] = []
  private var repairs: [String: Int] = [:]
  private var bytes = 0
  /// Raw lines, without empty ones.
  private var records = 0

  init(folder: RunFolder, catalog: Catalog, source: String, part: Int, nextRow: Int) {
    self.folder = folder
    self.catalog = catalog
    self.source = source
    self.part = part
    self.nextRow = nextRow
  }

  /// Adds a batch and its compressed lines.
  ///
  /// - Parameter cursor: where ingest goes on behind this batch.
  func append(_ batch: PoolBatch, frame: [UInt8], file: String, cursor: IngestCursor) throws {
    if !batch.rows.isEmpty {
      let writer = try writer ?? SeekableWriter(folder.poolPart(part))
      self.writer = writer
      try writer.append(frame: frame, decompressedBytes: batch.lines.count)
      if files.last?.path != file { files.append((rows.count, file)) }
      rows += batch.rows
      bytes += batch.lines.count
      samples += batch.rows.count
    }
    rejects += batch.quarantined.map { (file, $0) }
    quarantined += batch.quarantined.count
    records += batch.records
    repairs.merge(batch.repairs, uniquingKeysWith: +)
    if bytes >= PoolWriter.partBytes { try closePart(cursor) }
  }

  /// Closes the part that is open, at the end of a source.
  func finish(_ cursor: IngestCursor) throws {
    if writer != nil || records > 0 || !rejects.isEmpty { try closePart(cursor) }
  }

  private func closePart(_ cursor: IngestCursor) throws {
    let file = try writer?.finish()
    try catalog.database.write { db in
      let origin = try catalog.term(source, in: db)
      if file != nil {
        try db.execute(
          "INSERT INTO pool_part VALUES (?, ?, ?, ?, ?, ?)",
          [
            .int(part), .int(origin), .int(nextRow), .int(rows.count), .int(bytes),
            .text(cursor.text),
          ])
      }
      try insertRows(origin, db)
      try insertRejects(origin, db)
      for (name, count) in repairs.sorted(by: { $0.key < $1.key }) {
        try db.execute(
          "INSERT INTO repair VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET samples = samples + ?",
          [.int(origin), .text(name), .int(count), .int(count)])
      }
      try db.execute(
        "INSERT INTO source_count VALUES (?, ?) ON CONFLICT DO UPDATE SET records = records + ?",
        [.int(origin), .int(records), .int(records)])
      try db.execute(
        "INSERT OR REPLACE INTO meta VALUES ('ingest_cursor', ?)", [.text(cursor.text)])
    }
    if file != nil { part += 1 }
    nextRow += rows.count
    writer = nil
    rows.removeAll(keepingCapacity: true)
    files.removeAll()
    rejects.removeAll()
    repairs.removeAll()
    bytes = 0
    records = 0
  }

  private func insertRows(_ origin: Int, _ db: borrowing Connection) throws {
    let columns = [
      "row", "id", "prompt", "content", "response", "answer", "mode", "category", "generator",
      "license", "source", "has_gold", "line_bytes", "response_bytes", "exact", "file", "line",
    ]
    let insert = db.bulkInsert(into: "sample_row", columns)
    var file = 0
    var next = files.makeIterator()
    var coming = next.next()
    for (index, row) in rows.enumerated() {
      if let start = coming, start.first == index {
        file = try catalog.term(start.path, in: db)
        coming = next.next()
      }
      insert.int(nextRow + index)
      for hash in [row.id, row.prompt, row.content, row.response, row.answer] {
        insert.blob(hash)
      }
      insert.int(row.mode == .on ? 1 : 0)
      for text in [row.category, row.generator, row.license] {
        insert.int(try catalog.term(text, in: db))
      }
      insert.int(origin)
      insert.int(row.hasGold ? 1 : 0)
      insert.int(row.lineBytes)
      insert.int(row.responseBytes)
      insert.int(Int(bitPattern: UInt(row.exact)))
      insert.int(file)
      insert.int(row.line + 1)
      try insert.endRow()
    }
    try insert.finish()
  }

  private func insertRejects(_ origin: Int, _ db: borrowing Connection) throws {
    for (file, item) in rejects {
      try db.execute(
        """
        INSERT INTO quarantine(source, file, line, offset, length, reason, problem, raw)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          .int(origin), .text(file), .int(item.line + 1), .int(item.offset), .int(item.length),
          .text(item.reason), .text(item.problem), .blob(item.raw),
        ])
    }
  }
}

/// Where ingest goes on: which file of the source, and where in it.
struct IngestCursor: Sendable, Equatable {
  var source: Int
  var file: Int
  /// Bytes of the decompressed stream, and lines, that are done.
  var offset: Int
  var line: Int
  /// Samples of this source that are in the pool.
  var samples: Int

  var text: String { "\(source) \(file) \(offset) \(line) \(samples)" }

  init(source: Int, file: Int = 0, offset: Int = 0, line: Int = 0, samples: Int = 0) {
    self.source = source
    self.file = file
    self.offset = offset
    self.line = line
    self.samples = samples
  }

  init?(text: String) {
    let numbers = text.split(separator: " ").compactMap { Int($0) }
    guard numbers.count == 5 else { return nil }
    self.init(
      source: numbers[0], file: numbers[1], offset: numbers[2], line: numbers[3],
      samples: numbers[4])
  }
}
