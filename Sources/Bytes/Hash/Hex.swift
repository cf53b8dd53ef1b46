import CBytes

/// Lower-case hexadecimal text of bytes, two characters a byte.
package func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  var text: [UInt8] = []
  for byte in bytes {
    text.append(hexDigit(byte >> 4))
    text.append(hexDigit(byte & 15))
  }
  return String(decoding: text, as: UTF8.self)
}

/// Appends 16 lower-case hexadecimal characters, the highest digit first.
package func appendHexadecimal(_ value: UInt64, to out: inout [UInt8]) {
  out.append(addingCapacity: 16) { span in
    for shift in stride(from: 60, through: 0, by: -4) {
      span.append(hexDigit(UInt8(truncatingIfNeeded: value >> UInt64(shift)) & 15))
    }
  }
}

private func hexDigit(_ value: UInt8) -> UInt8 {
  value < 10 ? 0x30 + value : 0x61 - 10 + value
}

/// The number that 16 hexadecimal digits write; nil where another byte is among them.
///
/// - Precondition: there are 16 bytes.
func hexadecimal64(_ digits: Span<UInt8>) -> UInt64? {
  precondition(digits.count == 16)
  var value: UInt64 = 0
  // SAFETY: the kernel reads 16 bytes of the span.
  let isNumber = unsafe digits.withUnsafeBufferPointer { digits in
    guard let base = digits.baseAddress else { return false }
    return unsafe cb_parse_hex64(base, &value) != 0
  }
  return isNumber ? value : nil
}
