import Bytes
import Curation
import Testing

@Suite struct SampleDecoderTests {
  private func decode(_ line: String) throws(RecordProblem) -> Sample {
    var decoder = SampleDecoder()
    return try decoder.decode(Array(line.utf8), ordinal: 7)
  }

  @Test func aWrittenLineNeedsLittle() throws {
    let sample = try decode(#"{"prompt":"2+2?","output":"4","expected_answer":4}"#)
    #expect(sample.id == "7")
    #expect(sample.input == [Turn(role: "user", content: "2+2?")])
    #expect(sample.response.text == "4")
    #expect(sample.expectedAnswer == "4")
    #expect(sample.mode == .off)
    #expect(sample.modeOrigin == .inferred)
    #expect(sample.contentHash == .zero)
  }

  @Test func everyFieldOfAPoolLine() throws {
    let sample = try decode(
      #"""
      {"id":"0123456789abcdef0123456789abcdef","content_hash":"00000000000000010000000000000002","prompt_id":"00000000000000030000000000000004","input":[{"role":"user","content":"a\u00e9"},{"role":"assistant","content":"","tool_calls":[1]},{"role":"tool","content":"r","tool_call_id":"c"}],"output":"<think>\nx\n</think>\n\ny","reasoning":"on","mode_origin":"system_prompt","category":"math","generator":"R1","license":"MIT","source":"s","version":"v1","system_prompt":"Be brief.","expected_answer":"1","finish_reason":"stop","open_tag_prefilled":false,"repairs":["think_opener"],"choices":["p","q"],"tests":{"kind":"assert"},"constraints":[{"id":"c","args":{}}],"tools":[{"name":"f"}],"expected_tool_calls":[],"tool_calls":[{"a":1}],"metadata":"{\"k\":1}","unknown":{"a":[]}}
      """#)
    #expect(sample.id == "0123456789abcdef0123456789abcdef")
    #expect(sample.contentHash == Hash128(high: 1, low: 2))
    #expect(sample.promptID == Hash128(high: 3, low: 4))
    #expect(sample.input.map(\.role) == ["user", "assistant", "tool"])
    #expect(sample.input.map(\.content) == ["aé", "", "r"])
    #expect(sample.input[1].fields["tool_calls"] == [1])
    #expect(sample.response.reasoning == "\nx\n")
    #expect(sample.response.answer == "\n\ny")
    #expect(sample.mode == .on)
    #expect(sample.modeOrigin == .systemPrompt)
    #expect([sample.category, sample.generator, sample.license] == ["math", "R1", "MIT"])
    #expect([sample.source, sample.version] == ["s", "v1"])
    #expect(sample.systemPrompt == "Be brief.")
    #expect(sample.expectedAnswer == "1")
    #expect(sample.finishReason == "stop")
    #expect(sample.repairs == ["think_opener"])
    #expect(sample.choices == ["p", "q"])
    #expect(sample.tests == ["kind": "assert"])
    #expect(sample.constraints == [["id": "c", "args": [:]]])
    #expect(sample.tools == [["name": "f"]])
    #expect(sample.expectedToolCalls == [])
    #expect(sample.toolCalls == [["a": 1]])
    #expect(sample.part(.metadata) == "{\"k\":1}")
  }

  @Test func whatIsKnownInOtherWays() throws {
    let system = try decode(
      #"{"output":"b","input":[{"role":"system","content":"detailed thinking on"},{"role":"user","content":"a"}]}"#
    )
    #expect(system.mode == .on)
    #expect(system.modeOrigin == .systemPrompt)
    #expect(system.systemPrompt == nil)
    #expect(system.prompt == "a")
    let prefilled = try decode(#"{"prompt":"","output":"x</think>y","open_tag_prefilled":true}"#)
    #expect(prefilled.mode == .on)
    #expect(prefilled.response.answer == "y")
    #expect(try decode(#"{"id":12,"input":"a","output":null}"#).id == "12")
    #expect(
      try decode(#"{"input":"a","output":null,"expected_tool_calls":null}"#).expectedToolCalls
        == nil)
    #expect(try decode(#"{"input":"a","output":"b","output":"c"}"#).response.text == "c")
  }

  @Test(arguments: [
    (#"{"prompt":"a"}"#, "missing_field"),
    (#"{"output":"a"}"#, "missing_field"),
    (#"{"prompt":null,"output":"a"}"#, "missing_field"),
    (#"{"prompt":"a","output":1}"#, "wrong_type"),
    (#"{"prompt":{},"output":"a"}"#, "wrong_type"),
    (#"{"input":[{"content":"a"}],"output":"a"}"#, "wrong_type"),
    (#"{"prompt":"a","output":"b","reasoning":"yes"}"#, "wrong_type"),
    (#"{"prompt":"a","output":"b","category":[]}"#, "wrong_type"),
    (#"{"prompt":"a","output":"\udc00"}"#, "lone_surrogate"),
    (#"{"prompt":"a","output":"b""#, "not_json"),
    ("", "not_json"),
    ("[1]", "not_an_object"),
  ])
  func problems(_ line: String, _ reason: String) {
    let problem = #expect(throws: RecordProblem.self) { try decode(line) }
    #expect(problem?.reason == reason)
  }

  @Test func invalidUTF8HasItsOwnReason() {
    var decoder = SampleDecoder()
    let line = Array(#"{"prompt":"a","output":""#.utf8) + [0xFF] + Array("\"}".utf8)
    let problem = #expect(throws: RecordProblem.self) { _ = try decoder.decode(line, ordinal: 0) }
    #expect(problem?.reason == "not_utf8")
  }

  @Test func oneDecoderReadsLinesOfAnyOrder() throws {
    var decoder = SampleDecoder()
    for ordinal in 0..<3 {
      let lines = [
        #"{"output":"b","prompt":"a","category":"x"}"#,
        #"{"category":"x","prompt":"a","output":"b"}"#,
      ]
      for line in lines {
        let sample = try decoder.decode(Array(line.utf8), ordinal: ordinal)
        #expect([sample.prompt, sample.response.text, sample.category] == ["a", "b", "x"])
      }
    }
  }
}
