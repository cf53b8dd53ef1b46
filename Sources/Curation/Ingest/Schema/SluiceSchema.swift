import Bytes

/// Sluice's own layout, that of the pool and of `sluice try`: `input` (turns, or a text) or `prompt`,
/// `output`, and any of the optional fields.
///
/// Lines of a pool may be read again: ids and hashes in them are not trusted but made anew.
struct SluiceSchema: Schema {
  func drafts(from record: inout Record) throws(RecordProblem) -> [Draft] {
    var draft = Draft()
    draft.turns = try record.prompt("input", "prompt")
    draft.systemPrompt = try record.text("system_prompt")
    draft.output = try record.response("output")
    try draft.readLabels(&record)
    try draft.readParts(&record)
    for made in ["content_hash", "prompt_id", "mode_origin", "repairs"] { record.take(made) }
    draft.metadata.absorb(try record.value("metadata"))
    try record.addRest(to: &draft.metadata)
    return [draft]
  }
}

extension Record {
  /// The prompt of the first of these members that is there: turns, or the text of one user turn.
  mutating func prompt(_ names: String...) throws(RecordProblem) -> [Turn] {
    guard let name = names.first(where: has), let node = peek(name) else {
      throw RecordProblem("missing_field", "the record has no \(names.joined(separator: " or "))")
    }
    take(name)
    if reader.kind(node) == .array { return try Conversation.turns(node, of: reader, in: name) }
    return try Conversation.turns(textOrList: tree(node), role: "user", in: name)
  }

  /// The response; null is an empty one.
  mutating func response(_ name: String) throws(RecordProblem) -> [UInt8] {
    if let bytes = try bytes(name) { return bytes }
    guard isNull(name) else { throw RecordProblem("missing_field", "the record has no \(name)") }
    return []
  }
}

extension Draft {
  /// The single-valued fields that most layouts name alike.
  mutating func readLabels(_ record: inout Record) throws(RecordProblem) {
    category = try record.label("category")
    generator = try record.label("generator")
    license = try record.label("license")
    version = try record.label("version")
    expectedAnswer = try record.label("expected_answer")
    finishReason = try record.label("finish_reason")
    openTagPrefilled = try record.flag("open_tag_prefilled") ?? false
    mode = try record.mode(record.has("reasoning") ? "reasoning" : "mode")
  }

  mutating func readParts(_ record: inout Record) throws(RecordProblem) {
    for part in Sample.Part.allCases where part != .metadata {
      set(part, json: try record.json(part.rawValue))
    }
  }
}

extension Record {
  /// - Throws: `wrong_type` for what is neither on nor off.
  mutating func mode(_ name: String) throws(RecordProblem) -> Mode? {
    guard let text = try label(name) else { return nil }
    switch text {
    case "on", "true": return .on
    case "off", "false": return .off
    case "": return nil
    default: throw RecordProblem("wrong_type", "\(name) must be on or off")
    }
  }

  mutating func flag(_ name: String) throws(RecordProblem) -> Bool? {
    guard let node = peek(name) else { return nil }
    guard let value = reader.bool(node) else {
      throw RecordProblem("wrong_type", "\(name) must be true or false")
    }
    take(name)
    return value
  }
}
