// Punkt's idea of a word: what stands between white space, without the punctuation around it, but
// with its full stops.

/// Signs that Punkt's patterns speak of, asked of single scalars.
enum PunktSigns {
  /// `.`, `?` or `!`.
  static func isSentenceEnd(_ value: UInt32) -> Bool {
    value == 0x2E || value == 0x3F || value == 0x21
  }

  /// Signs that cannot stand inside a word: closing and opening brackets, quotes, `; : * @ ? !`.
  static func isOutsideWord(_ value: UInt32) -> Bool {
    if value < 0x80 {
      switch Unicode.Scalar(value) {
      case ")", "\"", ";", "}", "]", "*", ":", "@", "'", "(", "{", "[", "?", "!": return true
      default: return false
      }
    }
    return isCurlyQuote(value)
  }

  static func isCurlyQuote(_ value: UInt32) -> Bool {
    value == 0x2018 || value == 0x2019 || value == 0x201C || value == 0x201D || value == 0xAB
      || value == 0xBB
  }

  /// Signs that do not start a word.
  static func isNoWordStart(_ value: UInt32) -> Bool {
    switch Unicode.Scalar(value) {
    case "(", "\"", "`", "{", "[", ":", ";", "&", "#", "*", "@", ")", "}", "]", "-", ",": true
    default: false
    }
  }

  /// Closing quotes and brackets that belong to the sentence before them.
  static func isCloser(_ value: UInt32) -> Bool {
    switch Unicode.Scalar(value) {
    case "\"", "'", ")", "]", "}": true
    default: isCurlyQuote(value)
    }
  }
}

extension ScalarText {
  /// The words of a text as Punkt tokenizes it, line by line.
  var punktWords: [ScalarText] {
    var words: [ScalarText] = []
    for line in lines { line.appendPunktWords(to: &words) }
    return words
  }

  private func appendPunktWords(to words: inout [ScalarText]) {
    let table = CharacterTable.shared
    let here = scalars.span
    var place = 0
    while place < here.count {
      if table[here[place]].contains(.wideSpace) {
        place += 1
        continue
      }
      var end = multiSignEnd(at: place, here, table) ?? place + 1
      if end == place + 1, !PunktSigns.isNoWordStart(here[place]) {
        while !isWordEnd(at: end, here, table) { end += 1 }
      }
      words.append(part(place..<end))
      place = end
    }
  }

  /// Where a run of dashes or full stops, or of full stops with spaces between, ends.
  private func multiSignEnd(
    at start: Int, _ here: borrowing Span<UInt32>, _ table: borrowing CharacterTable
  ) -> Int? {
    let sign = here[start]
    guard sign == scalar("-") || sign == scalar(".") else { return nil }
    var end = start + 1
    while end < here.count, here[end] == sign { end += 1 }
    if end >= start + 2 { return end }
    guard sign == scalar(".") else { return nil }
    var last = start
    while last + 2 < here.count, table[here[last + 1]].contains(.wideSpace), here[last + 2] == sign
    {
      last += 2
    }
    return last >= start + 4 ? last + 1 : nil  // three full stops at least
  }

  private func isWordEnd(
    at place: Int, _ here: borrowing Span<UInt32>, _ table: borrowing CharacterTable
  ) -> Bool {
    guard place < here.count else { return true }
    let value = here[place]
    if value == scalar(",") {
      return place + 1 >= here.count || isBreak(at: place + 1, here, table)
    }
    return isBreak(at: place, here, table)
  }

  private func isBreak(
    at place: Int, _ here: borrowing Span<UInt32>, _ table: borrowing CharacterTable
  ) -> Bool {
    let value = here[place]
    return table[value].contains(.wideSpace) || PunktSigns.isOutsideWord(value)
      || multiSignEnd(at: place, here, table) != nil
  }
}
