// Multiple choice: which option a response picks, and whether it is the gold.
//
// The last box decides; else the last "the answer is …"; else a label at the start; else what the
// last sentences say of options (ChoiceReader.swift). A label is a letter by itself: the article A,
// the pronoun I, the B of "line B" and letters that are said to be wrong are none (Labels.swift).
// Two options where one is wanted are no answer.

/// What the grader says of one response.
public struct ChoiceGrade: Sendable {
  public var outcome: Outcome
  /// The letter that was picked, or several as "A,C" where the gold has several; nil where none was.
  public var choice: String?
}

/// Grades responses to multiple-choice questions.
public struct ChoiceGrader: Sendable {
  public init() {}

  /// - Parameters:
  ///   - options: the texts of A, B, C …
  ///   - gold: a letter, several letters ("A,C": exactly that set), or the text of an option.
  ///   - isThinkingOpen: the template wrote `<think>`, so the response begins inside the thinking.
  public func grade(
    response: [UInt8], options: [String], gold: String?, isThinkingOpen: Bool = false
  ) -> ChoiceGrade {
    let set = ChoiceOptions(texts: options)
    let wanted = gold.flatMap { set.gold($0) }
    let reader = ChoiceReader(options: set, allowsSeveral: (wanted?.count ?? 1) > 1)
    let picked = VisibleAnswer.range(in: response, isThinkingOpen: isThinkingOpen)
      .flatMap { reader.choice(in: response, $0) }
    let choice = picked.map(set.letters)
    return ChoiceGrade(outcome: outcome(picked, wanted, hasGold: gold != nil), choice: choice)
  }

  private func outcome(_ picked: Set<Int>?, _ wanted: Set<Int>?, hasGold: Bool) -> Outcome {
    guard hasGold else { return .skipped(.noGold) }
    guard let wanted else { return .unsure(.goldUnparsed) }
    guard let picked else { return .fail(.noAnswer) }
    return picked == wanted ? .pass : .fail(.wrongAnswer)
  }
}
