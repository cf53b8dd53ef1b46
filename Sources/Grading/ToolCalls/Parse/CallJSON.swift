import Bytes

/// Reads calls from JSON: one call, a list of calls, or a message that has `tool_calls`.
enum CallJSON {
  /// What a JSON value is, read as calls.
  enum Reading {
    case calls([ToolCall])
    /// It has the form of a call, but its arguments are no object.
    case malformed
    /// It is some other JSON.
    case other
  }

  /// - Parameter isMarked: tags or a field say that the value is meant as calls, so `{"name": "now"}`
  ///   is one; elsewhere it is only where a tool has that name.
  static func read(_ value: JSONValue, tools: [ToolDefinition], isMarked: Bool) -> Reading {
    switch value {
    case .array(let elements): readList(elements, tools: tools, isMarked: isMarked)
    case .object(let object): readObject(object, tools: tools, isMarked: isMarked)
    default: .other
    }
  }

  private static func readList(
    _ elements: [JSONValue], tools: [ToolDefinition], isMarked: Bool
  ) -> Reading {
    var calls: [ToolCall] = []
    for element in elements {
      guard case .object(let object) = element else { return isMarked ? .malformed : .other }
      switch readObject(object, tools: tools, isMarked: isMarked) {
      case .calls(let more): calls += more
      case .malformed: return .malformed
      case .other: return isMarked ? .malformed : .other
      }
    }
    return .calls(calls)
  }

  private static func readObject(
    _ object: JSONObject, tools: [ToolDefinition], isMarked: Bool
  ) -> Reading {
    if let list = object["tool_calls"]?.array {
      return readList(list, tools: tools, isMarked: true)
    }
    for key in ["function_call", "function", "tool_call"] {
      if let inner = object[key]?.object { return readCall(inner, tools: tools, isMarked: true) }
    }
    return readCall(object, tools: tools, isMarked: isMarked)
  }

  private static func readCall(
    _ object: JSONObject, tools: [ToolDefinition], isMarked: Bool
  ) -> Reading {
    let arguments = argumentKeys.lazy.compactMap { object.value($0) }.first
    let name =
      nameKeys.lazy.compactMap { object[$0]?.string }.first
      ?? object["action"]?.string.flatMap { tools.named($0)?.name }
    if let name, let arguments {
      guard let read = self.arguments(arguments) else { return .malformed }
      return .calls([ToolCall(name: name, arguments: read)])
    }
    if let name, isMarked || object.count == 1 && tools.named(name) != nil {
      return .calls([ToolCall(name: name, arguments: JSONObject())])
    }
    return readKeyed(object, tools: tools)
  }

  /// `{"get_weather": {"city": "Paris"}}`, where there is a tool of that name.
  private static func readKeyed(_ object: JSONObject, tools: [ToolDefinition]) -> Reading {
    guard object.count == 1, let member = object.members.first, tools.named(member.key) != nil,
      let arguments = member.value.object
    else { return .other }
    return .calls([ToolCall(name: member.key, arguments: arguments)])
  }

  private static let nameKeys = ["name", "function", "tool_name", "tool"]
  private static let argumentKeys = [
    "arguments", "parameters", "args", "input", "tool_input", "action_input", "tool_args",
  ]

  /// An object, a text that holds one (as OpenAI sends them), or nothing at all.
  static func arguments(_ value: JSONValue) -> JSONObject? {
    switch value {
    case .object(let object): return object
    case .null: return JSONObject()
    case .string(let text):
      if isBlank(Array(text.utf8).span, 0..<text.utf8.count) { return JSONObject() }
      return (try? JSONValue(parsing: text))?.object
    default: return nil
    }
  }
}
