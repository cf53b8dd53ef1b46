import Bytes
import Testing
import Tokenizers
import Trainer

/// Writes GGUF files by hand.
struct GGUFWriter {
  var values: [[UInt8]] = []
  var tensors: [(name: String, shape: [Int], type: UInt32, data: [UInt8])] = []

  static func number(_ value: some FixedWidthInteger, bytes: Int) -> [UInt8] {
    (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
  static func string(_ text: String) -> [UInt8] {
    number(text.utf8.count, bytes: 8) + Array(text.utf8)
  }
  mutating func add(_ key: String, _ value: Int) {
    values.append(Self.string(key) + Self.number(4, bytes: 4) + Self.number(value, bytes: 4))
  }
  mutating func add(_ key: String, _ value: Float) {
    values.append(
      Self.string(key) + Self.number(6, bytes: 4) + Self.number(value.bitPattern, bytes: 4))
  }
  mutating func add(_ key: String, _ value: String) {
    values.append(Self.string(key) + Self.number(8, bytes: 4) + Self.string(value))
  }
  mutating func add(_ key: String, _ list: [String]) {
    let items = list.flatMap { Self.string($0) }
    values.append(
      Self.string(key) + Self.number(9, bytes: 4) + Self.number(8, bytes: 4)
        + Self.number(list.count, bytes: 8) + items)
  }
  mutating func add(_ key: String, _ list: [Float]) {
    let items = list.flatMap { Self.number($0.bitPattern, bytes: 4) }
    values.append(
      Self.string(key) + Self.number(9, bytes: 4) + Self.number(6, bytes: 4)
        + Self.number(list.count, bytes: 8) + items)
  }
  mutating func add(_ key: String, _ list: [Int]) {
    let items = list.flatMap { Self.number($0, bytes: 4) }
    values.append(
      Self.string(key) + Self.number(9, bytes: 4) + Self.number(5, bytes: 4)
        + Self.number(list.count, bytes: 8) + items)
  }
  var bytes: [UInt8] {
    var out = Array("GGUF".utf8) + Self.number(3, bytes: 4)
    out += Self.number(tensors.count, bytes: 8) + Self.number(values.count, bytes: 8)
    out += values.flatMap(\.self)
    var offset = 0
    for tensor in tensors {
      out += Self.string(tensor.name) + Self.number(tensor.shape.count, bytes: 4)
      out += tensor.shape.reversed().flatMap { Self.number($0, bytes: 8) }
      out += Self.number(tensor.type, bytes: 4) + Self.number(offset, bytes: 8)
      offset += (tensor.data.count + 31) / 32 * 32
    }
    for tensor in tensors {
      while out.count % 32 != 0 { out.append(0) }
      out += tensor.data
    }
    return out
  }
}

@Suite struct GGUFTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  /// Blocks made by hand; values worked out from the layouts' definitions.
  @Test(
    arguments: [
      ("f32", 0, [0, 0, 0x80, 0x3F], [(0, 1.0)]),
      ("f16", 1, [0, 0xC9], [(0, -10)]),
      ("bf16", 30, [0x20, 0xC1], [(0, -10)]),
      // d = 2; byte j holds weights j and j + 16, minus 8.
      (
        "q4_0", 2, [0, 0x40] + (0..<16).map { (15 - $0) << 4 | $0 },
        [(0, -16), (15, 14), (16, 14), (31, -16)]
      ),
      // d = 2, m = -10.
      (
        "q4_1", 3, [0, 0x40, 0, 0xC9] + (0..<16).map { (15 - $0) << 4 | $0 },
        [(0, -10), (15, 20), (16, 20)]
      ),
      (
        "q8_0", 8, [0, 0x40] + (0..<32).map { UInt8(bitPattern: Int8(8 * ($0 - 16))) },
        [(0, -256), (31, 240)]
      ),
    ] as [(String, UInt64, [UInt8], [(Int, Float)])])
  func dequantizes(_ name: String, _ type: UInt64, _ bytes: [UInt8], _ expected: [(Int, Float)]) {
    let found = dequantized(type: type, bytes)
    for (index, value) in expected { #expect(found[index] == value, "\(name)[\(index)]") }
  }

  @Test func dequantizesQ4K() {
    // d = 1, dmin = 2; group g has scale g + 1 and minimum 40 + g: 6 bits, cut in two from 4 on.
    let scales = (0..<8).map { UInt8($0 + 1) }
    let minima = (0..<8).map { UInt8(40 + $0) }
    var packed = [UInt8](repeating: 0, count: 12)
    for group in 0..<4 {
      packed[group] = scales[group] | (scales[group + 4] >> 4) << 6
      packed[group + 4] = minima[group] | (minima[group + 4] >> 4) << 6
      packed[group + 8] = scales[group + 4] & 15 | minima[group + 4] << 4
    }
    let weights = (0..<128).map { UInt8(truncatingIfNeeded: $0 * 37) }
    let found = dequantized(type: 12, [0, 0x3C, 0, 0x40] + packed + weights)
    for group in 0..<8 {
      for index in 0..<32 {
        let byte = weights[group / 2 * 32 + index]
        let q = group % 2 == 0 ? byte & 15 : byte >> 4
        #expect(
          found[32 * group + index] == Float(scales[group]) * Float(q) - 2 * Float(minima[group]))
      }
    }
  }

  @Test func dequantizesQ6K() {
    // Weight w of the 256 is (w * 7 % 64) - 32; scale s of the 16 is s - 8; d = 0.5.
    var low = [UInt8](repeating: 0, count: 128)
    var high = [UInt8](repeating: 0, count: 64)
    for weight in 0..<256 {
      let q = UInt8(weight * 7 % 64)
      let (half, part, index) = (weight / 128, weight % 128 / 32, weight % 32)
      low[64 * half + 32 * (part % 2) + index] |= (q & 15) << (part < 2 ? 0 : 4)
      high[32 * half + index] |= (q >> 4) << UInt8(2 * part)
    }
    let scales = (0..<16).map { UInt8(bitPattern: Int8($0 - 8)) }
    let found = dequantized(type: 14, low + high + scales + [0, 0x38])
    for weight in 0..<256 {
      #expect(found[weight] == 0.5 * Float(weight / 16 - 8) * Float(weight * 7 % 64 - 32))
    }
  }

  /// A model of one block, written as a GGUF file with its rows paired as the format has them.
  private func file(of model: Model) throws -> GGUFWriter {
    let sizes = model.configuration
    var writer = GGUFWriter()
    writer.add("general.architecture", "llama")
    for (key, value) in [
      ("embedding_length", sizes.width), ("block_count", sizes.blocks.count),
      ("attention.head_count", sizes.heads), ("attention.head_count_kv", 2),
      ("feed_forward_length", 48), ("context_length", sizes.maxPositions),
    ] { writer.add("llama.\(key)", value) }
    writer.add("llama.rope.freq_base", Float(10_000))
    writer.add("llama.attention.layer_norm_rms_epsilon", Float(1e-5))
    writer.add("tokenizer.ggml.model", "gpt2")
    writer.add("tokenizer.ggml.pre", "smollm")
    writer.add("tokenizer.ggml.tokens", ["<|im_end|>", "a", "b", "ab"])
    writer.add("tokenizer.ggml.token_type", [3, 1, 1, 1])
    writer.add("tokenizer.ggml.merges", ["a b"])
    for tensor in model.namedTensors {
      var values = tensor.values
      if tensor.name.contains("attn_q") || tensor.name.contains("attn_k") {
        let half = sizes.headWidth / 2
        values = (0..<tensor.shape[0]).flatMap { row in
          let within = row % (2 * half)
          let from = row - within + within % 2 * half + within / 2
          return tensor.values[from * sizes.width..<(from + 1) * sizes.width]
        }
      }
      writer.tensors.append(
        (
          tensor.name, tensor.shape, 0,
          values.flatMap { GGUFWriter.number($0.bitPattern, bytes: 4) }
        ))
    }
    return writer
  }

  @Test func aModelComesBackTheSame() throws {
    let model = try Model(Tiny.usual, seed: 5)
    let path = folder.path + "/m.gguf"
    try Files.write(try file(of: model).bytes, to: path)
    let loaded = try BaseModel.load(path)
    #expect(loaded.model.configuration == model.configuration)
    #expect(loaded.model.allWeights == model.allWeights)
    #expect(loaded.tokenizer.encode("abb<|im_end|>") == [3, 2, 0])
    #expect(try BaseModel.load(folder.path).model.allWeights == model.allWeights)
  }

  /// Llama 3 and Tekken take a piece that is a token whole, whether or not merges lead to it.
  @Test(
    arguments: [
      ("gpt-2", [3, 1]), ("smollm", [3, 1]), ("qwen2", [3, 1]), ("llama-bpe", [2]), ("tekken", [2]),
    ] as [(String, [Int32])])
  func preTokenizers(_ name: String, _ expected: [Int32]) throws {
    var writer = try file(of: Model(Tiny.usual, seed: 5))
    writer.add("tokenizer.ggml.pre", name)
    writer.add("tokenizer.ggml.tokens", ["<|im_end|>", "a", "ba", "b"])
    writer.add("tokenizer.ggml.merges", [String]())
    let path = folder.path + "/m.gguf"
    try Files.write(writer.bytes, to: path)
    #expect(try BaseModel.load(path).tokenizer.encode("ba") == expected)
  }

  /// A vocabulary of pieces: `<unk>`, `</s>`, the bytes, then pieces with scores.
  private func addPieces(to writer: inout GGUFWriter, scores: [Float] = [-1, -2, -3, -4]) {
    let bytes = (0..<256).map { byte in
      let name = String(byte, radix: 16, uppercase: true)
      return "<0x\(byte < 16 ? "0" : "")\(name)>"
    }
    writer.add("tokenizer.ggml.model", "llama")
    writer.add("tokenizer.ggml.tokens", ["<unk>", "</s>"] + bytes + ["▁a", "▁", "a", "b"])
    writer.add("tokenizer.ggml.scores", [Float](repeating: 0, count: 258) + scores)
    writer.add(
      "tokenizer.ggml.token_type", [2, 3] + [Int](repeating: 6, count: 256) + [1, 1, 1, 1])
  }

  /// SentencePiece's pieces; control tokens are found, and the text after one starts with a space.
  @Test(
    arguments: [
      ("a", [258]), (" a", [259, 258]), ("ab</s>a", [258, 261, 1, 258]), ("é", [259, 197, 171]),
    ] as [(String, [Int32])])
  func pieces(_ text: String, _ expected: [Int32]) throws {
    var writer = GGUFWriter()
    addPieces(to: &writer)
    let path = folder.path + "/pieces.gguf"
    try Files.write(writer.bytes, to: path)
    let tokenizer = try Tokenizer.gguf(path)
    #expect(tokenizer.encode(text) == expected)
    // As a tokenizer.json it is the same.
    let read = try Tokenizer(file: tokenizer.json.encoded)
    #expect(read.encode(text) == expected && read.decode(expected) == tokenizer.decode(expected))
  }

  @Test(arguments: [
    ([Float.nan, -2, -3, -4], "no number"), ([-1, -2, -3], "261 scores"),
  ])
  func unfitPieces(_ scores: [Float], _ problem: String) throws {
    var writer = GGUFWriter()
    addPieces(to: &writer, scores: scores)
    let path = folder.path + "/pieces.gguf"
    try Files.write(writer.bytes, to: path)
    #expect {
      try Tokenizer.gguf(path)
    } throws: {
      "\($0)".contains(path) && "\($0)".contains(problem)
    }
  }

  @Test func everyTruncationIsAnError() throws {
    let whole = try file(of: Model(Tiny.usual, seed: 5)).bytes
    let path = folder.path + "/m.gguf"
    for length in Array(0..<40) + stride(from: 40, to: whole.count - 1, by: 997) {
      try Files.write(Array(whole.prefix(length)), to: path)
      #expect(throws: TrainerError.self) { try BaseModel.load(path) }
    }
  }

  /// Bytes changed at random must give an error or a model, never a crash.
  @Test func damagedHeadersDoNotCrash() throws {
    let whole = try file(of: Model(Tiny.usual, seed: 5)).bytes
    let path = folder.path + "/m.gguf"
    var random = RandomStream(seed: 7, stream: 0)
    for _ in 0..<150 {
      var bytes = whole
      for _ in 0..<3 {
        bytes[Int.random(in: 0..<1200, using: &random)] = UInt8(truncatingIfNeeded: random.next())
      }
      try Files.write(bytes, to: path)
      do { _ = try BaseModel.load(path) } catch { #expect(!error.description.isEmpty) }
    }
  }

  @Test(
    arguments: [
      ("another magic", 0, 0), ("another version", 4, 9), ("a billion tensors", 11, 0x40),
      ("countless values", 23, 0xFF),
    ] as [(String, Int, UInt8)])
  func hostile(_ name: String, _ at: Int, _ byte: UInt8) throws {
    var bytes = try file(of: Model(Tiny.usual, seed: 5)).bytes
    bytes[at] = byte
    let path = folder.path + "/m.gguf"
    try Files.write(bytes, to: path)
    #expect(throws: TrainerError.self, "\(name)") { try BaseModel.load(path) }
  }

  @Test(arguments: [
    ("general.architecture", "mamba"), ("tokenizer.ggml.model", "bert"),
    ("tokenizer.ggml.model", "llama"), ("tokenizer.ggml.pre", "bert-bge"),
  ])
  func refused(_ key: String, _ value: String) throws {
    var writer = try file(of: Model(Tiny.usual, seed: 5))
    // Of repeated keys the last one counts.
    writer.add(key, value)
    let path = folder.path + "/m.gguf"
    try Files.write(writer.bytes, to: path)
    #expect(throws: TrainerError.self) { try BaseModel.load(path) }
  }
}
