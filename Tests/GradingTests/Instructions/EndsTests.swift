import Bytes
import Testing

@Suite struct EndsTests {
  private static let phrase: JSONValue = ["end_phrase": "Any other questions?"]

  @Test(arguments: [
    InstructionCase("ends", "Done. any other questions? ", true, phrase),
    InstructionCase("something after", "Any other questions? Bye", false, phrase),
    InstructionCase("in quotes", "\"Any other questions?\"", true, phrase),
    InstructionCase("inside a word", "Many other questions?", true, literal: false, phrase),
    InstructionCase("bold", "**Any other questions?**", false, literal: true, phrase),
  ])
  func endPhrase(_ c: InstructionCase) { c.check("startend:end_checker") }

  @Test(arguments: [
    InstructionCase("wrapped", " \"Hello\"\n", true),
    InstructionCase("only opened", "\"Hello", false),
    InstructionCase("one sign", "\"", false),
    InstructionCase("empty", "\"\"", true, literal: false),
    InstructionCase("curly", "\u{201C}Hello\u{201D}", false, literal: true),
  ])
  func quotation(_ c: InstructionCase) { c.check("startend:quotation") }
}
