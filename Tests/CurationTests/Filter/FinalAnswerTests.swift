import Bytes
import Testing

@Suite struct FinalAnswerTests {
  @Test(arguments: [
    FilterCase("an answer", "<think>a</think>\nIt is 4.", "pass"),
    FilterCase("none", "<think>It is 4.</think>\n \n", "fail"),
    FilterCase("invisible", "<think>It is 4.</think>\u{200B}", "fail"),
    FilterCase("never closed", "<think>It is", "fail"),
    FilterCase("only announced", "<think>a</think>**Final Answer:**", "fail"),
    FilterCase("an empty box", "<think>a</think>\\boxed{}", "fail"),
    FilterCase("dots", "<think>a</think>...", "fail"),
    FilterCase("an empty fence", "<think>a</think>```\n```", "fail"),
    FilterCase("an operator", "<think>a</think>**", "pass"),
    FilterCase("an empty list", "<think>a</think>[]", "pass"),
    FilterCase("a sign", "<think>a</think>✅", "pass"),
    FilterCase("a character", "<think>a</think>是", "pass"),
    FilterCase("empty", "", "fail"),
    FilterCase("without thinking", "4", "pass"),
  ])
  func missing(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "answer: {limits: {missing: {max: 0}}}")
  }

  @Test(arguments: [
    FilterCase("an answer", "It is four, as one can see.", "pass"),
    FilterCase("the prompt", "How much is two plus two?", "fail"),
    FilterCase("the prompt, spaced", "<think>a</think>\n\nHow much  is two\nplus two?", "fail"),
    FilterCase("the prompt and more", "How much is two plus two? It is 4.", "pass"),
  ])
  func echo(_ c: FilterCase) throws {
    let asked = FilterCase(
      c.name, c.response, c.expected, fields: ["prompt": "How much is two plus two?"])
    try check(asked, family: "quality", recipe: "answer: {limits: {echo: {max: 0}}}")
  }

  @Test(arguments: [
    FilterCase("an answer with good wishes", "It is blue and green. I hope this helps!", "pass"),
    FilterCase("good wishes", "I hope this makes it clear.", "fail"),
    FilterCase("an announcement", "Sure! Here is the answer.", "fail"),
    FilterCase("with a value", "Sure! Here is the answer: 4", "pass"),
    FilterCase("with a formula", "Here is the answer: $x$", "pass"),
    FilterCase("unknown", "The answer is unknown.", "fail"),
    FilterCase("good wishes in Chinese", "希望这对您有帮助！", "fail"),
    FilterCase("a word", "blue", "pass"),
    FilterCase("a poem", "Okay is a word that nobody owns and everybody likes to say", "pass"),
  ])
  func filler(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "answer: {limits: {filler: {max: 0}}}")
  }
}
