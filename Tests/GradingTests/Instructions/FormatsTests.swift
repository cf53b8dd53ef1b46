import Bytes
import Testing

@Suite struct FormatsTests {
  private static let two: JSONValue = ["num_bullets": 2]

  @Test(arguments: [
    InstructionCase("asterisks", "* one\n* two", true, two),
    InstructionCase("dashes, indented", "  - one\n\t- two", true, two),
    InstructionCase("one", "* one", false, two),
    InstructionCase("three", "* one\n* two\n- three", false, two),
    InstructionCase("a rule counts", "* one\n---", true, literal: false, two),
    InstructionCase("a negative number counts", "* one\n-5 degrees", true, literal: false, two),
    InstructionCase("bold does not", "* one\n**two**", false, two),
    InstructionCase("italics do", "* one\n*two*", true, literal: false, two),
    InstructionCase("other bullets do not", "• one\n• two", false, two),
    InstructionCase("an asterisk alone eats the line after it", "*\n* one\n* two", true, two),
    InstructionCase("empty lines before", "\n\n  \n* one\n\n\n* two", true, two),
  ])
  func bullets(_ c: InstructionCase) { c.check("detectable_format:number_bullet_lists") }

  @Test(arguments: [
    InstructionCase("one of three", "Well. My answer is no.", true),
    InstructionCase("none", "No.", false),
    InstructionCase("case matters", "my answer is no.", false),
    InstructionCase("two of three", "My answer is yes. My answer is no.", true, literal: false),
  ])
  func constrained(_ c: InstructionCase) { c.check("detectable_format:constrained_response") }

  private static let one: JSONValue = ["num_highlights": 1]

  @Test(arguments: [
    InstructionCase("italics", "a *b* c", true, one),
    InstructionCase("bold once", "a **b** c", false, literal: false, ["num_highlights": 2]),
    InstructionCase("two", "*a* and **b**", true, ["num_highlights": 2]),
    InstructionCase("none", "plain", false, one),
    InstructionCase("blank inside", "a * * b", false, one),
    InstructionCase("multiplication", "2*3*4", true, literal: false, one),
    InstructionCase("two bullets are on two lines", "* a\n* b", false, one),
    InstructionCase("a bullet and a star", "* a 5*", true, literal: false, one),
  ])
  func highlights(_ c: InstructionCase) {
    c.check("detectable_format:number_highlighted_sections")
  }

  private static let twoSections: JSONValue = ["section_spliter": "Section", "num_sections": 2]

  @Test(arguments: [
    InstructionCase("two", "Section 1\na\nSection 2\nb", true, twoSections),
    InstructionCase("one", "Section 1\na", false, twoSections),
    InstructionCase("without a space", "Section1\nSection2", true, twoSections),
    InstructionCase("two spaces", "Section  1\nSection  2", false, twoSections),
    InstructionCase("letters", "Section A\nSection B", false, twoSections),
    InstructionCase("capitals", "SECTION 1\nSECTION 2", false, twoSections),
    InstructionCase("mentions", "Section 1: see Section 2", true, literal: false, twoSections),
    InstructionCase("a heading", "## Section 1\n**Section 2**", true, twoSections),
    InstructionCase(
      "a pattern", "Part 1\nPort 2", true, literal: false,
      [
        "section_spliter": "P.rt", "num_sections": 2,
      ]),
  ])
  func sections(_ c: InstructionCase) { c.check("detectable_format:multiple_sections") }

  @Test(arguments: [
    InstructionCase("a title", "<<Joy>>\ntext", true),
    InstructionCase("none", "Joy\ntext", false),
    InstructionCase("blank", "<< >>", false),
    InstructionCase("over two lines", "<<Joy\nof>>", false),
    InstructionCase("code", "cout << x; cin >> y", true, literal: false),
    InstructionCase("empty", "<<>>", false),
    InstructionCase("decorated", "# **<<Joy>>**", true),
  ])
  func title(_ c: InstructionCase) { c.check("detectable_format:title") }

  @Test(arguments: [
    InstructionCase("an object", #"{"a": [1, 2.5e3, null]}"#, true),
    InstructionCase("in a fence", "```json\n{\"a\": 1}\n```", true),
    InstructionCase("in a plain fence", "```\n[1]\n```", true),
    InstructionCase("text around", "Here: {\"a\": 1}", false),
    InstructionCase("a number", "42", true, literal: false),
    InstructionCase("not a number", "[NaN, -Infinity]", true, literal: false),
    InstructionCase("a comma too many", "[1,]", false),
    InstructionCase("a raw newline in a string", "[\"a\nb\"]", false),
    InstructionCase("a byte-order mark", "\u{FEFF}[1]", false),
    InstructionCase("a leading zero", "[01]", false),
    InstructionCase("a bad escape", #"["\x"]"#, false),
    InstructionCase("a huge integer", String(repeating: "1", count: 4_301), false),
    InstructionCase("deep", String(repeating: "[", count: 100_000), false),
  ])
  func json(_ c: InstructionCase) { c.check("detectable_format:json_format") }
}
