import Bytes

extension Draft {
  /// Divides a conversation.
  ///
  /// Its last assistant turn is the response, what stands before is the prompt. Turns behind the response are kept as metadata.
  ///
  /// - Throws: `no_response`.
  mutating func divide(_ conversation: [Turn]) throws(RecordProblem) {
    guard let last = conversation.lastIndex(where: { $0.role == "assistant" }) else {
      throw RecordProblem("no_response", "the conversation has no turn of the assistant")
    }
    turns = Array(conversation[..<last])
    respond(with: conversation[last])
    let tail = conversation[(last + 1)...]
    if !tail.isEmpty { metadata.add("trailing_turns", .array(tail.map(\.json))) }
  }

  /// Takes turns that follow the prompt.
  ///
  /// One assistant turn is the response; of several, with other
  /// turns between, the last is, and the part `turns` keeps them all.
  ///
  /// - Throws: `no_response`.
  mutating func respond(with conversation: [Turn]) throws(RecordProblem) {
    guard let last = conversation.last(where: { $0.role == "assistant" }) else {
      throw RecordProblem("no_response", "the response has no turn of the assistant")
    }
    respond(with: last)
    if conversation.count > 1 { set(.turns, .array(conversation.map(\.json))) }
  }

  private mutating func respond(with turn: Turn) {
    output = Array(turn.content.utf8)
    set(.toolCalls, turn.fields["tool_calls"])
  }
}

extension Turn {
  /// The turn as an object of the pool.
  var json: JSONValue {
    var object = JSONObject([("role", .string(role)), ("content", .string(content))])
    for member in fields.members { object[member.key] = member.value }
    return .object(object)
  }
}
