/// The types of a GGUF tensor that can be read, by ggml's numbers.
///
/// Source: the block layouts of ggml (https://github.com/ggml-org/ggml/blob/master/src/ggml-common.h).
enum QuantizedType: UInt64, CaseIterable {
  case f32 = 0
  case f16 = 1
  case q4_0 = 2
  case q4_1 = 3
  case q8_0 = 8
  case q4_K = 12
  case q6_K = 14
  case bf16 = 30

  static var names: String { allCases.map { "\($0)" }.joined(separator: ", ") }

  /// Weights of a block, and its bytes.
  var block: (weights: Int, bytes: Int) {
    switch self {
    case .f32: (1, 4)
    case .f16, .bf16: (1, 2)
    case .q4_0: (32, 18)
    case .q4_1: (32, 20)
    case .q8_0: (32, 34)
    case .q4_K: (256, 144)
    case .q6_K: (256, 210)
    }
  }

  /// Bytes of a tensor; nil where its rows are no whole blocks or the product is absurd.
  func bytes(of shape: [Int]) -> Int? {
    guard let columns = shape.last, columns % block.weights == 0 else { return nil }
    var count = 1
    for size in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard !overflow, product < 1 << 40 else { return nil }
      count = product
    }
    return count / block.weights * block.bytes
  }

  /// The weights of whole blocks.
  func floats(_ bytes: [UInt8]) -> [Float] {
    var out: [Float] = []
    out.reserveCapacity(bytes.count / block.bytes * block.weights)
    for start in stride(from: 0, to: bytes.count - block.bytes + 1, by: block.bytes) {
      append(BlockBytes(bytes: bytes, start: start), to: &out)
    }
    return out
  }

  private func append(_ block: BlockBytes, to out: inout [Float]) {
    switch self {
    case .f32:
      let bits = (0..<4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32(block[$1]) }
      out.append(Float(bitPattern: bits))
    case .f16: out.append(block.half(0))
    case .bf16: out.append(Float(bfloat16: block.word(0)))
    case .q4_0: block.appendNibbles(16, from: 2, to: &out, scale: block.half(0), offset: -8)
    case .q4_1:
      block.appendNibbles(
        16, from: 4, to: &out, scale: block.half(0), offset: 0, minimum: block.half(2))
    case .q8_0:
      let scale = block.half(0)
      for index in 2..<34 { out.append(scale * Float(Int8(bitPattern: block[index]))) }
    case .q4_K: block.appendQ4K(to: &out)
    case .q6_K: block.appendQ6K(to: &out)
    }
  }
}

/// The bytes of one block.
private struct BlockBytes {
  let bytes: [UInt8]
  let start: Int

  subscript(index: Int) -> UInt8 { bytes[start + index] }
  func word(_ index: Int) -> UInt16 { UInt16(self[index]) | UInt16(self[index + 1]) << 8 }
  func half(_ index: Int) -> Float { Float(float16: word(index)) }

  /// The low halves of `count` bytes, then the high ones: scale * (q + offset) + minimum.
  func appendNibbles(
    _ count: Int, from first: Int, to out: inout [Float], scale: Float, offset: Int,
    minimum: Float = 0
  ) {
    for index in first..<first + count {
      out.append(scale * Float(Int(self[index] & 15) + offset) + minimum)
    }
    for index in first..<first + count {
      out.append(scale * Float(Int(self[index] >> 4) + offset) + minimum)
    }
  }

  /// d, dmin, 12 bytes with eight 6-bit scales and minima, then 128 bytes of two weights each.
  func appendQ4K(to out: inout [Float]) {
    let (d, dmin) = (half(0), half(2))
    for group in 0..<8 {
      let (scale, minimum) = scaleAndMinimum(group)
      let (factor, shift) = (d * Float(scale), dmin * Float(minimum))
      let first = 16 + group / 2 * 32
      for index in first..<first + 32 {
        let q = group % 2 == 0 ? self[index] & 15 : self[index] >> 4
        out.append(factor * Float(q) - shift)
      }
    }
  }

  private func scaleAndMinimum(_ group: Int) -> (UInt8, UInt8) {
    let first = 4
    if group < 4 { return (self[first + group] & 63, self[first + group + 4] & 63) }
    let low = self[first + group + 4]
    return (
      low & 15 | (self[first + group - 4] >> 6) << 4, low >> 4 | (self[first + group] >> 6) << 4
    )
  }

  /// 128 bytes of low halves, 64 of high quarters, 16 signed scales, d; q - 32 is the weight.
  func appendQ6K(to out: inout [Float]) {
    let d = half(208)
    for half in 0..<2 {
      for part in 0..<4 {
        for index in 0..<32 {
          let low = self[64 * half + 32 * (part % 2) + index]
          let high = self[128 + 32 * half + index] >> UInt8(2 * part) & 3
          let q = Int((part < 2 ? low & 15 : low >> 4) | high << 4) - 32
          let scale = Int8(bitPattern: self[192 + 8 * half + 2 * part + index / 16])
          out.append(d * Float(scale) * Float(q))
        }
      }
    }
  }
}
