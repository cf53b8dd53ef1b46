import Bytes
import Testing

@Suite struct TemplateResidueTests {
  @Test(arguments: [
    FilterCase("plain", "It is 4.", "pass"),
    FilterCase("a barred token", "It is 4.<|eot_id|>", "fail"),
    FilterCase("an end of sequence", "It is 4.</s>", "fail"),
    FilterCase("wide bars", "It is 4.<｜User｜>", "fail"),
    FilterCase("in code", "Write `<|im_end|>` behind it.", "pass"),
    FilterCase("in a fence", "```\n<|im_end|>\n```\n", "pass"),
    FilterCase(
      "of the prompt", "It ends with <|im_end|>.", "pass",
      fields: ["prompt": "What does <|im_end|> do?"]),
    FilterCase("an opener", "<s>It is 4.", "fail"),
    FilterCase("an unknown token", "It is <unk> and no more.", "fail"),
    FilterCase("a result of a tool", "<tool_response>\n4\n</tool_response> It is 4.", "fail"),
    FilterCase(
      "amid the words of a fence",
      "```json\n{\"reasoning\": \"it returns the <|eot_id|> empty string\"}\n```", "fail"),
    FilterCase(
      "a string of code", "```python\ns = \"<|im_start|>user\" + x + \" <|im_end|>\"\n```", "pass"),
    FilterCase("in a comment of code", "```python\n    # [INST] Check each of them\n```", "fail"),
    FilterCase("between operators", "```sql\nAND a <= <|endoftext|> 120\n```", "fail"),
    FilterCase("behind an operator", "```python\nif k > 0: <|endoftext|> (k - 1)\n```", "fail"),
    FilterCase("in a string", "```python\nx = 'a, <|endoftext|> (b)'\n```", "pass"),
    FilterCase("a line of a format", "```\n[INST] {prompt} [/INST]\n```", "pass"),
    FilterCase("bars of mathematics", "for |x|<|y| and |y|>0", "pass"),
    FilterCase("cut token", "It is 4.<|eot_", "pass"),
  ])
  func tokens(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "template: {limits: {tokens: {max: 0}}}")
  }

  @Test(arguments: [
    FilterCase("one marker", "Human: to err.", "pass"),
    FilterCase("turns", "It is 4.\n\nHuman: And 5?\n\nAssistant: 5.", "fail"),
    FilterCase("instructions", "Four.\n\n### Instruction:\nMore.\n\n### Response:\nFive.", "fail"),
    FilterCase("inside a line", "the label human: and the label assistant: differ", "pass"),
    FilterCase(
      "a format that was asked for", "User: a\nAssistant: b", "pass",
      fields: ["prompt": "Write a chat as User: … Assistant: …"]),
    FilterCase(
      "the prompt is a transcript", "Four.\n\nHuman: And 5?\n\nAssistant: 5.", "fail",
      fields: ["prompt": "Human: Hi\n\nAssistant: Hello.\n\nHuman: 2 + 2?"]),
    FilterCase(
      "it ends in the responder's name", "Four.\nUser: And 5?\nAssistant: 5.", "fail",
      fields: ["prompt": "User: 2 + 2?\nAssistant:"]),
    FilterCase(
      "the response to a transcript has one name", "Assistant: Four.", "pass",
      fields: ["prompt": "User: 2 + 2?\nAssistant:"]),
    FilterCase(
      "a transcript with a task below it", "User: Hi\nAssistant: Hello", "pass",
      fields: ["prompt": "User: hi\nAssistant: hello\n\nBegin each line with a capital."]),
  ])
  func turns(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "template: {limits: {turns: {max: 1}}}")
  }

  @Test(arguments: [
    FilterCase("plain", "instruction and output", "pass"),
    FilterCase("marks of a prompt", "#instruction# Add them.", "fail"),
    FilterCase("nobody filled it", "def f():\n    # your code here\n", "fail"),
  ])
  func residue(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "template: {limits: {residue: {max: 0}}}")
  }
}
