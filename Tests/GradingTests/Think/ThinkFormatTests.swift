import Bytes
import Grading
import Testing

@Suite struct ThinkFormatTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let mode: ThinkMode
    let text: String
    let reason: String?
    var isPrefilled = false
    var testDescription: String { "\(mode) \(text.debugDescription)" }
    init(_ mode: ThinkMode, _ text: String, _ reason: String?, prefilled: Bool = false) {
      (self.mode, self.text, self.reason, self.isPrefilled) = (mode, text, reason, prefilled)
    }
  }

  static func format(
    emptyThink: ThinkFormat.EmptyThink = .reject, emptyThinkOff: ThinkFormat.EmptyThink = .reject
  ) -> ThinkFormat {
    ThinkFormat(
      tags: .standard, emptyThink: emptyThink, emptyThinkOff: emptyThinkOff,
      otherTags: ThinkTags.others,
      templateTokens: TemplateTokens(words: ["</s>", "[INST]", "[/INST]", "<end_of_turn>"]))
  }

  static func reason(
    _ text: String, _ mode: ThinkMode, prefilled: Bool = false, by format: ThinkFormat = format()
  ) -> String? {
    let bytes = Array(text.utf8)
    let split = ThinkSplit(bytes.span, tags: format.tags, isOpenTagPrefilled: prefilled)
    return format.outcome(of: bytes.span, split: split, mode: mode, isOpenTagPrefilled: prefilled)
      .reason?.code
  }

  @Test(arguments: [
    Case(.on, "<think>We add.</think>4", nil),
    Case(.on, "\n <think>\nWe add.\n</think>\n\n4", nil),
    Case(.on, "\u{FEFF}<think>a</think>4", nil),
    Case(.on, "<think>Hmm <b>x</b> <some tag></think>4", nil),
    Case(.on, "<think>a</think>Close it with `</think>`.", nil),
    Case(.on, "<think>a</think>So:\n```\n<think>x</think>\n```", nil),
    Case(.on, "", "empty_answer"),
    Case(.on, "4", "missing_think"),
    Case(.on, "<reasoning>a</reasoning>4", "missing_think"),
    Case(.on, "<THINK>a</THINK>4", "missing_think"),
    Case(.on, "We add.</think>4", "missing_open_tag"),
    Case(.on, "<think lang=\"en\">a</think>4", "missing_open_tag"),
    Case(.on, "</think>a<think>4", "misplaced_think"),
    Case(.on, "<think>We add", "unclosed_think"),
    Case(.on, "<think>a<\\think>4", "unclosed_think"),
    Case(.on, "<think>a</think >4", "unclosed_think"),
    Case(.on, "So <think>a</think>4", "text_before_think"),
    Case(.on, "<think>a</think>\n<think>b</think>4", "several_think"),
    Case(.on, "<think>a<think>b</think>4", "several_think"),
    Case(.on, "<think>a</think></think>4", "stray_tag"),
    Case(.on, "<think>a</think>4\n</think>", "stray_tag"),
    Case(.on, "<think></think>4", "empty_think"),
    Case(.on, "<think>\n\u{200B}\n</think>4", "empty_think"),
    Case(.on, "<think>a</think>", "empty_answer"),
    Case(.on, "<think>a</think> \n\u{2060}\u{200D}\u{3000}", "empty_answer"),
    Case(.on, "<think>a</think><thinking>b</thinking>4", "other_tag"),
    Case(.on, "<think>a</think>4<|im_end|>", "template_token"),
    Case(.on, "<think>a<|eot_id|></think>4", "template_token"),
    Case(.on, "<think>a</think>4</s>", "template_token"),
    Case(.on, "<think>a</think>4<｜end▁of▁sentence｜>", "template_token"),
    Case(.on, "<think>a</think>It ends with `<|im_end|>`.", nil),
    Case(.on, "<think>a</think>x <|> y <| f |> g <|a|>", nil),
    Case(.on, "We add.</think>4", nil, prefilled: true),
    Case(.on, "We add, never closed", "unclosed_think", prefilled: true),
    Case(.on, "<think>a</think>4", "several_think", prefilled: true),
    Case(.on, "a</think>b</think>4", "stray_tag", prefilled: true),
    Case(.on, " \n</think>4", "empty_think", prefilled: true),
    Case(.on, "a</think>\n", "empty_answer", prefilled: true),
    Case(.off, "The answer is 4.", nil),
    Case(.off, "Use `<think>` and `</think>`.", nil),
    Case(.off, "So:\n```\n<think>\na\n</think>\n```", nil),
    Case(.off, "", "empty_answer"),
    Case(.off, " \n\u{200B}", "empty_answer"),
    Case(.off, "<think>a</think>4", "think_in_off"),
    Case(.off, "<think>a", "think_in_off"),
    Case(.off, "a</think>4", "think_in_off"),
    Case(.off, "4 <think>", "think_in_off"),
    Case(.off, "<think>\n\n</think>\n\n4", "empty_think_in_off"),
    Case(.off, "4 <think></think>", "think_in_off"),
    Case(.off, "<thinking>a</thinking> 4", "other_tag"),
    Case(.off, "4<end_of_turn>", "template_token"),
    Case(.off, "[INST] x [/INST] 4", "template_token"),
  ])
  func table(_ c: Case) {
    #expect(Self.reason(c.text, c.mode, prefilled: c.isPrefilled) == c.reason)
  }

  @Test func emptyPairsMayBeAllowed() {
    let format = Self.format(emptyThink: .allow, emptyThinkOff: .allow)
    #expect(Self.reason("<think>\n</think>4", .on, by: format) == nil)
    #expect(Self.reason("<think>\n\n</think>\n\n4", .off, by: format) == nil)
    #expect(Self.reason("<think></think>", .off, by: format) == "empty_answer")
    #expect(Self.reason("<think>a</think>4", .off, by: format) == "think_in_off")
    #expect(Self.reason("x <think></think>4", .off, by: format) == "think_in_off")
  }
}
