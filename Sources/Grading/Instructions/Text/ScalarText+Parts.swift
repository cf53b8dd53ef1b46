// What the checkers of IFBench take texts apart with.

extension ScalarText {
  /// `str.strip(string.punctuation + " ")`.
  var withoutOuterPunctuation: ScalarText { trimmed(where: isPunctuationOrSpace) }

  /// `str.lstrip(string.punctuation + " ")`.
  var withoutLeadingPunctuation: ScalarText { trimmedStart(where: isPunctuationOrSpace) }

  /// `str.rstrip(string.punctuation + " ")`.
  var withoutTrailingPunctuation: ScalarText { trimmedEnd(where: isPunctuationOrSpace) }

  /// The text without ASCII punctuation.
  var withoutPunctuation: ScalarText { removing(where: isASCIIPunctuation) }

  /// The runs of decimal digits.
  var digitRuns: [ScalarText] {
    let table = CharacterTable.shared
    return scalars.split { !table[$0].contains(.decimal) }.map { ScalarText($0) }
  }

  /// The Latin letters of the text without their accents, and nothing else that is not ASCII, as
  /// after normalization form KD.
  var asciiLetters: ScalarText {
    ScalarText(scalars.compactMap { $0 < 0x80 ? $0 : LatinBases.bases[$0] })
  }
}

private func isPunctuationOrSpace(_ value: UInt32) -> Bool {
  value == 0x20 || isASCIIPunctuation(value)
}

/// The letters under the accents of Latin-1, Latin Extended-A and Romanian.
private enum LatinBases {
  private static let groups: [(Unicode.Scalar, String)] = [
    ("A", "ÀÁÂÃÄÅĀĂĄ"), ("C", "ÇĆĈĊČ"), ("D", "Ď"), ("E", "ÈÉÊËĒĔĖĘĚ"), ("G", "ĜĞĠĢ"), ("H", "Ĥ"),
    ("I", "ÌÍÎÏĨĪĬĮİ"), ("J", "Ĵ"), ("K", "Ķ"), ("L", "ĹĻĽ"), ("N", "ÑŃŅŇ"), ("O", "ÒÓÔÕÖŌŎŐ"),
    ("R", "ŔŖŘ"), ("S", "ŚŜŞŠȘ"), ("T", "ŢŤȚ"), ("U", "ÙÚÛÜŨŪŬŮŰŲ"), ("W", "Ŵ"), ("Y", "ÝŶŸ"),
    ("Z", "ŹŻŽ"), ("a", "àáâãäåāăą"), ("c", "çćĉċč"), ("d", "ď"), ("e", "èéêëēĕėęě"), ("g", "ĝğġģ"),
    ("h", "ĥ"), ("i", "ìíîïĩīĭį"), ("j", "ĵ"), ("k", "ķ"), ("l", "ĺļľ"), ("n", "ñńņň"),
    ("o", "òóôõöōŏő"), ("r", "ŕŗř"), ("s", "śŝşšș"), ("t", "ţťț"), ("u", "ùúûüũūŭůűų"), ("w", "ŵ"),
    ("y", "ýŷÿ"), ("z", "źżž"), (" ", "\u{A0}"),
  ]
  static let bases = Dictionary(
    groups.flatMap { base, forms in forms.unicodeScalars.map { ($0.value, base.value) } },
    uniquingKeysWith: { first, _ in first })
}
