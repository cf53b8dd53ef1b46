import Bytes
import Grading
import Testing

@Suite struct ToolCallReaderTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let output: String
    /// The calls as one line of JSON a call; nil where the output is malformed.
    let calls: [String]?
    var testDescription: String { name }
    init(_ name: String, _ output: String, _ calls: [String]?) {
      (self.name, self.output, self.calls) = (name, output, calls)
    }
  }

  private static let paris = #"{"name":"get_weather","arguments":{"city":"Paris"}}"#
  private static let now = #"{"name":"now","arguments":{}}"#

  private static func check(_ c: Case) throws {
    let grade = try ToolCallCase.grade(c.output)
    #expect(grade.read.isMalformed == (c.calls == nil))
    #expect(grade.read.calls.map(\.json.text) == c.calls ?? [])
  }

  @Test(arguments: [
    Case("prose", "I cannot help with that.", []),
    Case("nothing", "", []),
    Case("an empty list", "[]", []),
    Case("other JSON", #"{"answer": [1, 2]}"#, []),
    Case("one call", paris, [paris]),
    Case("a list", "[\(paris), \(now)]", [paris, now]),
    Case("fenced", "```json\n\(paris)\n```", [paris]),
    Case("parameters", #"{"name": "get_weather", "parameters": {"city": "Paris"}}"#, [paris]),
    Case(
      "OpenAI's wrapping",
      #"{"tool_calls": [{"id": "1", "type": "function", "function": {"name": "get_weather", "arguments": "{\"city\": \"Paris\"}"}}]}"#,
      [paris]),
    Case("function_call", #"{"function_call": {"name": "now", "arguments": ""}}"#, [now]),
    Case("LangChain", #"{"action": "get_weather", "action_input": {"city": "Paris"}}"#, [paris]),
    Case("another tool's action", #"{"action": "buy", "action_input": {"city": "Paris"}}"#, []),
    Case("ReAct", "Thought: x\nAction: get_weather\nAction Input: {\"city\": \"Paris\"}", [paris]),
    Case("ReAct without an object", "Action: get_weather\nAction Input: Paris", nil),
    Case("an action that is no tool", "Action: fly\nAction Input: {}", []),
    Case("null arguments", #"{"name": "now", "arguments": null}"#, [now]),
    Case("a name alone is a call of a known tool", #"{"name": "now"}"#, [now]),
    Case("a name alone is no call of another", #"{"name": "Anna"}"#, []),
    Case("keyed by the tool's name", #"[{"get_weather": {"city": "Paris"}}]"#, [paris]),
    Case(
      "an unknown tool", #"{"name": "f", "arguments": {}}"#, [#"{"name":"f","arguments":{}}"#]),
    Case("arguments that are a list", #"{"name": "now", "arguments": [1]}"#, nil),
    Case("arguments that are no JSON", #"{"name": "now", "arguments": "city=Paris"}"#, nil),
    Case("cut off", #"{"name": "get_weather", "arguments": {"city": "Par"#, nil),
    Case("single quotes", #"{'name': 'get_weather', 'arguments': {'city': 'Paris'}}"#, nil),
    Case(
      "of repeated keys the last", #"{"name": "now", "arguments": {"a": 1, "a": 2}}"#,
      [#"{"name":"now","arguments":{"a":2}}"#]),
    Case(
      "big integers and decimals stay exact",
      #"{"name": "now", "arguments": {"n": 123456789012345678901, "x": 0.10}}"#,
      [#"{"name":"now","arguments":{"n":123456789012345678901,"x":0.10}}"#]),
    Case("JSON within prose", "I will look.\n\(paris)\nWait for it.", [paris]),
    Case("JSON of an unknown tool within prose", #"See {"name": "f", "arguments": {}}."#, []),
    Case("a fenced block within prose", "Here:\n```json\n\(paris)\n```\nDone.", [paris]),
    Case("only thought of", "<think>\(paris)</think>I cannot.", []),
    Case("thought of and called", "<think>\(now)?</think>\(paris)", [paris]),
    Case("never finished thinking", "<think>\(paris)", []),
  ])
  func json(_ c: Case) throws { try Self.check(c) }

  @Test(arguments: [
    Case("Llama-Nemotron", "<TOOLCALL>[\(paris)]</TOOLCALL>", [paris]),
    Case("Llama-Nemotron, none", "<TOOLCALL>[]</TOOLCALL>", []),
    Case(
      "Hermes", "<tool_call>\n\(paris)\n</tool_call>\n<tool_call>\(now)</tool_call>", [paris, now]),
    Case("text around", "Let me see.\n<tool_call>\(paris)</tool_call>\nOne moment.", [paris]),
    Case("the closing tag is missing", "<tool_call>\(paris)", [paris]),
    Case("the end token closes", "<tool_call>\(paris)<|im_end|>", [paris]),
    Case(
      "the closing tag within a string",
      #"<tool_call>{"name": "run", "arguments": {"code": "</tool_call>"}}</tool_call>"#,
      [#"{"name":"run","arguments":{"code":"</tool_call>"}}"#]),
    Case("Python in tags", #"<TOOLCALL>[get_weather(city="Paris")]</TOOLCALL>"#, [paris]),
    Case("fenced in tags", "<tool_call>\n```json\n\(paris)\n```\n</tool_call>", [paris]),
    Case("Llama 3", #"<|python_tag|>{"name": "now", "parameters": {}}<|eom_id|>"#, [now]),
    Case("Mistral, a list", "[TOOL_CALLS] [\(paris)]", [paris]),
    Case("Mistral, a name", #"[TOOL_CALLS]get_weather[ARGS]{"city": "Paris"}"#, [paris]),
    Case(
      "Glaive", #"<functioncall> {"name": "get_weather", "arguments": '{"city": "Paris"}'} "#,
      [paris]),
    Case(
      "DeepSeek V3",
      "<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>get_weather\n```json\n{\"city\": \"Paris\"}\n```<｜tool▁call▁end｜><｜tool▁calls▁end｜>",
      [paris]),
    Case(
      "Kimi",
      "<|tool_call_begin|>functions.get_weather:0<|tool_call_argument_begin|>{\"city\": \"Paris\"}<|tool_call_end|>",
      [paris]),
    Case("Llama, elements", #"<function=get_weather>{"city": "Paris"}</function>"#, [paris]),
    Case(
      "Qwen Coder",
      "<tool_call>\n<function=run>\n<parameter=code>\n1\n</parameter>\n<parameter=limit>\n5\n</parameter>\n</function>\n</tool_call>",
      [#"{"name":"run","arguments":{"code":"1","limit":5}}"#]),
    Case(
      "invoke",
      #"<function_calls><invoke name="get_weather"><parameter name="city">Paris</parameter></invoke></function_calls>"#,
      [paris]),
    Case("broken JSON", #"<tool_call>{"name": "now", "arguments": {}</tool_call>"#, nil),
    Case("one of two is broken", "<tool_call>\(paris)</tool_call><tool_call>{</tool_call>", nil),
    Case("empty tags", "<tool_call></tool_call>", nil),
    Case("text after the JSON", "<tool_call>\(paris) and more</tool_call>", nil),
    Case("no call in tags", "<TOOLCALL>[1, 2]</TOOLCALL>", nil),
    Case("a tag that is quoted", "Write `<tool_call>` before the call.", []),
    Case("a tag that is only thought of", "<think><tool_call>{</think>No.", []),
  ])
  func tags(_ c: Case) throws { try Self.check(c) }

  @Test(arguments: [
    Case("a list", #"[get_weather(city="Paris"), now()]"#, [paris, now]),
    Case("bare", #"get_weather(city='Paris')"#, [paris]),
    Case("one a line", "get_weather(city='Paris')\nnow()", [paris, now]),
    Case("fenced", "```python\n[get_weather(city=\"Paris\")]\n```", [paris]),
    Case("a comma at the end", #"[get_weather(city="Paris",),]"#, [paris]),
    Case(
      "line ends and a comment", "[\n  get_weather(\n    city=\"Paris\",  # here\n  )\n]", [paris]),
    Case(
      "numbers", "math.add(a=-1, b=1e3)", [#"{"name":"math.add","arguments":{"a":-1,"b":1e3}}"#]),
    Case(
      "more numbers", "math.add(a=1_000, b=.5, c=2., d=0x1F, e=+7, f=00, g=- 3)",
      [#"{"name":"math.add","arguments":{"a":1000,"b":0.5,"c":2.0,"d":31,"e":7,"f":0,"g":-3}}"#]),
    Case(
      "constants", "now(a=True, b=None, c=false, d=null)",
      [#"{"name":"now","arguments":{"a":true,"b":null,"c":false,"d":null}}"#]),
    Case(
      "containers", "now(a=[1, 'x'], b=(1, 2), c={'k': [True], 2: 3}, d=(4), e=(5,), f=())",
      [
        #"{"name":"now","arguments":{"a":[1,"x"],"b":[1,2],"c":{"k":[true],"2":3},"d":4,"e":[5],"f":[]}}"#
      ]),
    Case(
      "strings", #"now(a='it\'s', b="say \"x\"", c='a' "b", d=r'\n', e='\u00e9\x41\n')"#,
      [#"{"name":"now","arguments":{"a":"it's","b":"say \"x\"","c":"ab","d":"\\n","e":"éA\n"}}"#]),
    Case(
      "three quotes", "now(a=\"\"\"one \"two\"\nthree\"\"\")",
      [#"{"name":"now","arguments":{"a":"one \"two\"\nthree"}}"#]),
    Case(
      "brackets in strings", #"[now(a=")]", b="[(")]"#,
      [#"{"name":"now","arguments":{"a":")]","b":"[("}}"#]),
    Case("at the end of prose", "I will check.\nget_weather(city=\"Paris\")", [paris]),
    Case("named in prose", #"You could call get_weather(city="Paris") for that."#, []),
    Case("an expression", "[math.add(a=1+1, b=2)]", nil),
    Case("a nested call", "[math.add(a=math.add(a=1, b=2), b=2)]", nil),
    Case("an import", #"[get_weather(city=__import__("os").system("id"))]"#, nil),
    Case("a comprehension", "[get_weather(city=[x for x in y])]", nil),
    Case("a field in a formatted string", #"get_weather(city=f"{x}")"#, nil),
    Case("bytes", "get_weather(city=b'x')", nil),
    Case("a positional argument", #"get_weather("Paris")"#, nil),
    Case("starred", #"get_weather(**{"city": "Paris"})"#, nil),
    Case("repeated", #"get_weather(city="a", city="b")"#, nil),
    Case("a leading zero", "math.add(a=007, b=1)", nil),
    Case("cut off", #"[get_weather(city="Par"#, nil),
    Case("a program that is no call", "print('hello')", []),
  ])
  func python(_ c: Case) throws { try Self.check(c) }

  @Test func pythonIsReadOnlyWhereThereAreTools() throws {
    let grade = try ToolCallCase.grade("f(x=1)", tools: "[]")
    #expect(grade.read.calls.isEmpty)
    #expect(!grade.read.isMalformed)
  }

  @Test func theMessagesCallsCountBeforeTheText() throws {
    let message = #"[{"type": "function", "function": {"name": "now", "arguments": "{}"}}]"#
    let grade = try ToolCallCase.grade(Self.paris, message: message)
    #expect(grade.read.calls.map(\.name) == ["now"])
    #expect(grade.read.form == .message)
  }

  @Test(arguments: [
    String(repeating: "[", count: 100_000), String(repeating: "{\"a\":", count: 100_000),
    "get_weather(city=" + String(repeating: "(", count: 100_000),
    String(repeating: "<tool_call>", count: 10_000), String(repeating: "```\n{\n", count: 10_000),
    "\u{0}\u{FFFD}<tool_call>\u{0}", "<function=" + String(repeating: "a", count: 100_000),
    String(repeating: "{\"name\": 'x' ", count: 20_000),
  ])
  func hostileTextIsAnswered(text: String) throws {
    #expect(try ToolCallCase.grade(text).read.calls.isEmpty)
  }
}
