import Bytes
import Grading

/// Whether a response picks the right option of a multiple-choice question.
///
/// Applies to samples with `choices`. Details: `choice`, the letter that was picked (`A,C` where the
/// gold has several) or null, and `key`, the same letter, so that responses without a gold can vote.
struct MultipleChoice: Filter {
  static let version = 1

  func measure(_ sample: Sample) -> Finding {
    guard let options = sample.choices, !options.isEmpty else { return .skipped("no_choices") }
    let grade = ChoiceGrader().grade(
      response: sample.response.bytes, options: options, gold: sample.expectedAnswer,
      isThinkingOpen: sample.openTagPrefilled)
    var details: JSONObject = ["choice": grade.choice.map(JSONValue.string) ?? .null]
    if let choice = grade.choice { details["key"] = .string(choice) }
    return Finding(grade.outcome, details: details)
  }
}
