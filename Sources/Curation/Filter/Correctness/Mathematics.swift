import Bytes
import Grading

/// Whether the final answer of a response equals the sample's expected answer as mathematics.
///
/// Measure: `boxes` after the thinking, for a limit on responses that try several answers.
/// Details: `answer` as it was found, `method` of extraction, and `key`, which equal answers share;
/// the key is there for samples without a gold too, so that they can vote.
struct Mathematics: Filter {
  static let version = 2
  static let measures = ["boxes"]
  /// Where the answer is looked for, in this order.
  let fallbacks: [AnswerFallback]
  /// Largest difference from the gold, relative to it; 0 demands equality.
  let relativeTolerance: Double
  /// Significant digits from which a decimal gold stands for what rounds to it.
  let goldRoundingDigits: Int
  /// Significant digits from which a decimal answer stands for an exact gold.
  let answerRoundingDigits: Int
  /// Whether 28 % equals 0.28 as well as 28.
  let percentIsFraction: Bool

  func measure(_ sample: Sample) -> Finding {
    guard sample.choices == nil else { return .skipped("multiple_choice") }
    let grader = MathGrader(
      settings: MathSettings(
        fallbacks: fallbacks, relativeTolerance: relativeTolerance,
        goldRoundingDigits: goldRoundingDigits, answerRoundingDigits: answerRoundingDigits,
        percentIsFraction: percentIsFraction))
    let grade = grader.grade(
      response: sample.response.bytes, gold: sample.expectedAnswer.map { Array($0.utf8) },
      isThinkingOpen: sample.openTagPrefilled)
    let boxes = grader.boxCount(
      in: sample.response.bytes, isThinkingOpen: sample.openTagPrefilled)
    guard let answer = grade.answer else {
      return Finding(grade.outcome, measures: ["boxes": Double(boxes)])
    }
    return Finding(
      grade.outcome, measures: ["boxes": Double(boxes)],
      details: [
        "answer": .string(answer.text), "method": .string(answer.method.rawValue),
        "key": .string(CanonicalAnswer.key(answer.text)),
      ])
  }
}
