import Bytes
import Testing

@Suite struct ToolUseTests {
  private static let tools: JSONValue = [
    [
      "name": "get_weather",
      "parameters": [
        "type": "dict", "properties": ["city": ["type": "string", "enum": ["Paris", "Rome"]]],
        "required": ["city"],
      ],
    ]
  ]
  private static let gold: JSONValue = [["get_weather": ["city": ["Paris"]]]]
  private static func call(_ city: String) -> String {
    #"<TOOLCALL>[{"name": "get_weather", "arguments": {"city": "\#(city)"}}]</TOOLCALL>"#
  }

  @Test(arguments: [
    FilterCase("a call", call("Paris"), "pass", fields: ["tools": tools]),
    FilterCase("a call without tools", call("Paris"), "fail"),
    FilterCase("no call, nothing known", "Hello.", "skipped", fields: ["tools": tools]),
    FilterCase(
      "no call is right", "Hello.", "pass", fields: ["tools": tools, "expected_tool_calls": []]),
    FilterCase(
      "a call where none is right", call("Paris"), "fail",
      fields: ["tools": tools, "expected_tool_calls": []]),
    FilterCase(
      "the expected call", call("Paris"), "pass",
      fields: ["tools": tools, "expected_tool_calls": gold]),
    FilterCase(
      "another value", call("Rome"), "fail",
      fields: ["tools": tools, "expected_tool_calls": gold]),
    FilterCase(
      "a value that the schema forbids", call("Oslo"), "fail",
      fields: ["tools": tools]),
    FilterCase(
      "only thought of", "<think>\(call("Paris"))</think>Hello.", "skipped",
      fields: ["tools": tools]),
    FilterCase(
      "in the message", "", "pass",
      fields: [
        "tools": tools, "expected_tool_calls": gold,
        "tool_calls": [
          [
            "type": "function",
            "function": ["name": "get_weather", "arguments": #"{"city": "Paris"}"#],
          ]
        ],
      ]),
    FilterCase(
      "a gold that cannot be read", call("Paris"), "unsure",
      fields: ["tools": tools, "expected_tool_calls": [1]]),
  ])
  func table(_ c: FilterCase) throws {
    try check(c, family: "correctness", recipe: "tools: {policy: drop}")
  }

  @Test(arguments: [
    FilterCase(
      "lower case", call("paris"), "pass",
      fields: ["tools": tools, "expected_tool_calls": gold])
  ])
  func theReferenceIsLenient(_ c: FilterCase) throws {
    try check(c, family: "correctness", recipe: "tools: {policy: drop}")
    let strict = FilterCase(c.name, c.response, "fail", fields: c.fields)
    try check(strict, family: "correctness", recipe: "tools: {settings: {comparison: strict}}")
    try check(strict, family: "correctness", recipe: "tools: {settings: {schema: always}}")
    let limit = "tools: {limits: {schemaViolations: {max: 0}}}"
    try check(strict, family: "correctness", recipe: limit)
  }
}
