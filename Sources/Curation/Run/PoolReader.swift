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
  final class Part {
    private let reader: SeekableReader

    init(path: String) throws { reader = try SeekableReader(path) }

    var frameCount: Int { reader.frameCount }

    func frame(_ index: Int) throws -> Frame {
      let bytes = try reader.frame(index)
      return Frame(bytes: bytes, lines: TextScan.lines(in: bytes.span).filter { !$0.isEmpty })
    }
  }

  func open(_ part: Int) throws -> Part { try Part(path: folder.poolPart(part)) }
}
