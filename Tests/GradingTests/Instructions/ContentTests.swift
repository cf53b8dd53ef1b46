import Bytes
import Testing

@Suite struct ContentTests {
  private static let two: JSONValue = ["num_placeholders": 2]

  @Test(arguments: [
    InstructionCase("at the limit", "[name] and [address]", true, two),
    InstructionCase("one too few", "[name] and address", false, two),
    InstructionCase("over two lines", "[na\nme] [address]", false, two),
    InstructionCase("links", "[a](b) [c](d)", true, literal: false, two),
    InstructionCase("task boxes", "[ ] one\n[x] two", true, literal: false, two),
    InstructionCase("nested", "[[a]]", false, two),
  ])
  func placeholders(_ c: InstructionCase) { c.check("detectable_content:number_placeholders") }

  private static let ps: JSONValue = ["postscript_marker": "P.S."]
  private static let pps: JSONValue = ["postscript_marker": "P.P.S"]

  @Test(arguments: [
    InstructionCase("at the end", "Bye.\n\nP.S. Call me.", true, ps),
    InstructionCase("with a space", "Bye.\np. s. call me", true, ps),
    InstructionCase("none", "Bye.", false, ps),
    InstructionCase("without stops", "Bye.\nPS: call me", false, literal: true, ps),
    InstructionCase("the second marker for the first", "P.P.S. Hi", true, literal: false, ps),
    InstructionCase("inside a word", "Ask U.P.S. today", true, literal: false, ps),
    InstructionCase("the second marker", "A\nP.P.S Hi", true, pps),
    InstructionCase("the first for the second", "A\nP.S. Hi", false, pps),
    InstructionCase("another marker", "Note: x\nREMARK: y", true, ["postscript_marker": "Remark"]),
  ])
  func postscript(_ c: InstructionCase) { c.check("detectable_content:postscript") }
}
