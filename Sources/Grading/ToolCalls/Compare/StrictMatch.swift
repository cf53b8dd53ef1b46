import Bytes

// What one would ask of training data: values equal by JSON Schema's notion (numbers by value, strings
// to the letter), any acceptable value at any depth, an empty string only where it is the only value,
// and the best assignment of calls to gold, not the first.

/// Compares calls with gold to the letter.
struct StrictMatch {
  let tools: [ToolDefinition]

  /// What is wrong with the calls, or nil.
  func fault(of calls: [ToolCall], against gold: [ExpectedCall]) -> Reason? {
    guard calls.count == gold.count else { return .wrongCallCount }
    if calls.count == 1 { return fault(of: calls[0], against: gold[0]) }
    let fits = gold.map { expected in
      calls.indices.filter { fault(of: calls[$0], against: expected) == nil }
    }
    guard !hasPerfectMatching(fits, calls.count) else { return nil }
    let unmatched = zip(gold, fits).first { $0.1.isEmpty }?.0 ?? gold[0]
    return calls.lazy.compactMap { fault(of: $0, against: unmatched) }.first {
      $0 != .wrongFunction
    }
      ?? .wrongFunction
  }

  func fault(of call: ToolCall, against expected: ExpectedCall) -> Reason? {
    guard isSameText(call.name, expected.name) else { return .wrongFunction }
    let given = call.arguments.distinct
    for argument in given {
      guard let wanted = expected.argument(argument.key) else { return .unexpectedArgument }
      guard isAmong(wanted.values, argument.value) else { return .wrongValue }
    }
    let isComplete = expected.arguments.allSatisfy { argument in
      argument.values.contains { $0.string == "" }
        || given.contains { isSameText($0.key, argument.key) }
    }
    return isComplete ? nil : .missingArgument
  }

  private func isAmong(_ values: [JSONValue], _ value: JSONValue) -> Bool {
    values.contains { gold in
      !(gold.string == "" && values.count > 1) && isAcceptable(value, gold)
    }
  }

  /// Equal, or an object of which each member is among the values that the gold lists for it.
  private func isAcceptable(_ value: JSONValue, _ gold: JSONValue) -> Bool {
    if isSameJSON(value, gold) { return true }
    switch (value, gold) {
    case (.array(let elements), .array(let gold)):
      return elements.count == gold.count && zip(elements, gold).allSatisfy { isAcceptable($0, $1) }
    case (.object(let object), .object(let gold)):
      let given = object.distinct
      let isKnown = given.allSatisfy { member in
        guard let values = gold.value(member.key)?.array else { return false }
        return isAmong(values, member.value)
      }
      return isKnown
        && gold.distinct.allSatisfy { member in
          given.contains { isSameText($0.key, member.key) }
            || member.value.array?.contains { $0.string == "" } ?? false
        }
    default: return false
    }
  }

  /// Kuhn's algorithm: whether each row can have a column of its own among those that it lists.
  private func hasPerfectMatching(_ rows: [[Int]], _ columns: Int) -> Bool {
    var owner = [Int?](repeating: nil, count: columns)
    func assign(_ row: Int, _ seen: inout Set<Int>) -> Bool {
      for column in rows[row] where seen.insert(column).inserted {
        let current = owner[column]
        if current.map({ assign($0, &seen) }) ?? true {
          owner[column] = row
          return true
        }
      }
      return false
    }
    return rows.indices.allSatisfy { row in
      var seen: Set<Int> = []
      return assign(row, &seen)
    }
  }
}
