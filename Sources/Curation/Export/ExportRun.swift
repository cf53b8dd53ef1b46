// Writes the shards of a run as a folder that `datasets.load_dataset` reads as it is:
//
//     README.md                               the dataset card, with a configuration a category
//     SFT/<category>/train-00000.jsonl.zst    and validation-…, test-…

import Bytes

/// Exports a run.
public struct ExportRun {
  /// Bytes of text after which a file is closed and the next one begun.
  static let fileBytes = 1 << 30
  let folder: RunFolder
  let catalog: Catalog
  let recipe: Recipe
  let schema: ExportSchema
  let target: String
  let progress: any Progress

  public init(
    folder: RunFolder, catalog: Catalog, schema: ExportSchema, target: String,
    progress: any Progress
  ) throws {
    self.folder = folder
    self.catalog = catalog
    self.schema = schema
    self.target = target
    self.progress = progress
    recipe = try Recipe.remembered(catalog)
  }

  /// - Returns: the rows written, by category and split.
  @discardableResult
  public func run() throws -> ExportCounts {
    progress.begin("export")
    guard Files.exists(folder.manifest) else {
      throw CatalogError(path: folder.path, problem: "there are no shards yet; run `sluice run`")
    }
    try Files.removeTree(target + "/SFT")
    var files: [String: ExportFile] = [:]
    var counts = ExportCounts()
    var decoder = SampleDecoder()
    for shard in try ManifestFile.read(folder).shards {
      let reader = try SeekableReader("\(folder.path)/\(shard.file)")
      let decompressor = ZstdDecompressor()
      for index in 0..<reader.frameCount {
        let bytes = try reader.read(index, with: decompressor)
        for line in TextScan.lines(in: bytes.span) where !line.isEmpty {
          try write(bytes, line, &decoder, &files, &counts)
        }
        progress.update(done: counts.total, total: 0, unit: "rows")
      }
    }
    for (_, file) in files.sorted(by: { $0.key < $1.key }) { try file.finish() }
    let card = DatasetCard(
      recipe: recipe, schema: schema, counts: counts, funnel: try Funnel(catalog),
      licenses: try licenses())
    try Files.write(Array(card.text.utf8), to: target + "/README.md")
    progress.end("\(counts.total) rows in \(target)")
    return counts
  }

  private func write(
    _ bytes: [UInt8], _ line: Range<Int>, _ decoder: inout SampleDecoder,
    _ files: inout [String: ExportFile], _ counts: inout ExportCounts
  ) throws {
    let sample = try decoder.decode(bytes, in: line, ordinal: counts.total)
    let split = Split(prompt: sample.promptID, rule: recipe.export, seed: recipe.blend.seed)
    let category = folderName(sample.category)
    let key = "\(category)/\(split.rawValue)"
    let file: ExportFile
    if let open = files[key] {
      file = open
    } else {
      file = ExportFile(stem: "\(target)/SFT/\(key)", level: recipe.shards.level)
      files[key] = file
    }
    let row = schema.row(sample, pairID: sample.pairID ?? "", recipe: recipe.name)
    try file.append(.object(row))
    counts.add(category: category, split: split)
  }

  private func licenses() throws -> [(String, Int)] {
    var licenses: [(String, Int)] = []
    try catalog.database.read { db in
      let sql = """
        SELECT s.license, count(*) FROM selection d JOIN sample s USING(row)
        WHERE d.drop_id IS NULL GROUP BY 1 ORDER BY 2 DESC, 1
        """
      try db.rows(sql) { row in licenses.append((row.text(0), row.int(1))) }
    }
    return licenses
  }
}

/// A category as the name of a folder: letters, digits, `_` and `-`.
func folderName(_ category: String) -> String {
  let safe = category.unicodeScalars.map { scalar -> Character in
    let isSafe =
      scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
    return isSafe || scalar == "_" || scalar == "-" ? Character(scalar) : "_"
  }
  return safe.isEmpty ? "other" : String(safe)
}

/// Rows by category and split.
public struct ExportCounts: Sendable {
  public private(set) var rows: [String: [String: Int]] = [:]
  public var total: Int { rows.values.reduce(0) { $0 + $1.values.reduce(0, +) } }

  mutating func add(category: String, split: Split) {
    rows[category, default: [:]][split.rawValue, default: 0] += 1
  }

  public func count(_ split: String) -> Int { rows.values.reduce(0) { $0 + ($1[split] ?? 0) } }
}

/// The files of one category and split.
private final class ExportFile {
  private let stem: String
  private let compressor: ZstdCompressor
  private var writer: SeekableWriter?
  private var number = 0
  private var text: [UInt8] = []

  init(stem: String, level: Int) {
    self.stem = stem
    compressor = ZstdCompressor(level: level)
  }

  func append(_ row: JSONValue) throws {
    row.encode(into: &text)
    text.append(UInt8(ascii: "\n"))
    if text.count >= 1 << 20 { try flush() }
  }

  private func flush() throws {
    guard !text.isEmpty else { return }
    let path = "\(stem)-\(padded(number)).jsonl.zst"
    if writer == nil, let end = path.lastIndex(of: "/") {
      try Files.createFolder(String(path[..<end]))
    }
    let writer = try writer ?? SeekableWriter(path)
    self.writer = writer
    try writer.append(frame: try compressor.compress(text), decompressedBytes: text.count)
    text.removeAll(keepingCapacity: true)
    if writer.decompressedBytes >= ExportRun.fileBytes { try close() }
  }

  private func close() throws {
    _ = try writer?.finish()
    writer = nil
    number += 1
  }

  func finish() throws {
    try flush()
    try close()
  }
}
