import Bytes
import Curation
import Testing

/// What mutations make of a sample, and where they do not apply.
@Suite struct MutationTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let fields: JSONObject
    let found: String?
    /// What the first line's member must be; nil where nothing may be planted.
    let expected: String?
    let member: String

    init(
      _ name: String, _ fields: JSONObject, found: String? = nil, _ expected: String?,
      member: String = "output"
    ) {
      (self.name, self.fields, self.found) = (name, fields, found)
      (self.expected, self.member) = (expected, member)
    }
    var testDescription: String { name }
  }

  private static let thinking: JSONObject = [
    "output": "<think>\n20 - 2 = 18\n</think>\nThe answer is 18.", "reasoning": "on",
    "expected_answer": "18",
  ]
  private static let call = "<tool_call>{\"name\": \"f\", \"arguments\": {\"x\": 1}}</tool_call>"

  @Test(arguments: [
    Case(
      "sign_slip", thinking, found: "18", "<think>\n20 - 2 = 18\n</think>\nThe answer is -18."),
    Case(
      "decimal_slip", thinking, found: "18", "<think>\n20 - 2 = 18\n</think>\nThe answer is 180."),
    Case(
      "digit_swap", thinking, found: "18", "<think>\n20 - 2 = 18\n</think>\nThe answer is 81."),
    Case("digit_swap", ["output": "It is 7.", "expected_answer": "7"], found: "7", nil),
    Case("off_by_one", ["output": "It is seven."], found: "seven", nil),
    Case("unclosed_think", thinking, "<think>\n20 - 2 = 18\n\n\nThe answer is 18."),
    Case("unclosed_think", ["output": "The answer is 18.", "reasoning": "off"], nil),
    Case("missing_think", thinking, "The answer is 18."),
    Case("missing_opener", thinking, "\n20 - 2 = 18\n</think>\nThe answer is 18."),
    Case("answer_in_think", thinking, "<think>\n20 - 2 = 18\n\nThe answer is 18.\n</think>"),
    Case("think_in_off", thinking, nil),
    Case(
      "open_box", ["output": "So \\boxed{18}.", "expected_answer": "18"], "So \\boxed{18"),
    Case("open_box", thinking, nil),
    Case(
      "wrong_option",
      ["output": "A", "choices": ["one", "two"], "expected_answer": "A"], found: "A",
      "\nThe answer is B."),
    Case("wrong_option", thinking, found: "18", nil),
    Case(
      "wrong_code",
      [
        "output": "```python\ndef f(x):\n    return x\n```",
        "tests": ["kind": "assert", "code": "assert f(1) == 1"],
      ], "```python\ndef f(x):\n    return None\n```"),
    Case("wrong_code", ["output": "```python\ndef f(x):\n    return x\n```"], nil),
    Case(
      "violated_instruction",
      ["output": "none here", "constraints": [["id": "punctuation:no_comma", "args": [:]]]],
      "none here, and so on"),
    Case(
      "violated_instruction",
      ["output": "x", "constraints": [["id": "language:response_language", "args": [:]]]], nil),
    Case(
      "unknown_tool", ["output": .string(call), "tools": [["name": "f"]]],
      "<tool_call>{\"name\":\"f_v2\",\"arguments\":{\"x\":1}}</tool_call>"),
    Case(
      "wrong_argument",
      ["output": .string(call), "tools": [["name": "f"]], "expected_tool_calls": [["name": "f"]]],
      "<tool_call>{\"name\":\"f\",\"arguments\":{\"x\":2}}</tool_call>"),
    Case("stray_call", ["output": .string(call), "tools": [["name": "f"]]], nil),
    Case(
      "wrong_gold", ["output": "It is x.", "expected_answer": "0"], found: "0", "1",
      member: "expected_answer"),
    Case(
      "bold_answer", ["output": "It is 7.", "expected_answer": "7"], found: "7", "It is **7**."),
    Case("line_ends", ["output": "a\nb"], "a\r\nb"),
    Case("line_ends", ["output": "one line"], nil),
  ])
  func plants(_ c: Case) throws {
    let mutation = try #require(MutationCatalog.all.first { $0.name == c.name })
    var random = RandomSource(seed: 1)
    let planted = mutation.plant(try specimen(c.fields, found: c.found), &random)
    let line = try planted?.lines.first.map { try JSONValue(parsing: $0) }
    #expect(line?[c.member]?.string == c.expected)
  }

  @Test func namesAreUnique() {
    let names = MutationCatalog.all.map(\.name)
    #expect(Set(names).count == names.count)
  }

  /// Nothing that is called wrong may still be right: the graders' own table would be the judge, but
  /// here the text alone must differ from the gold.
  @Test(arguments: ["18", "-18", "0", "7", "1,250", "3.5", "\\frac{1}{2}", "10", "99"])
  func slipsChangeTheValue(_ value: String) throws {
    let sample = try specimen(
      ["output": .string("It is \(value)."), "expected_answer": .string(value)], found: value)
    for name in ["wrong_answer", "off_by_one", "sign_slip", "digit_swap", "decimal_slip"] {
      let mutation = try #require(MutationCatalog.all.first { $0.name == name })
      for seed in 0..<5 {
        var random = RandomSource(seed: UInt64(seed))
        guard let planted = mutation.plant(sample, &random) else { continue }
        let output = try JSONValue(parsing: planted.lines[0])["output"]?.string
        #expect(output != "It is \(value).")
        #expect(output?.contains("--") == false)
      }
    }
  }

  @Test func linesThatCannotBeRead() throws {
    let sample = try specimen(["output": "The answer is 18."])
    for name in ["broken_json", "invalid_utf8", "lone_surrogate"] {
      let mutation = try #require(MutationCatalog.all.first { $0.name == name })
      var random = RandomSource(seed: 1)
      let line = try #require(mutation.plant(sample, &random)?.lines.first)
      var decoder = SampleDecoder()
      #expect(throws: RecordProblem.self) { try decoder.decode(line, ordinal: 1) }
    }
  }

  @Test(arguments: [0, 1, 2, 3])
  func cardsPassTheirCheck(_ seed: UInt64) throws {
    let mutation = try #require(MutationCatalog.all.first { $0.name == "pii_card" })
    var random = RandomSource(seed: seed)
    let planted = try #require(mutation.plant(try specimen(["output": "x"]), &random))
    let text = try #require(try JSONValue(parsing: planted.lines[0])["output"]?.string)
    let digits = text.split(separator: ",")[0].compactMap(\.wholeNumberValue)
    #expect(digits.count == 16)
    let sum = digits.reversed().enumerated().reduce(0) { sum, digit in
      guard !digit.offset.isMultiple(of: 2) else { return sum + digit.element }
      let doubled = digit.element * 2
      return sum + (doubled > 9 ? doubled - 9 : doubled)
    }
    #expect(sum.isMultiple(of: 10))
  }
}
