import Bytes
import Grading
import Testing

@Suite struct ToolCallGraderTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let output: String
    let expected: String?
    let outcome: String
    var testDescription: String { "\(output) | \(expected ?? "unknown")" }
    init(_ output: String, _ expected: String?, _ outcome: String) {
      (self.output, self.expected, self.outcome) = (output, expected, outcome)
    }
  }

  static func outcome(
    _ output: String, _ expected: String?, tools: String = ToolCallCase.tools,
    by grader: ToolCallGrader = ToolCallCase.grader()
  ) throws -> String {
    let outcome = try ToolCallCase.grade(output, tools: tools, expected: expected, by: grader)
      .outcome
    return outcome.name + (outcome.reason.map { " " + $0.code } ?? "")
  }

  private static let paris = #"[{"get_weather": {"city": ["Paris"], "days": [3, ""]}}]"#

  @Test(arguments: [
    Case("no", nil, "skipped no_call"),
    Case("now()", nil, "pass"),
    Case("get_weather(city='Paris')", nil, "pass"),
    Case("get_weather(city=5)", nil, "fail schema_violation"),
    Case("get_weather(city='Paris', days=0)", nil, "fail schema_violation"),
    Case("get_weather(city='Paris', days=3.0)", nil, "pass"),
    Case("get_weather(city='Paris', x=1)", nil, "fail schema_violation"),
    Case("get_weather()", nil, "fail schema_violation"),
    Case("Get_Weather(city='Paris')", nil, "fail unknown_function"),
    Case("get_weather('Paris')", nil, "fail malformed_call"),
    Case("no", "[]", "pass"),
    Case("now()", "[]", "fail unexpected_call"),
    Case("no", paris, "fail missing_call"),
    Case("get_weather(city='Paris', days=3)", paris, "pass"),
    Case("get_weather(city='paris.')", paris, "pass"),
    Case("get_weather(city='Rome')", paris, "fail wrong_value"),
    Case("get_weather(city='Paris', days=4)", paris, "fail wrong_value"),
    Case("get_weather(city='Paris', days=3.0)", paris, "fail wrong_type"),
    Case("get_weather(city='Paris', unit='C')", paris, "fail unexpected_argument"),
    Case("get_weather(days=3)", paris, "fail missing_argument"),
    Case("now()", paris, "fail wrong_function"),
    Case("[now(), get_weather(city='Paris')]", paris, "fail wrong_call_count"),
    Case("now()", #"[{"name": "now", "arguments": {}}]"#, "pass"),
    Case("now()", #"{"name": "now", "arguments": "{}"}"#, "pass"),
    Case("now()", #""[{\"name\": \"now\", \"arguments\": {}}]""#, "pass"),
    Case(
      "get_weather(city='Paris')",
      #"[{"type": "function", "function": {"name": "get_weather", "arguments": {"city": "Paris", "days": 1}}}]"#,
      "pass"),
    Case(
      "get_weather(city='Paris')",
      #"[{"name": "get_weather", "arguments": {"city": "Paris", "days": 2}}]"#,
      "fail missing_argument"),
    Case("now()", "7", "unsure gold_unreadable"),
    Case("now()", #"["now"]"#, "unsure gold_unreadable"),
  ])
  func table(_ c: Case) throws {
    #expect(try Self.outcome(c.output, c.expected) == c.outcome)
  }

  @Test func callsNeedTools() throws {
    let call = #"{"name": "now", "arguments": {}}"#
    #expect(try Self.outcome(call, nil, tools: "[]") == "fail no_tools")
    #expect(try Self.outcome("no", nil, tools: "[]") == "skipped no_call")
    #expect(try Self.outcome("no", "[]", tools: "[]") == "pass")
  }

  @Test func settingsDecideOnSchemas() throws {
    let call = "get_weather(city='Paris', unit='c')"
    let gold = #"[{"get_weather": {"city": ["Paris"], "unit": ["C"]}}]"#
    #expect(try Self.outcome(call, gold) == "pass")
    let always = ToolCallCase.grader(schema: .always)
    #expect(try Self.outcome(call, gold, by: always) == "fail schema_violation")
    let report = ToolCallCase.grader(schema: .report)
    #expect(try Self.outcome(call, nil, by: report) == "pass")
    let graded = try ToolCallCase.grade(call, by: report)
    #expect(graded.violations == ["get_weather/unit: enum"])
    let allow = ToolCallCase.grader(unknownArguments: .allow)
    #expect(try Self.outcome("get_weather(city='Paris', x=1)", nil, by: allow) == "pass")
  }

  @Test func aSchemaThatCannotBeReadIsUnsure() throws {
    let tools = ##"[{"name": "f", "parameters": {"$ref": "#/definitions/none"}}]"##
    #expect(try Self.outcome("f(x=1)", nil, tools: tools) == "unsure schema_unreadable")
  }
}
