import Bytes
import Testing

@Suite struct CombinationsTests {
  @Test(arguments: [
    InstructionCase("two", "One\n******\nTwo", true),
    InstructionCase("one", "One", false),
    InstructionCase("three", "One\n******\nTwo\n******\nThree", false),
    InstructionCase("the same twice", "One\n******\n One ", false),
    InstructionCase("blank ends", "******\nOne\n******\nTwo\n******", true),
    InstructionCase("a blank middle", "One\n******\n\n******\nTwo", false),
    InstructionCase("seven asterisks", "One\n*******\nTwo", true, literal: false),
    InstructionCase("twelve", "One\n************\nTwo", false, literal: false),
  ])
  func twoResponses(_ c: InstructionCase) { c.check("combination:two_responses") }

  private static let prompt: JSONValue = ["prompt_to_repeat": "Write a poem.\nNow "]

  @Test(arguments: [
    InstructionCase("repeated, case ignored", " write a Poem.\nNOW Roses are red", true, prompt),
    InstructionCase("something before", "Sure! Write a poem.\nNow", false, prompt),
    InstructionCase("other white space", "Write a poem. Now Roses", false, literal: true, prompt),
    InstructionCase("no answer", "Write a poem.\nNow", true, literal: false, prompt),
  ])
  func repeatPrompt(_ c: InstructionCase) { c.check("combination:repeat_prompt") }
}
