import Bytes

/// ShareGPT's layout: `conversations`, a list of `from` and `value`, with `system` and `tools`.
///
/// The last turn of the assistant is the response.
struct ShareGPTSchema: Schema {
  func drafts(from record: inout Record) throws(RecordProblem) -> [Draft] {
    var draft = Draft()
    let names = ["conversations", "conversation", "messages"]
    guard let name = names.first(where: record.has), let list = try record.list(name) else {
      throw RecordProblem("missing_field", "the record has no conversations")
    }
    try draft.divide(Conversation.turns(list, in: name))
    draft.systemPrompt = try record.text(firstOf: "system", "system_prompt")
    draft.set(.tools, json: try record.tools())
    try draft.readLabels(&record)
    if draft.generator == nil { draft.generator = try record.label("model") }
    try record.addRest(to: &draft.metadata)
    return [draft]
  }
}
