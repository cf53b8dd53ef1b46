import Bytes

/// Reads parts of the pool, frame by frame.
///
/// A frame holds whole lines, so frames are the work items of every pass.
struct PoolReader {
  let folder: RunFolder

  /// The lines of a frame, as ranges of its bytes without their newlines.
  struct Frame: Sendable {
    let bytes: [UInt8]
    let lines: [Range<Int>]
  }

  /// A part that is open for reading.
  final class Part: Sendable {
    private let reader: SeekableReader

    init(path: String) throws { reader = try SeekableReader(path) }

    var frameCount: Int { reader.frameCount }

    /// The frame that holds a byte of the part's text.
    func frame(holding offset: Int) -> Int? { reader.frame(holding: offset) }

    /// Where a frame's text begins in the part's.
    func offset(ofFrame index: Int) -> Int { reader.frame(index).decompressed.lowerBound }

    func frame(_ index: Int, with decompressor: ZstdDecompressor) throws -> Frame {
      let bytes = try reader.read(index, with: decompressor)
      return Frame(bytes: bytes, lines: TextScan.lines(in: bytes.span).filter { !$0.isEmpty })
    }
  }

  /// Calls `body` with the place in `rows` and the line of each wanted row of a part.
  ///
  /// - Parameter rows: ascending; a row may be wanted more than once.
  func forEach(
    _ rows: [Int], in part: Catalog.PoolPart, _ workers: Workers,
    _ body: (Int, Frame, Range<Int>) throws -> Void
  ) throws {
    guard !rows.isEmpty else { return }
    let file = try open(part.part)
    var first = part.firstRow
    var next = 0
    try workers.mapInOrder(
      count: file.frameCount, inFlight: workers.threads * 2,
      state: { ZstdDecompressor() },
      work: { decompressor, index in try file.frame(index, with: decompressor) },
      emit: { frame in
        let end = first + frame.lines.count
        while next < rows.count, rows[next] < end {
          try body(next, frame, frame.lines[rows[next] - first])
          next += 1
        }
        first = end
      })
  }

  func open(_ part: Int) throws -> Part { try Part(path: folder.poolPart(part)) }
}
