import Bytes
import Curation
import Testing

@Suite struct SluiceSchemaTests {
  @Test(arguments: [
    SchemaCase(
      "the least", #"{"prompt":"2+2?","output":"4"}"#,
      #"""
      {"input":[{"role":"user","content":"2+2?"}],"output":"4","reasoning":"off","source":"test",
       "mode_origin":"inferred","category":"","system_prompt":null,"expected_answer":null,
       "metadata":null,"repairs":null}
      """#),
    SchemaCase(
      "every field",
      #"""
      {"id":"a/1","input":[{"role":"system","content":"Be brief."},{"role":"user","content":"Pick."}],"output":"<think>\nB fits.\n</think>\n\nB","reasoning":"on","category":"science","generator":"R1","license":"MIT","version":"v1","expected_answer":"B","choices":["x","y"],"tests":{"kind":"assert","code":"assert f(2) == 4"},"constraints":[{"id":"punctuation:no_comma","args":{}}],"tools":[{"name":"f"}],"expected_tool_calls":[],"finish_reason":"stop","seed":7}
      """#,
      #"""
      {"input":[{"role":"user","content":"Pick."}],"system_prompt":"Be brief.",
       "output":"<think>\nB fits.\n</think>\n\nB","reasoning":"on","mode_origin":"field",
       "category":"science","generator":"R1","license":"MIT","version":"v1","expected_answer":"B",
       "choices":["x","y"],"tests":{"kind":"assert","code":"assert f(2) == 4"},
       "constraints":[{"id":"punctuation:no_comma","args":{}}],"tools":[{"name":"f"}],
       "expected_tool_calls":[],"finish_reason":"stop","metadata":"{\"id\":\"a/1\",\"seed\":7}"}
      """#),
    SchemaCase(
      "a number as answer, null as response",
      #"{"input":[{"role":"user","content":"?"}],"output":null,"expected_answer":0.50}"#,
      #"{"output":"","expected_answer":"0.50"}"#),
    SchemaCase(
      "metadata of a pool line is not wrapped again",
      #"""
      {"id":"x","content_hash":"00","prompt_id":"00","input":[{"role":"user","content":"?"}],"output":"!","mode_origin":"inferred","metadata":"{\"a\":{\"b\":[1,null]},\"id\":\"first\"}"}
      """#,
      #"""
      {"metadata":"{\"a\":{\"b\":[1,null]},\"id\":\"first\",\"id_\":\"x\"}"}
      """#),
    SchemaCase(
      "later system turns and tool turns stay",
      #"""
      {"input":[{"role":"user","content":"a"},{"role":"assistant","content":null,"tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","content":"ok","tool_call_id":"1"},{"role":"system","content":"s"}],"output":"b"}
      """#,
      #"""
      {"input":[{"role":"user","content":"a"},{"role":"assistant","content":"","tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","content":"ok","tool_call_id":"1"},{"role":"system","content":"s"}],"system_prompt":null}
      """#),
    SchemaCase(
      "a prompt that is JSON stays a text",
      #"{"prompt":"[{\"role\":\"user\",\"content\":\"x\"}]","output":"y"}"#,
      #"{"input":[{"role":"user","content":"[{\"role\":\"user\",\"content\":\"x\"}]"}]}"#),
  ])
  func table(_ row: SchemaCase) throws { try row.check("schema: sluice") }

  @Test(arguments: [
    QuarantineCase("no JSON", "{\"prompt\":\"a\",\"output\":", "not_json"),
    QuarantineCase("text behind", #"{"prompt":"a","output":"b"} {}"#, "not_json"),
    QuarantineCase("a list", #"["prompt","output"]"#, "not_an_object"),
    QuarantineCase("a lone surrogate", #"{"prompt":"a","output":"\ud800"}"#, "lone_surrogate"),
    QuarantineCase("half a pair", #"{"prompt":"\ud83dx","output":"b"}"#, "lone_surrogate"),
    QuarantineCase("no prompt", #"{"output":"b"}"#, "missing_field"),
    QuarantineCase("no output", #"{"prompt":"a"}"#, "missing_field"),
    QuarantineCase("a null prompt", #"{"prompt":null,"output":"b"}"#, "missing_field"),
    QuarantineCase("output of another type", #"{"prompt":"a","output":7}"#, "wrong_type"),
    QuarantineCase("a prompt of another type", #"{"prompt":7,"output":"b"}"#, "wrong_type"),
    QuarantineCase(
      "a turn without role", #"{"input":[{"content":"a"}],"output":"b"}"#, "wrong_type"),
    QuarantineCase(
      "a mode of its own", #"{"prompt":"a","output":"b","reasoning":"maybe"}"#, "wrong_type"),
    QuarantineCase(
      "an image",
      #"""
      {"input":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"x"}}]}],"output":"b"}
      """#, "unsupported_content"),
    QuarantineCase(
      "a raw control character", "{\"prompt\":\"a\u{1}\",\"output\":\"b\"}", "not_json"),
  ])
  func quarantine(_ row: QuarantineCase) throws { try row.check("schema: sluice") }

  @Test func invalidUTF8IsQuarantinedWithItsPlaceAndBytes() throws {
    let good = Array("{\"prompt\":\"a\",\"output\":\"b\"}\n".utf8)
    let bad = Array("{\"prompt\":\"a\",\"output\":\"".utf8) + [0xC3, 0x28] + Array("\"}".utf8)
    let ingested = try Ingested("schema: sluice", good + [0x0A] + bad + [0x0D, 0x0A] + good)
    #expect(ingested.reasons == ["not_utf8"])
    #expect(ingested.lines.count == 2)
    #expect(ingested.batch.records == 3)
    let entry = try #require(ingested.batch.quarantined.first)
    #expect(entry.line == 2)
    #expect(entry.offset == good.count + 1)
    #expect(entry.length == bad.count)
    #expect(entry.raw == bad)
  }

  @Test func longLinesAreQuarantined() throws {
    let long = "{\"prompt\":\"a\",\"output\":\"" + String(repeating: "x", count: 5000) + "\"}\n"
    let short = "{\"prompt\":\"a\",\"output\":\"b\"}\n"
    let ingested = try Ingested(
      "schema: sluice", Array((short + long + short).utf8), maxLineBytes: 1000)
    #expect(ingested.reasons == ["line_too_long"])
    #expect(ingested.batch.records == 3)
    #expect(ingested.lines.count == 2)
  }
}
