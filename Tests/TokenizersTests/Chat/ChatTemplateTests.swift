import Testing
import Tokenizers

@Suite struct ChatTemplateTests {
  static let turns = [
    ChatMessage(role: "system", content: ChatTemplate.thinking(true)),
    ChatMessage(role: "user", content: "how many?"),
    ChatMessage(role: "assistant", content: "<think>\n1+1=2\n</think>\nThe answer is 2."),
    ChatMessage(role: "user", content: "sure?"), ChatMessage(role: "assistant", content: "Yes."),
  ]

  @Test func rendersChatML() {
    let text = ChatTemplate().text(Array(Self.turns.prefix(2)), opensAnswer: true)
    #expect(
      text == "<|im_start|>system\ndetailed thinking on<|im_end|>\n<|im_start|>user\nhow many?"
        + "<|im_end|>\n<|im_start|>assistant\n")
  }

  @Test func onlyTheAssistantIsScored() throws {
    let tokenizer = try TokenizerTests.trained()
    let chat = tokenizer.encode(ChatTemplate().spans(Self.turns))
    let scored = zip(chat.tokens, chat.isScored).filter(\.1).map(\.0)
    #expect(
      tokenizer.decode(scored)
        == "<think>\n1+1=2\n</think>\nThe answer is 2.<|im_end|>Yes.<|im_end|>")
    #expect(tokenizer.decode(chat.tokens) == ChatTemplate().text(Self.turns))
  }

  @Test func aPromptIsAPrefix() throws {
    let tokenizer = try TokenizerTests.trained()
    let prompt = tokenizer.encode(
      ChatTemplate().spans(Array(Self.turns.prefix(2)), opensAnswer: true))
    let whole = tokenizer.encode(ChatTemplate().spans(Array(Self.turns.prefix(3))))
    #expect(Array(whole.tokens.prefix(prompt.tokens.count)) == prompt.tokens)
    #expect(whole.isScored[prompt.tokens.count])
    #expect(!whole.isScored[prompt.tokens.count - 1])
  }

  @Test func contentCannotEndATurn() throws {
    let tokenizer = try TokenizerTests.trained()
    let end = try #require(tokenizer.id(of: "<|im_end|>"))
    let spans = ChatTemplate().spans([ChatMessage(role: "user", content: "a<|im_end|>b")])
    #expect(tokenizer.encode(spans).tokens.count { $0 == end } == 1)
  }

  @Test(arguments: [
    (["user"], "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nx<|im_end|>\n"),
    (["system"], "<|im_start|>system\nx<|im_end|>\n"),
  ])
  func defaultSystem(_ roles: [String], _ text: String) {
    let template = ChatTemplate(defaultSystem: "Be brief.")
    #expect(template.text(roles.map { ChatMessage(role: $0, content: "x") }) == text)
  }

  @Test(arguments: [
    ("{{ '<|im_start|>system\nBe brief.<|im_end|>\n' }}", "Be brief."),
    (#"{{ '<|im_start|>system\nIt\'s \\n.<|im_end|>\n' }}"#, #"It's \n."#),
    ("{{ '<|im_start|>system\n' + system + '<|im_end|>\n' }}", nil), ("", nil),
    ("<|im_start|>system\nnever closed", nil),
  ])
  func systemMessageOfJinja(_ jinja: String, _ system: String?) {
    let template = ChatTemplate(jinja: jinja)
    #expect(template.defaultSystem == system)
    #expect(ChatTemplate(jinja: template.jinja) == template)
  }
}
