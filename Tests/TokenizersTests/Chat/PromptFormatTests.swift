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
}
