import Bytes

/// A matrix of numbers in a file, read row by row: `.npy`, or a tensor of `.safetensors`.
///
/// Formats: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html and
/// https://github.com/huggingface/safetensors; both are little-endian.
final class FloatMatrixFile: Sendable {
  let path: String
  let rows: Int
  let columns: Int
  private let format: FloatFormat
  private let start: Int
  private let file: OpenFile

  /// The longest header that is read.
  private static let mostHeader = 100_000_000

  /// - Parameter tensor: of a safetensors file; empty takes the only one.
  /// - Throws: `EmbeddingError` for what is no such matrix, `FileError`.
  init(_ path: String, tensor: String) throws {
    self.path = path
    file = try OpenFile(reading: path)
    let size = try file.status().size
    let isNumPy = path.hasSuffix(".npy")
    let found: Found? =
      isNumPy ? try Found(numPy: file) : try Found(safetensors: file, tensor: tensor)
    guard let found else {
      throw EmbeddingError(
        problem: "\(path) has no matrix of f16, bf16, f32 or f64 numbers"
          + (isNumPy ? " in C order" : tensor.isEmpty ? "; name its tensor" : " named \(tensor)"))
    }
    (rows, columns, format, start) = (found.rows, found.columns, found.format, found.start)
    let (cells, isHuge) = rows.multipliedReportingOverflow(by: columns)
    guard columns > 0, columns <= 1 << 20, !isHuge, rows <= Int(Int32.max),
      cells <= (size - start) / format.size
    else {
      throw EmbeddingError(
        problem: "\(path) is too short for \(rows) rows of \(columns) numbers of \(format)")
    }
  }

  func row(_ number: Int) throws(FileError) -> [Float] {
    var bytes: [UInt8] = []
    let width = columns * format.size
    try file.read(at: start + number * width, count: width, into: &bytes)
    return format.floats(bytes.span)
  }

  private struct Found {
    let rows: Int
    let columns: Int
    let format: FloatFormat
    let start: Int

    /// nil where the header is not that of a matrix of numbers in C order.
    init?(numPy file: borrowing OpenFile) throws {
      var head: [UInt8] = []
      try file.read(at: 0, count: 12, into: &head)
      guard head.count == 12, head[..<6] == [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59] else { return nil }
      let isLong = head[6] > 1
      let length =
        Int(head[8]) | Int(head[9]) << 8 | (isLong ? Int(head[10]) << 16 | Int(head[11]) << 24 : 0)
      guard length <= FloatMatrixFile.mostHeader else { return nil }
      start = (isLong ? 12 : 10) + length
      var header: [UInt8] = []
      try file.read(at: isLong ? 12 : 10, count: length, into: &header)
      let text = String(decoding: header, as: UTF8.self)
      guard text.contains("'fortran_order': False"), let type = Found.quoted("'descr': '", text),
        let shape = Found.between("'shape': (", ")", text)
      else { return nil }
      let formats: [String: FloatFormat] = ["<f2": .f16, "<f4": .f32, "<f8": .f64]
      let sizes = shape.split(separator: ",").map { Int($0.filter { $0 != " " }) }
      guard let format = formats[type], sizes.count == 2, let rows = sizes[0],
        let columns = sizes[1], rows >= 0, columns >= 0
      else { return nil }
      (self.rows, self.columns, self.format) = (rows, columns, format)
    }

    private static func quoted(_ opening: String, _ text: String) -> String? {
      between(opening, "'", text)
    }

    private static func between(_ opening: String, _ closing: String, _ text: String) -> String? {
      guard let begin = text.firstRange(of: opening),
        let end = text[begin.upperBound...].firstRange(of: closing)
      else { return nil }
      return String(text[begin.upperBound..<end.lowerBound])
    }

    init?(safetensors file: borrowing OpenFile, tensor name: String) throws {
      var prefix: [UInt8] = []
      try file.read(at: 0, count: 8, into: &prefix)
      let length = prefix.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      guard prefix.count == 8, length <= UInt64(FloatMatrixFile.mostHeader) else { return nil }
      var header: [UInt8] = []
      try file.read(at: 8, count: Int(length), into: &header)
      let members = (try? JSONValue(parsing: header))?.object?.members ?? []
      let tensors = members.filter { $0.key != "__metadata__" && (name.isEmpty || $0.key == name) }
      guard tensors.count == 1, let tensor = tensors.first?.value,
        let shape = tensor["shape"]?.array?.map(\.int), shape.count == 2, let rows = shape[0],
        let columns = shape[1], rows >= 0, columns >= 0,
        let begin = tensor["data_offsets"]?.array?.first?.int, begin >= 0, begin < 1 << 50,
        let format = FloatFormat(rawValue: (tensor["dtype"]?.string ?? "").lowercased())
      else { return nil }
      (self.rows, self.columns, self.format) = (rows, columns, format)
      start = 8 + Int(length) + begin
    }
  }
}
