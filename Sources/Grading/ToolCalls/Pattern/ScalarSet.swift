/// A set of Unicode scalars: ranges, and properties that have no short list of ranges.
struct ScalarSet: Sendable {
  private var ranges: [ClosedRange<Unicode.Scalar>] = []
  private var properties: [Property] = []
  private var parts: [ScalarSet] = []
  private var isInverted = false

  private enum Property: Sendable {
    case categories(Set<Unicode.GeneralCategory>)
    case alphabetic, lowercase, uppercase, whiteSpace, emoji, any
  }

  init() {}
  init(_ scalar: Unicode.Scalar) { ranges = [scalar...scalar] }
  private init(_ ranges: [ClosedRange<Unicode.Scalar>]) { self.ranges = ranges }

  /// The only scalar of the set, where it was made of one.
  var single: Unicode.Scalar? {
    guard ranges.count == 1, ranges[0].lowerBound == ranges[0].upperBound, properties.isEmpty,
      parts.isEmpty, !isInverted
    else { return nil }
    return ranges[0].lowerBound
  }

  var inverted: ScalarSet {
    var result = self
    result.isInverted.toggle()
    return result
  }

  mutating func insert(_ range: ClosedRange<Unicode.Scalar>) { ranges.append(range) }

  mutating func formUnion(_ other: ScalarSet) {
    if other.isInverted || !other.parts.isEmpty {
      parts.append(other)
    } else {
      ranges += other.ranges
      properties += other.properties
    }
  }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    let isListed =
      ranges.contains { $0.contains(scalar) } || properties.contains { holds($0, scalar) }
      || parts.contains { $0.contains(scalar) }
    return isListed != isInverted
  }

  private func holds(_ property: Property, _ scalar: Unicode.Scalar) -> Bool {
    switch property {
    case .categories(let set): set.contains(scalar.properties.generalCategory)
    case .alphabetic: scalar.properties.isAlphabetic
    case .lowercase: scalar.properties.isLowercase
    case .uppercase: scalar.properties.isUppercase
    case .whiteSpace: scalar.properties.isWhitespace
    case .emoji: scalar.properties.isEmoji
    case .any: true
    }
  }

  static let digits = ScalarSet(["0"..."9"])
  static let words = ScalarSet(["a"..."z", "A"..."Z", "0"..."9", "_"..."_"])
  /// ECMAScript's white space and line ends.
  static let spaces = ScalarSet([
    "\t"..."\r", " "..." ", "\u{A0}"..."\u{A0}", "\u{1680}"..."\u{1680}",
    "\u{2000}"..."\u{200A}", "\u{2028}"..."\u{2029}", "\u{202F}"..."\u{202F}",
    "\u{205F}"..."\u{205F}", "\u{3000}"..."\u{3000}", "\u{FEFF}"..."\u{FEFF}",
  ])
  static let dot = ScalarSet(["\n"..."\n", "\r"..."\r", "\u{2028}"..."\u{2029}"]).inverted
}

extension ScalarSet {
  /// A general category by its short or long name, or one of the common binary properties.
  init?(property name: String) {
    var name = name
    for prefix in ["General_Category=", "gc="] where name.hasPrefix(prefix) {
      name.removeFirst(prefix.count)
    }
    switch name {
    case "Any": properties = [.any]
    case "ASCII": ranges = ["\0"..."\u{7F}"]
    case "Alphabetic", "Alpha": properties = [.alphabetic]
    case "Lowercase", "Lower": properties = [.lowercase]
    case "Uppercase", "Upper": properties = [.uppercase]
    case "White_Space", "space": properties = [.whiteSpace]
    case "Emoji": properties = [.emoji]
    default:
      guard let categories = Self.categories(name) else { return nil }
      properties = [.categories(categories)]
    }
  }

  private static func categories(_ name: String) -> Set<Unicode.GeneralCategory>? {
    switch name {
    case "L", "Letter":
      [.uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter]
    case "LC", "Cased_Letter": [.uppercaseLetter, .lowercaseLetter, .titlecaseLetter]
    case "Lu", "Uppercase_Letter": [.uppercaseLetter]
    case "Ll", "Lowercase_Letter": [.lowercaseLetter]
    case "Lt", "Titlecase_Letter": [.titlecaseLetter]
    case "Lm", "Modifier_Letter": [.modifierLetter]
    case "Lo", "Other_Letter": [.otherLetter]
    case "M", "Mark", "Combining_Mark": [.nonspacingMark, .spacingMark, .enclosingMark]
    case "Mn", "Nonspacing_Mark": [.nonspacingMark]
    case "Mc", "Spacing_Mark": [.spacingMark]
    case "Me", "Enclosing_Mark": [.enclosingMark]
    case "N", "Number": [.decimalNumber, .letterNumber, .otherNumber]
    case "Nd", "Decimal_Number", "digit": [.decimalNumber]
    case "Nl", "Letter_Number": [.letterNumber]
    case "No", "Other_Number": [.otherNumber]
    case "P", "Punctuation", "punct":
      [
        .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
        .initialPunctuation, .finalPunctuation, .otherPunctuation,
      ]
    case "Pc", "Connector_Punctuation": [.connectorPunctuation]
    case "Pd", "Dash_Punctuation": [.dashPunctuation]
    case "Ps", "Open_Punctuation": [.openPunctuation]
    case "Pe", "Close_Punctuation": [.closePunctuation]
    case "Pi", "Initial_Punctuation": [.initialPunctuation]
    case "Pf", "Final_Punctuation": [.finalPunctuation]
    case "Po", "Other_Punctuation": [.otherPunctuation]
    case "S", "Symbol": [.mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol]
    case "Sm", "Math_Symbol": [.mathSymbol]
    case "Sc", "Currency_Symbol": [.currencySymbol]
    case "Sk", "Modifier_Symbol": [.modifierSymbol]
    case "So", "Other_Symbol": [.otherSymbol]
    case "Z", "Separator": [.spaceSeparator, .lineSeparator, .paragraphSeparator]
    case "Zs", "Space_Separator": [.spaceSeparator]
    case "Zl", "Line_Separator": [.lineSeparator]
    case "Zp", "Paragraph_Separator": [.paragraphSeparator]
    case "C", "Other": [.control, .format, .surrogate, .privateUse, .unassigned]
    case "Cc", "Control", "cntrl": [.control]
    case "Cf", "Format": [.format]
    case "Co", "Private_Use": [.privateUse]
    case "Cn", "Unassigned": [.unassigned]
    default: nil
    }
  }
}
