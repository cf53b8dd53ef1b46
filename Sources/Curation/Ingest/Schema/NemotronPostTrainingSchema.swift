import Bytes

/// Rows of Nemotron-Post-Training-Dataset v1 and v2 (Hugging Face, nvidia/…): `messages`, whose last
/// assistant turn is the response, `reasoning`, and `metadata` as the JSON text of an object.
///
/// v1 has `tool_calls` in its messages, and `tools` and `expected_answer` within the metadata.
/// Its code prompts are blanked and have to be joined from their sources before.
struct NemotronPostTrainingSchema: Schema {
  func drafts(from record: inout Record) throws(RecordProblem) -> [Draft] {
    var draft = Draft()
    guard let node = record.peek("messages") else {
      throw RecordProblem("missing_field", "the record has no messages")
    }
    record.take("messages")
    try draft.divide(Conversation.turns(node, of: record.reader, in: "messages"))
    draft.systemPrompt = try record.text("system_prompt")
    try draft.readLabels(&record)
    draft.set(.tools, json: try record.tools())
    let metadata = try record.value("metadata")
    if let known = NemotronPostTrainingSchema.object(metadata) {
      if draft.expectedAnswer == nil { draft.expectedAnswer = known["expected_answer"]?.plainText }
      if draft.json(of: .tools) == nil { draft.set(.tools, toolList(known["tools"])) }
    }
    draft.metadata.absorb(metadata)
    try record.addRest(to: &draft.metadata)
    return [draft]
  }

  private static func object(_ metadata: JSONValue?) -> JSONObject? {
    if let object = metadata?.object { return object }
    return metadata?.string.flatMap { try? JSONValue(parsing: $0) }?.object
  }
}

extension Record {
  /// The tools, as a list or as the JSON text of one.
  mutating func tools() throws(RecordProblem) -> [UInt8]? {
    guard let node = peek("tools") else { return nil }
    if reader.kind(node) == .array { return try json("tools") }
    guard let list = toolList(try tree(node)) else { return nil }
    take("tools")
    return list.encoded
  }
}

/// A list of tools, or the JSON text of one; nil for anything else and for an empty text.
func toolList(_ value: JSONValue?) -> JSONValue? {
  if value?.array != nil { return value }
  guard let text = value?.string, let parsed = try? JSONValue(parsing: text) else { return nil }
  return parsed.array == nil ? nil : parsed
}

extension JSONValue {
  /// A scalar as text: strings as they are, numbers by their token; other values as JSON, null none.
  var plainText: String? { isNull ? nil : string ?? text }
}
