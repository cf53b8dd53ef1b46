/// A string literal of Python with its prefix: plain, raw, or formatted without fields.
struct PythonString {
  private let bytes: [UInt8]
  private let end: Int
  private(set) var at: Int
  private var isRaw = false

  init(_ bytes: [UInt8], at: Int, end: Int) {
    self.bytes = bytes
    self.at = at
    self.end = end
  }

  /// Whether a quote, or a prefix and a quote, stands at an offset.
  static func begins(_ bytes: [UInt8], at: Int, end: Int) -> Bool {
    var at = at
    while at < end, bytes[at] < 0x80, "rRuUfF".utf8.contains(bytes[at]) { at += 1 }
    return at < end && (bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'"))
  }

  /// The text of the literal, or nil.
  mutating func parse() -> [UInt8]? {
    var isFormatted = false
    let start = at
    while at < end, bytes[at] != UInt8(ascii: "\""), bytes[at] != UInt8(ascii: "'") {
      switch bytes[at] | 0x20 {
      case UInt8(ascii: "r"): isRaw = true
      case UInt8(ascii: "f"): isFormatted = true
      case UInt8(ascii: "u"): break
      default: return nil
      }
      at += 1
    }
    guard at < end, at - start <= 2 else { return nil }
    let quote = bytes[at]
    let isTriple = at + 2 < end && bytes[at + 1] == quote && bytes[at + 2] == quote
    at += isTriple ? 3 : 1
    guard let text = body(quote, isTriple: isTriple) else { return nil }
    let hasFields = isFormatted && text.contains { $0 == UInt8(ascii: "{") }
    return hasFields ? nil : text
  }

  private mutating func body(_ quote: UInt8, isTriple: Bool) -> [UInt8]? {
    var text: [UInt8] = []
    while at < end {
      let byte = bytes[at]
      if byte == quote {
        let closes = !isTriple || at + 2 < end && bytes[at + 1] == quote && bytes[at + 2] == quote
        if closes {
          at += isTriple ? 3 : 1
          return text
        }
      }
      if byte == UInt8(ascii: "\n"), !isTriple { return nil }
      at += 1
      if byte == UInt8(ascii: "\\") {
        guard escape(into: &text) else { return nil }
      } else {
        text.append(byte)
      }
    }
    return nil
  }

  /// What follows a backslash; an escape without meaning keeps it.
  private mutating func escape(into text: inout [UInt8]) -> Bool {
    guard at < end else { return false }
    let byte = bytes[at]
    at += 1
    if isRaw {
      text += [UInt8(ascii: "\\"), byte]
      return true
    }
    switch byte {
    case UInt8(ascii: "\n"): break
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): text.append(byte)
    case UInt8(ascii: "a"): text.append(7)
    case UInt8(ascii: "b"): text.append(8)
    case UInt8(ascii: "f"): text.append(12)
    case UInt8(ascii: "n"): text.append(10)
    case UInt8(ascii: "r"): text.append(13)
    case UInt8(ascii: "t"): text.append(9)
    case UInt8(ascii: "v"): text.append(11)
    case UInt8(ascii: "x"): return append(hex(2), &text)
    case UInt8(ascii: "u"): return append(codePoint(), &text)
    case UInt8(ascii: "U"): return append(hex(8), &text)
    case UInt8(ascii: "N"): return false
    case UInt8(ascii: "0")...UInt8(ascii: "7"): return append(octal(byte), &text)
    default: text += [UInt8(ascii: "\\"), byte]
    }
    return true
  }

  private func append(_ value: UInt32?, _ text: inout [UInt8]) -> Bool {
    guard let scalar = value.flatMap(Unicode.Scalar.init) else { return false }
    text += Array(String(Character(scalar)).utf8)
    return true
  }

  private mutating func hex(_ count: Int) -> UInt32? {
    guard at + count <= end else { return nil }
    var value: UInt32 = 0
    for byte in bytes[at..<at + count] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        return nil
      }
      value = value << 4 | UInt32(digit)
    }
    at += count
    return value
  }

  /// Four digits, and the second half of a surrogate pair.
  private mutating func codePoint() -> UInt32? {
    guard let first = hex(4), (0xD800..<0xDC00).contains(first) else {
      at -= 4
      return hex(4)
    }
    guard at + 1 < end, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u") else {
      return nil
    }
    at += 2
    guard let second = hex(4), (0xDC00..<0xE000).contains(second) else { return nil }
    return 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
  }

  private mutating func octal(_ first: UInt8) -> UInt32? {
    var value = UInt32(first - 0x30)
    for _ in 0..<2 {
      guard at < end, (0x30...0x37).contains(bytes[at]) else { break }
      value = value * 8 + UInt32(bytes[at] - 0x30)
      at += 1
    }
    return value
  }
}
