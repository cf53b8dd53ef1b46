import Bytes
import Grading
import Testing

/// One argument `x` of one tool `f`: the reference's verdict beside the strict one.
@Suite struct CallMatchTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    /// The schema of `x`.
    let schema: String
    let gold: String
    let value: String
    let reference: Bool
    let strict: Bool
    var testDescription: String { name }
    init(
      _ name: String, _ schema: String, gold: String, _ value: String, reference: Bool, strict: Bool
    ) {
      (self.name, self.schema, self.gold, self.value) = (name, schema, gold, value)
      (self.reference, self.strict) = (reference, strict)
    }
  }

  private static let string = #"{"type": "string"}"#
  private static let integer = #"{"type": "integer"}"#
  private static let float = #"{"type": "float"}"#
  private static let strings = #"{"type": "array", "items": {"type": "string"}}"#
  private static let floats = #"{"type": "array", "items": {"type": "float"}}"#
  private static let dict = #"{"type": "dict"}"#
  private static let dicts = #"{"type": "array", "items": {"type": "dict"}}"#

  @Test(arguments: [
    Case("the value", string, gold: #"["a"]"#, #""a""#, reference: true, strict: true),
    Case("an alternative", string, gold: #"["a", "b"]"#, #""b""#, reference: true, strict: true),
    Case("case", string, gold: #"["New York"]"#, #""NEW YORK""#, reference: true, strict: false),
    Case(
      "punctuation", string, gold: #"["2021-04-15"]"#, #""20210415""#, reference: true,
      strict: false),
    Case("a line end", string, gold: #"["a"]"#, #""a\n""#, reference: false, strict: false),
    Case("an accent", string, gold: #"["Sao"]"#, #""São""#, reference: false, strict: false),
    Case(
      "case beyond ASCII", string, gold: #"["ÉCOLE"]"#, #""école""#, reference: true, strict: false),
    Case("quotes", string, gold: #"["it's"]"#, #""it\"s""#, reference: true, strict: false),
    Case("a number as a string", integer, gold: "[5]", #""5""#, reference: false, strict: false),
    Case("a string as a number", string, gold: #"["5"]"#, "5", reference: false, strict: false),
    Case("a float for an integer", integer, gold: "[3]", "3.0", reference: false, strict: true),
    Case("an integer for a float", float, gold: "[3.0]", "3", reference: true, strict: true),
    Case("a boolean for an integer", integer, gold: "[1]", "true", reference: false, strict: false),
    Case(
      "an integer for a boolean", #"{"type": "boolean"}"#, gold: "[true]", "1", reference: false,
      strict: false),
    Case(
      "JSON Schema's number", #"{"type": "number"}"#, gold: "[2.5]", "2.5", reference: true,
      strict: true),
    Case("a variable", integer, gold: #"["n"]"#, #""n""#, reference: true, strict: true),
    Case(
      "a variable to the letter", integer, gold: #"["n"]"#, #""N""#, reference: false, strict: false
    ),
    Case(
      "any is a string", #"{"type": "any"}"#, gold: #"["a"]"#, #""A""#, reference: true,
      strict: false),
    Case(
      "the mark of an optional one", string, gold: #"["a", ""]"#, #""""#, reference: true,
      strict: false),
    Case(
      "an empty string that is wanted", string, gold: #"[""]"#, #""""#, reference: true,
      strict: true),
    Case("a list", strings, gold: #"[["a", "b"]]"#, #"["A", "b"]"#, reference: true, strict: false),
    Case(
      "another order", strings, gold: #"[["a", "b"]]"#, #"["b", "a"]"#, reference: false,
      strict: false),
    Case(
      "a shorter list", strings, gold: #"[["a", "b"]]"#, #"["a"]"#, reference: false, strict: false),
    Case(
      "integers in a list of floats", floats, gold: "[[1.5, 2.5]]", "[1, 2]", reference: false,
      strict: false),
    Case(
      "equal integers in a list of floats", floats, gold: "[[1.0, 2.0]]", "[1, 2]",
      reference: false, strict: true),
    Case(
      "a string for a list", strings, gold: #"[["a"]]"#, #""a""#, reference: false, strict: false),
    Case(
      "a tuple", #"{"type": "tuple", "items": {"type": "integer"}}"#, gold: "[[1, 2]]", "[1, 2]",
      reference: true, strict: true),
    Case(
      "a dict", dict, gold: #"[{"k": ["v", "w"]}]"#, #"{"k": "W"}"#, reference: true, strict: false),
    Case(
      "numbers in a dict", dict, gold: #"[{"k": [1]}]"#, #"{"k": true}"#, reference: true,
      strict: false),
    Case(
      "a key too many", dict, gold: #"[{"k": ["v"]}]"#, #"{"k": "v", "l": 1}"#, reference: false,
      strict: false),
    Case(
      "a key too few", dict, gold: #"[{"k": ["v"], "l": [1]}]"#, #"{"k": "v"}"#, reference: false,
      strict: false),
    Case(
      "an optional key", dict, gold: #"[{"k": ["v"], "l": [1, ""]}]"#, #"{"k": "v"}"#,
      reference: true, strict: true),
    Case(
      "dicts in order", dicts, gold: #"[[{"k": [1]}, {"k": [2]}]]"#, #"[{"k": 1}, {"k": 2}]"#,
      reference: true, strict: true),
    Case(
      "dicts in another order", dicts, gold: #"[[{"k": [1]}, {"k": [2]}]]"#,
      #"[{"k": 2}, {"k": 1}]"#, reference: false, strict: false),
    Case("no type at all", "{}", gold: #"["a b"]"#, #""A.B""#, reference: true, strict: false),
    Case(
      "big integers", integer, gold: "[9007199254740993]", "9007199254740992", reference: false,
      strict: false),
  ])
  func oneArgument(_ c: Case) throws {
    let tools =
      #"[{"name": "f", "parameters": {"type": "dict", "properties": {"x": \#(c.schema)}}}]"#
    let output = #"{"name": "f", "arguments": {"x": \#(c.value)}}"#
    let gold = #"[{"f": {"x": \#(c.gold)}}]"#
    for comparison in ToolCallGrader.Comparison.allCases {
      let grader = ToolCallCase.grader(comparison: comparison)
      let outcome = try ToolCallCase.grade(output, tools: tools, expected: gold, by: grader).outcome
      #expect((outcome == .pass) == (comparison == .reference ? c.reference : c.strict))
    }
  }

  @Test(arguments: [
    ("in order", "[f(x=1), f(x=2)]", "[[1]], [[2]]", true, true),
    ("in another order", "[f(x=2), f(x=1)]", "[[1]], [[2]]", true, true),
    ("twice the same", "[f(x=1), f(x=1)]", "[[1]], [[2]]", false, false),
    ("the first fit takes the only one", "[f(x=1), f(x=2)]", "[[1, 2]], [[1]]", false, true),
  ])
  func parallel(name: String, output: String, gold: String, reference: Bool, strict: Bool) throws {
    let tools = #"[{"name": "f", "parameters": {"properties": {"x": {"type": "integer"}}}}]"#
    let lists = try #require(try JSONValue(parsing: "[\(gold)]").array)
    let expected = lists.map { #"{"f": {"x": \#($0.array?.first?.text ?? "")}}"# }
    for comparison in ToolCallGrader.Comparison.allCases {
      let grader = ToolCallCase.grader(comparison: comparison)
      let outcome = try ToolCallCase.grade(
        output, tools: tools, expected: "[\(expected.joined(separator: ","))]", by: grader
      ).outcome
      #expect((outcome == .pass) == (comparison == .reference ? reference : strict))
    }
  }
}
