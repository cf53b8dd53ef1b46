import Bytes
import Grading
import Testing

/// Lists of tools that are read once.
@Suite struct ToolListTests {
  private static let rules = SchemaRules(
    dialect: .draft2020, assertsFormats: false, readsForeignTypes: true)
  private static let grader = ToolCallGrader(
    comparison: .reference, schema: .always, unknownArguments: .reject, rules: rules)

  /// A grade of the same call against tools as JSON text.
  private func outcome(_ tools: String) -> Outcome {
    let response = Array(#"<tool_call>{"name": "add", "arguments": {"n": 1}}</tool_call>"#.utf8)
    return Self.grader.grade(
      response, answer: 0..<response.count, message: nil,
      tools: .of(Array(tools.utf8), rules: Self.rules), expected: nil
    ).outcome
  }

  @Test func sameTextSameVerdict() {
    let wantsNumber =
      #"[{"name": "add", "parameters": {"type": "object", "properties": {"n": {"type": "integer"}}}}]"#
    let wantsText =
      #"[{"name": "add", "parameters": {"type": "object", "properties": {"n": {"type": "string"}}}}]"#
    for _ in 0..<3 {
      #expect(outcome(wantsNumber) == .pass)
      #expect(outcome(wantsText) == .fail(.schemaViolation))
      #expect(outcome("[]") == .fail(.noTools))
      #expect(outcome(#"{"name": "add"}"#) == .fail(.noTools))
      #expect(outcome(#"[{"name": "take"}]"#) == .fail(.unknownFunction))
    }
  }

  @Test func moreListsThanAreKept() {
    for round in 0..<2 {
      for number in 0..<700 {
        let name = number % 2 == 0 ? "add" : "take"
        let outcome = outcome(#"[{"name": "\#(name)", "description": "\#(number)"}]"#)
        #expect(outcome == (name == "add" ? .pass : .fail(.unknownFunction)), "\(round)")
      }
    }
  }
}
