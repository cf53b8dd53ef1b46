import Bytes
import Curation
import Testing

@Suite struct MappingSchemaTests {
  /// The rule of one field, a record, and the value of the field in the pool line.
  struct RuleCase: Sendable, CustomTestStringConvertible {
    let field: String
    let rule: String
    let record: String
    let expected: String

    init(_ field: String, _ rule: String, _ record: String, _ expected: String) {
      self.field = field
      self.rule = rule
      self.record = record
      self.expected = expected
    }
    var testDescription: String { "\(field): \(rule)" }
  }

  @Test(arguments: [
    RuleCase("expected_answer", "answer", #""answer":"7""#, #""7""#),
    RuleCase("expected_answer", "answer", #""answer":7.50"#, #""7.50""#),
    RuleCase("expected_answer", "answer", #""answer":["A","C"]"#, #""A,C""#),
    RuleCase("expected_answer", "answer", #""answer":null"#, "null"),
    RuleCase("expected_answer", "a.b[0].c", #""a":{"b":[{"c":"x"}]}"#, #""x""#),
    RuleCase("expected_answer", "a[-1]", #""a":["x","y"]"#, #""y""#),
    RuleCase("expected_answer", "a[2]", #""a":["x","y"]"#, "null"),
    RuleCase("expected_answer", #"'["dotted.key"].x'"#, #""dotted.key":{"x":"y"}"#, #""y""#),
    RuleCase("expected_answer", "{path: a.b}", #""a":{"b":"x"}"#, #""x""#),
    RuleCase("expected_answer", "{const: 42}", "", #""42""#),
    RuleCase("expected_answer", "{first: [a, b.c, {const: z}]}", #""b":{"c":"x"}"#, #""x""#),
    RuleCase("expected_answer", "{first: [a, {const: z}]}", #""b":1"#, #""z""#),
    RuleCase("expected_answer", "{text: a}", #""a":{"b": [1, 2]}"#, #""{\"b\":[1,2]}""#),
    RuleCase("expected_answer", "{join: [a, b], with: '-'}", #""a":"x","b":1"#, #""x-1""#),
    RuleCase("expected_answer", "{join: [a, c]}", #""a":"x","b":1"#, #""x""#),
    RuleCase("tests", "{json: a}", #""a":"{\"kind\":\"assert\"}""#, #"{"kind":"assert"}"#),
    RuleCase("tests", "{json: a}", #""a":"no JSON""#, "null"),
    RuleCase(
      "tests", "{object: {kind: {const: assert}, code: t.code}}", #""t":{"code":"x"}"#,
      #"{"kind":"assert","code":"x"}"#),
    RuleCase("tests", "{object: {kind: {const: assert}, code: t.code}}", #""t":{}"#, "null"),
    RuleCase(
      "tests",
      "{object: {kind: {const: stdio}, cases: {rename: {input: stdin, output: stdout}, of: io}}}",
      #""io":[{"input":"1","output":"2"}]"#,
      #"{"kind":"stdio","cases":[{"stdin":"1","stdout":"2"}]}"#),
    RuleCase(
      "constraints", "{zip: {id: ids, args: kw}}", #""ids":["a","b"],"kw":[{"n":1},{}]"#,
      #"[{"id":"a","args":{"n":1}},{"id":"b","args":{}}]"#),
    RuleCase(
      "constraints", "{compact: {zip: {id: ids, args: kw}}}",
      #""ids":["a"],"kw":[{"n":1,"m":null,"o":{"p":null}}]"#, #"[{"id":"a","args":{"n":1,"o":{}}}]"#
    ),
    RuleCase("choices", "{list: [a, b, c]}", #""a":"x","c":"z""#, #"["x","z"]"#),
    RuleCase("category", "{map: kind, values: {m: math}}", #""kind":"m""#, #""math""#),
    RuleCase("category", "{map: kind, values: {m: math}}", #""kind":"x""#, #""""#),
    RuleCase(
      "category", "{map: kind, values: {m: math}, otherwise: kind}", #""kind":"x""#, #""x""#),
    RuleCase(
      "reasoning", "{map: thinks, values: {'true': on, 'false': off}}", #""thinks":true"#, #""on""#),
    RuleCase(
      "choices", "{switch: t.type, cases: {mcq: t.options}}",
      #""t":{"type":"mcq","options":["x"]}"#,
      #"["x"]"#),
    RuleCase(
      "choices", "{switch: t.type, cases: {mcq: t.options}}", #""t":{"type":"code"}"#, "null"),
    RuleCase(
      "choices", "{switch: t.type, cases: {mcq: a}, otherwise: b}", #""b":["y"]"#, #"["y"]"#),
    RuleCase("expected_tool_calls", "calls", #""calls":[]"#, "[]"),
  ])
  func rules(_ row: RuleCase) throws {
    let yaml = "schema: mapping\nfields:\n  input: p\n  output: r\n  \(row.field): \(row.rule)"
    let rest = row.record.isEmpty ? "" : "," + row.record
    let ingested = try Ingested(yaml, #"{"p":"?","r":"!"\#(rest)}"#)
    #expect(ingested.reasons == [])
    let line = try #require(ingested.lines.first)
    #expect(try line[row.field] ?? .null == JSONValue(parsing: row.expected))
  }

  private static let turns = "schema: mapping\nfields: {input: {turns: p}, output: {turns: r}}"

  @Test(arguments: [
    SchemaCase(
      "plain texts", #"{"p":"a","r":"b"}"#,
      #"{"input":[{"role":"user","content":"a"}],"output":"b","turns":null}"#),
    SchemaCase(
      "JSON that is no list of turns", #"{"p":"[1, 2]","r":"{\"a\": 1}"}"#,
      #"{"input":[{"role":"user","content":"[1, 2]"}],"output":"{\"a\": 1}"}"#),
    SchemaCase(
      "texts that are the JSON of turns",
      #"""
      {"p":"[{\"from\": \"system\", \"value\": \"s\"}, {\"from\": \"human\", \"value\": \"a\"}]","r":"[{\"from\": \"gpt\", \"value\": \"b\"}, {\"from\": \"human\", \"value\": \"c\"}, {\"from\": \"gpt\", \"value\": \"d\"}]"}
      """#,
      #"""
      {"input":[{"role":"user","content":"a"}],"system_prompt":"s","output":"d",
       "turns":[{"role":"assistant","content":"b"},{"role":"user","content":"c"},{"role":"assistant","content":"d"}]}
      """#),
    SchemaCase(
      "one turn of the assistant is just the response",
      #"{"p":"a","r":[{"role":"assistant","content":"b"}]}"#, #"{"output":"b","turns":null}"#),
  ])
  func turns(_ row: SchemaCase) throws { try row.check(Self.turns) }

  @Test func whatNoRuleUsedIsMetadata() throws {
    let yaml = """
      schema: mapping
      fields:
        input: p
        output: r
        choices: {switch: t.type, cases: {mcq: t.options}}
      """
    let ingested = try Ingested(
      yaml, #"{"id":"a","p":"?","r":"!","t":{"type":"mcq","options":["x"]}}"#,
      #"{"id":"b","p":"?","r":"!","t":{"type":"rubric","points":[1]}}"#)
    #expect(
      ingested.lines.map { $0["metadata"] } == [
        #"{"id":"a"}"#, #"{"id":"b","t":{"type":"rubric","points":[1]}}"#,
      ])
  }

  @Test(arguments: [
    QuarantineCase("nothing to read the prompt from", #"{"r":"!"}"#, "missing_field"),
    QuarantineCase("nothing to read the response from", #"{"p":"?"}"#, "missing_field"),
    QuarantineCase(
      "lists that do not fit", #"{"p":"?","r":"!","ids":["a"],"kw":[]}"#, "length_mismatch"),
    QuarantineCase("a mode of its own", #"{"p":"?","r":"!","m":"loud"}"#, "wrong_type"),
  ])
  func quarantine(_ row: QuarantineCase) throws {
    try row.check(
      """
      schema: mapping
      fields: {input: p, output: r, reasoning: m, constraints: {zip: {id: ids, args: kw}}}
      """)
  }
}
