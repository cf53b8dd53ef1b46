import Bytes
import Curation
import Testing

@Suite struct OpenAISchemaTests {
  @Test(arguments: [
    SchemaCase(
      "a completion beside its messages; reasoning comes back, two choices",
      #"""
      {"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"2+2?"}],"temperature":0.6,"id":"chatcmpl-1","object":"chat.completion","created":1741569952,"model":"deepseek-r1","choices":[{"index":0,"message":{"role":"assistant","content":"\n\n4","reasoning_content":"\nSum.\n"},"finish_reason":"stop","logprobs":null},{"index":1,"message":{"role":"assistant","content":"5","reasoning_content":null},"finish_reason":"length"}],"usage":{"completion_tokens":9}}
      """#,
      #"""
      {"input":[{"role":"user","content":"2+2?"}],"system_prompt":"Be brief.",
       "output":"<think>\nSum.\n</think>\n\n4","reasoning":"on","mode_origin":"inferred",
       "generator":"deepseek-r1","finish_reason":"stop",
       "metadata":"{\"request\":{\"temperature\":0.6},\"completion\":{\"id\":\"chatcmpl-1\",\"created\":1741569952,\"usage\":{\"completion_tokens\":9}},\"choice_index\":0}"}
      """#,
      #"{"output":"5","reasoning":"off","finish_reason":"length"}"#),
    SchemaCase(
      "reasoning that the length cut stays open",
      #"""
      {"request":{"model":"m","messages":[{"role":"user","content":"?"}]},"response":{"model":"qwq","choices":[{"message":{"role":"assistant","content":null,"reasoning_content":"So far"},"finish_reason":"length"}]}}
      """#,
      #"{"output":"<think>\nSo far","reasoning":"on","generator":"qwq"}"#),
    SchemaCase(
      "reasoning without text that ended by itself is closed",
      #"""
      {"request":{"messages":[{"role":"user","content":"?"}]},"choices":[{"message":{"content":"","reasoning":"Hm"},"finish_reason":"stop"}]}
      """#,
      #"{"output":"<think>\nHm\n</think>"}"#),
    SchemaCase(
      "tool calls, and tools of the request",
      #"""
      {"request":{"messages":[{"role":"user","content":[{"type":"text","text":"Weather in "},{"type":"text","text":"Oslo?"}]}],"tools":[{"type":"function","function":{"name":"weather"}}]},"choices":[{"message":{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Oslo\"}"}}]},"finish_reason":"tool_calls"}]}
      """#,
      #"""
      {"input":[{"role":"user","content":"Weather in Oslo?"}],"output":"",
       "tools":[{"type":"function","function":{"name":"weather"}}],
       "tool_calls":[{"id":"c1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Oslo\"}"}}],
       "finish_reason":"tool_calls"}
      """#),
    SchemaCase(
      "a text completion",
      #"{"prompt":"2+2=","choices":[{"text":"4","index":0,"finish_reason":"stop"}],"model":"base"}"#,
      #"{"input":[{"role":"user","content":"2+2="}],"output":"4","generator":"base"}"#),
    SchemaCase(
      "items of the Responses API",
      #"""
      {"request":{"input":"Weather?","instructions":"Use tools."},"response":{"model":"o","output":[{"type":"reasoning","summary":[{"type":"summary_text","text":"Look it up."}]},{"type":"function_call","call_id":"c","name":"weather","arguments":"{}"},{"type":"function_call_output","call_id":"c","output":"rain"},{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Rain."}]}]}}
      """#,
      #"""
      {"input":[{"role":"user","content":"Weather?"}],"system_prompt":"Use tools.","output":"Rain.",
       "turns":[{"role":"assistant","content":"<think>\nLook it up.\n</think>","tool_calls":[{"id":"c","type":"function","function":{"name":"weather","arguments":"{}"}}]},
        {"role":"tool","content":"rain","tool_call_id":"c"},{"role":"assistant","content":"Rain."}]}
      """#),
    SchemaCase(
      "the format for fine-tuning",
      #"""
      {"messages":[{"role":"developer","content":"Be brief."},{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"},{"role":"user","content":"thanks"}]}
      """#,
      #"""
      {"input":[{"role":"user","content":"Hi"}],"system_prompt":"Be brief.","output":"Hello",
       "metadata":"{\"trailing_turns\":[{\"role\":\"user\",\"content\":\"thanks\"}]}"}
      """#),
  ])
  func table(_ row: SchemaCase) throws { try row.check("schema: openai") }

  @Test(arguments: [
    QuarantineCase(
      "an error", #"{"custom_id":"a","response":null,"error":{"code":"batch_expired"}}"#,
      "request_failed"),
    QuarantineCase(
      "a status", #"{"custom_id":"a","response":{"status_code":429,"body":{}},"error":null}"#,
      "request_failed"),
    QuarantineCase(
      "a batch without its requests",
      #"{"custom_id":"a","response":{"status_code":200,"body":{"choices":[{"message":{"content":"x"}}]}}}"#,
      "missing_request"),
    QuarantineCase(
      "no choices", #"{"messages":[{"role":"user","content":"a"}],"choices":[]}"#, "no_response"),
    QuarantineCase("no prompt", #"{"choices":[{"message":{"content":"a"}}]}"#, "missing_field"),
    QuarantineCase("nothing known", #"{"text":"a"}"#, "missing_field"),
  ])
  func quarantine(_ row: QuarantineCase) throws { try row.check("schema: openai") }

  @Test func batchOutputFindsItsRequests() throws {
    let folder = TemporaryFolder()
    let request = #"""
      {"custom_id":"r-2","method":"POST","url":"/v1/chat/completions","body":{"model":"m","messages":[{"role":"user","content":"Second?"}],"max_tokens":9}}
      {"custom_id":"r-1","method":"POST","url":"/v1/chat/completions","body":{"model":"m","messages":[{"role":"user","content":"First?"}]}}
      """#
    let output = #"""
      {"id":"batch_req_1","custom_id":"r-1","response":{"status_code":200,"request_id":"x","body":{"id":"c","model":"gpt-4o-mini","choices":[{"index":0,"message":{"role":"assistant","content":"One"},"finish_reason":"stop"}]}},"error":null}
      """#
    try Files.write(Array(request.utf8), to: folder.path + "/in.jsonl")
    try Files.write(Array(output.utf8), to: folder.path + "/out.jsonl")
    let yaml = "name: b\nfiles: out.jsonl\nschema: openai\nrequests: in*.jsonl\n"
    try Files.write(Array(yaml.utf8), to: folder.path + "/dataset.yaml")
    let dataset = try DatasetFile.read(folder.path + "/dataset.yaml")
    let ingested = try Ingested(dataset.sources[0])
    #expect(ingested.samples.map(\.prompt) == ["First?"])
    #expect(ingested.samples.map(\.generator) == ["gpt-4o-mini"])
    #expect(ingested.samples.map(\.response.text) == ["One"])

    let before = dataset.sources[0].fingerprint
    try Files.write(Array(request.utf8) + [0x0A], to: folder.path + "/in.jsonl")
    let after = try DatasetFile.read(folder.path + "/dataset.yaml").sources[0].fingerprint
    #expect(before != after)
  }
}
