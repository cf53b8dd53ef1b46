import Bytes
import Grading

/// Tools, a grader and short ways to call it, for the tables on tool calls.
enum ToolCallCase {
  static let tools = #"""
    [{"name": "get_weather", "parameters": {"type": "object", "properties": {
        "city": {"type": "string"}, "days": {"type": "integer", "minimum": 1, "default": 1},
        "unit": {"type": "string", "enum": ["C", "F"]}}, "required": ["city"]}},
     {"type": "function", "function": {"name": "math.add", "parameters": {"type": "dict",
        "properties": {"a": {"type": "float"}, "b": {"type": "float"}}, "required": ["a", "b"]}}},
     {"name": "run", "input_schema": {"type": "object", "properties": {
        "code": {"type": "string"}, "limit": {"type": "integer"}}}},
     {"name": "now"}]
    """#

  static func grader(
    comparison: ToolCallGrader.Comparison = .reference,
    schema: ToolCallGrader.SchemaUse = .withoutGold,
    unknownArguments: ToolCallGrader.UnknownArguments = .reject
  ) -> ToolCallGrader {
    ToolCallGrader(
      comparison: comparison, schema: schema, unknownArguments: unknownArguments,
      rules: SchemaRules(dialect: .draft2020, assertsFormats: false, readsForeignTypes: true))
  }

  static func grade(
    _ output: String, tools: String = tools, expected: String? = nil, message: String? = nil,
    by grader: ToolCallGrader = grader()
  ) throws -> ToolCallGrade {
    let bytes = Array(output.utf8)
    let split = ThinkSplit(bytes.span, tags: .standard, isOpenTagPrefilled: false)
    return grader.grade(
      bytes, answer: split.answer,
      message: try message.flatMap { try JSONValue(parsing: $0).array },
      tools: try JSONValue(parsing: tools).array ?? [],
      expected: try expected.map { try JSONValue(parsing: $0) })
  }
}
