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
  for shift in stride(from: 60, through: 0, by: -4) {
    out.append(hexDigit(UInt8(truncatingIfNeeded: value >> UInt64(shift)) & 15))
  }
}

private func hexDigit(_ value: UInt8) -> UInt8 {
  value < 10 ? 0x30 + value : 0x61 - 10 + value
}
