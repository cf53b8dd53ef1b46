import Bytes

/// What a column that came with the sample says: a score, a flag, a verdict, a list of models.
///
/// Fields that ingest does not know survive in the sample's metadata, so whatever another tool has
/// measured (a difficulty by a language model, InsTag's tags, DEITA's scores, OpenR1's
/// `is_reasoning_complete`, OpenMathReasoning's `pass_rate_72b_tir`, `problem_source`) can be filtered
/// by and blended with. The Llama-Nemotron curation code keeps rows with `nano` in
/// `used_in_training`, a text or a list, in whatever case.
struct MetadataField: Filter {
  static let version = 1
  static let measures = ["present", "matches", "value", "items"]

  /// A column, or a path into it: `used_in_training`, `scores.complexity`.
  let field: String
  /// Texts of which one must occur in the column's text, in whatever case.
  let words: [String]

  /// - Returns: `present`, 0 or 1; where it is 1 also `matches`, whether a word occurs, `value`, the
  ///   number that it is or spells (true is 1), and `items`, how many elements a list has.
  func measure(_ sample: Sample) -> Finding {
    guard let column = sample.column(field) else { return Finding(["present": 0]) }
    let text = (column.string ?? column.text).lowercased()
    let isMatch = words.contains { text.contains($0.lowercased()) }
    var finding = Finding(["present": 1, "matches": isMatch ? 1 : 0])
    if let value = MetadataField.number(column) {
      finding.measures.append(Finding.Measure("value", value))
    }
    if let list = column.array {
      finding.measures.append(Finding.Measure("items", Double(list.count)))
    }
    return finding
  }

  /// The number that a value is or spells; nil for `n/a` and other words.
  private static func number(_ value: JSONValue) -> Double? {
    switch value {
    case .number(let number): return number.double
    case .bool(let flag): return flag ? 1 : 0
    case .string(let text):
      if let flag = ["true": 1.0, "false": 0][text.lowercased()] { return flag }
      guard let number = Double(text), number.isFinite else { return nil }
      return number
    default: return nil
    }
  }
}
