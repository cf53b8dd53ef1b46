internal import Bytes

/// The arguments of an instruction: the members of its JSON object that are not null.
///
/// Datasets that merge all arguments into one column leave nulls for those of other instructions.
struct InstructionArguments: Sendable {
  private let members: JSONObject

  init(_ members: JSONObject) { self.members = members }

  private func value(_ key: String) throws(Undecided) -> JSONValue {
    guard let value = members[key], !value.isNull else { throw .missingArgument }
    return value
  }

  func has(_ key: String) -> Bool { members[key].map { !$0.isNull } ?? false }

  /// A number that is not negative; the reference takes a negative one for missing.
  func number(_ key: String) throws(Undecided) -> Double {
    guard let number = try value(key).double else { throw .badArgument }
    guard number >= 0 else { throw .missingArgument }
    return number
  }

  /// A whole number; `3.0` is one too, since some datasets store all numbers as floats.
  func integer(_ key: String) throws(Undecided) -> Int {
    guard let number = Int(exactly: try number(key)) else { throw .badArgument }
    return number
  }

  func text(_ key: String) throws(Undecided) -> ScalarText {
    guard let text = try value(key).string else { throw .badArgument }
    return ScalarText(text)
  }

  /// A list of texts; one text stands for a list of one.
  func texts(_ key: String) throws(Undecided) -> [ScalarText] {
    let value = try value(key)
    if let text = value.string { return [ScalarText(text)] }
    guard let list = value.array else { throw .badArgument }
    let texts = list.compactMap { $0.string.map { ScalarText($0) } }
    guard texts.count == list.count else { throw .badArgument }
    guard !texts.isEmpty else { throw .missingArgument }
    return texts
  }

  /// A limit on a count: `relation` says in which direction.
  func limit(_ key: String, relation: String) throws(Undecided) -> CountLimit {
    let relation = try value(relation).string
    guard let side = relation.flatMap(CountLimit.Relation.init(rawValue:)) else {
      throw .badArgument
    }
    return CountLimit(relation: side, number: try number(key))
  }
}

/// "less than 5" or "at least 5".
struct CountLimit: Sendable, Hashable {
  enum Relation: String { case lessThan = "less than", atLeast = "at least" }
  let relation: Relation
  let number: Double

  func holds(for count: Int) -> Bool {
    switch relation {
    case .lessThan: Double(count) < number
    case .atLeast: Double(count) >= number
    }
  }
}
