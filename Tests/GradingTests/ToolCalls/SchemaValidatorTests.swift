import Bytes
import Grading
import Testing

@Suite struct SchemaValidatorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let schema: String
    let value: String
    /// The violation as it is printed, or nil.
    let violation: String?
    var testDescription: String { "\(schema) \(value)" }
    init(_ schema: String, _ value: String, _ violation: String?) {
      (self.schema, self.value, self.violation) = (schema, value, violation)
    }
  }

  static func violation(
    _ schema: String, _ value: String, dialect: SchemaDialect = .draft2020, formats: Bool = false,
    foreign: Bool = false
  ) throws -> String? {
    let rules = SchemaRules(
      dialect: dialect, assertsFormats: formats, readsForeignTypes: foreign)
    var validator = try SchemaValidator(try JSONValue(parsing: schema), rules: rules)
    return try validator.violation(of: try JSONValue(parsing: value))?.description
  }

  @Test(arguments: [
    Case("true", "1", nil),
    Case("false", "1", ": false"),
    Case(#"{"type": "integer"}"#, "3.0", nil),
    Case(#"{"type": "integer"}"#, "1e400", nil),
    Case(#"{"type": "integer"}"#, "3.5", ": type"),
    Case(#"{"type": "integer"}"#, "10.5e1", nil),
    Case(#"{"type": "integer"}"#, "true", ": type"),
    Case(#"{"type": ["integer", "null"]}"#, "null", nil),
    Case(#"{"enum": [1]}"#, "1.0", nil),
    Case(#"{"enum": [1]}"#, "true", ": enum"),
    Case(#"{"enum": ["C"]}"#, #""c""#, ": enum"),
    Case(#"{"const": {"a": 1, "b": [2]}}"#, #"{"b": [2.0], "a": 1}"#, nil),
    Case(#"{"const": "é"}"#, #""e\u0301""#, ": const"),
    Case(#"{"maximum": 9007199254740992}"#, "9007199254740993", ": maximum"),
    Case(#"{"minimum": 0.1}"#, "0.09999999999999999999999", ": minimum"),
    Case(#"{"exclusiveMinimum": -0.0}"#, "0", ": exclusiveMinimum"),
    Case(#"{"minimum": -5}"#, "-5.00", nil),
    Case(#"{"minimum": -5}"#, "-5.01", ": minimum"),
    Case(#"{"multipleOf": 0.01}"#, "19.99", nil),
    Case(#"{"multipleOf": 0.01}"#, "19.999", ": multipleOf"),
    Case(#"{"multipleOf": 3}"#, "1e999999999999", ": multipleOf"),
    Case(#"{"multipleOf": 8}"#, "1e999999999999", nil),
    Case(#"{"multipleOf": 7}"#, "123456789012345678901234567890", nil),
    Case(#"{"multipleOf": 7}"#, "123456789012345678901234567891", ": multipleOf"),
    Case(#"{"multipleOf": 0}"#, "1", ": multipleOf"),
    Case(#"{"maxLength": 1}"#, #""😀""#, nil),
    Case(#"{"minLength": 2.0}"#, #""a""#, ": minLength"),
    Case(#"{"pattern": "^[A-Z]{3}$"}"#, #""ABC""#, nil),
    Case(#"{"pattern": "^[A-Z]{3}$"}"#, #""ABC\n""#, ": pattern"),
    Case(#"{"uniqueItems": true}"#, "[1, true, [1], [true]]", nil),
    Case(#"{"uniqueItems": true}"#, #"[{"a": 1, "b": 2}, {"b": 2.0, "a": 1}]"#, ": uniqueItems"),
    Case(#"{"items": {"type": "string"}}"#, #"["a", 1]"#, "/1: type"),
    Case(#"{"required": ["a"]}"#, "{}", ": required"),
    Case(#"{"properties": {"a/b": {"minimum": 1}}}"#, #"{"a/b": 0}"#, "/a~1b: minimum"),
    Case(
      #"{"properties": {"a": {}}, "additionalProperties": false}"#, #"{"a": 1, "b": 2}"#,
      "/b: additionalProperties"),
    Case(#"{"properties": {"a": {"type": "string"}}}"#, #"{"a": "x", "a": 1}"#, "/a: type"),
    Case(#"{"anyOf": [{"type": "string"}, {"minimum": 3}]}"#, "2", ": anyOf"),
    Case(#"{"oneOf": [{"minimum": 1}, {"minimum": 3}]}"#, "4", ": oneOf"),
    Case(#"{"not": {"type": "string"}}"#, #""x""#, ": not"),
    Case(#"{"if": {"minimum": 5}, "then": {"multipleOf": 5}}"#, "7", ": multipleOf"),
    Case(##"{"$ref": "#/$defs/n", "$defs": {"n": {"type": "string"}}}"##, "1", ": type"),
    Case(##"{"$defs": {"a b": {"type": "null"}}, "$ref": "#/$defs/a%20b"}"##, "1", ": type"),
    Case(
      ##"{"properties": {"next": {"$ref": "#"}}, "required": ["v"]}"##,
      #"{"v": 1, "next": {"v": 2, "next": {}}}"#, "/next/next: required"),
    Case(
      ##"{"$ref": "http://json-schema.org/draft-07/schema#"}"##, ##"{"type": 5}"##, "/type: anyOf"),
    Case(
      #"{"$ref": "https://json-schema.org/draft/2020-12/schema"}"#,
      #"{"properties": {"a": {"minLength": -1}}}"#, "/properties/a/minLength: minimum"),
    Case(
      #"{"allOf": [{"properties": {"a": true}}], "unevaluatedProperties": false}"#,
      #"{"a": 1, "b": 1}"#, "/b: unevaluatedProperties"),
    Case(#"{"format": "ipv4"}"#, #""no""#, nil),
    Case(#"{"type": "dict"}"#, "{}", ": type"),
  ])
  func table(_ c: Case) throws {
    #expect(try Self.violation(c.schema, c.value) == c.violation)
  }

  @Test func draft7IgnoresTheNeighboursOfARef() throws {
    let schema = ##"{"$ref": "#/definitions/a", "maximum": 1, "definitions": {"a": {}}}"##
    #expect(try Self.violation(schema, "2", dialect: .draft7) == nil)
    #expect(try Self.violation(schema, "2", dialect: .draft2020) == ": maximum")
  }

  @Test(arguments: [
    ("dict", "{}", true), ("float", "1", true), ("float", "1.5", true), ("tuple", "[1]", true),
    ("any", "null", true), ("dict", "[]", false), ("float", #""1""#, false), ("int", "1.5", false),
    ("no such type", "1", true), ("String", "1", false),
  ])
  func namesOfOtherLanguages(type: String, value: String, isValid: Bool) throws {
    let found = try Self.violation(#"{"type": "\#(type)"}"#, value, foreign: true)
    #expect((found == nil) == isValid)
  }

  @Test func formatsAreAssertedWhenAsked() throws {
    #expect(
      try Self.violation(#"{"format": "ipv4"}"#, #""256.1.1.1""#, formats: true) == ": format")
    #expect(try Self.violation(#"{"format": "unheard"}"#, #""x""#, formats: true) == nil)
  }

  @Test(arguments: [
    #"{"$ref": "http://example.org/other.json"}"#,
    ##"{"$ref": "#/$defs/none"}"##,
    ##"{"$ref": "#"}"##,
    ##"{"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}, "$ref": "#/$defs/a"}"##,
    #"{"pattern": "(a"}"#,
    #"{"pattern": "(a)\\1"}"#,
    #"{"items": 5}"#,
  ])
  func aSchemaThatCannotBeUsedIsAProblem(schema: String) {
    #expect(throws: SchemaProblem.self) {
      _ = try Self.violation(schema, #"["x", "y"]"#) ?? Self.violation(schema, #""x""#)
    }
  }

  /// 2^40 evaluations if nobody counts.
  @Test func doublingReferencesAreBounded() throws {
    let levels = (0..<40).map { level in
      let next = ##"{"$ref": "#/$defs/l\##(level + 1)"}"##
      return #""l\#(level)": {"allOf": [\#(next), \#(next)]}"#
    }
    let defs = (levels + [#""l40": true"#]).joined(separator: ", ")
    #expect(throws: SchemaProblem.self) {
      try Self.violation(##"{"$defs": {\##(defs)}, "$ref": "#/$defs/l0"}"##, "1")
    }
  }

  @Test func deepSchemasAreRefused() throws {
    var schema: JSONValue = true
    for _ in 0..<250 { schema = ["not": schema] }
    let rules = SchemaRules(dialect: .draft2020, assertsFormats: false, readsForeignTypes: false)
    #expect(throws: SchemaProblem.self) { try SchemaValidator(schema, rules: rules) }
  }
}
