// Text as Python has it: a row of Unicode scalars. Swift's `Character` takes "\r\n" and an emoji
// sequence for one, so every count and every boundary would differ from the reference.

/// A text, or a part of one that shares its storage.
package struct ScalarText: Sendable, Hashable {
  package var scalars: ArraySlice<UInt32>

  package init(_ scalars: ArraySlice<UInt32>) { self.scalars = scalars }
  package init(_ scalars: [UInt32]) { self.scalars = scalars[...] }

  package init(_ string: String) { self.init(string.unicodeScalars.map(\.value)) }

  /// Decodes UTF-8; what is malformed becomes U+FFFD.
  package init(utf8 bytes: [UInt8]) {
    guard bytes.allSatisfy({ $0 < 0x80 }) else {
      self.init(String(decoding: bytes, as: UTF8.self))
      return
    }
    self.init(bytes.map { UInt32($0) })
  }

  package var count: Int { scalars.count }
  package var isEmpty: Bool { scalars.isEmpty }

  /// The part between two offsets that count from this text's start.
  func part(_ range: Range<Int>) -> ScalarText {
    let start = scalars.startIndex
    return ScalarText(scalars[(start + range.lowerBound)..<(start + range.upperBound)])
  }

  func from(_ offset: Int) -> ScalarText { ScalarText(scalars.dropFirst(offset)) }

  package var string: String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars.lazy.map { Unicode.Scalar($0) ?? "\u{FFFD}" })
    return String(text)
  }
}

extension ScalarText: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) { self.init(value) }
}

/// The value of an ASCII literal: `"*".scalar`.
func scalar(_ literal: Unicode.Scalar) -> UInt32 { literal.value }
