/// Whether a region of a text shows nothing: white space, zero-width and other invisible characters.
package func isBlank(_ text: Span<UInt8>, _ region: Range<Int>) -> Bool {
  firstNonBlank(text, region) == region.upperBound
}

/// The offset of the first byte of a visible character, or the end of the region.
package func firstNonBlank(_ text: Span<UInt8>, _ region: Range<Int>) -> Int {
  var at = region.lowerBound
  while at < region.upperBound {
    let length = blankLength(text, at, region.upperBound)
    guard length > 0 else { return at }
    at += length
  }
  return at
}

/// The bytes of the invisible character at an offset; 0 where a visible one stands.
private func blankLength(_ text: Span<UInt8>, _ at: Int, _ end: Int) -> Int {
  let byte = text[at]
  if byte <= 0x20 || byte == 0x7F { return 1 }
  guard byte >= 0xC2 else { return 0 }
  if byte < 0xE0 {
    guard at + 1 < end else { return 0 }
    return isInvisible(UInt32(byte & 0x1F) << 6 | UInt32(text[at + 1] & 0x3F)) ? 2 : 0
  }
  guard byte < 0xF0, at + 2 < end else { return 0 }
  let high = UInt32(byte & 0x0F) << 12 | UInt32(text[at + 1] & 0x3F) << 6
  return isInvisible(high | UInt32(text[at + 2] & 0x3F)) ? 3 : 0
}

/// Unicode's white space beyond ASCII, and the characters without width and ink: soft hyphen,
/// joiners, direction marks, fillers of Hangul, variation selectors, the byte order mark.
private func isInvisible(_ scalar: UInt32) -> Bool {
  switch scalar {
  case 0x80...0xA0, 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x1680, 0x17B4, 0x17B5, 0x180B...0x180F,
    0x2000...0x200F, 0x2028...0x202F, 0x205F...0x206F, 0x2800, 0x3000, 0x3164, 0xFE00...0xFE0F,
    0xFEFF, 0xFFA0:
    true
  default: false
  }
}
