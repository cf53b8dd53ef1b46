import Bytes

/// Turns messages and items into turns, one after another.
struct TurnReader {
  let field: String
  private var turns: [Turn] = []
  /// Reasoning of the Responses API, which belongs to the message or call that follows.
  private var reasoning = ""

  static let itemTypes = ["function_call", "function_call_output", "reasoning", "message"]

  init(field: String) { self.field = field }

  mutating func add(_ item: JSONValue) throws(RecordProblem) {
    guard let object = item.object else { throw wrong("is no object") }
    if let role = object["role"]?.string {
      try addMessage(object, role: role, content: object["content"])
    } else if let from = object["from"]?.string {
      try addShareGPT(object, from: from)
    } else if let type = object["type"]?.string, TurnReader.itemTypes.contains(type) {
      try addItem(object, type: type)
    } else {
      throw wrong("has no role")
    }
  }

  /// The turns; reasoning that nothing follows was cut off.
  mutating func finish() -> [Turn] {
    if !reasoning.isEmpty {
      let text = Conversation.text(reasoning: reasoning, content: "", isCut: true)
      turns.append(Turn(role: "assistant", content: text))
      reasoning = ""
    }
    return turns
  }

  private func wrong(_ what: String) -> RecordProblem {
    RecordProblem("wrong_type", "turn \(turns.count) of \(field) \(what)")
  }

  // MARK: Chat completions

  private mutating func addMessage(_ message: JSONObject, role: String, content: JSONValue?)
    throws(RecordProblem)
  {
    let role = TurnReader.role(role)
    var text = try self.text(content)
    if role == "assistant", let before = takeReasoning(message) {
      text = Conversation.text(reasoning: before, content: text, isCut: false)
    }
    var turn = Turn(role: role, content: text)
    if let calls = ToolCalls.of(message) { turn.fields["tool_calls"] = calls }
    for name in ["name", "tool_call_id"] {
      if let value = message[name], !value.isNull { turn.fields[name] = value }
    }
    turns.append(turn)
  }

  /// The reasoning that came before a message or within it.
  private mutating func takeReasoning(_ message: JSONObject) -> String? {
    defer { reasoning = "" }
    if !reasoning.isEmpty { return reasoning }
    return TurnReader.reasoning(of: message)
  }

  /// The reasoning of a message in the fields that servers put it into.
  static func reasoning(of message: JSONObject) -> String? {
    for name in ["reasoning_content", "reasoning", "thinking"] {
      if let text = message[name]?.string, !text.isEmpty { return text }
    }
    return nil
  }

  /// The text of a content: a text, a list of text parts, or nothing.
  func text(_ content: JSONValue?) throws(RecordProblem) -> String {
    switch content {
    case nil, .null?: return ""
    case .string(let text)?: return text
    case .array(let parts)?:
      var text = ""
      for part in parts { text += try self.text(part: part) }
      return text
    default: throw wrong("has a content that is no text")
    }
  }

  private func text(part: JSONValue) throws(RecordProblem) -> String {
    if let text = part.string { return text }
    let isText = ["text", "input_text", "output_text", nil].contains(part["type"]?.string)
    guard isText, let text = part["text"]?.string else {
      throw RecordProblem(
        "unsupported_content", "turn \(turns.count) of \(field) has a part that is no text")
    }
    return text
  }

  /// The four roles under their various names.
  static func role(_ name: String) -> String {
    switch name.lowercased() {
    case "user", "human", "prompter": "user"
    case "assistant", "gpt", "model", "bot", "chatgpt", "bing", "bard", "ai": "assistant"
    case "system", "developer": "system"
    case "tool", "function", "observation", "ipython", "function_response": "tool"
    default: name
    }
  }

  // MARK: ShareGPT

  private mutating func addShareGPT(_ message: JSONObject, from: String) throws(RecordProblem) {
    let value = message["value"] ?? message["content"]
    guard from == "function_call" else {
      return try addMessage(message, role: from, content: value)
    }
    let text = try self.text(value)
    var turn = Turn(role: "assistant", content: "")
    if let calls = ToolCalls.parse(text) {
      turn.fields["tool_calls"] = calls
    } else {
      turn.content = text
    }
    turns.append(turn)
  }

  // MARK: Responses API

  private mutating func addItem(_ item: JSONObject, type: String) throws(RecordProblem) {
    switch type {
    case "reasoning":
      for list in [item["summary"], item["content"]] {
        for part in list?.array ?? [] { reasoning += try text(part: TurnReader.asText(part)) }
      }
    case "function_call": addCall(item)
    case "function_call_output":
      var turn = Turn(role: "tool", content: item["output"].map { $0.string ?? $0.text } ?? "")
      if let id = item["call_id"] { turn.fields["tool_call_id"] = id }
      turns.append(turn)
    default: throw wrong("has no role")
    }
  }

  /// A part of a reasoning item, whose types are `summary_text` and `reasoning_text`.
  private static func asText(_ part: JSONValue) -> JSONValue {
    var object = part.object ?? JSONObject()
    object["type"] = "text"
    return .object(object)
  }

  /// Calls that follow one another are of one turn.
  private mutating func addCall(_ item: JSONObject) {
    let call = ToolCalls.call(id: item["call_id"], name: item["name"], arguments: item["arguments"])
    if reasoning.isEmpty, let last = turns.last, last.role == "assistant" {
      let calls = last.fields["tool_calls"]?.array ?? []
      turns[turns.count - 1].fields["tool_calls"] = .array(calls + [call])
      return
    }
    var turn = Turn(role: "assistant", content: "")
    if !reasoning.isEmpty {
      turn.content = Conversation.text(reasoning: reasoning, content: "", isCut: false)
      reasoning = ""
    }
    turn.fields["tool_calls"] = [call]
    turns.append(turn)
  }
}
