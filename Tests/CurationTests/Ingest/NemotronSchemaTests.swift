import Bytes
import Curation
import Testing

@Suite struct NemotronSchemaTests {
  @Test(arguments: [
    SchemaCase(
      "v1: a rendered prompt, reasoning on",
      #"""
      {"input":"<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\ndetailed thinking on<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nWhat is 3 + 4?<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n","output":"<think>\n3 + 4 = 7\n</think>\n\n\\boxed{7}<|eot_id|>","category":"math","license":"cc-by-4.0","reasoning":"on","generator":"DeepSeek-R1","used_in_training":"yes","version":"v1"}
      """#,
      #"""
      {"input":[{"role":"user","content":"What is 3 + 4?"}],"system_prompt":null,
       "output":"<think>\n3 + 4 = 7\n</think>\n\n\\boxed{7}","reasoning":"on","mode_origin":"field",
       "category":"math","license":"cc-by-4.0","generator":"DeepSeek-R1","version":"v1",
       "repairs":null,"metadata":"{\"used_in_training\":\"yes\"}"}
      """#),
    SchemaCase(
      "v1: several turns, white space kept, a system prompt beside the toggle",
      #"""
      {"input":"<|start_header_id|>system<|end_header_id|>\n\nBe kind.\ndetailed thinking off<|eot_id|><|start_header_id|>user<|end_header_id|>\n\n Hi \n<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nHello<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nBye<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n","output":"Bye!<|eot_id|>"}
      """#,
      #"""
      {"input":[{"role":"user","content":" Hi \n"},{"role":"assistant","content":"Hello"},
       {"role":"user","content":"Bye"}],"system_prompt":"Be kind.","output":"Bye!",
       "reasoning":"off","mode_origin":"system_prompt","repairs":null}
      """#),
    SchemaCase(
      "v1: a prompt without template",
      #"{"input":"Just text","output":"Fine."}"#,
      #"{"input":[{"role":"user","content":"Just text"}],"output":"Fine."}"#),
    SchemaCase(
      "v1.1: turns and a system prompt of its own",
      #"""
      {"input":[{"role":"user","content":"Sort a list in Python."}],"output":"<think>\nEasy.\n</think>\n\n```python\nsorted(x)\n```","reasoning":"on","system_prompt":"detailed thinking on","category":"code","license":"cc-by-4.0","generator":"DeepSeek-R1","used_in_training":["Ultra","Nano"],"version":"v1.1"}
      """#,
      #"""
      {"input":[{"role":"user","content":"Sort a list in Python."}],"system_prompt":null,
       "reasoning":"on","version":"v1.1",
       "metadata":"{\"used_in_training\":[\"Ultra\",\"Nano\"]}"}
      """#),
    SchemaCase(
      "IFEval: two lists become constraints, nulls go",
      #"""
      {"input":[{"role":"user","content":"Write."}],"output":"Done","instruction_id_list":["length_constraints:number_words","punctuation:no_comma"],"args":[{"relation":"at least","num_words":300,"keywords":null},{"num_words":null}]}
      """#,
      #"""
      {"constraints":[{"id":"length_constraints:number_words","args":{"relation":"at least","num_words":300}},
       {"id":"punctuation:no_comma","args":{}}],"metadata":null}
      """#),
  ])
  func table(_ row: SchemaCase) throws {
    try row.check("schema: nemotron_v1")
    try row.check("schema: nemotron_v1_1")
  }

  @Test(arguments: [
    QuarantineCase(
      "a prompt of the RL files", #"{"input":[{"role":"user","content":"a"}]}"#, "missing_field"),
    QuarantineCase(
      "lists that do not fit",
      #"{"input":"a","output":"b","instruction_id_list":["x"],"args":[]}"#, "length_mismatch"),
  ])
  func quarantine(_ row: QuarantineCase) throws { try row.check("schema: nemotron_v1_1") }
}

@Suite struct NemotronPostTrainingSchemaTests {
  @Test(arguments: [
    SchemaCase(
      "v1: mathematics with the answer in the metadata",
      #"""
      {"uuid":"5f0c","license":"cc-by-4.0","generator":"DeepSeek-R1-0528","version":"v1","category":"math","reasoning":"on","messages":[{"role":"user","content":"2+2?","tool_calls":[]},{"role":"assistant","content":"<think>\nSum.\n</think>\n4","tool_calls":[]}],"metadata":"{\"expected_answer\": \"4\", \"problem_source\": \"aops\"}"}
      """#,
      #"""
      {"input":[{"role":"user","content":"2+2?"}],"output":"<think>\nSum.\n</think>\n4",
       "reasoning":"on","expected_answer":"4","generator":"DeepSeek-R1-0528","tool_calls":null,
       "metadata":"{\"expected_answer\":\"4\",\"problem_source\":\"aops\",\"uuid\":\"5f0c\"}"}
      """#),
    SchemaCase(
      "v1: a tool call as the response, tools in the metadata",
      #"""
      {"uuid":"7","messages":[{"role":"system","content":"","tool_calls":[]},{"role":"user","content":"Weather?","tool_calls":[]},{"role":"assistant","content":"","tool_calls":[{"id":"c1","type":"function","function":{"name":"weather","arguments":"{\"city\": \"Oslo\"}"}}]}],"reasoning":"off","category":"tool_calling","metadata":"{\"tools\": [{\"type\":\"function\",\"function\":{\"name\":\"weather\"}}]}"}
      """#,
      #"""
      {"input":[{"role":"user","content":"Weather?"}],"output":"","system_prompt":null,
       "tool_calls":[{"id":"c1","type":"function","function":{"name":"weather","arguments":"{\"city\": \"Oslo\"}"}}],
       "tools":[{"type":"function","function":{"name":"weather"}}],"category":"tool_calling"}
      """#),
    SchemaCase(
      "v2: neither calls nor metadata",
      #"""
      {"uuid":"8","license":"cc-by-4.0","generator":"Qwen3-30B","version":"v2","category":"multilingual_de","reasoning":"off","messages":[{"role":"system","content":"Antworte kurz."},{"role":"user","content":"Hauptstadt?"},{"role":"assistant","content":"Berlin"}]}
      """#,
      #"""
      {"input":[{"role":"user","content":"Hauptstadt?"}],"system_prompt":"Antworte kurz.",
       "output":"Berlin","metadata":"{\"uuid\":\"8\"}"}
      """#),
  ])
  func table(_ row: SchemaCase) throws { try row.check("schema: nemotron_post_training") }

  @Test(arguments: [
    QuarantineCase("no messages", #"{"uuid":"1"}"#, "missing_field"),
    QuarantineCase(
      "nobody answers", #"{"messages":[{"role":"user","content":"a"}]}"#, "no_response"),
    QuarantineCase("messages of another type", #"{"messages":"a"}"#, "wrong_type"),
  ])
  func quarantine(_ row: QuarantineCase) throws {
    try row.check("schema: nemotron_post_training")
  }
}
