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

/// The value of a hexadecimal digit; nil for other bytes.
func hexValue(_ byte: UInt8) -> UInt64? {
  switch byte {
  case 0x30...0x39: UInt64(byte - 0x30)
  case 0x41...0x46: UInt64(byte - 0x41 + 10)
  case 0x61...0x66: UInt64(byte - 0x61 + 10)
  default: nil
  }
}
