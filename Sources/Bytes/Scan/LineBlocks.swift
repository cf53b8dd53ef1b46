/// A line of a block.
public struct Line: Sendable, Hashable {
  /// Where its bytes are in the block, without the line end (`\n` or `\r\n`).
  public let range: Range<Int>
  /// Lines before it in the stream, empty ones counted.
  public let ordinal: Int
}

/// A line that is longer than allowed; it was passed over.
public struct OverlongLine: Sendable, Hashable {
  /// Bytes of content before it.
  public let offset: Int
  /// Its bytes without the `\n`.
  public let length: Int
  public let ordinal: Int

  package init(offset: Int, length: Int, ordinal: Int) {
    self.offset = offset
    self.length = length
    self.ordinal = ordinal
  }
}

/// Whole lines that follow one another in a stream.
public struct LineBlock: Sendable {
  public let bytes: [UInt8]
  /// Bytes of (decompressed) content before the block.
  public let offset: Int
  /// Lines before the block, empty and overlong ones counted.
  public let firstLine: Int
  /// Lines in `bytes`, empty ones counted.
  public let lineCount: Int
  /// A line that stood behind the block's bytes and was passed over.
  public let overlong: OverlongLine?

  /// The lines that are not empty.
  ///
  /// A byte order mark at the start of the stream is no part of one.
  public func lines() -> [Line] {
    var lines: [Line] = []
    lines.reserveCapacity(lineCount)
    var start = offset == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var ordinal = firstLine
    TextScan.forEachLineEnd(in: bytes.span) { end in
      append(start..<end, ordinal, to: &lines)
      start = end + 1
      ordinal += 1
    }
    if start < bytes.count { append(start..<bytes.count, ordinal, to: &lines) }
    return lines
  }

  private func append(_ range: Range<Int>, _ ordinal: Int, to lines: inout [Line]) {
    var end = range.upperBound
    if end > range.lowerBound, bytes[end - 1] == 0x0D { end -= 1 }
    guard end > range.lowerBound else { return }
    lines.append(Line(range: range.lowerBound..<end, ordinal: ordinal))
  }
}

/// Cuts a stream into blocks at line ends.
///
/// Memory: a block and a line of the greatest length, whatever the stream's size.
public final class LineBlocks {
  public let path: String
  /// Bytes that a block has at most, unless a single line is longer.
  public let blockBytes: Int
  /// Bytes of the longest line that is delivered.
  public let maxLineBytes: Int

  private let stream: ByteStream
  private var rest: [UInt8] = []  // of content that was read, but not delivered
  private var offset: Int  // of `rest` in the content
  private var line: Int
  private var isAtEnd = false
  private var fault: StreamError?

  /// - Parameters:
  ///   - offset: bytes of content to leave out; a line must begin there.
  ///   - firstLine: the ordinal of that line.
  public init(
    _ stream: ByteStream, blockBytes: Int = 1 << 20, maxLineBytes: Int = 64 << 20,
    startingAt offset: Int = 0, firstLine: Int = 0
  ) throws(StreamError) {
    precondition(blockBytes > 0 && maxLineBytes > 0, "blocks of \(blockBytes), \(maxLineBytes)")
    self.stream = stream
    path = stream.path
    // A block never holds a line that is too long, since it is no longer than one may be.
    self.blockBytes = min(blockBytes, maxLineBytes)
    self.maxLineBytes = maxLineBytes
    self.offset = offset
    line = firstLine
    if offset > 0 { try stream.skip(to: offset) }
  }

  public convenience init(
    path: String, blockBytes: Int = 1 << 20, maxLineBytes: Int = 64 << 20,
    startingAt offset: Int = 0, firstLine: Int = 0
  ) throws(StreamError) {
    try self.init(
      ByteStream(path: path), blockBytes: blockBytes, maxLineBytes: maxLineBytes,
      startingAt: offset, firstLine: firstLine)
  }

  /// The next block; nil at the end.
  ///
  /// - Throws: once all whole lines before a fault have been delivered; the offset of the error is
  ///   where the content breaks off, and the line that it broke is not delivered.
  public func next() throws(StreamError) -> LineBlock? {
    var block = rest
    rest = []
    fill(&block, to: blockBytes)
    if let end = TextScan.lastLineEnd(in: block.span.extracting(first: blockBytes)) {
      return deliver(&block, upTo: end + 1)
    }
    return try longLine(&block)
  }

  /// Reads until the block has `count` bytes, the stream ends or fails.
  private func fill(_ block: inout [UInt8], to count: Int) {
    guard block.count < count, !isAtEnd, fault == nil else { return }
    if block.isEmpty { block.reserveCapacity(count) }
    do throws(StreamError) {
      let wanted = count - block.count
      isAtEnd = try stream.read(upTo: wanted, into: &block) < wanted
    } catch { fault = error }
  }

  /// The block holds no line end in its first `blockBytes` bytes: a long line, or the last one.
  private func longLine(_ block: inout [UInt8]) throws(StreamError) -> LineBlock? {
    var searched = min(block.count, blockBytes)
    while true {
      if let end = TextScan.firstLineEnd(in: block.span.extracting(droppingFirst: searched)) {
        let length = searched + end
        guard length <= maxLineBytes else { return passOver(&block, found: length) }
        return deliver(&block, upTo: length + 1)
      }
      searched = block.count
      if searched > maxLineBytes { return try passOver(&block) }
      if let fault { throw fault }
      if isAtEnd { return block.isEmpty ? nil : deliver(&block, upTo: block.count) }
      fill(&block, to: min(searched + max(searched, 4096), maxLineBytes + 1))
    }
  }

  private func deliver(_ block: inout [UInt8], upTo end: Int) -> LineBlock {
    rest = Array(block[end...])
    block.removeLast(block.count - end)
    let isOpen = block.last != 0x0A
    let count = TextScan.count(0x0A, in: block.span) + (isOpen ? 1 : 0)
    let result = LineBlock(
      bytes: block, offset: offset, firstLine: line, lineCount: count, overlong: nil)
    offset += end
    line += count
    return result
  }

  private func passOver(_ block: inout [UInt8], found length: Int) -> LineBlock {
    rest = Array(block[(length + 1)...])
    return overlong(length: length, ends: true)
  }

  /// Reads on to the end of the line, keeping nothing of it.
  private func passOver(_ block: inout [UInt8]) throws(StreamError) -> LineBlock {
    var length = block.count
    while true {
      block.removeAll(keepingCapacity: true)
      fill(&block, to: min(1 << 20, maxLineBytes))
      if let end = TextScan.firstLineEnd(in: block.span) {
        rest = Array(block[(end + 1)...])
        return overlong(length: length + end, ends: true)
      }
      length += block.count
      if isAtEnd || fault != nil { return overlong(length: length, ends: false) }
    }
  }

  private func overlong(length: Int, ends: Bool) -> LineBlock {
    let passed = OverlongLine(offset: offset, length: length, ordinal: line)
    let block = LineBlock(
      bytes: [], offset: offset, firstLine: line, lineCount: 0, overlong: passed)
    offset += length + (ends ? 1 : 0)
    line += 1
    return block
  }
}
