// Lists, sets and tuples. A list is unordered: it is what a problem with several answers asks for,
// and repeated values count once. A tuple is ordered; without its brackets it is a list, so that
// "1, 2" answers (1, 2), in that order.

extension Equivalence {
  func collections(_ gold: Expression, _ answer: Expression, _ depth: Int) -> Sameness {
    switch (gold, answer) {
    case (.tuple(let g), .tuple(let a)): return ordered(g, a, depth)
    case (.tuple(let g), .list(let a)), (.list(let g), .tuple(let a)):
      return ordered(g, a, depth)
    case (.set(let g), .set(let a)), (.list(let g), .list(let a)), (.set(let g), .list(let a)),
      (.list(let g), .set(let a)):
      return unordered(g, a, depth)
    case (.set(let parts), let value), (let value, .set(let parts)):
      guard parts.count == 1, !value.isCollection else { return .different }
      return compare(parts[0], value, depth: depth + 1)
    default: return .different
    }
  }

  /// Every value of each side has an equal one on the other.
  func unordered(_ gold: [Expression], _ answer: [Expression], _ depth: Int) -> Sameness {
    let g = distinct(gold, depth)
    let a = distinct(answer, depth)
    guard g.count == a.count else { return .different }
    var taken = [Bool](repeating: false, count: a.count)
    var result = Sameness.same
    for value in g {
      var found = false
      for index in a.indices where !taken[index] {
        switch compare(value, a[index], depth: depth + 1) {
        case .same:
          taken[index] = true
          found = true
        case .undecided: result = .undecided
        case .different: continue
        }
        if found { break }
      }
      if !found { return result == .undecided ? .undecided : .different }
    }
    return .same
  }

  /// The values without repetitions.
  ///
  /// Only formal repetitions are looked for: they are what occurs.
  private func distinct(_ values: [Expression], _ depth: Int) -> [Expression] {
    var seen: Set<Key> = []
    return values.filter { value in
      guard let key = Key(value) else { return true }
      return seen.insert(key).inserted
    }
  }
}

/// What formally equal values share.
private struct Key: Hashable {
  private var parts: [FieldElement]

  init?(_ expression: Expression) {
    parts = []
    guard append(expression) else { return nil }
  }

  private mutating func append(_ expression: Expression) -> Bool {
    switch expression {
    case .tuple(let values):
      parts.append(FieldElement(0xABCDE, UInt64(values.count)))
      return values.allSatisfy { append($0) }
    case .quantity: return false
    default:
      guard let print = Fingerprint(expression) else { return false }
      parts.append(print.value)
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
