/// Records that lie in memory or, beyond some size, in a file.
///
/// - Complexity: 8 bytes a record in memory beside the buffer.
struct StoredRecords: Sendable {
  fileprivate var file: SpillFile?
  /// Bytes that are in the file.
  fileprivate var spilled = 0
  fileprivate var buffer: [UInt8] = []
  /// Where each record begins, and the end of the last.
  fileprivate var starts = [0]

  var count: Int { starts.count - 1 }

  func byteCount(of number: Int) -> Int { starts[number + 1] - starts[number] }

  func record(_ number: Int) throws(FileError) -> [UInt8] {
    let (start, end) = (starts[number], starts[number + 1])
    if start >= spilled { return Array(buffer[(start - spilled)..<(end - spilled)]) }
    var bytes: [UInt8] = []
    try file?.open.read(at: start, count: end - start, into: &bytes)
    return bytes
  }
}

/// One open file, shared by all copies of the records in it.
private final class SpillFile: Sendable {
  let open: OpenFile

  init(_ path: String) throws(FileError) { open = try OpenFile(reading: path) }
}

/// Collects records of bytes, which are read at random.
final class SpilledRecords {
  private let path: String
  private let bufferBytes: Int
  /// All so far, for reading from any thread.
  private(set) var stored = StoredRecords()

  /// - Parameters:
  ///   - path: of the file, if one is needed; `removeFile` removes it.
  ///   - bufferBytes: that are kept in memory before they go to the file.
  init(path: String, bufferBytes: Int) {
    self.path = path
    self.bufferBytes = bufferBytes
  }

  /// - Returns: the number of the record.
  func append(_ record: [UInt8]) throws(FileError) -> Int {
    stored.buffer += record
    stored.starts.append(stored.spilled + stored.buffer.count)
    if stored.buffer.count >= bufferBytes { try spill() }
    return stored.count - 1
  }

  private func spill() throws(FileError) {
    if stored.spilled == 0 {
      try Files.createFolder(Files.folder(of: path) ?? ".")
      try Files.remove(path)
    }
    try Files.append(stored.buffer, to: path)
    if stored.file == nil { stored.file = try SpillFile(path) }
    stored.spilled += stored.buffer.count
    stored.buffer.removeAll(keepingCapacity: true)
  }

  func removeFile() throws(FileError) {
    if stored.spilled > 0 { try Files.remove(path) }
  }
}
