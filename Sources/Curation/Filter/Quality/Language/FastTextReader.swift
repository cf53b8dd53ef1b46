import Bytes

/// Reads the parts of a fastText model in their order.
struct FastTextReader {
  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func take(_ count: Int) throws(FastTextModel.FormatError) -> ArraySlice<UInt8> {
    guard count >= 0, count <= bytes.count - at else {
      throw FastTextModel.FormatError(problem: "the model ends too early")
    }
    defer { at += count }
    return bytes[at..<at + count]
  }

  mutating func int32() throws(FastTextModel.FormatError) -> Int {
    Int(Int32(truncatingIfNeeded: littleEndian(try take(4))))
  }

  mutating func int64() throws(FastTextModel.FormatError) -> Int {
    Int(truncatingIfNeeded: littleEndian(try take(8)))
  }

  /// Bytes up to a NUL.
  mutating func text() throws(FastTextModel.FormatError) -> ArraySlice<UInt8> {
    guard let end = bytes[at...].firstIndex(of: 0) else {
      throw FastTextModel.FormatError(problem: "the model ends too early")
    }
    let text = try take(end - at)
    at += 1
    return text
  }

  private mutating func floats(_ count: Int) throws(FastTextModel.FormatError) -> [Float] {
    guard count >= 0, count <= bytes.count / 4 else {
      throw FastTextModel.FormatError(problem: "the model ends too early")
    }
    let raw = try take(count * 4)
    return stride(from: raw.startIndex, to: raw.endIndex, by: 4).map {
      Float(bitPattern: UInt32(truncatingIfNeeded: littleEndian(raw[$0..<$0 + 4])))
    }
  }

  /// A matrix in rows, whether it is quantised or not.
  mutating func matrix(columns: Int) throws(FastTextModel.FormatError) -> [Float] {
    let isQuantised = try take(1).first == 1
    guard isQuantised else {
      let (rows, width) = (try int64(), try int64())
      guard width == columns, rows >= 0, rows < 1 << 28 else {
        throw FastTextModel.FormatError(problem: "a matrix has the wrong width")
      }
      return try floats(rows * width)
    }
    return try quantised(columns: columns)
  }

  private mutating func quantised(columns: Int) throws(FastTextModel.FormatError) -> [Float] {
    let hasNorms = try take(1).first == 1
    let (rows, width, size) = (try int64(), try int64(), try int32())
    let codes = Array(try take(size))
    let quantiser = try ProductQuantiser(&self)
    guard width == columns, quantiser.dimension == columns, rows >= 0, rows < 1 << 28,
      codes.count == rows * quantiser.parts
    else { throw FastTextModel.FormatError(problem: "a matrix has the wrong width") }
    var norms = [Float](repeating: 1, count: rows)
    if hasNorms {
      let normCodes = Array(try take(rows))
      let scale = try ProductQuantiser(&self)
      guard scale.dimension == 1 else {
        throw FastTextModel.FormatError(problem: "the norms are no numbers")
      }
      norms = normCodes.map { scale.centroids[Int($0)] }
    }
    var matrix = [Float](repeating: 0, count: rows * columns)
    for row in 0..<rows {
      quantiser.unpack(
        codes[row * quantiser.parts..<(row + 1) * quantiser.parts], scale: norms[row],
        into: &matrix, at: row * columns)
    }
    return matrix
  }

  private func littleEndian(_ part: ArraySlice<UInt8>) -> UInt64 {
    part.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Parts of a vector that are replaced by the number of one of 256 centroids each.
  struct ProductQuantiser {
    let dimension: Int
    let parts: Int
    private let width: Int
    private let lastWidth: Int
    let centroids: [Float]

    init(_ reader: inout FastTextReader) throws(FastTextModel.FormatError) {
      dimension = try reader.int32()
      parts = try reader.int32()
      width = try reader.int32()
      lastWidth = try reader.int32()
      guard (1...4096).contains(dimension), (1...dimension).contains(parts), width > 0,
        lastWidth > 0, (parts - 1) * width + lastWidth == dimension
      else { throw FastTextModel.FormatError(problem: "a quantiser's parts are no vector") }
      centroids = try reader.floats(dimension * 256)
    }

    func unpack(_ codes: ArraySlice<UInt8>, scale: Float, into out: inout [Float], at start: Int) {
      for (part, code) in codes.enumerated() {
        let isLast = part == parts - 1
        let size = isLast ? lastWidth : width
        let base = part * 256 * width + Int(code) * size
        for index in 0..<size {
          out[start + part * width + index] = scale * centroids[base + index]
        }
      }
    }
  }
}
