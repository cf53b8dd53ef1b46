/// What is wrong with a line of the demo, as the sidecar names it.
package enum DemoDefect: String, CaseIterable, Sendable {
  case none
  // The answer.
  case slip
  case systematicFault = "systematic_fault"
  /// The steps are wrong and the answer is right all the same.
  case wrongSteps = "wrong_steps"
  case wrongAnswer = "wrong_answer"
  case wrongGold = "wrong_gold"
  case contradiction
  case noFinalAnswer = "no_final_answer"
  // The form.
  case truncated
  case cutSentence = "cut_sentence"
  case unclosedThink = "unclosed_think"
  case thinkInOff = "think_in_off"
  case missingThink = "missing_think"
  case missingOpener = "missing_opener"
  case emptyThink = "empty_think"
  // The text.
  case loop
  case refusal
  case identityLeak = "identity_leak"
  case languageSwitch = "language_switch"
  case htmlDebris = "html_debris"
  case templateTokens = "template_tokens"
  case runawayTurn = "runaway_turn"
  case mojibake
  case controlCharacters = "control_characters"
  case personalData = "pii"
  case overLong = "over_long"
  case codeInReasoning = "code_in_reasoning"
  // Tools.
  case toolCallWithoutTools = "tool_call_without_tools"
  case invalidToolJSON = "invalid_tool_json"
  // The set.
  case exactDuplicate = "exact_duplicate"
  case nearDuplicate = "near_duplicate"
  case benchmarkLeak = "benchmark_leak"
  // The line: it cannot become a sample.
  case invalidUTF8 = "invalid_utf8"
  case brokenJSON = "broken_json"
  case notAnObject = "not_an_object"
  case missingField = "missing_field"
  case wrongType = "wrong_type"
  case loneSurrogate = "lone_surrogate"

  /// Whether the line ends in quarantine.
  package var isBrokenLine: Bool {
    switch self {
    case .invalidUTF8, .brokenJSON, .notAnObject, .missingField, .wrongType, .loneSurrogate: true
    default: false
    }
  }

  /// Whether a right answer stays right and in the form that its mode asks for.
  ///
  /// A missing opening tag counts as right, since ingest repairs it; control characters do not, since
  /// code and calls break on them.
  package var leavesAnswerRight: Bool {
    switch self {
    case .none, .wrongSteps, .wrongGold, .missingOpener, .identityLeak, .languageSwitch,
      .htmlDebris,
      .templateTokens, .mojibake, .personalData, .overLong, .codeInReasoning,
      .exactDuplicate, .nearDuplicate, .benchmarkLeak:
      true
    default: false
    }
  }
}
