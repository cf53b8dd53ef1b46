// The seek table of the zstd seekable format, version 0.1.0
// (https://github.com/facebook/zstd/blob/dev/contrib/seekable_format/zstd_seekable_compression_format.md):
// the last, skippable frame of a file of independent frames. All numbers are little-endian.
//
//   4  0x184D2A5E        4  bytes that follow
//   per frame:  4 compressed bytes, 4 decompressed bytes (and 4 of checksum, where the descriptor says)
//   4  frames            1  descriptor: bit 7 checksums, bits 2-6 zero        4  0x8F92EAB1
//
// We write no checksums: each frame of ours has its own.

/// Why a file is no seekable zstd file.
public struct SeekableError: Error, Sendable, Hashable, CustomStringConvertible {
  public let path: String
  public let problem: String

  package init(path: String, problem: String) {
    self.path = path
    self.problem = problem
  }
  public var description: String { "\(path): \(problem)" }
}

/// A frame of a seekable file.
public struct SeekableFrame: Sendable, Hashable {
  /// Where its compressed bytes are in the file.
  public let compressed: Range<Int>
  /// Where its content is in the content of the file.
  public let decompressed: Range<Int>
}

/// The sizes of the frames of a seekable file.
struct SeekTable {
  static let footerBytes = 9
  /// Of a frame's content, by the format.
  static let maxFrameBytes = 1 << 30
  static let maxFrames = 0x800_0000
  private static let skippableMagic: UInt32 = 0x184D_2A5E
  private static let footerMagic: UInt32 = 0x8F92_EAB1

  private(set) var frames: [SeekableFrame] = []

  var compressedBytes: Int { frames.last?.compressed.upperBound ?? 0 }
  var decompressedBytes: Int { frames.last?.decompressed.upperBound ?? 0 }

  mutating func append(compressed: Int, decompressed: Int) {
    let from = compressedBytes
    let start = decompressedBytes
    frames.append(
      SeekableFrame(
        compressed: from..<(from + compressed), decompressed: start..<(start + decompressed)))
  }

  /// The skippable frame.
  var encoded: [UInt8] {
    var out: [UInt8] = []
    appendNumber(SeekTable.skippableMagic, to: &out)
    appendNumber(UInt32(frames.count * 8 + SeekTable.footerBytes), to: &out)
    for frame in frames {
      appendNumber(UInt32(frame.compressed.count), to: &out)
      appendNumber(UInt32(frame.decompressed.count), to: &out)
    }
    appendNumber(UInt32(frames.count), to: &out)
    out.append(0)
    appendNumber(SeekTable.footerMagic, to: &out)
    return out
  }

  private func appendNumber(_ value: UInt32, to out: inout [UInt8]) {
    for shift: UInt32 in [0, 8, 16, 24] { out.append(UInt8(truncatingIfNeeded: value >> shift)) }
  }

  /// What the last nine bytes of a file say.
  struct Footer {
    let frames: Int
    let entryBytes: Int
    /// Of the whole skippable frame.
    var tableBytes: Int { 8 + frames * entryBytes + SeekTable.footerBytes }

    /// Nil where the bytes are no footer.
    init?(_ bytes: [UInt8]) {
      guard bytes.count == SeekTable.footerBytes,
        SeekTable.number(bytes, 5) == SeekTable.footerMagic, bytes[4] & 0x7C == 0
      else { return nil }
      frames = Int(SeekTable.number(bytes, 0))
      guard frames <= SeekTable.maxFrames else { return nil }
      entryBytes = bytes[4] & 0x80 == 0 ? 8 : 12
    }
  }

  init() {}

  /// Reads a whole skippable frame that ends in `footer`; nil where it is none.
  init?(_ bytes: [UInt8], footer: Footer) {
    guard bytes.count == footer.tableBytes, SeekTable.number(bytes, 0) == SeekTable.skippableMagic,
      Int(SeekTable.number(bytes, 4)) == bytes.count - 8
    else { return nil }
    frames.reserveCapacity(footer.frames)
    for index in 0..<footer.frames {
      let at = 8 + index * footer.entryBytes
      let decompressed = Int(SeekTable.number(bytes, at + 4))
      guard decompressed <= SeekTable.maxFrameBytes else { return nil }
      append(compressed: Int(SeekTable.number(bytes, at)), decompressed: decompressed)
    }
  }

  private static func number(_ bytes: [UInt8], _ at: Int) -> UInt32 {
    UInt32(bytes[at]) | UInt32(bytes[at + 1]) << 8 | UInt32(bytes[at + 2]) << 16
      | UInt32(bytes[at + 3]) << 24
  }
}
