/// Collects vectors of any dimension as numbers of 16 bits; beyond some size they go to a file.
public final class VectorSpool {
  private let records: SpilledRecords

  /// - Parameters:
  ///   - path: of the file, if one is needed; `removeFile` removes it.
  ///   - bufferBytes: that are kept in memory before they go to the file.
  public init(path: String, bufferBytes: Int = 128 << 20) {
    records = SpilledRecords(path: path, bufferBytes: bufferBytes)
  }

  public var count: Int { records.stored.count }

  /// - Parameter halves: binary16 numbers, the lowest byte first.
  /// - Returns: the number of the vector.
  public func append(_ halves: [UInt8]) throws(FileError) -> Int { try records.append(halves) }

  /// All that was collected, for reading from any thread.
  public func sealed() -> VectorStore { VectorStore(records.stored) }

  public func removeFile() throws(FileError) { try records.removeFile() }
}

/// Vectors by number.
public final class VectorStore: Sendable {
  private let records: StoredRecords

  fileprivate init(_ records: StoredRecords) { self.records = records }

  public func dimension(of number: Int) -> Int { records.byteCount(of: number) / 2 }

  public func halves(_ number: Int) throws(FileError) -> [UInt8] { try records.record(number) }

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
