/// A gold or an answer as text: in ASCII, without its box and delimiters.
struct AnswerText {
  /// Mathematics in Unicode rewritten, the outermost box and emphasis removed.
  let bytes: [UInt8]
  /// Without spacing: equal forms are equal answers.
  let normalised: [UInt8]

  init(_ text: [UInt8]) {
    bytes = UnicodeMathematics.asciified(AnswerText.unboxed(text).withoutEmphasis.trimmed)
    normalised = NormalizedText.mathematics(bytes)
  }

  var isEmpty: Bool { normalised.isEmpty }

  /// The content of the boxes in a text, where there are some.
  private static func unboxed(_ text: [UInt8]) -> [UInt8] {
    var text = text
    for _ in 0..<4 {
      guard text.count >= 6,
        case .found(let inner, _) = ResponseText(bytes: text, range: 0..<text.count).lastBox()
      else { return text }
      text = inner
    }
    return text
  }

  /// The text as mathematics; prose around an answer is taken away where the whole does not parse.
  func parsed(_ reading: Reading) throws(ParseFailure) -> ParsedAnswer {
    do {
      return try Parser.parse(bytes, reading: reading)
    } catch {
      guard hasWords, let inner = Clause.answer(in: bytes), inner.count < bytes.count else {
        throw error
      }
      return try Parser.parse(UnicodeMathematics.asciified(inner), reading: reading)
    }
  }

  /// Two letters in a row outside commands: only in prose is part of a text its answer.
  private var hasWords: Bool {
    var at = 0
    while at + 1 < bytes.count {
      if bytes[at] == UInt8(ascii: "\\") {
        at += 2
        while at < bytes.count, ASCII.isLetter(bytes[at]) { at += 1 }
      } else if bytes[at] >= 0x80 || ASCII.isLetter(bytes[at]) && ASCII.isLetter(bytes[at + 1]) {
        return true
      } else {
        at += 1
      }
    }
    return false
  }

  /// The words of the text, for answers that are words.
  var words: String { NormalizedText.words(bytes) }

  var hasLetters: Bool { bytes.contains { ASCII.isLetter($0) || $0 >= 0x80 } }
}
