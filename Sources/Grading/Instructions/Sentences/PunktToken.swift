/// A word with what Punkt decides about it.
struct PunktToken {
  let text: ScalarText
  /// Lower case; a number is `##number##`.
  let type: ScalarText
  var isBreak = false
  var isAbbreviation = false
  let isEllipsis: Bool

  private static let numberType: ScalarText = "##number##"
  private static let table = CharacterTable.shared

  /// The first pass: decides by the word alone.
  init(_ text: ScalarText, _ parameters: borrowing PunktParameters) {
    self.text = text
    type = PunktToken.isNumber(text) ? PunktToken.numberType : text.lowercased()
    let isEnd = text.count == 1 && text.scalars.allSatisfy(PunktSigns.isSentenceEnd)
    isEllipsis = !isEnd && text.count >= 2 && text.scalars.allSatisfy { $0 == scalar(".") }
    if isEnd {
      isBreak = true
    } else if !isEllipsis, endsInStop, text.scalars.suffix(2).first != scalar(".") {
      isAbbreviation = isKnownAbbreviation(parameters)
      isBreak = !isAbbreviation
    }
  }

  var endsInStop: Bool { text.scalars.last == scalar(".") }

  /// The type without a final full stop.
  var bareType: ScalarText {
    type.count > 1 && type.scalars.last == scalar(".") ? ScalarText(type.scalars.dropLast()) : type
  }

  /// The type without a final full stop that ends a sentence.
  var typeInSentence: ScalarText { isBreak ? bareType : type }

  var isNumber: Bool { bareType == PunktToken.numberType }

  /// One letter and a full stop.
  var isInitial: Bool {
    guard text.count == 2, endsInStop, let first = text.scalars.first else { return false }
    let kind = PunktToken.table[first]
    return kind.contains(.wideWord) && !kind.contains(.decimal)
  }

  var startsUpper: Bool { firstKind.contains(.upper) }
  var startsLower: Bool { firstKind.contains(.lower) }

  /// One of `;:,.!?`.
  var isPunctuation: Bool {
    text.count == 1 && text.scalars.allSatisfy { ";:,.!?".unicodeScalars.map(\.value).contains($0) }
  }

  private var firstKind: CharacterClass { text.scalars.first.map { PunktToken.table[$0] } ?? [] }

  private func isKnownAbbreviation(_ parameters: borrowing PunktParameters) -> Bool {
    let word = ScalarText(text.lowercased().scalars.dropLast())
    if parameters.abbreviations.contains(word) { return true }
    guard
      let last = word.scalars.split(separator: scalar("-"), omittingEmptySubsequences: false)
        .last, last.count < word.count
    else { return false }
    return parameters.abbreviations.contains(ScalarText(last))
  }

  /// Whether all of it is `-?[\.,]?\d[\d,\.-]*\.?`.
  private static func isNumber(_ text: ScalarText) -> Bool {
    func isDigit(_ value: UInt32) -> Bool { table[value].contains(.decimal) }
    var rest = text.scalars
    if rest.first == scalar("-") { rest = rest.dropFirst() }
    if rest.first == scalar(".") || rest.first == scalar(",") { rest = rest.dropFirst() }
    guard let first = rest.first, isDigit(first) else { return false }
    return rest.allSatisfy {
      isDigit($0) || $0 == scalar(",") || $0 == scalar(".") || $0 == scalar("-")
    }
  }
}
