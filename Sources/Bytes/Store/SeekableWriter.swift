/// What a finished seekable file holds.
public struct SeekableFile: Sendable, Hashable {
  public let path: String
  public let frames: Int
  /// Of the file, its seek table included.
  public let compressedBytes: Int
  public let decompressedBytes: Int
  /// The frame that ends the file; a hash of the file is one of all its frames and this.
  public let seekTable: [UInt8]
}

/// Writes frames that were compressed elsewhere into a file of the zstd seekable format (see
/// `SeekTable`).
///
/// The file appears when it is finished.
public final class SeekableWriter {
  private let file: AtomicFile
  private var table = SeekTable()

  public var frames: Int { table.frames.count }
  public var compressedBytes: Int { table.compressedBytes }
  public var decompressedBytes: Int { table.decompressedBytes }

  public init(_ path: String) throws(FileError) { file = try AtomicFile(path) }

  /// Appends one whole frame.
  ///
  /// - Parameter decompressedBytes: of its content, at most 1 GiB.
  public func append(frame: Span<UInt8>, decompressedBytes: Int) throws(FileError) {
    precondition(
      (0...SeekTable.maxFrameBytes).contains(decompressedBytes)
        && frame.count <= UInt32.max && frames < SeekTable.maxFrames,
      "frame \(frames) of \(frame.count) bytes for \(decompressedBytes)")
    try file.write(frame)
    table.append(compressed: frame.count, decompressed: decompressedBytes)
  }

  public func append(frame: [UInt8], decompressedBytes: Int) throws(FileError) {
    try append(frame: frame.span, decompressedBytes: decompressedBytes)
  }

  /// Writes the seek table and puts the file in its place.
  ///
  /// The writer is done then.
  public func finish() throws(FileError) -> SeekableFile {
    let seekTable = table.encoded
    try file.write(seekTable)
    try file.commit()
    return SeekableFile(
      path: file.path, frames: frames, compressedBytes: file.count,
      decompressedBytes: decompressedBytes, seekTable: seekTable)
  }
}
