import Grading
import Testing

@Suite struct ThinkSplitTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let reasoning: String?
    let answer: String
    var isPrefilled = false
    var testDescription: String { name }
    init(
      _ name: String, _ text: String, _ reasoning: String?, _ answer: String,
      prefilled: Bool = false
    ) {
      (self.name, self.text, self.reasoning, self.answer) = (name, text, reasoning, answer)
      isPrefilled = prefilled
    }
  }

  private static func split(_ text: String, prefilled: Bool = false) -> ThinkSplit {
    ThinkSplit(Array(text.utf8).span, tags: .standard, isOpenTagPrefilled: prefilled)
  }

  private static func part(_ text: String, _ range: Range<Int>) -> String {
    String(decoding: Array(text.utf8)[range], as: UTF8.self)
  }

  @Test(arguments: [
    Case("empty", "", nil, ""),
    Case("no tags", "The answer is 4.", nil, "The answer is 4."),
    Case("a pair", "<think>a</think>4", "a", "4"),
    Case("white space and a byte order mark before", "\u{FEFF} \n<think>a</think>4", "a", "4"),
    Case("no answer", "<think>a</think>", "a", ""),
    Case("empty reasoning", "<think></think>4", "", "4"),
    Case("never closed", "<think>a\nb", "a\nb", ""),
    Case("only the opening tag", "<think>", "", ""),
    Case("the opening tag is missing", "We add.</think>4", "We add.", "4"),
    Case("prefilled", "We add.</think>4", "We add.", "4", prefilled: true),
    Case("prefilled, never closed", "We add", "We add", "", prefilled: true),
    Case("prefilled and written again", "<think>a</think>4", "a", "4", prefilled: true),
    Case("text before", "So: <think>a</think>4", "a", "4"),
    Case("the first closing tag counts", "<think>a</think>b</think>4", "a", "b</think>4"),
    Case("a nested opening tag", "<think>a<think>b</think>4", "a<think>b", "4"),
    Case("two blocks", "<think>a</think>x<think>b</think>4", "a", "x<think>b</think>4"),
    Case("reversed", "</think>a<think>4", "", "a<think>4"),
    Case("a tag cut off", "<think>a</thin", "a</thin", ""),
    Case("upper case is text", "<THINK>a</THINK>4", nil, "<THINK>a</THINK>4"),
    Case(
      "quoted in the reasoning", "<think>I use `</think>` here</think>4", "I use `</think>` here",
      "4"),
    Case("quoted only", "<think>I stop at `</think>` 4", "I stop at `", "` 4"),
    Case(
      "quoted in prose", "Close it with `</think>` always.", nil, "Close it with `</think>` always."
    ),
    Case(
      "an example in a fence", "So:\n```\n<think>\na\n</think>\n```", nil,
      "So:\n```\n<think>\na\n</think>\n```"),
    Case(
      "a fence left open before the missing pair's end", "```py\nx\n</think>\n```py\ny\n```",
      "```py\nx\n", "\n```py\ny\n```"),
    Case(
      "a fence left open in the reasoning", "<think>```py\nx\n</think>\n```py\ny\n```",
      "```py\nx\n", "\n```py\ny\n```"),
    Case("prose that names the tag", "The <think> tag opens it.", nil, "The <think> tag opens it."),
    Case("a late block that never closes", "Well.\n<think>\nWe add", "\nWe add", ""),
  ])
  func parts(_ c: Case) {
    let split = Self.split(c.text, prefilled: c.isPrefilled)
    #expect(split.reasoning.map { Self.part(c.text, $0) } == c.reasoning)
    #expect(Self.part(c.text, split.answer) == c.answer)
  }

  @Test func flags() {
    #expect(Self.split("<think>a").isUnclosed)
    #expect(!Self.split("<think>a</think>").isUnclosed)
    #expect(Self.split("a</think>b").isOpenerMissing)
    #expect(!Self.split("a</think>b", prefilled: true).isOpenerMissing)
    #expect(Self.split("<think> \u{200B}\n</think>b").isReasoningBlank)
    #expect(!Self.split("<think>.</think>b").isReasoningBlank)
    #expect(!Self.split("no tags").isReasoningBlank)
  }

  @Test func counts() {
    let text = "<think>a `<think>` <think></think>b</think>c `</think>` <think>"
    let split = Self.split(text)
    #expect(split.openTags == 3)
    #expect(split.closeTags == 2)
    #expect(split.quotedTags == 2)
    #expect(split.strayOpenTags == 2)
    #expect(split.strayCloseTags == 1)
    #expect(Self.part(text, split.tail) == "c `</think>` <think>")
  }

  @Test func otherTagsAreFoundWhereTheTextBegins() {
    let text = Array("<|begin_of_thought|>a<|end_of_thought|>b".utf8)
    let split = ThinkSplit(text.span, others: ThinkTags.others, isOpenTagPrefilled: false)
    #expect(split.reasoning == 20..<21)
    #expect(split.answer == 39..<40)
    let plain = Array("<think>a</think>b <thinking>".utf8)
    let standard = ThinkSplit(plain.span, others: ThinkTags.others, isOpenTagPrefilled: false)
    #expect(standard.answer == 16..<28)
  }

  @Test func anyBytesAreSplit() {
    let text = [0xFF, 0x00] + Array("<think>".utf8) + [0xFE] + Array("</think>".utf8) + [0xC3]
    let split = ThinkSplit(text.span, tags: .standard, isOpenTagPrefilled: false)
    #expect(split.reasoning == 9..<10)
    #expect(split.answer == 18..<19)
    #expect(split.preamble == 0..<2)
  }

  @Test func manyTagsStayLinear() {
    let text = Array(String(repeating: "`</think>` <think> ", count: 50_000).utf8)
    let split = ThinkSplit(text.span, tags: .standard, isOpenTagPrefilled: false)
    #expect(split.quotedTags == 50_000)
  }
}
