import CBytes

/// How numbers lie in files and in Base64 texts, the lowest byte first.
public enum FloatFormat: String, Sendable, CaseIterable {
  case f16, bf16, f32, f64

  /// Bytes of a number.
  public var size: Int {
    switch self {
    case .f16, .bf16: 2
    case .f32: 4
    case .f64: 8
    }
  }

  /// Numbers from bytes; what is left over at the end is ignored.
  public func floats(_ bytes: Span<UInt8>) -> [Float] {
    let count = bytes.count / size
    guard self != .f16 else { return FloatFormat.floats(halves: bytes, count) }
    return (0..<count).map { number in
      var bits: UInt64 = 0
      for place in 0..<size { bits |= UInt64(bytes[number * size + place]) << UInt64(8 * place) }
      switch self {
      case .f16, .bf16: return Float(bitPattern: UInt32(bits) << 16)
      case .f32: return Float(bitPattern: UInt32(bits))
      case .f64: return Float(Double(bitPattern: bits))
      }
    }
  }

  private static func floats(halves bytes: Span<UInt8>, _ count: Int) -> [Float] {
    var words = [UInt16](repeating: 0, count: count)
    for index in 0..<count {
      words[index] = UInt16(bytes[2 * index]) | UInt16(bytes[2 * index + 1]) << 8
    }
    var out = [Float](repeating: 0, count: count)
    // SAFETY: C reads and writes `count` numbers.
    unsafe words.withUnsafeBufferPointer { words in
      unsafe out.withUnsafeMutableBufferPointer { out in
        guard let words = words.baseAddress, let out = out.baseAddress else { return }
        unsafe cb_halves_to_floats(words, count, out)
      }
    }
    return out
  }

  /// Numbers as binary16, rounded to nearest.
  public static func halves(_ floats: [Float]) -> [UInt8] {
    var words = [UInt16](repeating: 0, count: floats.count)
    // SAFETY: C reads and writes `count` numbers.
    unsafe floats.withUnsafeBufferPointer { floats in
      unsafe words.withUnsafeMutableBufferPointer { words in
        guard let from = floats.baseAddress, let to = words.baseAddress else { return }
        unsafe cb_floats_to_halves(from, floats.count, to)
      }
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(words.count * 2)
    for word in words {
      bytes.append(UInt8(truncatingIfNeeded: word))
      bytes.append(UInt8(truncatingIfNeeded: word >> 8))
    }
    return bytes
  }
}
