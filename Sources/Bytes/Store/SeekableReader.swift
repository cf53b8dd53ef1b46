import Glibc

/// Reads the frames of a seekable zstd file (see `SeekTable`) in any order, from any thread.
public final class SeekableReader: Sendable {
  public let path: String
  private let file: OpenFile
  private let table: SeekTable

  public init(_ path: String) throws(SeekableError) {
    self.path = path
    do throws(FileError) {
      file = try OpenFile(reading: path)
      let size = try file.status().size
      var bytes: [UInt8] = []
      let footerBytes = min(size, SeekTable.footerBytes)
      try file.read(at: size - footerBytes, count: footerBytes, into: &bytes)
      guard let footer = SeekTable.Footer(bytes), footer.tableBytes <= size else {
        throw FileError(path: path, operation: "find a seek table", code: EINVAL)
      }
      bytes = []
      try file.read(at: size - footer.tableBytes, count: footer.tableBytes, into: &bytes)
      guard let table = SeekTable(bytes, footer: footer),
        table.compressedBytes == size - footer.tableBytes
      else { throw FileError(path: path, operation: "use the seek table", code: EINVAL) }
      self.table = table
    } catch { throw SeekableReader.typed(error) }
  }

  private static func typed(_ error: FileError) -> SeekableError {
    let isTable = error.operation.hasSuffix("seek table")
    let problem = String(error.description.dropFirst(error.path.utf8.count + 2))
    return SeekableError(
      path: error.path,
      problem: isTable ? "no seekable zstd file, or a damaged one" : problem)
  }

  public var frameCount: Int { table.frames.count }
  public var decompressedBytes: Int { table.decompressedBytes }

  /// Where frame `index` is.
  public func frame(_ index: Int) -> SeekableFrame { table.frames[index] }

  /// The frame that holds the byte at an offset of the content; nil outside of it.
  public func frame(holding offset: Int) -> Int? {
    guard offset >= 0, offset < decompressedBytes else { return nil }
    var low = 0
    var high = frameCount
    // The last frame that begins at or before the offset; empty frames before it end there too.
    while high - low > 1 {
      let middle = (low + high) / 2
      if table.frames[middle].decompressed.lowerBound <= offset {
        low = middle
      } else {
        high = middle
      }
    }
    return low
  }

  /// The bytes of frame `index` as they are in the file, to be copied as a whole.
  public func readCompressed(_ index: Int) throws(SeekableError) -> [UInt8] {
    let range = frame(index).compressed
    var bytes: [UInt8] = []
    do throws(FileError) {
      try file.read(at: range.lowerBound, count: range.count, into: &bytes)
    } catch { throw SeekableReader.typed(error) }
    guard bytes.count == range.count else {
      throw SeekableError(path: path, problem: "frame \(index) is cut off")
    }
    return bytes
  }

  /// The content of frame `index`.
  public func read(
    _ index: Int, with decompressor: ZstdDecompressor
  ) throws(SeekableError) -> [UInt8] {
    let bytes = try readCompressed(index)
    do throws(ZstdError) {
      return try decompressor.decompress(bytes.span, count: frame(index).decompressed.count)
    } catch { throw SeekableError(path: path, problem: "frame \(index): \(error)") }
  }
}
