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
    try record.checkMode("reasoning")
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
    for name in names {
      guard let node = peek(name) else { continue }
      take(name)
      if reader.kind(node) == .array { return try Conversation.turns(node, of: reader, in: name) }
      return try Conversation.turns(textOrList: tree(node), role: "user", in: name)
    }
    throw RecordProblem("missing_field", "the record has no \(names.joined(separator: " or "))")
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
  /// The mode that a member says, if it says one; `reasoning` may also be a text of reasoning.
  mutating func mode(_ name: String) throws(RecordProblem) -> Mode? {
    guard let node = peek(name), let mode = Mode(label: try shortText(node)) else { return nil }
    take(name)
    return mode
  }

  /// A scalar as text; nothing for long texts, which need not be decoded.
  private func shortText(_ node: JSONNode) throws(RecordProblem) -> String {
    reader.range(node).count < 16 ? try tree(node).plainText ?? "" : ""
  }

  /// - Throws: `wrong_type` where a member that must be a mode says none.
  func checkMode(_ name: String) throws(RecordProblem) {
    guard let node = peek(name) else { return }
    guard Mode(label: try shortText(node)) != nil else {
      throw RecordProblem("wrong_type", "\(name) must be on or off")
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

extension Mode {
  /// `on` or `off`, or a truth value as text.
  init?(label: String) {
    switch label {
    case "on", "true": self = .on
    case "off", "false": self = .off
    default: return nil
    }
  }
}
