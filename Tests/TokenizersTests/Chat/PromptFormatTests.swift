import Testing
import Tokenizers

@Suite struct PromptFormatTests {
  @Test(
    arguments: [
      (
        .llama3,
        "<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\nhi<|eot_id|>"
          + "<|start_header_id|>assistant<|end_header_id|>|\n\n|<|eot_id|>"
      ),
      (
        .llama31,
        "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\n"
          + "Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\n<|eot_id|>"
          + "<|start_header_id|>user<|end_header_id|>\n\nhi<|eot_id|>"
          + "<|start_header_id|>assistant<|end_header_id|>|\n\n|<|eot_id|>"
      ),
      (
        .nemotron,
        "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\n<|eot_id|>"
          + "<|start_header_id|>user<|end_header_id|>\n\nhi<|eot_id|>"
          + "<|start_header_id|>assistant<|end_header_id|>|\n\n|<|eot_id|>"
      ),
      (.chatml, "<|im_start|>user\nhi<|im_end|>\n<|im_start|>|assistant\n|<|im_end|>\n"),
      (.plain, "hi||"),
    ] as [(PromptFormat, String)])
  func text(_ format: PromptFormat, _ expected: String) {
    let text = format.text([ChatMessage(role: "user", content: "hi")])
    #expect([text.prompt, text.bridge, text.end].joined(separator: "|") == expected)
  }

  @Test func llama31TakesTheSystemMessageIn() {
    let text = PromptFormat.llama31.text([
      ChatMessage(role: "system", content: "\n Be brief. "),
      ChatMessage(role: "user", content: "hi"),
    ])
    #expect(text.prompt.contains("26 Jul 2024\n\nBe brief.<|eot_id|>"))
    #expect(text.prompt.components("<|start_header_id|>") == 3)
  }

  @Test(arguments: [
    ("a b", "a b"), (" \n a b\r\n", "a b"), ("\u{1C}a\u{85}\u{A0}", "a"),
    ("\u{3000}\u{2028}a\u{1680}\u{2009} ", "a"), ("\u{200B}a\u{180E}", "\u{200B}a\u{180E}"),
    ("\u{2000}", ""), ("", ""), (" \u{E9} ", "\u{E9}"), ("\u{3042}\u{3000}", "\u{3042}"),
  ])
  func llama31TrimsAsPythonDoes(_ content: String, _ expected: String) {
    let message = ChatMessage(role: "user", content: content)
    #expect(PromptFormat.llama31.text([message]).prompt.contains("\n\n\(expected)<|eot_id|>"))
    let bytes = Array(content.utf8)
    #expect(Array(bytes[PromptFormat.llama31.written(of: bytes.span)]) == Array(expected.utf8))
    #expect(PromptFormat.llama3.written(of: bytes.span) == bytes.indices)
  }

  @Test(
    arguments: [
      ([0xE3], 0..<1), ([0xE3, 0x80], 0..<2), ([0x20, 0xC2], 1..<2), ([0x80, 0x20], 0..<1),
      ([0x20, 0x80, 0xE2, 0x80], 1..<4),
    ] as [([UInt8], Range<Int>)])
  func brokenBytesStay(_ bytes: [UInt8], _ expected: Range<Int>) {
    #expect(PromptFormat.llama31.written(of: bytes.span) == expected)
  }
}

extension String {
  fileprivate func components(_ part: String) -> Int { ranges(of: part).count }
}
