import Bytes
import Grading
import Testing

@Suite struct InstructionGraderTests {
  private static let noComma = Constraint(id: "punctuation:no_comma", arguments: JSONObject())
  private static let unknown = Constraint(id: "count:grains_of_sand", arguments: JSONObject())

  private func grade(_ response: String, _ constraints: [Constraint]) -> InstructionReport {
    InstructionGrader(tables: .rules, reading: .reference)
      .grade(response: Array(response.utf8), prompt: "", constraints: constraints)
  }

  /// One row, one loosened version that saves the response.
  @Test(arguments: [
    ("the first line is left out", "Sure, here it is:\nAll well", true),
    ("the last line is left out", "All well\nBye, friend", true),
    ("both are left out", "Sure,\nAll well\nBye,", true),
    ("a middle line stays", "One\nTwo, three\nFour", false),
    ("a blank version is none", "One, two", false),
  ])
  func loose(_ name: String, _ response: String, _ expected: Bool) {
    let report = grade(response, [Self.noComma])
    #expect(report.strict == [false])
    #expect(report.loose == [expected])
    #expect(report.outcome(.loose) == (expected ? .pass : .fail(.instructionNotFollowed)))
  }

  @Test func looseDropsAsterisks() {
    let result = report("startend:end_checker", ["end_phrase": "Bye."], "Well. **Bye.**")
    #expect(result.strict == [false])
    #expect(result.loose == [true])
  }

  @Test(arguments: ["", " \n\t", "\u{1F}"])
  func blankResponseFollowsNothing(_ response: String) {
    let report = grade(response, [Self.noComma])
    #expect(report.strict == [false])
    #expect(report.loose == [false])
  }

  @Test func unknownInstructionIsUnsure() {
    let report = grade("Well", [Self.unknown, Self.noComma])
    #expect(report.strict == [nil, true])
    #expect(report.outcome(.strict) == .unsure("unknown_instruction"))
  }

  @Test func failureOutweighsWhatIsUnknown() {
    let report = grade("Well, no", [Self.unknown, Self.noComma])
    #expect(report.outcome(.strict) == .fail(.instructionNotFollowed))
  }

  @Test func withoutConstraintsItIsSkipped() {
    #expect(grade("Well", []).outcome(.strict) == .skipped(.noConstraints))
  }

  @Test(arguments: UndecidedCase.all)
  func undecided(_ c: UndecidedCase) {
    let response = "text " + String(repeating: "a", count: 200)
    let result = report(c.id, c.arguments, response)
    #expect(result.strict == [nil])
    #expect(result.loose == [nil])
    #expect(result.outcome(.strict).reason?.code == c.reason)
  }

  @Test func aMegabyteIsTheMost() {
    let text = String(repeating: "a", count: 1 << 20)
    #expect(grade(text, [Self.noComma]).strict == [true])
    let report = grade(text + "a", [Self.noComma])
    #expect(report.strict == [nil])
    #expect(report.outcome(.strict) == .unsure("response_too_long"))
  }

  @Test func malformedBytesAreAnswered() {
    let bytes: [UInt8] = [0xFF, 0xC0, 0x80, 0x41, 0xED, 0xA0, 0x80, 0x00]
    let report = InstructionGrader(tables: .rules, reading: .reference)
      .grade(response: bytes, prompt: "", constraints: [Self.noComma])
    #expect(report.strict == [true])
  }
}

/// Arguments on which there is no verdict.
struct UndecidedCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let id: String
  let arguments: JSONValue
  let reason: String

  init(_ name: String, _ id: String, _ arguments: JSONValue, _ reason: String) {
    testDescription = name
    self.id = id
    self.arguments = arguments
    self.reason = reason
  }

  static let all: [UndecidedCase] = [
    UndecidedCase("no limit", "length_constraints:number_words", [:], "missing_argument"),
    UndecidedCase("null", "startend:end_checker", ["end_phrase": .null], "missing_argument"),
    UndecidedCase(
      "a negative number", "detectable_format:number_bullet_lists", ["num_bullets": -1],
      "missing_argument"),
    UndecidedCase(
      "another relation", "length_constraints:number_words",
      ["num_words": 1, "relation": "around"], "bad_argument"),
    UndecidedCase(
      "a text for a number", "detectable_format:number_bullet_lists", ["num_bullets": "many"],
      "bad_argument"),
    UndecidedCase(
      "an open bracket", "keywords:existence", ["keywords": ["(a"]], "bad_pattern"),
    UndecidedCase(
      "a paragraph past the last", "length_constraints:nth_paragraph_first_word",
      ["num_paragraphs": 1, "nth_paragraph": 2, "first_word": "a"], "bad_argument"),
    UndecidedCase(
      "a pattern without end", "keywords:existence", ["keywords": ["(a|a)*(a|a)*(a|a)*b"]],
      "pattern_too_slow"),
  ]
}
