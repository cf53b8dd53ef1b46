import Bytes

/// Rows by category and split.
public struct ExportCounts: Sendable {
  public private(set) var rows: [String: [String: Int]] = [:]
  public private(set) var total = 0

  mutating func add(category: String, split: Split) {
    rows[category, default: [:]][split.rawValue, default: 0] += 1
    total += 1
  }

  public func count(_ split: String) -> Int { rows.values.reduce(0) { $0 + ($1[split] ?? 0) } }
}

/// The files of an export: `ROOT/<folder>/<split>-00000.jsonl.zst`.
final class ExportFiles {
  private let root: String
  private let level: Int
  private var files: [String: ExportFile] = [:]
  private(set) var counts = ExportCounts()

  init(root: String, level: Int) {
    self.root = root
    self.level = level
  }

  /// - Parameter folder: below the root, before the category's.
  func append(_ row: JSONObject, category: String, split: Split, folder: String = "") throws {
    let category = folderName(category)
    let key = "\(folder)\(category)/\(split.rawValue)"
    let file = files[key] ?? ExportFile(stem: "\(root)/\(key)", level: level)
    files[key] = file
    try file.append(.object(row))
    counts.add(category: category, split: split)
  }

  func finish() throws {
    for (_, file) in files.sorted(by: { $0.key < $1.key }) { try file.finish() }
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
