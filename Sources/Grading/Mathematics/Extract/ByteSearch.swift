// Searching ASCII texts in bytes.

import Bytes

extension [UInt8] {
  /// Without white space at both ends.
  package var trimmed: [UInt8] {
    guard let first = firstIndex(where: { $0 > 0x20 }), let last = lastIndex(where: { $0 > 0x20 })
    else { return [] }
    return first == 0 && last == count - 1 ? self : Array(self[first...last])
  }

  /// Whether an ASCII text stands at an offset.
  func has(_ text: StaticString, at offset: Int) -> Bool {
    guard offset >= 0, offset + text.utf8CodeUnitCount <= count else { return false }
    var index = offset
    for byte in text.description.utf8 {
      if self[index] != byte { return false }
      index += 1
    }
    return true
  }

  /// The last offset in a range at which a text stands.
  func lastOffset(of text: StaticString, in range: Range<Int>) -> Int? {
    guard let head = text.description.utf8.first else { return nil }
    var index = range.upperBound - text.utf8CodeUnitCount
    while index >= range.lowerBound {
      if self[index] == head, has(text, at: index) { return index }
      index -= 1
    }
    return nil
  }

  /// The first offset in a range at which a text stands.
  func firstOffset(of text: StaticString, in range: Range<Int>) -> Int? {
    let part = span.extracting(range)
    return TextScan.find(text.description, in: part).map { range.lowerBound + $0 }
  }
}

/// Classes of ASCII bytes.
enum ASCII {
  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  @inline(__always)
  static func isLetter(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
  }

  /// The lower-case form of an ASCII letter; other bytes as they are.
  @inline(__always)
  static func lower(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }
}
