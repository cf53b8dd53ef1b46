// Ingest: raw files in, the pool and its rows in the catalog out.
//
// Files of a source are read in the order of their content hashes, so renaming or reordering them
// changes nothing. Blocks of lines are normalised and compressed by all threads and written in their
// order. After every part the catalog knows where to go on; a run that is killed is continued there.

import Bytes

/// What an ingest did.
public struct IngestSummary: Sendable {
  public var samples = 0
  public var quarantined = 0
  /// The pool was there already, from the same input.
  public var isUnchanged = false
}

/// Reads the sources of a dataset into the pool of a run.
struct IngestRun {
  static let blockBytes = 1 << 20
  let folder: RunFolder
  let catalog: Catalog
  let dataset: DatasetFile
  let limit: Int?
  let workers: Workers
  let progress: any Progress

  init(
    folder: RunFolder, catalog: Catalog, dataset: DatasetFile, limit: Int?, threads: Int,
    progress: any Progress
  ) {
    self.folder = folder
    self.catalog = catalog
    self.dataset = dataset
    self.limit = limit
    workers = Workers(threads: threads)
    self.progress = progress
  }

  /// Brings the pool up to date.
  ///
  /// - Throws: for files that are missing or cannot be read; broken lines are quarantined instead.
  func run() throws -> IngestSummary {
    progress.begin("ingest")
    let spool = Spool(folder: folder)
    let inputs = try dataset.sources.enumerated().map { number, spec in
      try Input.list(spec, number: number, catalog, spool)
    }
    let key = ingestKey(inputs)
    if try catalog.meta("ingest_key") == key {
      if try catalog.meta("ingest_done") == key { return try summary(isUnchanged: true) }
    } else {
      try discardPool()
      try catalog.setMeta("ingest_key", key)
    }
    var cursor = IngestCursor(source: 0)
    if let text = try catalog.meta("ingest_cursor"), let saved = IngestCursor(text: text) {
      cursor = saved
    }
    for (number, spec) in dataset.sources.enumerated() where number >= cursor.source {
      let start = number == cursor.source ? cursor : IngestCursor(source: number)
      try ingest(spec, inputs[number], from: start)
    }
    try Input.remember(inputs, catalog)
    try catalog.database.write { db in
      try db.execute("INSERT OR REPLACE INTO meta VALUES ('ingest_done', ?)", [.text(key)])
    }
    return try summary(isUnchanged: false)
  }

  private func summary(isUnchanged: Bool) throws -> IngestSummary {
    var summary = IngestSummary()
    summary.samples = try catalog.count("SELECT count(*) FROM sample_row")
    summary.quarantined = try catalog.count("SELECT count(*) FROM quarantine")
    summary.isUnchanged = isUnchanged
    let rejected = summary.quarantined > 0 ? ", \(summary.quarantined) quarantined" : ""
    progress.end("\(summary.samples) samples\(rejected)\(isUnchanged ? " (unchanged)" : "")")
    return summary
  }

  /// What the pool depends on: dataset, files, limit and the version of the pool's format.
  private func ingestKey(_ inputs: [[Input]]) -> String {
    var parts = ["pool \(Normaliser.version)", limit.map(String.init) ?? "all"]
    for (spec, files) in zip(dataset.sources, inputs) {
      parts.append(spec.fingerprint)
      parts += files.map(\.hash.hex)
    }
    return Hash128(of: parts.joined(separator: "\u{0}")).hex
  }

  /// Forgets a pool that was made from other input, and all that was found in it.
  private func discardPool() throws {
    try catalog.database.write { db in
      for table in CatalogSchema.tablesOfPool { try db.execute("DELETE FROM \(table)") }
      // Whatever a stage noted; what a run is made of stays.
      try db.execute(
        "DELETE FROM meta WHERE key NOT IN ('schema', 'dataset', 'recipe', 'recipe_text', 'tolerated')"
      )
    }
    try Files.removeTree(folder.pool)
    try Files.createFolder(folder.pool)
  }

  private func ingest(_ spec: SourceSpec, _ files: [Input], from start: IngestCursor) throws {
    let writer = PoolWriter(
      folder: folder, catalog: catalog, source: spec.name,
      part: try catalog.count("SELECT count(*) FROM pool_part"),
      nextRow: try catalog.count("SELECT coalesce(max(row), 0) + 1 FROM sample_row"))
    var cursor = start
    let total = files.reduce(0) { $0 + $1.size }
    for (number, file) in files.enumerated() where number >= start.file {
      if number > start.file {
        (cursor.file, cursor.offset, cursor.line) = (number, 0, 0)
      }
      try ingest(spec, file, &cursor, writer, total: total)
      if let limit, cursor.samples >= limit { break }
    }
    try writer.finish(IngestCursor(source: start.source + 1))
  }

  private func ingest(
    _ spec: SourceSpec, _ file: Input, _ cursor: inout IngestCursor, _ writer: PoolWriter,
    total: Int
  ) throws {
    var here = cursor
    let records = try RecordStream(
      file, spec: spec, scratch: folder.scratch, blockBytes: IngestRun.blockBytes,
      offset: here.offset, firstLine: here.line)
    var isFull = false
    let remaining = { (done: Int) in limit.map { $0 - done } }
    try workers.mapInOrder(
      inFlight: workers.threads * 3,
      produce: { isFull ? nil : try records.next() },
      state: { BlockWorker(spec: spec, fileHash: file.idHash) },
      work: { worker, block in try worker.work(block) },
      emit: { result in
        guard !isFull else { return }
        var result = result
        if let left = remaining(here.samples), result.batch.rows.count >= left {
          try result.cut(to: left)
          isFull = true
        }
        here.offset = result.end
        here.line = result.endLine
        here.samples += result.batch.rows.count
        try writer.append(result.batch, frame: result.frame, file: file.path, cursor: here)
        progress.update(done: writer.samples, total: 0, unit: "samples")
      })
    if let fault = records.fault, !isFull {
      progress.warn("\(file.path): byte \(fault.offset): \(fault.problem)")
      var batch = PoolBatch()
      batch.quarantined = [fault]
      batch.records = 1
      try writer.append(batch, frame: [], file: file.path, cursor: here)
    }
    cursor = here
  }
}

/// Normalises and compresses blocks on one thread.
private struct BlockWorker {
  private var normaliser: Normaliser
  private let fileHash: Hash128
  private let compressor = ZstdCompressor(level: PoolWriter.level)

  init(spec: SourceSpec, fileHash: Hash128) {
    normaliser = Normaliser(spec)
    self.fileHash = fileHash
  }

  mutating func work(_ block: LineBlock) throws -> BlockResult {
    var batch = PoolBatch()
    batch.lines.reserveCapacity(block.bytes.count + block.bytes.count / 4)
    normaliser.normalise(block, file: fileHash, into: &batch)
    let passed = block.overlong.map { $0.length + 1 } ?? 0
    return BlockResult(
      batch: batch, frame: batch.rows.isEmpty ? [] : try compressor.compress(batch.lines),
      end: block.offset + block.bytes.count + passed,
      endLine: block.firstLine + block.lineCount + (block.overlong == nil ? 0 : 1))
  }
}

/// A block on its way to the pool.
private struct BlockResult: Sendable {
  var batch: PoolBatch
  var frame: [UInt8]
  /// Behind the block, in the decompressed stream and in lines.
  let end: Int
  let endLine: Int

  /// Leaves out all but the first samples (`--limit`).
  mutating func cut(to count: Int) throws {
    guard count < batch.rows.count else { return }
    batch.rows.removeLast(batch.rows.count - count)
    let bytes = batch.rows.reduce(0) { $0 + $1.lineBytes }
    batch.lines.removeLast(batch.lines.count - bytes)
    frame = try ZstdCompressor(level: PoolWriter.level).compress(batch.lines)
  }
}
