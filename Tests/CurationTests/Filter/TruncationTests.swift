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
    FilterCase("full stop", "This is a sentence of six words. So is this one here.", "pass"),
    FilterCase("no end", "Every town keeps a little archive. The papers tell what a to", "fail"),
    FilterCase("comma", "Every town keeps a little archive. It is old, and then,", "fail"),
    FilterCase("emphasis around the end", "*Every town keeps an archive.* It is **very o", "fail"),
    FilterCase("an accent at the end", "Every town has its old house. This one is a café", "fail"),
    FilterCase(
      "one open line says nothing", "What I would do in your place is wait a while", "pass"),
    FilterCase("bare answer", "forty-two", "pass"),
    FilterCase("a number", "So many words are behind us now. The number is 42", "pass"),
    FilterCase("a formula", "So this is what follows from it. It is $x$", "pass"),
    FilterCase("tags", "We opened our new shop in town. Come and see #shop #new", "pass"),
    FilterCase("initials", "8. A brief history by J. K. Someone and Gary Marcus", "pass"),
    FilterCase("a list item", "Here is what you need to buy at the shop today:\n- milk", "pass"),
    FilterCase(
      "a numbered title", "1. Do the work and rest.\n2. How to beat it. The way of a cat", "fail"),
    FilterCase(
      "paragraphs have stops", String(repeating: paragraph, count: 2) + "Then I went on and saw th",
      "fail"),
    FilterCase(
      "paragraphs have none", String(repeating: verse, count: 3) + "and I went on and saw", "pass"),
    FilterCase(
      "a signature", String(repeating: paragraph, count: 2) + "Best regards,\nJohn Smith", "pass"),
    FilterCase(
      "a list behind paragraphs",
      String(repeating: paragraph, count: 2) + "- a pound of the best flour there is", "pass"),
    FilterCase(
      "code at the end",
      String(repeating: paragraph, count: 2) + "```\nwhile this and that or so\n```",
      "pass"),
    FilterCase("a row of a table", "| a | b |\n| --- | --- |\n| one | tw", "fail"),
    FilterCase("a row without its bar", "a | b\n--- | ---\none | two", "pass"),
    FilterCase(
      "an open bracket", "The dress that you liked costs more (or whether it is the on", "fail"),
    FilterCase("a closed bracket", "The dress that you liked costs more (or so)", "pass"),
    FilterCase("a bracket of code", "Call it as `f(x` and see what comes of it then", "pass"),
    FilterCase("a power", "the root of it is cube_root ** 3 == a", "pass"),
    FilterCase("open emphasis", "The best of all of them is **the one that", "fail"),
    FilterCase("after an exclamation", "You're welcome! If you need any mo", "fail"),
    FilterCase("a farewell", "You're welcome! Bye", "pass"),
    FilterCase(
      "items have stops",
      "- This is the first of all items.\n- This is the second of all items.\n- This is the th",
      "fail"),
    FilterCase(
      "items have none",
      "- this is the first of all items\n- this is the second of all items\n- this is the third",
      "pass"),
    FilterCase("empty", " \n", "pass"),
  ])
  func midSentence(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "truncation: {limits: {midSentence: {max: 0}}}")
  }
}

private let paragraph = "I went to see the old house by the river.\n\n"
private let verse = "the river runs so deep and wide below\n"
