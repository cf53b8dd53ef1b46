import Bytes

/// Any layout, by the rules under `fields:` in the dataset's YAML.
///
/// Members of a record that no rule used survive as metadata.
struct MappingSchema: Schema {
  private let rules: [MappingRule.Member]

  /// The fields that rules may make.
  static let targets =
    [
      "input", "output", "system_prompt", "reasoning", "category", "generator", "license",
      "version",
      "expected_answer", "finish_reason", "open_tag_prefilled",
    ] + Sample.Part.allCases.map(\.rawValue)

  init(_ options: SchemaOptions) throws(ConfigError) {
    let node = try options.source.required("fields", of: "schema mapping")
    let map = try node.map("fields", allowed: MappingSchema.targets)
    var rules: [MappingRule.Member] = []
    for pair in map.pairs where !pair.node.isNull {
      rules.append(MappingRule.Member(name: pair.key, rule: try MappingRule(pair.node)))
    }
    for needed in ["input", "output"] where !rules.contains(where: { $0.name == needed }) {
      throw node.error("fields needs \(needed)")
    }
    self.rules = rules
  }

  func drafts(from record: inout Record) throws(RecordProblem) -> [Draft] {
    var draft = Draft()
    var used: [String] = []
    var made: Set<String> = []
    for rule in rules {
      guard let value = try rule.rule.value(in: record, used: &used) else { continue }
      try draft.set(rule.name, value)
      made.insert(rule.name)
    }
    for needed in ["input", "output"] where !made.contains(needed) {
      guard needed == "output", isNullOutput(record) else {
        throw RecordProblem("missing_field", "the record has nothing to make \(needed) from")
      }
    }
    for name in used { record.take(name) }
    try record.addRest(to: &draft.metadata)
    return [draft]
  }

  /// Whether the member that the response is read from is there and null: an empty response.
  private func isNullOutput(_ record: Record) -> Bool {
    guard case .path(let path)? = rules.first(where: { $0.name == "output" })?.rule else {
      return false
    }
    return path.steps.isEmpty && record.isNull(path.root)
  }
}

extension Draft {
  /// Sets the field that a rule has made.
  fileprivate mutating func set(_ name: String, _ value: JSONValue) throws(RecordProblem) {
    switch name {
    case "input": turns = try Conversation.turns(textOrList: value, role: "user", in: name)
    case "output": try setResponse(value)
    case "system_prompt": systemPrompt = value.plainText
    case "reasoning":
      mode = Mode(label: value.plainText ?? "")
      if mode == nil { throw RecordProblem("wrong_type", "reasoning must be on or off") }
    case "category": category = value.labelText
    case "generator": generator = value.labelText
    case "license": license = value.labelText
    case "version": version = value.labelText
    case "expected_answer": expectedAnswer = value.labelText
    case "finish_reason": finishReason = value.labelText
    case "open_tag_prefilled": openTagPrefilled = value == true || value.string == "true"
    case "metadata": metadata.absorb(value)
    default: if let part = Sample.Part(rawValue: name) { set(part, value) }
    }
  }

  private mutating func setResponse(_ value: JSONValue) throws(RecordProblem) {
    if let list = value.array {
      try respond(with: Conversation.turns(list, in: "output"))
    } else {
      output = Array((value.string ?? value.text).utf8)
    }
  }
}

extension JSONValue {
  /// A scalar as text; texts of a list, joined by commas, which is how lists of answers are written.
  fileprivate var labelText: String? {
    guard let texts = array?.map(\.string), !texts.contains(nil) else { return plainText }
    return texts.compactMap { $0 }.joined(separator: ",")
  }
}
