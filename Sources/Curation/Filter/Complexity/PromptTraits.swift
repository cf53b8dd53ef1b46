import Bytes
import Grading

/// What a prompt asks, by its looks: length, questions, demands, operators, figures, proofs.
///
/// Sources: AceReason (https://arxiv.org/abs/2505.16400, section 3.2) drops problems with several
/// parts, with figures and with proofs; OpenThoughts drops maths prompts that speak of a figure,
/// diagram or image file and those with parts "a) … b)"; s1 drops `[asy]` and `![Image]`.
struct PromptTraits: Filter {
  static let version = 1
  static let measures = [
    "words", "characters", "questions", "parts", "demands", "operators", "numbers", "figures",
    "proofs",
  ]
  /// Phrases that set a condition on the answer: "at least", "do not use".
  let demands: PhraseList
  let figures: PhraseList
  let proofs: PhraseList

  /// - Returns: counts; `parts` are marks like `(a)` or `b)` in their order, 0 or at least 2.
  func measure(_ sample: Sample) -> Finding {
    let prompt = Array(sample.prompt.utf8)
    let text = prompt.span
    func count(_ list: PhraseList) -> Double { Double(list.finder.matches(in: text).count) }
    let signs = signs(text)
    return Finding([
      "words": Double(wordCount(text)), "characters": Double(scalarCount(text)),
      "questions": Double(TextScan.count(UInt8(ascii: "?"), in: text)),
      "parts": Double(parts(text)), "demands": count(demands),
      "operators": Double(signs.operators), "numbers": Double(signs.numbers),
      "figures": count(figures), "proofs": count(proofs),
    ])
  }

  /// Signs of arithmetic and commands of LaTeX, and runs of digits.
  private func signs(_ text: Span<UInt8>) -> (operators: Int, numbers: Int) {
    var found = (operators: 0, numbers: 0)
    for at in text.indices {
      switch text[at] {
      case UInt8(ascii: "+"), UInt8(ascii: "="), UInt8(ascii: "^"), UInt8(ascii: "<"),
        UInt8(ascii: ">"), UInt8(ascii: "\\"):
        found.operators += 1
      case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "/"):
        // between words they are punctuation
        if isNearDigit(text, at) { found.operators += 1 }
      case 0x30...0x39: if at == 0 || !isDigit(text[at - 1]) { found.numbers += 1 }
      default: break
      }
    }
    return found
  }

  private func isNearDigit(_ text: Span<UInt8>, _ at: Int) -> Bool {
    (max(0, at - 2)...min(text.count - 1, at + 2)).contains { isDigit(text[$0]) }
  }

  /// How many of the marks a) b) c) … stand behind white space or a bracket, in this order.
  private func parts(_ text: Span<UInt8>) -> Int {
    var next = UInt8(ascii: "a")
    var at = TextScan.first(UInt8(ascii: ")"), in: text)
    while let close = at, next <= UInt8(ascii: "z") {
      if close > 0, text[close - 1] | 0x20 == next,
        close == 1 || text[close - 2] <= 0x20 || text[close - 2] == UInt8(ascii: "(")
      {
        next += 1
      }
      at = TextScan.first(UInt8(ascii: ")"), in: text, from: close + 1)
    }
    let found = Int(next - UInt8(ascii: "a"))
    return found >= 2 ? found : 0
  }

  var fingerprint: String { [demands, figures, proofs].map(\.fingerprint).joined(separator: ",") }
}
