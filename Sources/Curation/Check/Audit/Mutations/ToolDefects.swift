import Bytes

/// Defects of tool calls, in the text or in the record's `tool_calls`.
enum ToolDefects {
  private static let expected = "expected calls, made rightly"

  static let all: [Mutation] = [
    Mutation("wrong_argument", "an argument of a call has another value", needs: expected) {
      s, _ in
      guard s.isProvenRight, s.sample.expectedToolCalls?.array?.isEmpty == false else { return nil }
      return editingCall(s) { call in
        for key in ["arguments", "parameters"] {
          guard var arguments = call[key]?.object, let member = arguments.members.first else {
            continue
          }
          arguments[member.key] = otherValue(member.value)
          call[key] = .object(arguments)
          return true
        }
        return false
      }
    },
    Mutation("unknown_tool", "a call names a tool that was not offered", needs: "a call") { s, _ in
      guard s.sample.tools != nil else { return nil }
      return editingCall(s) { call in
        guard let name = call["name"]?.string else { return false }
        call["name"] = .string(name + "_v2")
        return true
      }
    },
    Mutation("broken_call", "the JSON of a call no longer parses", needs: "a call in the text") {
      s, r in
      guard s.sample.tools != nil, let range = callRange(in: s.answer) else { return nil }
      let json = String(s.answer[range])
      let broken = [
        String(json.dropLast(2)), json.replacing("\"name\":", with: "\"name:"),
        json.replacing(": {", with: ": {\"strict\": True, "),
      ].filter { $0 != json && (try? JSONValue(parsing: $0)) == nil }
      guard !broken.isEmpty else { return nil }
      return s.with(answer: s.answer.replacing(range, by: r.pick(broken)))
    },
    Mutation("missing_call", "the call is only talked about", needs: expected) { s, _ in
      guard s.isProvenRight, s.sample.expectedToolCalls?.array?.isEmpty == false else { return nil }
      var record = s.with(answer: "\nI will look that up for you now.")
      record["tool_calls"] = nil
      return record
    },
    Mutation(
      "stray_call", "a call where no tool was offered", needs: "a sample without tools"
    ) { s, r in
      guard s.sample.tools == nil, s.sample.toolCalls == nil else { return nil }
      let name = r.pick(["web_search", "run_python", "calculator"])
      let call = "{\"name\": \"\(name)\", \"arguments\": {\"input\": \"the question\"}}"
      return s.with(answer: s.answer + "\n<tool_call>\n\(call)\n</tool_call>")
    },
  ]

  private static func otherValue(_ value: JSONValue) -> JSONValue {
    switch value {
    case .number(let number):
      number.int.flatMap { $0 < Int.max ? .int($0 + 1) : nil }
        ?? .double((number.double ?? 0) * 2 + 1)
    case .string(let text): .string(text + "x")
    case .bool(let flag): .bool(!flag)
    case .array(let elements): .array(elements + ["another"])
    case .object, .null: "another"
    }
  }

  /// Edits the first call, wherever the record keeps it.
  private static func editingCall(_ s: Specimen, _ edit: (inout JSONObject) -> Bool)
    -> JSONObject?
  {
    if let range = callRange(in: s.answer),
      var call = (try? JSONValue(parsing: String(s.answer[range])))?.object
    {
      guard edit(&call) else { return nil }
      return s.with(answer: s.answer.replacing(range, by: JSONValue.object(call).text))
    }
    guard var calls = s.record["tool_calls"]?.array, let first = calls.first?.object else {
      return nil
    }
    guard let edited = edited(first, edit) else { return nil }
    calls[0] = .object(edited)
    return s.with("tool_calls", .array(calls))
  }

  /// A call of a message: OpenAI's `function` with its arguments as text, or the plain form.
  private static func edited(_ call: JSONObject, _ edit: (inout JSONObject) -> Bool)
    -> JSONObject?
  {
    var call = call
    guard var function = call["function"]?.object else { return edit(&call) ? call : nil }
    let text = function["arguments"]?.string
    if let text, let arguments = try? JSONValue(parsing: text) { function["arguments"] = arguments }
    guard edit(&function) else { return nil }
    if text != nil, let arguments = function["arguments"], arguments.string == nil {
      function["arguments"] = .string(arguments.text)
    }
    call["function"] = .object(function)
    return call
  }

  /// The first object in a text that has a name and arguments.
  private static func callRange(in text: String) -> Range<String.Index>? {
    var from = text.startIndex
    while let start = text[from...].firstIndex(of: "{") {
      if let end = balancedEnd(text, start),
        let object = (try? JSONValue(parsing: String(text[start..<end])))?.object,
        object["name"]?.string != nil, object["arguments"] != nil || object["parameters"] != nil
      {
        return start..<end
      }
      from = text.index(after: start)
    }
    return nil
  }

  private static func balancedEnd(_ text: String, _ start: String.Index) -> String.Index? {
    var depth = 0
    var isQuoted = false
    var isEscaped = false
    let bytes = text.utf8
    var at = start
    while at < bytes.endIndex {
      let byte = bytes[at]
      at = bytes.index(after: at)
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = isQuoted
      } else if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      } else if !isQuoted, byte == UInt8(ascii: "{") {
        depth += 1
      } else if !isQuoted, byte == UInt8(ascii: "}") {
        depth -= 1
        if depth == 0 { return at }
      }
    }
    return nil
  }
}
