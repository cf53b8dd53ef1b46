/// Lists of numbers that are written once and read at random; beyond some size they lie in a file.
public final class SpilledLists {
  private let path: String
  private let bufferCount: Int
  private var buffer: [UInt32] = []
  /// Numbers that are in the file already.
  private var spilled = 0
  private var file: OpenFile?
  private var places: [(start: Int, count: Int)] = []

  /// - Parameters:
  ///   - path: of the file, if one is needed; `removeFile` removes it.
  ///   - bufferCount: numbers that are kept in memory before they go to the file.
  public init(path: String, bufferCount: Int = 32 << 20) {
    self.path = path
    self.bufferCount = bufferCount
  }

  public var count: Int { places.count }

  /// - Returns: the number of the list.
  public func append(_ list: [UInt32]) throws(FileError) -> Int {
    places.append((spilled + buffer.count, list.count))
    buffer += list
    if buffer.count >= bufferCount { try spill() }
    return places.count - 1
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
    let place = places[number]
    if place.start >= spilled {
      let start = place.start - spilled
      return Array(buffer[start..<(start + place.count)])
    }
    if file == nil { file = try OpenFile(reading: path) }
    var bytes: [UInt8] = []
    try file?.read(at: place.start * 4, count: place.count * 4, into: &bytes)
    return unsafe bytes.withUnsafeBytes { unsafe [UInt32]($0.bindMemory(to: UInt32.self)) }
  }

  public func removeFile() throws(FileError) {
    file = nil
    if spilled > 0 { try Files.remove(path) }
  }
}
