/// Collects vectors of any dimension as numbers of 16 bits; beyond some size they go to a file.
public final class VectorSpool {
  private let path: String
  private let bufferBytes: Int
  private var buffer: [UInt8] = []
  private var spilled = 0
  /// Where each vector begins, and the end of the last.
  private var starts = [0]

  /// - Parameters:
  ///   - path: of the file, if one is needed; `removeFile` removes it.
  ///   - bufferBytes: that are kept in memory before they go to the file.
  public init(path: String, bufferBytes: Int = 128 << 20) {
    self.path = path
    self.bufferBytes = bufferBytes
  }

  public var count: Int { starts.count - 1 }

  /// - Parameter halves: binary16 numbers, the lowest byte first.
  /// - Returns: the number of the vector.
  public func append(_ halves: [UInt8]) throws(FileError) -> Int {
    buffer += halves
    starts.append(spilled + buffer.count)
    if buffer.count >= bufferBytes { try spill() }
    return count - 1
  }

  private func spill() throws(FileError) {
    if spilled == 0 {
      try Files.createFolder(Files.folder(of: path) ?? ".")
      try Files.remove(path)
    }
    try Files.append(buffer, to: path)
    spilled += buffer.count
    buffer.removeAll(keepingCapacity: true)
  }

  /// All that was collected, for reading from any thread.
  public func sealed() throws(FileError) -> VectorStore {
    try VectorStore(
      path: spilled > 0 ? path : nil, spilled: spilled, buffer: buffer, starts: starts)
  }

  public func removeFile() throws(FileError) {
    if spilled > 0 { try Files.remove(path) }
  }
}

/// Vectors by number.
///
/// - Complexity: 8 bytes a vector in memory beside the buffer.
public final class VectorStore: Sendable {
  private let file: OpenFile?
  private let spilled: Int
  private let buffer: [UInt8]
  private let starts: [Int]

  fileprivate init(path: String?, spilled: Int, buffer: [UInt8], starts: [Int]) throws(FileError) {
    if let path { file = try OpenFile(reading: path) } else { file = nil }
    self.spilled = spilled
    self.buffer = buffer
    self.starts = starts
  }

  public func dimension(of number: Int) -> Int { (starts[number + 1] - starts[number]) / 2 }

  public func halves(_ number: Int) throws(FileError) -> [UInt8] {
    let (start, end) = (starts[number], starts[number + 1])
    if start >= spilled { return Array(buffer[(start - spilled)..<(end - spilled)]) }
    var bytes: [UInt8] = []
    try file?.read(at: start, count: end - start, into: &bytes)
    return bytes
  }

  /// Rows of length 1 in `FloatRows`' form, in the order of their numbers.
  ///
  /// - Parameter dimension: of all of these vectors.
  public func unitRows(_ numbers: ArraySlice<Int32>, dimension: Int) throws(FileError) -> [Float] {
    let padding = [Float](repeating: 0, count: FloatRows.width(of: dimension) - dimension)
    var rows: [Float] = []
    rows.reserveCapacity(numbers.count * FloatRows.width(of: dimension))
    for number in numbers {
      let halves = try halves(Int(number))
      var row = FloatFormat.f16.floats(halves.span)
      _ = FloatRows.normalise(&row)
      rows += row
      rows += padding
    }
    return rows
  }
}
