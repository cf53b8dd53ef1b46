import Bytes
import Testing

@Suite struct TruncationTests {
  @Test(arguments: [
    FilterCase("whole", "<think>a</think>\nThe answer is 4.", "pass"),
    FilterCase("finish reason", "The answer is 4.", "fail", fields: ["finish_reason": "length"]),
    FilterCase("stopped", "The answer is 4.", "pass", fields: ["finish_reason": "stop"]),
    FilterCase("think never closes", "<think>first we", "fail"),
    FilterCase("open fence", "```python\nprint(1)", "fail"),
    FilterCase("closed fence", "```python\nprint(1)\n```", "pass"),
    FilterCase("ticks inside a line", "use ``` to quote", "pass"),
    FilterCase("open box", "so \\boxed{12 + \\frac{1}{2}", "fail"),
    FilterCase("closed box", "so \\boxed{12 + \\frac{1}{2}}", "pass"),
    FilterCase("escaped brace in a box", "so \\boxed{\\{1, 2\\}}", "pass"),
    FilterCase("empty", "", "pass"),
  ])
  func cut(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "truncation: {limits: {cut: {max: 0}}}")
  }

  @Test(arguments: [
    FilterCase("full stop", "This is a sentence of more than eight words, which ends.", "pass"),
    FilterCase("no end", "This is a sentence of more than eight words, which does not", "fail"),
    FilterCase("comma", "This is a sentence of more than eight words, and then,", "fail"),
    FilterCase("bare answer", "forty-two", "pass"),
    FilterCase("a number", "after all these many words the number is simply 42", "pass"),
    FilterCase("a list item", "Here is what you need to buy at the shop today:\n- milk", "pass"),
  ])
  func midSentence(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "truncation: {limits: {midSentence: {max: 0}}}")
  }
}
