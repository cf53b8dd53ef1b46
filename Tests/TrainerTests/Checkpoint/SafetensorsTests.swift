import Bytes
import Testing
import Trainer

@Suite struct SafetensorsTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  /// A file of a header and so many bytes of data.
  private func write(_ header: String, data: [UInt8], length: UInt64? = nil) throws -> String {
    let size = length ?? UInt64(header.utf8.count)
    let prefix = (0..<8).map { UInt8(truncatingIfNeeded: size >> (8 * $0)) }
    let path = folder.path + "/x.safetensors"
    try Files.write(prefix + header.utf8 + data, to: path)
    return path
  }

  private func header(
    _ type: String = "F32", _ shape: String = "[2]", _ offsets: String = "[0,8]"
  ) -> String {
    #"{"a":{"dtype":"\#(type)","shape":\#(shape),"data_offsets":\#(offsets)}}"#
  }

  @Test(
    arguments: [
      ("F32", [0x00, 0x00, 0x80, 0x3F, 0x00, 0x00, 0x20, 0xC1], [1.0, -10]),
      ("BF16", [0x80, 0x3F, 0x20, 0xC1], [1.0, -10]),
      ("F16", [0x00, 0x3C, 0x00, 0xC9], [1.0, -10]),
      ("F16", [0x01, 0x00, 0x00, 0x80], [0x1p-24, -0.0]),
      ("F16", [0xFF, 0x7B, 0xFF, 0x03], [65504, 0x3FFp-24]),
      ("F16", [0x00, 0x7C, 0x00, 0xFC], [.infinity, -.infinity]),
    ] as [(String, [UInt8], [Float])])
  func types(_ type: String, _ data: [UInt8], _ values: [Float]) throws {
    let path = try write(header(type, "[2]", "[0,\(data.count)]"), data: data)
    #expect(try readTensor("a", shape: [2], path: path) == values)
  }

  @Test(
    arguments: [
      ("an empty file", "", 0, nil),
      ("a header longer than the file", "{}", 0, 1 << 40),
      ("a header of all the memory", "{}", 0, UInt64.max),
      ("a header that is no JSON", "{\"a\":", 8, nil),
      ("a header that is no object", "[1]", 8, nil),
      ("an unknown type", #"{"a":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}"#, 8, nil),
      (
        "offsets beyond the file", #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 7,
        nil
      ),
      ("offsets turned round", #"{"a":{"dtype":"F32","shape":[0],"data_offsets":[8,0]}}"#, 8, nil),
      ("negative offsets", #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}"#, 8, nil),
      (
        "offsets of another size", #"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#, 8,
        nil
      ),
      (
        "sizes that overflow",
        #"{"a":{"dtype":"F32","shape":[4294967296,4294967296,4294967296],"data_offsets":[0,8]}}"#,
        8,
        nil
      ),
      ("a negative size", #"{"a":{"dtype":"F32","shape":[-1,-2],"data_offsets":[0,8]}}"#, 8, nil),
      (
        "a size that is no number", #"{"a":{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}}"#, 8,
        nil
      ),
      ("no shape", #"{"a":{"dtype":"F32","data_offsets":[0,8]}}"#, 8, nil),
      ("no offsets", #"{"a":{"dtype":"F32","shape":[2]}}"#, 8, nil),
      ("bytes of no tensor", #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 9, nil),
      ("a hole", #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, 8, nil),
      (
        "an overlap",
        #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
        8, nil
      ),
      (
        "a name twice",
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
        8, nil
      ),
      ("another tensor", #"{"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 8, nil),
      ("another shape", #"{"a":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]}}"#, 8, nil),
    ] as [(String, String, Int, UInt64?)])
  func hostile(_ name: String, _ header: String, _ bytes: Int, _ length: UInt64?) throws {
    let path = try write(header, data: Array(repeating: 0, count: bytes), length: length)
    #expect(throws: TrainerError.self, "\(name)") { try readTensor("a", shape: [2], path: path) }
  }

  @Test func everyTruncationIsAnError() throws {
    let path = try write(header(), data: Array(repeating: 0, count: 8))
    let whole = try Files.read(path)
    for length in whole.indices {
      try Files.write(Array(whole.prefix(length)), to: path)
      #expect(throws: TrainerError.self) { try readTensor("a", shape: [2], path: path) }
    }
  }
}
