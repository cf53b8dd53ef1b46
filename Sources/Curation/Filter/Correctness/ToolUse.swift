import Bytes
import Grading

/// Whether a response calls the tools that it should, with the right arguments.
///
/// Calls come from `tool_calls` or from the text after the thinking. `expected_tool_calls` absent:
/// the calls must name tools that exist and obey their schemas; `[]`: no call is right. A sample
/// with neither tools, calls nor expected calls is skipped.
struct ToolUse: Filter {
  static let version = 1
  static let measures = ["calls", "unknownFunctions", "schemaViolations"]

  let comparison: ToolCallGrader.Comparison
  let schema: ToolCallGrader.SchemaUse
  let unknownArguments: ToolCallGrader.UnknownArguments
  let dialect: SchemaDialect
  let assertFormats: Bool

  /// - Returns: the outcome with its reason; how many calls there are, how many name no tool and how
  ///   many break their schema; details hold the calls.
  func measure(_ sample: Sample) -> Finding {
    let rules = SchemaRules(
      dialect: dialect, assertsFormats: assertFormats, readsForeignTypes: true)
    let grader = ToolCallGrader(
      comparison: comparison, schema: schema, unknownArguments: unknownArguments, rules: rules)
    let grade = grader.grade(
      sample.response.bytes, answer: sample.response.thinking.answer, message: sample.toolCalls,
      tools: sample.json(of: .tools).map { ToolList.of($0, rules: rules) } ?? .none,
      expected: sample.expectedToolCalls)
    var details: JSONObject = ["calls": .array(grade.read.calls.map(\.json))]
    if let form = grade.read.form { details["form"] = .string(form.rawValue) }
    if let problem = grade.schemaProblem { details["schema"] = .string(problem) }
    if !grade.violations.isEmpty {
      details["violations"] = .array(grade.violations.map { .string($0) })
    }
    return Finding(
      grade.outcome,
      measures: [
        "calls": Double(grade.read.calls.count),
        "unknownFunctions": Double(grade.unknownFunctions),
        "schemaViolations": Double(grade.violations.count),
      ],
      details: details)
  }
}

extension ToolCallGrader.Comparison: Decodable {}
extension ToolCallGrader.SchemaUse: Decodable {}
extension ToolCallGrader.UnknownArguments: Decodable {}
extension SchemaDialect: Decodable {}
