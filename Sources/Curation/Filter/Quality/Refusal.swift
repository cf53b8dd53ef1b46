import Bytes
import Grading

/// Whether the teacher declines to answer.
///
/// Phrases come from lists in `filters/lists/`; they are looked for, ignoring case, at the start of
/// the answer only, because a correct answer may quote one further down, and not in code. Whether a
/// refusal is wrong is the recipe's business: for safety prompts it is what was wanted (`when:
/// {category: …}`). `shortApology` is WizardLM's rule: an answer that says sorry in few words.
struct Refusal: Filter {
  static let version = 2
  static let measures = ["phrases", "shortApology", "answerWords"]
  /// Files with one phrase a line.
  let lists: [PhraseList]
  /// Bytes of the answer that are searched.
  let windowBytes: Int
  /// An apology in an answer of fewer words than this is a refusal.
  let apologyWords: Int

  /// - Returns: `phrases`, how many listed phrases occur; `shortApology`, 0 or 1; `answerWords`;
  ///   details name the first phrase.
  func measure(_ sample: Sample) -> Finding {
    let response = sample.response
    let answer = response.bytes.span.extracting(response.thinking.answer)
    let window = answer.extracting(0..<min(answer.count, max(0, windowBytes)))
    let found = lists.flatMap { $0.matches(in: window) }
    let words = wordCount(answer)
    let isShort = words < apologyWords && !apologies.matches(in: window).isEmpty
    var finding = Finding([
      "phrases": Double(found.count), "shortApology": isShort ? 1 : 0, "answerWords": Double(words),
    ])
    if let first = found.first {
      finding.details = ["phrase": .string(first)]
    }
    return finding
  }

  var fingerprint: String { lists.map(\.fingerprint).joined(separator: ",") }
}

/// What an apology says; "sorry" alone would find "sorry state" and sorted lists of synonyms.
private let apologies = PhraseFinder([
  "i'm sorry", "i am sorry", "sorry, but", "sorry but", "sorry, i", "i apologize", "i apologise",
  "my apologies", "unfortunately, i can*", "unfortunately, i'm", "unfortunately, i am",
])
