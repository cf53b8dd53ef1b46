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
    FilterCase("an open object", "{\"a\": [1, 2], \"b\": \"so }", "fail"),
    FilterCase("an open array", "[{\"a\": 1},\n {\"b\": 2}", "fail"),
    FilterCase("a closed object", "{\"a\": \"}\", \"b\": [1]}\nThat is it.", "pass"),
    FilterCase("an escaped quote", "{\"a\": \"\\\"}\"}", "pass"),
    FilterCase("a set", "{x | x > 0", "pass"),
    FilterCase("an interval", "[1, 2)", "pass"),
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
    FilterCase("half a word", "The dress that you liked would cost you $80 af", "fail"),
    FilterCase("half a word in a bullet", "Look at:\n- Verify the sym", "fail"),
    FilterCase(
      "half a word of a list", "Here is what I would do:\n- Verify each of the sym", "fail"),
    FilterCase("half of a form", "It is my pleasure that we are now compa", "fail"),
    FilterCase("a form less a letter", "He told us all about the race that he was runnin", "fail"),
    FilterCase("half a word in capitals", "THE QUICK BROWN FOX JUMPS OVER THE LA", "fail"),
    FilterCase("half a word behind a quote", "How about we try the phrase, “I wa", "fail"),
    FilterCase("with apostrophes", "I'm sorry, but I can’t provide personal infor", "fail"),
    FilterCase("a whole word", "The dress that you liked would cost you eighty dollars", "pass"),
    FilterCase("a form", "We saw the children in the garden and they were playing", "pass"),
    FilterCase("a plural", "In this town you can find many bakeries and butchers", "pass"),
    FilterCase("a unit", "The road that we took is about 20 km", "pass"),
    FilterCase("a name", "The winner of the game this year is Alfonso Sohi", "pass"),
    FilterCase(
      "a word of the prompt", "You can get it if you install the numpi", "pass",
      fields: ["prompt": "What is numpi?"]),
    FilterCase("a word of the text", "The numpi is small. i think that you like the numpi", "pass"),
    FilterCase(
      "another language", "Wie einige andere ist er skeptisch, mit der Bemerkung, dass di", "pass"),
    FilterCase("a name of code", "Write it as the last word of the block: endmodule", "pass"),
    FilterCase("an article", "Most of the people in that town went to see the", "fail"),
    FilterCase("a conjunction", "It is a tough question and depends on the situation and", "fail"),
    FilterCase("a list of words", "should, in, by, is, does, or, the", "pass"),
    FilterCase("a pronoun", "I do not know which one of them is the one that you like, it", "pass"),
    FilterCase("ends in a comma", "If you want to learn more about this sort of thing,", "fail"),
    FilterCase(
      "a farewell with a comma", "That is all there is to say.\n\nWith kind regards,", "pass"),
    FilterCase("empty", " \n", "pass"),
  ])
  func midSentence(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "truncation: {limits: {midSentence: {max: 0}}}")
  }
}

private let paragraph = "I went to see the old house by the river.\n\n"
private let verse = "the river runs so deep and wide below\n"
