import Bytes

/// Rows of OpenR1-Math-220k and its kin (Hugging Face, open-r1): one `problem` with a list of
/// `generations`, each of which becomes a sample, and lists beside it with what is known of each.
///
/// `finish_reasons` gives the reason of each; the flags (`is_reasoning_complete`, `correctness_*`)
/// become metadata of their sample, under the same name. `messages` repeats the best generation and
/// is left out.
struct OpenR1Schema: Schema {
  func drafts(from record: inout Record) throws(RecordProblem) -> [Draft] {
    guard let generations = try record.list("generations"), !generations.isEmpty else {
      throw RecordProblem("missing_field", "the record has no generations")
    }
    var shared = Draft()
    shared.turns = try record.prompt("problem", "question", "prompt")
    try shared.readLabels(&record)
    if shared.expectedAnswer == nil { shared.expectedAnswer = try record.label("answer") }
    let reasons = try candidates("finish_reasons", of: generations.count, &record)
    let flags = try flags(of: generations.count, &record)
    record.take("messages")
    try record.addRest(to: &shared.metadata)

    var drafts: [Draft] = []
    for (index, generation) in generations.enumerated() {
      guard let text = generation.string else {
        throw RecordProblem("wrong_type", "generation \(index) must be a text")
      }
      var draft = shared
      draft.output = Array(text.utf8)
      draft.finishReason = reasons?[index].string ?? shared.finishReason
      draft.metadata.add("generation_index", .int(index))
      for flag in flags { draft.metadata.add(flag.name, flag.values[index]) }
      drafts.append(draft)
    }
    return drafts
  }

  private func flags(of count: Int, _ record: inout Record) throws(RecordProblem)
    -> [(name: String, values: [JSONValue])]
  {
    var flags: [(String, [JSONValue])] = []
    for name in record.names(where: {
      $0 == "is_reasoning_complete" || $0.hasPrefix("correctness_")
    })
    where record.isList(name) {
      if let values = try candidates(name, of: count, &record) { flags.append((name, values)) }
    }
    return flags
  }

  /// A list with one element a generation; nil where the member is missing.
  private func candidates(_ name: String, of count: Int, _ record: inout Record)
    throws(RecordProblem) -> [JSONValue]?
  {
    guard record.has(name) else { return nil }
    let list = try record.list(name) ?? []
    guard list.count == count else {
      throw RecordProblem(
        "length_mismatch", "\(name) has \(list.count) elements for \(count) generations")
    }
    return list
  }
}
