package import Bytes
import Grading

/// A clean sample that something can be planted in.
package struct Specimen: Sendable {
  /// Its line of the pool.
  package let record: JSONObject
  package let sample: Sample
  /// The final answer as a grader of the run found it: `18`, `\frac{1}{2}`, `B`.
  package let found: String?
  /// A grader that applies has called it right; false where none applies.
  package let isProvenRight: Bool

  package init(record: JSONObject, sample: Sample, found: String?, isProvenRight: Bool) {
    self.record = record
    self.sample = sample
    self.found = found
    self.isProvenRight = isProvenRight
  }

  var output: String { sample.response.text }
  var answer: String { sample.response.answer }
  var category: String { sample.category }

  /// The reasoning; nil where there is none, or only white space.
  var reasoning: String? {
    sample.response.thinking.isReasoningBlank ? nil : sample.response.reasoning
  }

  // MARK: Edits

  func with(output: String) -> JSONObject { with("output", .string(output)) }

  func with(_ key: String, _ value: JSONValue?) -> JSONObject {
    var record = record
    record[key] = value
    return record
  }

  func with(answer: String) -> JSONObject { with(output: frame.before + answer) }

  func with(reasoning: String, answer: String? = nil) -> JSONObject {
    let frame = frame
    return with(output: frame.open + reasoning + frame.close + (answer ?? self.answer))
  }

  /// What stands around reasoning and answer: the opening tag, the closing tag with the white space
  /// at its ends, and all that comes before the answer.
  private var frame: (open: String, close: String, before: String) {
    let bytes = sample.response.bytes
    let split = sample.response.thinking
    let text = { (range: Range<Int>) in String(decoding: bytes[range], as: UTF8.self) }
    let before = text(0..<split.answer.lowerBound)
    guard let reasoning = split.reasoning else { return ("", "", before) }
    return (
      text(0..<reasoning.lowerBound), text(reasoning.upperBound..<split.answer.lowerBound), before
    )
  }

  /// The reasoning without the white space at its ends, put back where it was.
  func editingReasoning(_ edit: (String) -> String?) -> JSONObject? {
    guard let reasoning, let edited = edit(reasoning) else { return nil }
    return with(reasoning: edited)
  }

  /// Edits the reasoning in on mode, else the answer: where the bulk of the response is.
  func editingBulk(_ edit: (String) -> String?) -> JSONObject? {
    if reasoning != nil { return editingReasoning(edit) }
    return edit(answer).map { with(answer: $0) }
  }
}

extension RandomSource {
  /// One of the choices; there must be one.
  mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
    choices[Int(below(UInt64(choices.count)))]
  }

  /// A number of the range.
  mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(below(UInt64(range.count)))
  }
}
