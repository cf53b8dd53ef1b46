import Bytes
import Grading

/// Whether the teacher declines to answer.
///
/// Phrases come from lists in `filters/lists/`; they are looked for, ignoring case, at the start of
/// the answer only, because a correct answer may quote one further down. Whether a refusal is wrong
/// is the recipe's business: for safety prompts it is what was wanted (`when: {category: …}`).
struct Refusal: Filter {
  static let version = 1
  static let measures = ["phrases", "answerWords"]
  /// Files with one phrase a line.
  let lists: [PhraseList]
  /// Bytes of the answer that are searched.
  let windowBytes: Int

  /// - Returns: `phrases`, how many listed phrases occur; `answerWords`; details name the first.
  func measure(_ sample: Sample) -> Finding {
    let response = sample.response
    let answer = response.bytes.span.extracting(response.thinking.answer)
    let window = answer.extracting(0..<min(answer.count, max(0, windowBytes)))
    let found = lists.flatMap { $0.matches(in: window) }
    var finding = Finding([
      "phrases": Double(found.count), "answerWords": Double(wordCount(answer)),
    ])
    if let first = found.first {
      finding.details = ["phrase": .string(first)]
    }
    return finding
  }

  var fingerprint: String { lists.map(\.fingerprint).joined(separator: ",") }
}
