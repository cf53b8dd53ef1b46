import Bytes

/// A raw file as successive blocks of JSON lines, whatever its format.
///
/// `.jsonl` and unknown endings are read as lines; a `.json` file that holds one array, and the rows
/// of a Stack Exchange `.xml` file, are turned into one line a record. `.gz` and `.zst` on top of
/// each are opened on the way.
final class RecordStream {
  private let blocks: LineBlocks
  /// Set when the file breaks off: a truncated or corrupt archive. What was readable has been given.
  private(set) var fault: Quarantined?

  init(_ path: String, spec: SourceSpec, blockBytes: Int, offset: Int, firstLine: Int) throws {
    blocks = try LineBlocks(
      path: path == "-" ? "/dev/stdin" : path, blockBytes: blockBytes,
      maxLineBytes: spec.maxLineBytes, startingAt: offset, firstLine: firstLine)
  }

  func next() throws -> LineBlock? {
    do {
      return try blocks.next()
    } catch {
      fault = Quarantined(
        line: 0, offset: error.offset, length: 0, reason: "unreadable",
        problem: "\(error)", raw: [])
      return nil
    }
  }
}
