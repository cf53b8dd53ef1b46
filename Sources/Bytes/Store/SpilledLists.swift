/// Lists of numbers that are written once and read at random; beyond some size they lie in a file.
public final class SpilledLists {
  private let records: SpilledRecords

  /// - Parameters:
  ///   - path: of the file, if one is needed; `removeFile` removes it.
  ///   - bufferCount: numbers that are kept in memory before they go to the file.
  public init(path: String, bufferCount: Int = 32 << 20) {
    records = SpilledRecords(path: path, bufferBytes: bufferCount * 4)
  }

  public var count: Int { records.stored.count }

  /// - Returns: the number of the list.
  public func append(_ list: [UInt32]) throws(FileError) -> Int {
    // SAFETY: the array's own bytes, copied during the call.
    try records.append(unsafe list.withUnsafeBytes { unsafe [UInt8]($0) })
  }

  public func list(_ number: Int) throws(FileError) -> [UInt32] {
    let bytes = try records.stored.record(number)
    // SAFETY: an array's storage is aligned to 16 bytes, and each record is whole numbers.
    return unsafe bytes.withUnsafeBytes { unsafe [UInt32]($0.bindMemory(to: UInt32.self)) }
  }

  public func removeFile() throws(FileError) { try records.removeFile() }
}
