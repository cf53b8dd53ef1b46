import Bytes

/// Tool calls in the form of chat completions: `{"id":…,"type":"function","function":{"name":…,
/// "arguments":"…"}}`, the arguments being JSON text.
enum ToolCalls {
  /// The calls of a message: `tool_calls`, or `function_call` of before 2023; nil where it has none.
  static func of(_ message: JSONObject) -> JSONValue? {
    if let calls = message["tool_calls"]?.array, !calls.isEmpty { return .array(calls.map(normal)) }
    if let call = message["function_call"], call.object != nil { return [normal(call)] }
    return nil
  }

  /// The calls that a text is the JSON of: an object with `name` and `arguments`, or a list of them.
  static func parse(_ text: String) -> JSONValue? {
    guard let value = try? JSONValue(parsing: text) else { return nil }
    let calls = value.array ?? [value]
    guard !calls.isEmpty, calls.allSatisfy({ $0["name"]?.string != nil }) else { return nil }
    return .array(calls.map(normal))
  }

  /// One call, from either of the forms.
  private static func normal(_ value: JSONValue) -> JSONValue {
    let function = value["function"] ?? value
    guard function["name"]?.string != nil else { return value }
    return call(
      id: value["id"], name: function["name"],
      arguments: function["arguments"] ?? function["parameters"])
  }

  static func call(id: JSONValue?, name: JSONValue?, arguments: JSONValue?) -> JSONValue {
    var function = JSONObject()
    function["name"] = name ?? .null
    function["arguments"] = .string(arguments.map { $0.string ?? $0.text } ?? "{}")
    var call = JSONObject()
    if let id, !id.isNull { call["id"] = id }
    call["type"] = "function"
    call["function"] = .object(function)
    return .object(call)
  }
}
