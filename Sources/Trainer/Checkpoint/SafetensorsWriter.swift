internal import Bytes

/// A tensor to be written: rows of a storage.
struct NamedTensor {
  let name: String
  let shape: [Int]
  let storage: Storage
  let range: Range<Int>
}

/// Writes tensors as a safetensors file, atomically.
func writeSafetensors(_ tensors: [NamedTensor], metadata: [String: String] = [:], to path: String)
  throws(TrainerError)
{
  var header = JSONObject()
  let notes = metadata.merging(["format": "pt"]) { mine, _ in mine }
  header["__metadata__"] = .object(
    JSONObject(notes.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
  var at = 0
  for tensor in tensors {
    let end = at + 4 * tensor.range.count
    header[tensor.name] = [
      "dtype": "F32", "shape": .array(tensor.shape.map { .int($0) }),
      "data_offsets": [.int(at), .int(end)],
    ]
    at = end
  }
  var text = JSONValue.object(header).encoded
  // The data starts at a multiple of eight, so that readers may map it.
  while text.count % 8 != 0 { text.append(UInt8(ascii: " ")) }
  let length = (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) }
  do {
    let file = try AtomicFile(path)
    try file.write(length + text)
    for tensor in tensors {
      for start in stride(from: tensor.range.lowerBound, to: tensor.range.upperBound, by: 1 << 20) {
        try file.write(tensor.storage.bytes(start..<min(start + 1 << 20, tensor.range.upperBound)))
      }
    }
    try file.commit()
  } catch let error {
    throw TrainerError(error)
  }
}
