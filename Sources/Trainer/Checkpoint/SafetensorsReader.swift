internal import Bytes

/// Reads tensors of a safetensors file, one at a time.
///
/// Format (https://github.com/huggingface/safetensors): eight bytes, little-endian, with the length
/// of a JSON header; the header, `{"name": {"dtype": …, "shape": […], "data_offsets": [begin, end]}}`
/// and `__metadata__`; then the data, without holes. Everything is checked before anything is used.
struct SafetensorsReader {
  struct Tensor {
    let type: FloatType
    let shape: [Int]
    /// Bytes of the file.
    let range: Range<Int>
    var count: Int { range.count / type.size }
  }
  let path: String
  private(set) var tensors: [String: Tensor] = [:]
  private(set) var metadata: [String: String] = [:]

  /// The longest header that is read, as in the reference implementation.
  private static let maxHeader = 100_000_000

  init(_ path: String) throws(TrainerError) {
    self.path = path
    let file = try FileReader(path)
    let prefix = try file.read(0..<8, what: "header's length")
    let length = prefix.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length >= 2, length <= UInt64(min(Self.maxHeader, file.size - 8)) else {
      throw file.error("a header of \(length) bytes in a file of \(file.size)")
    }
    let start = 8 + Int(length)
    let header = try file.read(8..<start, what: "header")
    do {
      try parse(try JSONValue(parsing: header), dataStart: start, file: file)
    } catch let error as JSONError {
      throw file.error("the header is not JSON: \(error)")
    } catch let error as TrainerError {
      throw error
    } catch {
      throw file.error("\(error)")
    }
  }

  private mutating func parse(_ header: JSONValue, dataStart: Int, file: borrowing FileReader)
    throws(TrainerError)
  {
    guard let members = header.object?.members else { throw file.error("the header is no object") }
    for member in members {
      if member.key == "__metadata__" {
        for entry in member.value.object?.members ?? [] { metadata[entry.key] = entry.value.string }
        continue
      }
      guard tensors[member.key] == nil else { throw file.error("two tensors \(member.key)") }
      tensors[member.key] = try tensor(member.key, member.value, dataStart, file)
    }
    try checkLayout(dataStart: dataStart, file: file)
  }

  private func tensor(
    _ name: String, _ json: JSONValue, _ dataStart: Int, _ file: borrowing FileReader
  )
    throws(TrainerError) -> Tensor
  {
    guard let type = json["dtype"]?.string.flatMap(FloatType.init) else {
      throw file.error(
        "tensor \(name) has type \(json["dtype"]?.string ?? "none"); F32, F16 and BF16 are possible"
      )
    }
    guard let dimensions = json["shape"]?.array, dimensions.count <= 8,
      let count = elementCount(dimensions.map(\.int))
    else { throw file.error("tensor \(name) has an impossible shape") }
    guard let offsets = json["data_offsets"]?.array?.map(\.int), offsets.count == 2,
      let begin = offsets[0], let end = offsets[1], begin >= 0, end >= begin,
      end <= file.size - dataStart
    else { throw file.error("tensor \(name) lies outside the file") }
    guard end - begin == count * type.size else {
      throw file.error("tensor \(name) has \(end - begin) bytes for \(count) values of \(type)")
    }
    return Tensor(
      type: type, shape: dimensions.compactMap(\.int), range: dataStart + begin..<dataStart + end)
  }

  /// The product of the sizes; nil where one is missing, negative or the product is absurd.
  private func elementCount(_ dimensions: [Int?]) -> Int? {
    var count = 1
    for dimension in dimensions {
      guard let dimension, dimension >= 0, dimension < 1 << 40 else { return nil }
      let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
      guard !overflow, product < 1 << 40 else { return nil }
      count = product
    }
    return count
  }

  private func checkLayout(dataStart: Int, file: borrowing FileReader) throws(TrainerError) {
    var at = dataStart
    for range in tensors.values.map(\.range).sorted(by: {
      ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
    }) {
      guard range.lowerBound == at else {
        throw file.error("tensors overlap or leave a hole at byte \(at)")
      }
      at = range.upperBound
    }
    guard at == file.size else {
      throw file.error("\(file.size - at) bytes after the last tensor")
    }
  }

  /// Copies a tensor of an expected shape into a storage.
  func read(_ name: String, shape: [Int], into storage: Storage, at offset: Int)
    throws(TrainerError)
  {
    guard let tensor = tensors[name] else {
      throw .file(path: path, problem: "no tensor \(name)")
    }
    guard tensor.shape == shape else {
      throw .file(path: path, problem: "tensor \(name) is \(tensor.shape), not \(shape)")
    }
    let file = try FileReader(path)
    let step = 1 << 22
    for start in stride(from: tensor.range.lowerBound, to: tensor.range.upperBound, by: step) {
      let bytes = try file.read(start..<min(start + step, tensor.range.upperBound), what: name)
      storage.replace(
        from: offset + (start - tensor.range.lowerBound) / tensor.type.size, with: bytes,
        of: tensor.type)
    }
  }
}

/// One tensor of a file, for tests.
package func readTensor(_ name: String, shape: [Int], path: String) throws(TrainerError) -> [Float]
{
  let reader = try SafetensorsReader(path)
  let storage = Storage(count: reader.tensors[name]?.count ?? 0)
  try reader.read(name, shape: shape, into: storage, at: 0)
  return storage.values(0..<storage.count)
}
