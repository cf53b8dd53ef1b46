// What ingest mends in a response: marks that a server, a template or a release left in the text and
// that the teacher did not mean. Nothing else is changed, and each mend is noted with the sample.

import Bytes
import Grading

/// A change that was made to a response, by the name that is stored.
enum Repair: String, Sendable, CaseIterable {
  /// `<think>` was put before reasoning that lacked it.
  case thinkOpener = "think_opener"
  /// Other tags around the reasoning became `<think>` and `</think>`.
  case thinkAlias = "think_alias"
  /// Tokens of a chat template were cut off at the ends.
  case templateToken = "template_token"
  /// A text that the dataset's YAML names under `remove` was taken out.
  case removedText = "removed_text"
  /// The record's field and its system prompt ask for different modes; the field counts.
  case modeConflict = "mode_conflict"
}

/// Mends responses by the settings of one source.
struct ResponseRepair {
  let aliases: [ThinkTags]
  let removedTexts: [String]
  let stripsTemplateTokens: Bool
  let repairsMissingOpener: Bool

  init(_ spec: SourceSpec) {
    aliases = spec.thinkAliases
    removedTexts = spec.removedTexts
    stripsTemplateTokens = spec.stripsTemplateTokens
    repairsMissingOpener = spec.repairsMissingOpener
  }

  /// Mends the response of a sample and notes what was done.
  ///
  /// - Parameter asked: the mode where it is known; in off mode a missing opening tag is a fault to
  ///   show, not to mend.
  /// - Returns: where the reasoning and the answer are.
  func mend(_ sample: inout PoolSample, asked: Mode?) -> ThinkSplit {
    if stripsTemplateTokens, TemplateEnds.strip(&sample.draft.output) {
      sample.repairs.append(.templateToken)
    }
    for text in removedTexts where remove(text, from: &sample.draft.output) {
      if sample.repairs.last != .removedText { sample.repairs.append(.removedText) }
    }
    var split = split(sample)
    if !aliases.isEmpty, split.openTags + split.closeTags == 0,
      replaceAlias(in: &sample.draft.output)
    {
      sample.repairs.append(.thinkAlias)
      split = self.split(sample)
    }
    let isMissing =
      split.isOpenerMissing && asked != .off
      || sample.draft.openTagPrefilled && split.openTags == 0
    guard repairsMissingOpener, isMissing else { return split }
    let isOnItsLine = sample.draft.output.first == 0x0A
    sample.draft.output.insert(
      contentsOf: isOnItsLine ? ResponseRepair.open : ResponseRepair.openLine, at: 0)
    sample.draft.openTagPrefilled = false
    sample.repairs.append(.thinkOpener)
    return self.split(sample)
  }

  private func split(_ sample: PoolSample) -> ThinkSplit {
    ThinkSplit(
      sample.draft.output.span, tags: .standard,
      isOpenTagPrefilled: sample.draft.openTagPrefilled)
  }

  private static let open = Array("<think>".utf8)
  private static let openLine = Array("<think>\n".utf8)
  private static let close = Array("</think>".utf8)

  private func remove(_ removed: String, from text: inout [UInt8]) -> Bool {
    let count = removed.utf8.count
    var kept: [UInt8] = []
    var start = 0
    while count > 0, let at = TextScan.find(removed, in: text.span, from: start) {
      kept += text[start..<at]
      start = at + count
    }
    guard start > 0 else { return false }
    kept += text[start...]
    text = kept
    return true
  }

  /// Replaces the pair around the reasoning; tags that are quoted, or left over, stay.
  private func replaceAlias(in text: inout [UInt8]) -> Bool {
    for tags in aliases {
      guard
        TextScan.find(tags.open, in: text.span) != nil
          || TextScan.find(tags.close, in: text.span) != nil
      else { continue }
      let split = ThinkSplit(text.span, tags: tags, isOpenTagPrefilled: false)
      guard let reasoning = split.reasoning else { continue }
      if !split.isUnclosed {
        text.replaceSubrange(
          reasoning.upperBound..<split.answer.lowerBound, with: ResponseRepair.close)
      }
      if !split.isOpenerMissing {
        text.replaceSubrange(
          split.preamble.upperBound..<reasoning.lowerBound, with: ResponseRepair.open)
      }
      return true
    }
    return false
  }
}

/// The tokens of chat templates that servers leave at the ends of a response.
enum TemplateEnds {
  private static let starts = [
    "<|begin_of_text|>", "<|start_header_id|>assistant<|end_header_id|>\n\n",
    "<|im_start|>assistant\n", "<|assistant|>\n", "<|assistant|>", "<|startoftext|>",
    "<start_of_turn>model\n", "<bos>", "<s>", "<｜begin▁of▁sentence｜>", "<｜Assistant｜>",
    "<|start|>assistant<|channel|>final<|message|>",
  ].map { Array($0.utf8) }
  private static let ends = [
    "<|eot_id|>", "<|eom_id|>", "<|end_of_text|>", "<|endoftext|>", "<|im_end|>", "<|end|>",
    "<|return|>", "<end_of_turn>", "<eos>", "</s>", "<｜end▁of▁sentence｜>", "<|END_OF_TURN_TOKEN|>",
  ].map { Array($0.utf8) }

  /// Cuts tokens off both ends, and white space behind the last one.
  ///
  /// - Returns: whether there was any.
  static func strip(_ text: inout [UInt8]) -> Bool {
    var start = 0
    while start < text.count, text[start] == UInt8(ascii: "<"),
      let token = starts.first(where: { text[start...].starts(with: $0) })
    {
      start += token.count
    }
    var end = text.count
    while let cut = tokenStart(text, start..<end) { end = cut }
    guard start > 0 || end < text.count else { return false }
    text = Array(text[start..<end])
    return true
  }

  /// Where the token begins that ends a part of a text, white space behind it aside.
  private static func tokenStart(_ text: [UInt8], _ range: Range<Int>) -> Int? {
    var end = range.upperBound
    while end > range.lowerBound, isSpace(text[end - 1]) { end -= 1 }
    guard end > range.lowerBound, text[end - 1] == UInt8(ascii: ">") else { return nil }
    let part = text[range.lowerBound..<end]
    for token in ends
    where part.count >= token.count && part.suffix(token.count).elementsEqual(token) {
      return end - token.count
    }
    return nil
  }
}
