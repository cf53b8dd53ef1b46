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

/// The number that hexadecimal digits write, at most 16 of them; nil where another byte is among them.
///
/// Written plainly for the optimizer: two of these are read for every sample of every pass.
func hexadecimal(_ digits: Span<UInt8>) -> UInt64? {
  var value: UInt64 = 0
  var isOther = false
  for index in digits.indices {
    let byte = digits[index]
    let digit = byte &- 0x30
    let letter = (byte | 0x20) &- 0x61
    if digit > 9, letter > 5 { isOther = true }
    value = value << 4 | UInt64(truncatingIfNeeded: digit > 9 ? letter &+ 10 : digit)
  }
  return isOther ? nil : value
}
