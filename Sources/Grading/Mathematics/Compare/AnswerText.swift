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
      switch ResponseText(bytes: text, range: 0..<text.count).lastBox() {
      case .found(let inner, _): text = inner
      case .empty: return []
      case .absent, .unclosed: return text
      }
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

  /// Two words between spaces, or one beside a formula: only in prose is a part of a text its answer,
  /// never in a formula that cannot be read.
  private var hasWords: Bool {
    var words = 0
    for part in bytes.split(whereSeparator: { $0 <= 0x20 }) {
      let letters = part.count { ASCII.isLetter($0) || $0 >= 0x80 }
      let others = part.count { !ASCII.isLetter($0) && $0 < 0x80 && !".,:;!?'\"".utf8.contains($0) }
      if letters >= 2, others == 0 { words += 1 }
    }
    return words >= 2 || words == 1 && bytes.contains { $0 == UInt8(ascii: "$") || $0 >= 0x80 }
  }

  /// The words of the text, for answers that are words.
  var words: String { NormalizedText.words(bytes) }

  var hasLetters: Bool { bytes.contains { ASCII.isLetter($0) || $0 >= 0x80 } }
}
