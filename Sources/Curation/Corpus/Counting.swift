/// Unicode scalars of a UTF-8 text.
package func scalarCount(_ bytes: Span<UInt8>) -> Int {
  var count = 0
  for at in bytes.indices where bytes[at] & 0xC0 != 0x80 { count += 1 }
  return count
}

/// Runs of anything but ASCII white space.
package func wordCount(_ bytes: Span<UInt8>) -> Int {
  var count = 0
  var inside = false
  for at in bytes.indices {
    let byte = bytes[at]
    let isSpace = byte == 0x20 || (byte >= 0x09 && byte <= 0x0D)
    if !isSpace, !inside { count += 1 }
    inside = !isSpace
  }
  return count
}
