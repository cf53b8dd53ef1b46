// Mathematics: extraction of a final answer, and its comparison with a gold answer.
//
// Texts that are equal but for spacing are equal. Otherwise both are parsed and compared by value
// (Compare/Equivalence.swift). A text that can be read in two ways (1,234; 1,22; 5 m) is compared in
// its usual reading first and then in the others.

/// What the grader says of one response.
public struct MathGrade: Sendable {
  public var outcome: Outcome
  /// The answer that was found, and how.
  public var answer: ExtractedAnswer?

  public init(outcome: Outcome, answer: ExtractedAnswer?) {
    self.outcome = outcome
    self.answer = answer
  }
}

extension Reason {
  public static let noAnswer: Reason = "no_answer"
  public static let wrongAnswer: Reason = "wrong_answer"
  public static let answerUnparsed: Reason = "answer_unparsed"
  public static let goldUnparsed: Reason = "gold_unparsed"
  public static let goldEmpty: Reason = "gold_empty"
  public static let noGold: Reason = "no_gold"
  public static let undecided: Reason = "undecided"
}

/// Grades responses to mathematical problems.
public struct MathGrader: Sendable {
  public let settings: MathSettings
  private let extractor: AnswerExtractor

  public init(settings: MathSettings) {
    self.settings = settings
    extractor = AnswerExtractor(fallbacks: settings.fallbacks)
  }

  /// Whether a response's final answer equals the gold.
  ///
  /// - Parameters:
  ///   - gold: an answer, or a whole solution that ends in one; nil where there is none.
  ///   - isThinkingOpen: the template wrote `<think>`, so the response begins inside the thinking.
  public func grade(response: [UInt8], gold: [UInt8]?, isThinkingOpen: Bool = false) -> MathGrade {
    let answer = extractor.extract(from: response, isThinkingOpen: isThinkingOpen)
    guard let gold else { return MathGrade(outcome: .skipped(.noGold), answer: answer) }
    guard let answer else { return MathGrade(outcome: .fail(.noAnswer), answer: nil) }
    return MathGrade(outcome: compare(answer.bytes, with: gold), answer: answer)
  }

  /// Boxes after the thinking; many of them try several answers.
  public func boxCount(in response: [UInt8], isThinkingOpen: Bool = false) -> Int {
    extractor.boxCount(in: response, isThinkingOpen: isThinkingOpen)
  }

  public func grade(response: String, gold: String) -> MathGrade {
    grade(response: Array(response.utf8), gold: Array(gold.utf8))
  }

  /// Whether two answers are equal, without extraction.
  public func compare(answer: String, gold: String) -> Outcome {
    compare(Array(answer.utf8), with: Array(gold.utf8))
  }

  private func compare(_ answer: [UInt8], with gold: [UInt8]) -> Outcome {
    let goldText = AnswerText(gold)
    let answerText = AnswerText(answer)
    guard !goldText.isEmpty else { return .fail(.goldEmpty) }
    guard !answerText.isEmpty else { return .fail(.noAnswer) }
    if goldText.normalised == answerText.normalised { return .pass }
    return AnswerComparison(settings: settings, gold: goldText, answer: answerText).outcome
  }
}
