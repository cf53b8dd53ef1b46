import Bytes
import Grading

/// How long a sample is, in characters and words.
///
/// Characters are Unicode scalars; words are runs of non-space. Length is not difficulty (s1's
/// "longest" subset scored below random), but it sorts from easy to hard well enough within a family.
struct Length: Filter {
  static let version = 1
  static let measures = [
    "words", "characters", "promptCharacters", "reasoningCharacters", "answerCharacters",
  ]

  /// - Returns: `words` and `characters` of the response, and characters of its parts and the prompt.
  func measure(_ sample: Sample) -> Finding {
    let response = sample.response
    let bytes = response.bytes.span
    let answer = scalarCount(bytes.extracting(response.thinking.answer))
    let reasoning = response.thinking.reasoning.map { scalarCount(bytes.extracting($0)) } ?? 0
    let prompt = sample.input.reduce(0) { $0 + scalarCount($1.content.utf8Span.span) }
    return Finding([
      "words": Double(response.words.count), "characters": Double(scalarCount(bytes)),
      "promptCharacters": Double(prompt), "reasoningCharacters": Double(reasoning),
      "answerCharacters": Double(answer),
    ])
  }
}
