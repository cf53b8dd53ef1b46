/// What the splitting patterns ask of a character.
enum ScalarClass: UInt8 {
  case letter  // \p{L}
  case number  // \p{N}
  case space  // \s: Unicode's White_Space
  case other

  init(_ scalar: Unicode.Scalar) {
    let value = Int(scalar.value)
    self = value < Self.table.count ? Self.table[value] : Self(looking: scalar)
  }

  /// The Basic Multilingual Plane: asking the standard library takes 20 to 50 ns a character.
  private static let table: [ScalarClass] = (0..<0x10000).map {
    Unicode.Scalar(UInt32($0)).map(ScalarClass.init(looking:)) ?? .other
  }

  private init(looking scalar: Unicode.Scalar) {
    let properties = scalar.properties
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      self = .letter
    case .decimalNumber, .letterNumber, .otherNumber: self = .number
    default: self = properties.isWhitespace ? .space : .other
    }
  }
}

/// One character of a text: its class and its length in bytes.
struct ClassifiedScalar {
  let scalar: Unicode.Scalar
  let kind: ScalarClass
  let length: Int

  /// Reads the character at an offset; a byte that is not UTF-8 is one `other` character.
  init(_ bytes: [UInt8], at offset: Int, end: Int) {
    let first = bytes[offset]
    if first < 0x80 {
      scalar = Unicode.Scalar(first)
      length = 1
    } else if let (value, count) = Self.decode(bytes, at: offset, end: end) {
      scalar = value
      length = count
    } else {
      scalar = "\u{FFFD}"
      length = 1
    }
    kind = ScalarClass(scalar)
  }

  private static func decode(_ bytes: [UInt8], at offset: Int, end: Int) -> (Unicode.Scalar, Int)? {
    let first = bytes[offset]
    let count = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0
    guard count > 0, first <= 0xF4, offset + count <= end else { return nil }
    var value = UInt32(first) & (0x7F >> UInt32(count))
    for byte in bytes[offset + 1..<offset + count] {
      guard byte & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    let least: UInt32 = count == 4 ? 0x10000 : count == 3 ? 0x800 : 0x80
    guard value >= least else { return nil }
    return Unicode.Scalar(value).map { ($0, count) }
  }
}
