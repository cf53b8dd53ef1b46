/// Lists of numbers that are written once and read at random; beyond some size they lie in a file.
public final class SpilledLists {
  private let path: String
  private let bufferCount: Int
  private var buffer: [UInt32] = []
  /// Numbers that are in the file already.
  private var spilled = 0
  private var file: OpenFile?
  /// Where each list begins, and the end of the last: 8 bytes a list stay in memory.
  private var starts = [0]

  /// - Parameters:
  ///   - path: of the file, if one is needed; `removeFile` removes it.
  ///   - bufferCount: numbers that are kept in memory before they go to the file.
  public init(path: String, bufferCount: Int = 32 << 20) {
    self.path = path
    self.bufferCount = bufferCount
  }

  public var count: Int { starts.count - 1 }

  /// - Returns: the number of the list.
  public func append(_ list: [UInt32]) throws(FileError) -> Int {
    buffer += list
    starts.append(spilled + buffer.count)
    if buffer.count >= bufferCount { try spill() }
    return count - 1
  }

  private func spill() throws(FileError) {
    if spilled == 0 {
      try Files.createFolder(Files.folder(of: path) ?? ".")
      try Files.remove(path)
    }
    let bytes = unsafe buffer.withUnsafeBytes { unsafe [UInt8]($0) }
    try Files.append(bytes, to: path)
    spilled += buffer.count
    buffer.removeAll()
    file = nil
  }

  public func list(_ number: Int) throws(FileError) -> [UInt32] {
    let (start, end) = (starts[number], starts[number + 1])
    if start >= spilled { return Array(buffer[(start - spilled)..<(end - spilled)]) }
    if file == nil { file = try OpenFile(reading: path) }
    var bytes: [UInt8] = []
    try file?.read(at: start * 4, count: (end - start) * 4, into: &bytes)
    return unsafe bytes.withUnsafeBytes { unsafe [UInt32]($0.bindMemory(to: UInt32.self)) }
  }

  public func removeFile() throws(FileError) {
    file = nil
    if spilled > 0 { try Files.remove(path) }
  }
}
