import Bytes

/// A raw file as successive blocks of JSON lines, whatever its format.
///
/// `.jsonl` and unknown endings are read as lines; a `.json` file that holds one array, and the rows
/// of a Stack Exchange `.xml` file, are turned into one line a record. `.gz` and `.zst` on top of
/// each are opened on the way.
final class RecordStream {
  private let blocks: LineBlocks
  /// Set when the file breaks off: a truncated or corrupt archive.
  ///
  /// What was readable has been given.
  private(set) var fault: Quarantined?

  /// - Parameter scratch: the folder where what cannot be read in place is turned into lines.
  init(
    _ file: Input, spec: SourceSpec, scratch: String, blockBytes: Int, offset: Int, firstLine: Int
  ) throws {
    var path = file.readPath
    let format = RecordStream.format(path)
    if format == "xml" {
      let lines = "\(scratch)/\(file.hash.hex).jsonl"
      if !Files.exists(lines) {
        try Files.createFolder(scratch)
        try StackExchangeJoin.convert(path, to: lines, scratch: lines + ".waiting")
      }
      path = lines
    }
    blocks = try LineBlocks(
      ByteStream(path: path, rewriter: format == "json" ? JSONArrayLines() : nil),
      blockBytes: blockBytes, maxLineBytes: spec.maxLineBytes, startingAt: offset,
      firstLine: firstLine)
  }

  /// The ending of a file's name, that of compression aside.
  private static func format(_ path: String) -> String {
    var parts = path.split(separator: ".")
    if let last = parts.last, last == "gz" || last == "zst" { parts.removeLast() }
    return parts.last.map { $0.lowercased() } ?? ""
  }

  func next() throws -> LineBlock? {
    do {
      return try blocks.next()
    } catch {
      fault = Quarantined(
        line: 0, offset: error.offset, length: 0, reason: "unreadable",
        problem: error.problem, raw: [])
      return nil
    }
  }
}
