import Bytes
public import Grading

/// Whether a response has the form that its mode and its prompt ask for.
///
/// In on mode one closed pair of think tags with reasoning, then an answer; in off mode no tag. No
/// control token of a chat template; a boxed answer where the prompt names `\boxed`, in whichever
/// turn it does; no fenced code in the reasoning of the categories that the recipe names. Sources:
/// the curation code of the Llama-Nemotron dataset; 2505.00949, section 3.1.2, for code.
struct Format: Filter {
  static let version = 2
  static let measures = ["openTags", "closeTags", "quotedTags", "reasoningFences", "boxes"]

  let emptyThink: ThinkFormat.EmptyThink
  let emptyThinkOff: ThinkFormat.EmptyThink
  let templateTokens: TemplateTokens
  let boxedWhenAsked: Bool
  /// Categories in whose reasoning fenced code is a fault.
  let codeFreeReasoning: [String]

  /// - Returns: the outcome with its reason; tags outside code and quoted ones, the fenced blocks of
  ///   the reasoning, and the boxes of the answer.
  func measure(_ sample: Sample) -> Finding {
    let bytes = sample.response.bytes.span
    let split = sample.response.thinking
    let fences = split.reasoning.map { fencedBlocks(in: bytes, region: $0) } ?? 0
    return Finding(
      outcome(of: sample, fences: fences),
      measures: [
        "openTags": Double(split.openTags), "closeTags": Double(split.closeTags),
        "quotedTags": Double(split.quotedTags), "reasoningFences": Double(fences),
        "boxes": Double(BoxedAnswer.count(in: bytes, split.answer)),
      ])
  }

  private func outcome(of sample: Sample, fences: Int) -> Outcome {
    let bytes = sample.response.bytes.span
    let split = sample.response.thinking
    let format = ThinkFormat(
      tags: .standard, emptyThink: emptyThink, emptyThinkOff: emptyThinkOff,
      otherTags: ThinkTags.others, templateTokens: templateTokens)
    let outcome = format.outcome(
      of: bytes, split: split, mode: sample.mode == .on ? .on : .off,
      isOpenTagPrefilled: sample.openTagPrefilled)
    guard outcome == .pass else { return outcome }
    if fences > 0, codeFreeReasoning.contains(sample.category) { return .fail(.codeInReasoning) }
    guard boxedWhenAsked, sample.asksForBox else { return .pass }
    switch BoxedAnswer(bytes, in: split.answer) {
    case .absent: return .fail(.missingBox)
    case .broken: return .fail(.brokenBox)
    case .present: return .pass
    }
  }
}

extension Sample {
  /// Whether the system prompt or a turn of the user names `\boxed`.
  fileprivate var asksForBox: Bool {
    if let systemPrompt, demandsBox(Array(systemPrompt.utf8).span) { return true }
    return input.contains { $0.role == "user" && demandsBox(Array($0.content.utf8).span) }
  }
}

extension ThinkFormat.EmptyThink: Decodable {}

/// Written in a recipe as a list of the words.
extension TemplateTokens: Decodable {
  public init(from decoder: any Decoder) throws {
    self.init(words: try decoder.singleValueContainer().decode([String].self))
  }
}
