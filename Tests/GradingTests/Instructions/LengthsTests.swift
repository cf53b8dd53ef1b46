import Bytes
import Testing

@Suite struct LengthsTests {
  private static func words(_ relation: String, _ count: Int) -> JSONValue {
    ["relation": .string(relation), "num_words": .int(count)]
  }

  @Test(arguments: [
    InstructionCase("at the limit", "one two three", true, words("at least", 3)),
    InstructionCase("one too few", "one two", false, words("at least", 3)),
    InstructionCase("less than", "one two", true, words("less than", 3)),
    InstructionCase("not less", "one two three", false, words("less than", 3)),
    InstructionCase(
      "an apostrophe parts words", "don't stop", true, literal: false, words("at least", 3)),
    InstructionCase("so does a point", "3.14", true, literal: false, words("at least", 2)),
    InstructionCase("and a hyphen", "well-known", true, literal: false, words("at least", 2)),
    InstructionCase("an underscore does not", "snake_case", false, words("at least", 2)),
    InstructionCase("Hindi vowel signs are in words", "हिन्दी भाषा", false, words("at least", 3)),
    InstructionCase("Chinese is one run", "你好世界", false, literal: true, words("at least", 2)),
    InstructionCase("superscripts are no words", "x ² y", true, words("less than", 3)),
  ])
  func numberOfWords(_ c: InstructionCase) { c.check("length_constraints:number_words") }

  private static func sentences(_ relation: String, _ count: Int) -> JSONValue {
    ["relation": .string(relation), "num_sentences": .int(count)]
  }

  @Test(arguments: [
    InstructionCase("at the limit", "One. Two! Three?", true, sentences("at least", 3)),
    InstructionCase("below", "One. Two!", false, sentences("at least", 3)),
    InstructionCase("less than", "One. Two!", true, sentences("less than", 3)),
    InstructionCase(
      "a title is no end", "Dr. Smith met Mr. Jones.", true, sentences("less than", 2)),
    InstructionCase(
      "lines without stops", "- one\n- two\n- three", false, literal: true, sentences("at least", 3)
    ),
    InstructionCase(
      "no stops of other scripts", "你好。再见。", false, literal: true, sentences("at least", 2)),
    InstructionCase("no space, no end", "one.two.three", true, sentences("less than", 2)),
  ])
  func numberOfSentences(_ c: InstructionCase) { c.check("length_constraints:number_sentences") }

  private static let two: JSONValue = ["num_paragraphs": 2]

  @Test(arguments: [
    InstructionCase("two parts", "One\n***\nTwo", true, two),
    InstructionCase("one part", "One and two", false, two),
    InstructionCase("three parts", "One\n***\nTwo\n***\nThree", false, two),
    InstructionCase("empty ends do not count", "***\nOne\n***\nTwo\n***", true, two),
    InstructionCase("an empty middle fails", "One\n***\n\n***\nTwo", false, two),
    InstructionCase("bold italics divide", "A ***very*** short text", false, literal: false, two),
    InstructionCase("inside a line", "One *** Two", true, literal: false, two),
    InstructionCase("six asterisks", "One\n******\nTwo", false, two),
  ])
  func numberOfParagraphs(_ c: InstructionCase) { c.check("length_constraints:number_paragraphs") }

  private static let second: JSONValue = [
    "num_paragraphs": 2, "nth_paragraph": 2, "first_word": "However",
  ]

  @Test(arguments: [
    InstructionCase("right", "First.\n\nhowever, second.", true, second),
    InstructionCase("another word", "First.\n\nBut second.", false, second),
    InstructionCase("one paragraph too many", "A\n\nhowever\n\nB", false, second),
    InstructionCase("one too few", "However", false, second),
    InstructionCase("quotes before it", "A\n\n\"However\" it", true, second),
    InstructionCase("bold", "A\n\n**However** it", false, literal: true, second),
    InstructionCase("a colon after it", "A\n\nHowever: it", false, literal: true, second),
    InstructionCase(
      "four newlines shift the index", "A\n\n\n\nHowever it", false, literal: true, second),
  ])
  func firstWord(_ c: InstructionCase) { c.check("length_constraints:nth_paragraph_first_word") }
}
