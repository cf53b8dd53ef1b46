import Bytes
import Curation
import Testing

@Suite struct NemoSkillsSchemaTests {
  @Test(arguments: [
    SchemaCase(
      "an evaluated generation",
      #"""
      {"problem":"What is 6 times 7?","expected_answer":"42","generation":"<think>\n6*7\n</think>\nThe answer is \\boxed{42}.","predicted_answer":"42","num_generated_tokens":19,"generation_model":"Qwen2.5-32B","is_correct":true}
      """#,
      #"""
      {"input":[{"role":"user","content":"What is 6 times 7?"}],"expected_answer":"42",
       "generator":"Qwen2.5-32B","output":"<think>\n6*7\n</think>\nThe answer is \\boxed{42}.",
       "metadata":"{\"predicted_answer\":\"42\",\"num_generated_tokens\":19,\"is_correct\":true}"}
      """#),
    SchemaCase(
      "reasoning that was parsed off comes back",
      #"{"question":"?","generation":"B","reasoning_content":"Because.","expected_answer":3}"#,
      #"{"output":"<think>\nBecause.\n</think>\n\nB","expected_answer":"3"}"#),
    SchemaCase(
      "the whole generation counts",
      #"{"problem":"?","generation":"B","_full_generation":"<think>\nx\n</think>\nB"}"#,
      #"{"output":"<think>\nx\n</think>\nB","metadata":null}"#),
  ])
  func table(_ row: SchemaCase) throws { try row.check("schema: nemo_skills") }

  @Test func nothingGenerated() throws {
    try QuarantineCase("no generation", #"{"problem":"?"}"#, "missing_field").check(
      "schema: nemo_skills")
  }
}

@Suite struct OpenR1SchemaTests {
  @Test(arguments: [
    SchemaCase(
      "two generations with their flags",
      #"""
      {"problem":"Find x.","solution":"x=2","answer":"2","problem_type":"Algebra","source":"olympiads","uuid":"u","is_reasoning_complete":[true,false],"generations":["<think>\na\n</think>\n\\boxed{2}","<think>\nb"],"correctness_math_verify":[true,false],"correctness_llama":null,"finish_reasons":["stop","length"],"correctness_count":1,"messages":[{"role":"user","content":"Find x."},{"role":"assistant","content":"…"}]}
      """#,
      #"""
      {"input":[{"role":"user","content":"Find x."}],"output":"<think>\na\n</think>\n\\boxed{2}",
       "expected_answer":"2","finish_reason":"stop",
       "metadata":"{\"solution\":\"x=2\",\"problem_type\":\"Algebra\",\"source\":\"olympiads\",\"uuid\":\"u\",\"correctness_count\":1,\"generation_index\":0,\"is_reasoning_complete\":true,\"correctness_math_verify\":true}"}
      """#,
      #"""
      {"output":"<think>\nb","finish_reason":"length","reasoning":"on",
       "metadata":"{\"solution\":\"x=2\",\"problem_type\":\"Algebra\",\"source\":\"olympiads\",\"uuid\":\"u\",\"correctness_count\":1,\"generation_index\":1,\"is_reasoning_complete\":false,\"correctness_math_verify\":false}"}
      """#),
    SchemaCase(
      "no reasons known",
      #"{"problem":"?","answer":"2","generations":["2"],"finish_reasons":null}"#,
      #"{"output":"2","finish_reason":null}"#),
  ])
  func table(_ row: SchemaCase) throws { try row.check("schema: openr1") }

  @Test(arguments: [
    QuarantineCase("no generations", #"{"problem":"?","generations":[]}"#, "missing_field"),
    QuarantineCase(
      "flags that do not fit",
      #"{"problem":"?","generations":["a","b"],"correctness_llama":[true]}"#, "length_mismatch"),
    QuarantineCase(
      "a fault in the second takes the first with it",
      #"{"problem":"?","generations":["a",7]}"#, "wrong_type"),
  ])
  func quarantine(_ row: QuarantineCase) throws { try row.check("schema: openr1") }
}

@Suite struct AlpacaSchemaTests {
  @Test(arguments: [
    SchemaCase(
      "with input", #"{"instruction":"Translate.","input":"Hallo","output":"Hello"}"#,
      #"{"input":[{"role":"user","content":"Translate.\n\nHallo"}],"output":"Hello"}"#),
    SchemaCase(
      "without", #"{"instruction":"Name a colour.","input":"","output":"Red","text":"…"}"#,
      #"{"input":[{"role":"user","content":"Name a colour."}],"metadata":"{\"text\":\"…\"}"}"#),
    SchemaCase(
      "a text of reasoning is no mode",
      #"{"instruction":"a","output":"b","reasoning":"on the one hand, on the other"}"#,
      #"{"mode_origin":"inferred","metadata":"{\"reasoning\":\"on the one hand, on the other\"}"}"#),
    SchemaCase(
      "history and system",
      #"{"system":"Be kind.","history":[["a","b"]],"instruction":"c","output":"d"}"#,
      #"""
      {"system_prompt":"Be kind.","input":[{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"c"}]}
      """#),
  ])
  func table(_ row: SchemaCase) throws { try row.check("schema: alpaca") }

  @Test(arguments: [
    QuarantineCase("no instruction", #"{"output":"a"}"#, "missing_field"),
    QuarantineCase(
      "a broken history", #"{"instruction":"a","output":"b","history":[["c"]]}"#, "wrong_type"),
  ])
  func quarantine(_ row: QuarantineCase) throws { try row.check("schema: alpaca") }
}

@Suite struct ShareGPTSchemaTests {
  @Test(arguments: [
    SchemaCase(
      "a conversation; the last answer counts",
      #"""
      {"id":"x_0","conversations":[{"from":"human","value":"Hi"},{"from":"gpt","value":"Hello"},{"from":"human","value":"Bye"},{"from":"gpt","value":"See you"}],"model":"gpt-4"}
      """#,
      #"""
      {"input":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"},{"role":"user","content":"Bye"}],
       "output":"See you","generator":"gpt-4","metadata":"{\"id\":\"x_0\"}"}
      """#),
    SchemaCase(
      "calls, observations and tools as text",
      #"""
      {"conversations":[{"from":"system","value":"s"},{"from":"human","value":"?"},{"from":"function_call","value":"{\"name\": \"f\", \"arguments\": {\"a\": 1}}"},{"from":"observation","value":"2"},{"from":"gpt","value":"two"}],"tools":"[{\"name\": \"f\"}]"}
      """#,
      #"""
      {"system_prompt":"s","tools":[{"name":"f"}],"output":"two",
       "input":[{"role":"user","content":"?"},
        {"role":"assistant","content":"","tool_calls":[{"type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]},
        {"role":"tool","content":"2"}]}
      """#),
    SchemaCase(
      "a call is the response",
      #"""
      {"conversations":[{"from":"human","value":"?"},{"from":"function_call","value":"{\"name\":\"f\",\"arguments\":{}}"}],"tools":""}
      """#,
      #"""
      {"output":"","tool_calls":[{"type":"function","function":{"name":"f","arguments":"{}"}}],"tools":null}
      """#),
  ])
  func table(_ row: SchemaCase) throws { try row.check("schema: sharegpt") }

  @Test(arguments: [
    QuarantineCase("no conversation", #"{"id":"a"}"#, "missing_field"),
    QuarantineCase(
      "nobody answers", #"{"conversations":[{"from":"human","value":"a"}]}"#, "no_response"),
    QuarantineCase("a turn that is a text", #"{"conversations":["a","b"]}"#, "wrong_type"),
  ])
  func quarantine(_ row: QuarantineCase) throws { try row.check("schema: sharegpt") }
}
