import Bytes

/// How one field of a sample is made from a record; the right side of `fields:` in a dataset's YAML.
///
/// A text is a path; a mapping has one operator and its companions. docs/formats.md shows each.
indirect enum MappingRule: Sendable {
  case path(FieldPath)
  case const(JSONValue)
  /// The first that gives anything.
  case first([MappingRule])
  /// The value that a text is the JSON of; nothing for other texts.
  case json(MappingRule)
  /// A text as it is, other values as their JSON.
  case text(MappingRule)
  /// A list of turns, or a text that is the JSON of one; other texts as they are.
  case turns(MappingRule)
  /// Lists of one length into a list of objects.
  case zip([Member])
  case object([Member])
  case list([MappingRule])
  /// A value by the text of another.
  case map(MappingRule, values: [String: JSONValue], otherwise: MappingRule?)
  /// A rule by the text of a value.
  case choose(MappingRule, cases: [String: MappingRule], otherwise: MappingRule?)
  /// New names for the members of an object, or of the objects of a list.
  case rename(MappingRule, names: [String: String])
  /// Without members that are null, at any depth.
  case compact(MappingRule)
  /// Texts with a text between; what is missing is left out.
  case join([MappingRule], separator: String)

  struct Member: Sendable {
    let name: String
    let rule: MappingRule
  }
}

extension MappingRule {
  /// Evaluates the rule.
  ///
  /// - Parameter used: the members of the record that the value comes from are added. The subject of
  ///   a `switch` is not among them.
  /// - Returns: nil where the record has nothing to make it from; never null.
  /// - Throws: `length_mismatch` for lists that do not fit together.
  func value(in record: Record, used: inout [String]) throws(RecordProblem) -> JSONValue? {
    let mark = used.count
    let result = try evaluate(record, &used)
    if let result, !result.isNull { return result }
    used.removeSubrange(mark...)
    return nil
  }

  private func evaluate(_ record: Record, _ used: inout [String]) throws(RecordProblem)
    -> JSONValue?
  {
    switch self {
    case .path(let path):
      used.append(path.root)
      return try path.value(in: record)
    case .const(let value): return value
    case .first(let rules):
      for rule in rules { if let value = try rule.value(in: record, used: &used) { return value } }
      return nil
    case .json(let rule):
      return try rule.value(in: record, used: &used)?.string.flatMap { try? JSONValue(parsing: $0) }
    case .text(let rule):
      return try rule.value(in: record, used: &used).map { .string($0.string ?? $0.text) }
    case .turns(let rule):
      let value = try rule.value(in: record, used: &used)
      return value?.string.flatMap(Conversation.messages).map(JSONValue.array) ?? value
    case .zip(let members): return try zipped(members, record, &used)
    case .object(let members): return try object(members, record, &used)
    case .list(let rules):
      var values: [JSONValue] = []
      for rule in rules {
        if let value = try rule.value(in: record, used: &used) { values.append(value) }
      }
      return values.isEmpty ? nil : .array(values)
    case .map(let rule, let values, let otherwise):
      if let key = try rule.value(in: record, used: &used)?.plainText, let value = values[key] {
        return value
      }
      return try otherwise?.value(in: record, used: &used)
    case .choose(let rule, let cases, let otherwise):
      var unused: [String] = []
      let key = try rule.value(in: record, used: &unused)?.plainText ?? ""
      return try (cases[key] ?? otherwise)?.value(in: record, used: &used)
    case .rename(let rule, let names):
      return try rule.value(in: record, used: &used)?.renamed(names)
    case .compact(let rule): return try rule.value(in: record, used: &used)?.withoutNulls
    case .join(let rules, let separator):
      var texts: [String] = []
      for rule in rules {
        if let text = try rule.value(in: record, used: &used)?.plainText, !text.isEmpty {
          texts.append(text)
        }
      }
      return texts.isEmpty ? nil : .string(texts.joined(separator: separator))
    }
  }

  private func zipped(_ members: [Member], _ record: Record, _ used: inout [String])
    throws(RecordProblem) -> JSONValue?
  {
    var rows: [JSONObject]?
    for member in members {
      guard let list = try member.rule.value(in: record, used: &used)?.array else { return nil }
      var joined = rows ?? Array(repeating: JSONObject(), count: list.count)
      guard joined.count == list.count else {
        throw RecordProblem(
          "length_mismatch", "\(member.name) has \(list.count) elements, others \(joined.count)")
      }
      for index in list.indices { joined[index][member.name] = list[index] }
      rows = joined
    }
    return rows.map { .array($0.map(JSONValue.object)) }
  }

  /// Nothing where only constants would be in the object.
  private func object(_ members: [Member], _ record: Record, _ used: inout [String])
    throws(RecordProblem) -> JSONValue?
  {
    var object = JSONObject()
    var hasContent = members.allSatisfy(\.rule.isConstant)
    for member in members {
      guard let value = try member.rule.value(in: record, used: &used) else { continue }
      object[member.name] = value
      if !member.rule.isConstant { hasContent = true }
    }
    return hasContent ? .object(object) : nil
  }

  private var isConstant: Bool { if case .const = self { true } else { false } }
}

extension JSONValue {
  /// New names for the members of an object, or of each object of a list.
  fileprivate func renamed(_ names: [String: String]) -> JSONValue {
    switch self {
    case .array(let elements): return .array(elements.map { $0.renamed(names) })
    case .object(let object):
      return .object(JSONObject(object.members.map { (names[$0.key] ?? $0.key, $0.value) }))
    default: return self
    }
  }
}
