// Floats as files have them: little-endian, which is the order of the CPUs that run this.
#if _endian(big)
  #error("tensors are read and written as little-endian memory")
#endif

extension Storage {
  /// The bytes of some floats.
  func bytes(_ range: Range<Int>) -> [UInt8] {
    // SAFETY: the pointer is checked for the range, and any float is four bytes.
    unsafe Array(
      UnsafeRawBufferPointer(
        start: pointer(at: range.lowerBound, length: range.count), count: 4 * range.count))
  }

  /// Replaces floats by values of a file.
  ///
  /// - Precondition: `bytes` holds whole values.
  func replace(from offset: Int, with bytes: [UInt8], of type: FloatType) {
    precondition(bytes.count % type.size == 0, "\(bytes.count) bytes of \(type)")
    let count = bytes.count / type.size
    // SAFETY: `out` is checked for `count` floats; each load is within the array.
    let out = unsafe self.pointer(at: offset, length: count)
    unsafe bytes.withUnsafeBytes { source in
      for index in 0..<count {
        unsafe out[index] =
          switch type {
          case .float32:
            unsafe Float(
              bitPattern: source.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))
          case .bfloat16:
            unsafe Float(bfloat16: source.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self))
          case .float16:
            unsafe Float(float16: source.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self))
          }
      }
    }
  }
}

/// Floating-point types of files.
enum FloatType: String, Sendable {
  case float32 = "F32"
  case float16 = "F16"
  case bfloat16 = "BF16"

  /// Bytes of a value.
  var size: Int { self == .float32 ? 4 : 2 }
}

extension Float {
  /// The upper half of a single-precision number.
  init(bfloat16 bits: UInt16) { self.init(bitPattern: UInt32(bits) << 16) }

  /// An IEEE 754 half-precision number, exactly.
  init(float16 bits: UInt16) {
    let sign = UInt32(bits & 0x8000) << 16
    let exponent = UInt32(bits >> 10) & 0x1F
    let fraction = UInt32(bits) & 0x3FF
    switch exponent {
    case 0:  // zero and subnormals: fraction * 2^-24
      let magnitude = Float(fraction) * 0x1p-24
      self.init(bitPattern: magnitude.bitPattern | sign)
    case 31: self.init(bitPattern: sign | 0x7F80_0000 | fraction << 13)
    default: self.init(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
    }
  }
}
