// GGUF, the file format of ggml (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md),
// versions 2 and 3: "GGUF", version, counts; metadata as typed key-value pairs; for each tensor its
// name, sizes (innermost first), type and offset; then the data, aligned.

/// A value of a file's metadata.
enum GGUFValue {
  case integer(Int)
  case float(Double)
  case bool(Bool)
  case string(String)
  case array([GGUFValue])

  var integer: Int? { if case .integer(let value) = self { value } else { nil } }
  var string: String? { if case .string(let value) = self { value } else { nil } }
  var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  var array: [GGUFValue]? { if case .array(let value) = self { value } else { nil } }
  var double: Double? {
    switch self {
    case .float(let value): value
    case .integer(let value): Double(value)
    default: nil
    }
  }
}

/// The metadata and the places of the tensors; all checked against the file's size.
struct GGUFReader {
  struct Tensor {
    /// Outermost first: rows, columns.
    let shape: [Int]
    let type: QuantizedType
    /// Bytes of the file.
    let range: Range<Int>
  }
  let path: String
  private(set) var metadata: [String: GGUFValue] = [:]
  private(set) var tensors: [String: Tensor] = [:]

  init(_ path: String) throws(TrainerError) {
    self.path = path
    var cursor = ByteCursor(try FileReader(path))
    guard try Array(cursor.take(4, what: "magic")) == Array("GGUF".utf8) else {
      throw cursor.file.error("is no GGUF file")
    }
    let version = try cursor.unsigned(4, what: "version")
    guard version == 2 || version == 3 else {
      throw cursor.file.error("is GGUF version \(version); 2 and 3 are possible")
    }
    let tensorCount = try cursor.count(of: "tensors", least: 24)
    let valueCount = try cursor.count(of: "metadata values", least: 13)
    for _ in 0..<valueCount {
      let key = try cursor.string("metadata key")
      let type = try cursor.unsigned(4, what: "metadata type")
      metadata[key] = try Self.value(type, &cursor, depth: 0)
    }
    try readTensors(tensorCount, &cursor)
  }

  private static func value(_ type: UInt64, _ cursor: inout ByteCursor, depth: Int)
    throws(TrainerError) -> GGUFValue
  {
    let what = "metadata value"
    switch type {
    case 0: return .integer(Int(try cursor.unsigned(1, what: what)))
    case 1: return .integer(Int(Int8(truncatingIfNeeded: try cursor.unsigned(1, what: what))))
    case 2: return .integer(Int(try cursor.unsigned(2, what: what)))
    case 3: return .integer(Int(Int16(truncatingIfNeeded: try cursor.unsigned(2, what: what))))
    case 4: return .integer(Int(try cursor.unsigned(4, what: what)))
    case 5: return .integer(Int(Int32(truncatingIfNeeded: try cursor.unsigned(4, what: what))))
    case 6:
      let bits = UInt32(truncatingIfNeeded: try cursor.unsigned(4, what: what))
      return .float(Double(Float(bitPattern: bits)))
    case 7: return .bool(try cursor.unsigned(1, what: what) != 0)
    case 8: return .string(try cursor.string(what))
    case 9: return try array(&cursor, depth: depth)
    case 10, 11: return .integer(Int(truncatingIfNeeded: try cursor.unsigned(8, what: what)))
    case 12: return .float(Double(bitPattern: try cursor.unsigned(8, what: what)))
    default: throw cursor.file.error("a metadata value of unknown type \(type)")
    }
  }

  private static func array(_ cursor: inout ByteCursor, depth: Int) throws(TrainerError)
    -> GGUFValue
  {
    guard depth < 4 else { throw cursor.file.error("metadata arrays nested deeper than 4") }
    let type = try cursor.unsigned(4, what: "array type")
    let count = try cursor.count(of: "array elements", least: 1)
    guard count <= 1 << 24 else { throw cursor.file.error("a metadata array of \(count) elements") }
    var values: [GGUFValue] = []
    for _ in 0..<count { values.append(try value(type, &cursor, depth: depth + 1)) }
    return .array(values)
  }

  private mutating func readTensors(_ count: Int, _ cursor: inout ByteCursor) throws(TrainerError) {
    var found: [(name: String, shape: [Int], type: QuantizedType, offset: Int)] = []
    for _ in 0..<count {
      let name = try cursor.string("tensor name")
      let dimensions = try cursor.unsigned(4, what: "tensor sizes")
      guard dimensions >= 1, dimensions <= 4 else {
        throw cursor.file.error("tensor \(name) has \(dimensions) dimensions")
      }
      var shape: [Int] = []
      for _ in 0..<dimensions {
        let size = try cursor.unsigned(8, what: "tensor size")
        guard size >= 1, size < 1 << 32 else {
          throw cursor.file.error("tensor \(name) has a size of \(size)")
        }
        shape.insert(Int(size), at: 0)
      }
      let code = try cursor.unsigned(4, what: "tensor type")
      guard let type = QuantizedType(rawValue: code) else {
        throw cursor.file.error(
          "tensor \(name) has type \(code); \(QuantizedType.names) are possible")
      }
      let offset = try cursor.unsigned(8, what: "tensor offset")
      guard offset <= UInt64(cursor.file.size) else {
        throw cursor.file.error("tensor \(name) begins beyond the file")
      }
      found.append((name, shape, type, Int(offset)))
    }
    let alignment = metadata["general.alignment"]?.integer ?? 32
    guard alignment > 0, alignment <= 1 << 20 else {
      throw cursor.file.error("an alignment of \(alignment) bytes")
    }
    let start = (cursor.position + alignment - 1) / alignment * alignment
    for (name, shape, type, offset) in found {
      guard let bytes = type.bytes(of: shape), bytes <= cursor.file.size,
        start + offset <= cursor.file.size - bytes
      else { throw cursor.file.error("tensor \(name), \(shape) of \(type), ends beyond the file") }
      guard tensors[name] == nil else { throw cursor.file.error("two tensors \(name)") }
      tensors[name] = Tensor(
        shape: shape, type: type, range: start + offset..<start + offset + bytes)
    }
  }

  /// Reads the rows of a tensor of an expected shape; `place` gives each row's place.
  func read(
    _ name: String, rows: Int, columns: Int, into matrix: Matrix, place: (Int) -> Int = { $0 }
  ) throws(TrainerError) {
    guard let tensor = tensors[name] else { throw .file(path: path, problem: "no tensor \(name)") }
    let expected = rows == 1 && tensor.shape.count == 1 ? [columns] : [rows, columns]
    guard tensor.shape == expected else {
      throw .file(path: path, problem: "tensor \(name) is \(tensor.shape), not \(expected)")
    }
    let file = try FileReader(path)
    let rowBytes = tensor.range.count / rows
    let step = max(1, (1 << 20) / rowBytes)
    for first in stride(from: 0, to: rows, by: step) {
      let last = min(first + step, rows)
      let start = tensor.range.lowerBound
      let bytes = try file.read(start + first * rowBytes..<start + last * rowBytes, what: name)
      let values = tensor.type.floats(bytes)
      for row in first..<last {
        let from = (row - first) * columns
        matrix.storage.replace(
          from: matrix.offset + place(row) * columns,
          with: Array(values[from..<from + columns]))
      }
    }
  }
}
