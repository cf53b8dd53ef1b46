import Bytes

// BFCL's AST check (gorilla, bfcl-eval 2026.3.23, Python categories), rule for rule, its leniencies
// included: docs/filters/tools.md lists them. Calls are matched in order of the gold, each with the
// first call left that fits, without going back.

/// Compares calls with gold as the reference does.
struct ReferenceMatch {
  let tools: [ToolDefinition]

  /// What is wrong with the calls, or nil.
  func fault(of calls: [ToolCall], against gold: [ExpectedCall]) -> Reason? {
    guard calls.count == gold.count else { return .wrongCallCount }
    var left = Array(calls.indices)
    for expected in gold {
      var first: Reason?
      let found = left.firstIndex { index in
        let fault = fault(of: calls[index], against: expected)
        if first == nil { first = fault }
        return fault == nil
      }
      guard let found else { return first ?? .wrongCallCount }
      left.remove(at: found)
    }
    return nil
  }

  /// What is wrong with one call, or nil.
  func fault(of call: ToolCall, against expected: ExpectedCall) -> Reason? {
    guard isSameText(call.name, expected.name) else { return .wrongFunction }
    let tool = tools.named(expected.name)
    let given = call.arguments.distinct
    for key in tool?.parameters?["required"]?.array ?? [] {
      guard let key = key.string else { continue }
      guard given.contains(where: { isSameText($0.key, key) }) else { return .missingArgument }
    }
    for argument in given {
      let schema = tool?.properties?.value(argument.key)
      guard let wanted = expected.argument(argument.key), schema != nil || tool?.properties == nil
      else { return .unexpectedArgument }
      if let fault = fault(of: argument.value, among: wanted.values, schema) { return fault }
    }
    let isComplete = expected.arguments.allSatisfy { argument in
      argument.values.contains { $0.string == "" }
        || given.contains { isSameText($0.key, argument.key) }
    }
    return isComplete ? nil : .missingArgument
  }

  // MARK: One argument

  private func fault(of value: JSONValue, among values: [JSONValue], _ schema: JSONValue?)
    -> Reason?
  {
    let name = schema?["type"]?.string
    guard let name, let wanted = PythonKind.named(name) else {
      return isAmong(values, value, of: PythonKind(value), itemKinds: nil) ? nil : .wrongValue
    }
    let isNested = wanted == .list
    let items = isNested ? schema?["items"]?["type"]?.string.flatMap(PythonKind.named) : nil
    var kind = PythonKind(value)
    if kind == .int, wanted == .float { kind = .float }  // Python converts an integer by itself
    guard let isVariable = variable(value, kind, values, wanted, items) else { return .wrongType }
    let isRight =
      isVariable
      ? values.contains { isEqualInPython($0, value) }
      : isAmong(values, value, of: kind, itemKinds: items)
    return isRight ? nil : .wrongValue
  }

  /// Whether a value of the right type stands for a variable, or nil where the type is wrong.
  ///
  /// It does where the gold's values are of another type than the schema's.
  private func variable(
    _ value: JSONValue, _ kind: PythonKind, _ values: [JSONValue], _ wanted: PythonKind,
    _ items: PythonKind?
  ) -> Bool? {
    let goldKind = values.first { $0.string != "" }.map { PythonKind($0) }
    let isVariable = goldKind.map { !wanted.contains($0) } ?? false
    if wanted.contains(kind) {
      guard let items, let elements = value.array else { return isVariable }
      let holds = values.contains { gold in
        guard let gold = gold.array else { return true }
        return elements.allSatisfy { variable($0, PythonKind($0), gold, items, nil) != nil }
      }
      if holds { return isVariable }
      return nil
    }
    return goldKind == kind ? true : nil
  }

  private func isAmong(
    _ values: [JSONValue], _ value: JSONValue, of kind: PythonKind, itemKinds: PythonKind?
  ) -> Bool {
    switch value {
    case .string(let text): isAmong(values, text)
    case .object(let object): values.contains { isDict(object, $0) }
    case .array(let elements) where itemKinds == .dict:
      values.contains { isDictList(elements, $0) }
    case .array(let elements): values.contains { isList(elements, $0) }
    default: values.contains { isEqualInPython($0, value) }
    }
  }

  private func isAmong(_ values: [JSONValue], _ text: String) -> Bool {
    let wanted = normalisedText(text)
    return values.contains { $0.string.map { normalisedText($0) == wanted } ?? false }
  }

  /// Item by item, strings normalised; `""` among the values reads as an empty list.
  private func isList(_ elements: [JSONValue], _ gold: JSONValue) -> Bool {
    if gold.string == "" { return elements.isEmpty }
    guard let gold = gold.array, gold.count == elements.count else { return false }
    return zip(elements, gold).allSatisfy { isSameLeaf($0, $1) }
  }

  private func isSameLeaf(_ a: JSONValue, _ b: JSONValue) -> Bool {
    if case .string(let a) = a, case .string(let b) = b {
      return normalisedText(a) == normalisedText(b)
    }
    return isEqualInPython(a, b)
  }

  /// Every key must be in the gold, with one of its values; one that is missing must allow `""`.
  private func isDict(_ object: JSONObject, _ gold: JSONValue) -> Bool {
    guard let gold = gold.object else { return false }
    let given = object.distinct
    let isKnown = given.allSatisfy { member in
      guard let wanted = gold.value(member.key) else { return false }
      return (wanted.array ?? [wanted]).contains { isSameLeaf(member.value, $0) }
    }
    return isKnown
      && gold.distinct.allSatisfy { member in
        given.contains { isSameText($0.key, member.key) }
          || (member.value.array ?? [member.value]).contains { $0.string == "" }
      }
  }

  private func isDictList(_ elements: [JSONValue], _ gold: JSONValue) -> Bool {
    if gold.string == "" { return elements.isEmpty }
    guard let gold = gold.array, gold.count == elements.count else { return false }
    return zip(elements, gold).allSatisfy { element, gold in
      element.object.map { isDict($0, gold) } ?? false
    }
  }
}
