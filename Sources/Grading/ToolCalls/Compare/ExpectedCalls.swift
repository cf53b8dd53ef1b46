import Bytes

/// A call that is right, with the values that are acceptable for each argument.
struct ExpectedCall: Sendable {
  let name: String
  let arguments: [Argument]

  struct Argument: Sendable {
    let key: String
    /// BFCL's form: `""` among the values also means that the argument may be left out; an object
    /// holds a list of values for each of its keys.
    let values: [JSONValue]
  }

  func argument(_ key: String) -> Argument? { arguments.last { isSameText($0.key, key) } }
}

extension ExpectedCall {
  /// Reads the expected calls of a sample: BFCL's `[{function: {argument: [value, …]}}]`, or plain
  /// calls with one value an argument, `[{"name": …, "arguments": …}]`, also in OpenAI's wrapping.
  ///
  /// - Returns: nil where the gold is neither.
  static func list(_ gold: JSONValue, tools: [ToolDefinition]) -> [ExpectedCall]? {
    var gold = gold
    if let text = gold.string {
      guard let parsed = try? JSONValue(parsing: text) else { return nil }
      gold = parsed
    }
    let elements = gold.array ?? (gold.object.map { [.object($0)] })
    guard let elements else { return nil }
    var calls: [ExpectedCall] = []
    for element in elements {
      guard let call = one(element, tools: tools) else { return nil }
      calls.append(call)
    }
    return calls
  }

  private static func one(_ element: JSONValue, tools: [ToolDefinition]) -> ExpectedCall? {
    if let call = possible(element) { return call }
    guard case .calls(let calls) = CallJSON.read(element, tools: tools, isMarked: true),
      calls.count == 1
    else { return nil }
    return plain(calls[0], tools: tools)
  }

  /// Reads BFCL's form; `{"function": {"name": "f", …}}` has its shape but for the lists of values.
  private static func possible(_ element: JSONValue) -> ExpectedCall? {
    guard let object = element.object, object.count == 1, let member = object.members.first,
      let arguments = member.value.object
    else { return nil }
    let lists = arguments.members.compactMap { argument in
      argument.value.array.map { Argument(key: argument.key, values: $0) }
    }
    return lists.count == arguments.count ? ExpectedCall(name: member.key, arguments: lists) : nil
  }

  /// One value an argument; one that equals the schema's default may be left out, as may a null.
  private static func plain(_ call: ToolCall, tools: [ToolDefinition]) -> ExpectedCall {
    let properties = tools.named(call.name)?.properties
    let arguments = call.arguments.distinct.map { member in
      var values = [widened(member.value)]
      let standard = properties?.value(member.key)?["default"]
      let isStandard = standard.map { isSameJSON($0, member.value) } ?? false
      if isStandard || member.value.isNull { values.append("") }
      return Argument(key: member.key, values: values)
    }
    return ExpectedCall(name: call.name, arguments: arguments)
  }

  /// An object as BFCL writes it: a list of one value for each key.
  private static func widened(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(let object):
      .object(JSONObject(object.distinct.map { ($0.key, .array([$0.value])) }))
    case .array(let elements) where elements.contains { $0.object != nil }:
      .array(elements.map(widened))
    default: value
    }
  }
}
