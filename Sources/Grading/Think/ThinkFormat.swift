// Whether a response keeps to the form that its mode asks for.
//
// On: after trimming, the opening tag, reasoning that is not blank, the closing tag, an answer that is
// not blank; one pair. With a template that has written the opening tag already: one closing tag and
// no opening one. Off: no tag at all. In both: no control token of a chat template. Tags and tokens
// that are quoted in code are text. Sources: the curation code published with the Llama-Nemotron
// post-training dataset (empty, unclosed and misplaced pairs), trl's `think_format_reward`.

/// The rules of one recipe for reasoning tags and template tokens.
public struct ThinkFormat: Sendable {
  /// What to say of `<think></think>` with nothing between.
  public enum EmptyThink: String, Sendable, CaseIterable {
    case reject
    case allow
  }

  public let tags: ThinkTags
  /// In on mode; some models skip reasoning on purpose.
  public let emptyThink: EmptyThink
  /// In off mode; one model family begins so where thinking is switched off.
  public let emptyThinkOff: EmptyThink
  /// A response must not begin with these.
  public let otherTags: [ThinkTags]
  public let templateTokens: TemplateTokens

  public init(
    tags: ThinkTags, emptyThink: EmptyThink, emptyThinkOff: EmptyThink, otherTags: [ThinkTags],
    templateTokens: TemplateTokens
  ) {
    self.tags = tags
    self.emptyThink = emptyThink
    self.emptyThinkOff = emptyThinkOff
    self.otherTags = otherTags.filter { $0 != tags }
    self.templateTokens = templateTokens
  }

  /// Judges one response.
  ///
  /// - Parameter split: of this text, by `tags`.
  public func outcome(
    of text: Span<UInt8>, split: ThinkSplit, mode: ThinkMode, isOpenTagPrefilled: Bool
  ) -> Outcome {
    guard !isBlank(text, 0..<text.count) else { return .fail(.emptyAnswer) }
    if templateTokens.first(in: text) != nil { return .fail(.templateToken) }
    let reason =
      switch mode {
      case .on: faultOn(text, split, isOpenTagPrefilled)
      case .off: faultOff(text, split)
      }
    return reason.map(Outcome.fail) ?? .pass
  }

  private func faultOn(_ text: Span<UInt8>, _ split: ThinkSplit, _ isPrefilled: Bool) -> Reason? {
    guard split.reasoning != nil else { return .missingThink }
    if isPrefilled, split.openTags > 0 { return .severalThink }
    if split.isUnclosed { return .unclosedThink }
    if split.isOpenerMissing { return split.openTags > 0 ? .misplacedThink : .missingOpenTag }
    if !isBlank(text, split.preamble) { return .textBeforeThink }
    if split.strayOpenTags > 0 { return .severalThink }
    if split.strayCloseTags > 0 { return .strayTag }
    if split.isReasoningBlank, emptyThink == .reject { return .emptyThink }
    return isBlank(text, split.answer) ? .emptyAnswer : beginsWithOther(text, split.answer)
  }

  private func faultOff(_ text: Span<UInt8>, _ split: ThinkSplit) -> Reason? {
    guard split.openTags + split.closeTags > 0 else {
      return beginsWithOther(text, 0..<text.count)
    }
    let isLoneEmptyPair =
      split.openTags == 1 && split.closeTags == 1 && split.isReasoningBlank
      && isBlank(text, split.preamble)
    guard isLoneEmptyPair else { return .thinkInOff }
    if emptyThinkOff == .reject { return .emptyThinkInOff }
    return isBlank(text, split.answer) ? .emptyAnswer : beginsWithOther(text, split.answer)
  }

  private func beginsWithOther(_ text: Span<UInt8>, _ region: Range<Int>) -> Reason? {
    let start = firstNonBlank(text, region)
    for other in otherTags where matches(text, other.openBytes, at: start) { return .otherTag }
    return nil
  }
}

/// What was asked of the model.
public enum ThinkMode: String, Sendable, CaseIterable {
  case on
  case off
}

extension Reason {
  public static let missingThink: Reason = "missing_think"
  public static let missingOpenTag: Reason = "missing_open_tag"
  public static let misplacedThink: Reason = "misplaced_think"
  public static let unclosedThink: Reason = "unclosed_think"
  public static let textBeforeThink: Reason = "text_before_think"
  public static let severalThink: Reason = "several_think"
  public static let strayTag: Reason = "stray_tag"
  public static let emptyThink: Reason = "empty_think"
  public static let emptyAnswer: Reason = "empty_answer"
  public static let thinkInOff: Reason = "think_in_off"
  public static let emptyThinkInOff: Reason = "empty_think_in_off"
  public static let otherTag: Reason = "other_tag"
  public static let templateToken: Reason = "template_token"
}
