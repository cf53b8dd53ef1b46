import Bytes

/// Output files of NeMo-Skills' `generate` and `eval` (https://github.com/NVIDIA-NeMo/Skills):
/// `problem`, `generation`, `expected_answer`; `predicted_answer`, judgements and token counts stay
/// metadata.
///
/// Where reasoning was parsed off, `_full_generation` holds the whole response.
struct NemoSkillsSchema: Schema {
  func drafts(from record: inout Record) throws(RecordProblem) -> [Draft] {
    var draft = Draft()
    draft.turns = try record.prompt("problem", "question", "input", "prompt")
    draft.systemPrompt = try record.text("system_message")
    let generation = record.has("_full_generation") ? "_full_generation" : "generation"
    draft.output = try record.response(generation)
    if generation != "generation" { record.take("generation") }
    if let reasoning = try record.text("reasoning_content"), !reasoning.isEmpty {
      let content = String(decoding: draft.output, as: UTF8.self)
      draft.output = Array(
        Conversation.text(reasoning: reasoning, content: content, isCut: false).utf8)
    }
    draft.generator = try record.label("generation_model")
    try draft.readLabels(&record, keeping: draft.generator)
    try record.addRest(to: &draft.metadata)
    return [draft]
  }
}

extension Draft {
  fileprivate mutating func readLabels(_ record: inout Record, keeping model: String?)
    throws(RecordProblem)
  {
    try readLabels(&record)
    generator = generator ?? model
  }
}
