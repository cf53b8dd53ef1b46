// Python's view of a Unicode scalar.
//
// The reference checkers are Python, so counts depend on what `str.isspace`, `str.isupper` and the
// `\w` of two regex engines say: the standard `re`, and the `regex` package that NLTK uses since 3.10.
// The two differ: for `regex` combining marks and joiners are part of a word and superscript digits
// are not, so a Hindi word is one word there and falls apart in `re`.

/// The properties of a scalar that the checkers ask for.
struct CharacterClass: OptionSet, Sendable {
  let rawValue: UInt16

  /// `str.isspace()`, which is also `\s` of `re`.
  static let space = CharacterClass(rawValue: 1 << 0)
  /// `\s` of `regex`: `space` without the four separators U+001C to U+001F.
  static let wideSpace = CharacterClass(rawValue: 1 << 1)
  /// `\w` of `re`: letters, numbers of every kind, and the underscore.
  static let word = CharacterClass(rawValue: 1 << 2)
  /// `\w` of `regex`: Unicode's Alphabetic, marks, decimal digits, connectors and joiners.
  static let wideWord = CharacterClass(rawValue: 1 << 3)
  /// `\d`: a decimal digit of any script.
  static let decimal = CharacterClass(rawValue: 1 << 4)
  /// `str.isdigit()`: decimal, or a digit in another dress such as a superscript.
  static let digit = CharacterClass(rawValue: 1 << 5)
  static let upper = CharacterClass(rawValue: 1 << 6)
  static let lower = CharacterClass(rawValue: 1 << 7)
  static let title = CharacterClass(rawValue: 1 << 8)
  /// `str.isalpha()`.
  static let letter = CharacterClass(rawValue: 1 << 9)
}

extension CharacterClass {
  /// Asks the Unicode tables of the standard library, at some 100 ns a scalar.
  init(measuring value: UInt32) {
    self = []
    guard let scalar = Unicode.Scalar(value) else { return }
    let properties = scalar.properties
    let category = properties.generalCategory
    if properties.isWhitespace { insert([.space, .wideSpace]) }
    if (0x1C...0x1F).contains(value) { insert(.space) }
    if properties.isUppercase { insert(.upper) }
    if properties.isLowercase { insert(.lower) }
    if category == .titlecaseLetter { insert(.title) }
    switch properties.numericType {
    case .decimal: insert([.decimal, .digit, .word, .wideWord])
    case .digit: insert([.digit, .word])
    case .numeric: insert(.word)
    case nil: break
    @unknown default: break
    }
    if CharacterClass.isLetter(category) { insert([.letter, .word]) }
    if value == 0x5F { insert(.word) }
    if properties.isAlphabetic || properties.isJoinControl { insert(.wideWord) }
    if CharacterClass.isMark(category) || category == .connectorPunctuation { insert(.wideWord) }
  }

  private static func isLetter(_ category: Unicode.GeneralCategory) -> Bool {
    switch category {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }

  private static func isMark(_ category: Unicode.GeneralCategory) -> Bool {
    switch category {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }
}

/// The classes and lower-case forms of all scalars: a table for the common scripts, rules for
/// ideographs and syllables, the standard library's tables for the rest.
///
/// Hot loops take `shared` into a local first, since reading a global costs more than the look-up.
struct CharacterTable: Sendable {
  static let shared = CharacterTable()

  private let classes: [CharacterClass]
  private let lowers: [UInt32]

  private init() {
    let common: Range<UInt32> = 0..<0x3100
    classes = common.map { CharacterClass(measuring: $0) }
    lowers = common.map { CharacterTable.measureLower($0) }
  }

  subscript(scalar: UInt32) -> CharacterClass {
    if scalar < 0x3100 { return classes[Int(scalar)] }
    if isCaselessLetter(scalar) { return [.letter, .word, .wideWord] }
    return CharacterClass(measuring: scalar)
  }

  /// The simple lower-case mapping of a scalar.
  func lower(_ scalar: UInt32) -> UInt32 {
    if scalar < 0x3100 { return lowers[Int(scalar)] }
    if isCaselessLetter(scalar) { return scalar }
    return CharacterTable.measureLower(scalar)
  }

  /// The ideographs of the two large blocks, and Hangul syllables.
  private func isCaselessLetter(_ scalar: UInt32) -> Bool {
    (0x3400...0x4DBF).contains(scalar) || (0x4E00...0x9FFF).contains(scalar)
      || (0xAC00...0xD7A3).contains(scalar)
  }

  private static func measureLower(_ value: UInt32) -> UInt32 {
    guard let scalar = Unicode.Scalar(value) else { return value }
    return scalar.properties.lowercaseMapping.unicodeScalars.first?.value ?? value
  }
}
