import Bytes

/// Alpaca's layout (https://github.com/tatsu-lab/stanford_alpaca): `instruction`, `input` and
/// `output`, with `system` and `history` (pairs of earlier turns) of later sets.
struct AlpacaSchema: Schema {
  func drafts(from record: inout Record) throws(RecordProblem) -> [Draft] {
    var draft = Draft()
    guard let instruction = try record.text("instruction") else {
      throw RecordProblem("missing_field", "the record has no instruction")
    }
    let input = try record.text("input") ?? ""
    draft.systemPrompt = try record.text(firstOf: "system", "system_prompt")
    draft.turns = try history(&record)
    let prompt = input.isEmpty ? instruction : instruction + "\n\n" + input
    draft.turns.append(Turn(role: "user", content: prompt))
    draft.output = try record.response("output")
    try draft.readLabels(&record)
    try record.addRest(to: &draft.metadata)
    return [draft]
  }

  private func history(_ record: inout Record) throws(RecordProblem) -> [Turn] {
    var turns: [Turn] = []
    for pair in try record.list("history") ?? [] {
      guard let texts = pair.array?.map(\.string), texts.count == 2, let user = texts[0],
        let assistant = texts[1]
      else { throw RecordProblem("wrong_type", "history must be a list of pairs of texts") }
      turns.append(Turn(role: "user", content: user))
      turns.append(Turn(role: "assistant", content: assistant))
    }
    return turns
  }
}
