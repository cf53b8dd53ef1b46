// Lists, sets and tuples. A list is unordered: it is what a problem with several answers asks for,
// and repeated values count once. A tuple is ordered; without its brackets it is a list, so that
// "1, 2" answers (1, 2), in that order.

extension Equivalence {
  func collections(_ gold: Expression, _ answer: Expression, _ depth: Int) -> Sameness {
    switch (gold, answer) {
    case (.list(let g), .list(let a)) where g.hasEllipsis && g.continues(as: a): return .same
    case (.set(let g), .set(let a)) where g.hasEllipsis && g.continues(as: a): return .same
    case (.tuple(let g), .tuple(let a)): return ordered(g, a, depth)
    case (.tuple(let g), .list(let a)), (.list(let g), .tuple(let a)):
      return ordered(g, a, depth)
    case (.set(let g), .set(let a)), (.list(let g), .list(let a)), (.set(let g), .list(let a)),
      (.list(let g), .set(let a)):
      return unordered(g, a, depth)
    case (.set(let parts), let value), (.list(let parts), let value):
      // one value, perhaps in several forms: 12x - 34 or -34 + 12x
      let distinct = Keyed.distinct(parts)
      guard distinct.count == 1, !value.isCollection else { return .different }
      return compare(distinct[0].expression, value, depth: depth + 1)
    case (let value, .set(let parts)), (let value, .list(let parts)):
      let distinct = Keyed.distinct(parts)
      guard distinct.count == 1, !value.isCollection else { return .different }
      return compare(value, distinct[0].expression, depth: depth + 1)
    default: return .different
    }
  }

  /// Every value of each side has an equal one on the other; repetitions count once.
  ///
  /// Formally equal values are paired by their keys first, so that long lists take linear time.
  func unordered(_ gold: [Expression], _ answer: [Expression], _ depth: Int) -> Sameness {
    let g = Keyed.distinct(gold)
    let a = Keyed.distinct(answer)
    guard g.count == a.count else { return .different }
    let goldKeys = Set(g.compactMap(\.key))
    let answerKeys = Set(a.compactMap(\.key))
    let restOfGold = g.filter { $0.key.map { !answerKeys.contains($0) } ?? true }
    var rest = a.filter { $0.key.map { !goldKeys.contains($0) } ?? true }
    if restOfGold.isEmpty, rest.isEmpty { return .same }
    guard restOfGold.count <= 64, rest.count <= 64 else { return .undecided }
    var result = Sameness.different
    for value in restOfGold {
      var found = false
      for (index, other) in rest.enumerated() {
        let sameness = compare(value.expression, other.expression, depth: depth + 1)
        if sameness == .undecided { result = .undecided }
        guard sameness == .same else { continue }
        rest.remove(at: index)
        found = true
        break
      }
      if !found { return result }
    }
    return rest.isEmpty ? .same : .different
  }
}

/// A value with what formally equal values share.
private struct Keyed {
  let expression: Expression
  /// Nil for structures and quantities.
  let key: [FieldElement]?

  /// The values without formal repetitions, which are what occurs.
  static func distinct(_ values: [Expression]) -> [Keyed] {
    var seen: Set<[FieldElement]> = []
    var kept: [Keyed] = []
    for value in values {
      var key: [FieldElement] = []
      let isKeyed = append(value, to: &key)
      if isKeyed, !seen.insert(key).inserted { continue }
      kept.append(Keyed(expression: value, key: isKeyed ? key : nil))
    }
    return kept
  }

  private static func append(_ expression: Expression, to key: inout [FieldElement]) -> Bool {
    switch expression {
    case .tuple(let values):
      key.append(FieldElement(0xABCDE, UInt64(values.count)))
      return values.allSatisfy { append($0, to: &key) }
    case .quantity: return false
    default:
      guard !expression.hasPlusMinus, let print = Fingerprint(expression) else { return false }
      key.append(print.value)
      return true
    }
  }
}

extension Expression {
  var isCollection: Bool {
    switch self {
    case .list, .set, .tuple, .interval, .setOperation, .numberSet, .matrix: true
    default: false
    }
  }
}
