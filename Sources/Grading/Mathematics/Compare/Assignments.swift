// Answers with names: x = 2, y = 3; (x, y) = (2, 3); x = 2 or x = -3; f(x) = x². A name in front of
// a value says which value it is; it is compared when both sides give names for several values.

/// One solution with names: x = 2, y = 3.
struct NamedValues {
  var names: [Expression]
  var values: [Expression]
}

extension [Expression] {
  /// Whether a part is `name = value`.
  var hasAssignments: Bool { contains { $0.assignment != nil } }
}

extension Expression {
  /// The name and value of `name = value`, `value = name` or `name = … = value`.
  var assignment: (name: Expression, value: Expression)? {
    guard case .relation(let relation) = self,
      relation.comparisons.allSatisfy({
        $0 == .equal || $0 == .approximately || $0 == .congruent
      })
    else { return nil }
    if relation.sides[0].isName { return (relation.sides[0], relation.finalValue) }
    if relation.sides.count == 2, relation.sides[1].isName, !relation.sides[0].hasVariables {
      return (relation.sides[1], relation.sides[0])
    }
    return nil
  }

  /// A variable, f(x), a tuple of names, a segment AB, a ratio of names: something that a value can
  /// be given to.
  var isName: Bool {
    switch self {
    case .symbol, .indexed, .text: return true
    case .apply: return true
    case .tuple(let parts), .ratio(let parts): return parts.allSatisfy(\.isName)
    case .product(let parts): return parts.allSatisfy { $0.isCapital } || isDerivative(parts)
    case .call(let function, let parts):
      return function == .abs && parts.allSatisfy { $0.isCapital || $0.isProductOfCapitals }
        || function == .realPart || function == .imaginaryPart
    case .power(let base, .number(.minusOne)): return base.isCapital || base.isProductOfCapitals
    default: return false
    }
  }

  /// dy/dx as the parser builds it: d·y·(d·x)⁻¹.
  private func isDerivative(_ parts: [Expression]) -> Bool {
    let d = Symbol(letter: UInt8(ascii: "d"))
    guard parts.count == 3, parts[0].symbol == d, parts[1].symbol != nil,
      case .power(.product(let below), .number(.minusOne)) = parts[2]
    else { return false }
    return below.count == 2 && below[0].symbol == d
  }

  private var isCapital: Bool {
    switch self {
    case .symbol(let name):
      return name.letter.map { $0 < 0x61 || $0 == UInt8(ascii: "d") } ?? true
    case .power(let base, .number(.minusOne)): return base.isCapital || base.isProductOfCapitals
    default: return false
    }
  }
  private var isProductOfCapitals: Bool {
    if case .product(let parts) = self { parts.allSatisfy(\.isCapital) } else { false }
  }
}

extension Relation {
  /// The last exact side: of a = b ≈ c the b, unless b is only the name.
  var finalValue: Expression {
    if let at = comparisons.firstIndex(of: .approximately), at > 0 { return sides[at] }
    return sides[sides.count - 1]
  }

  /// The value after ≈ that stands beside an exact one.
  var approximateValue: Expression? {
    guard let at = comparisons.firstIndex(of: .approximately), at > 0 || !sides[0].isName else {
      return nil
    }
    return sides.last
  }
}

extension Equivalence {
  /// Lists of assignments against each other or against plain values.
  func assignments(_ gold: Expression, _ answer: Expression, _ depth: Int) -> Sameness {
    let g = Solutions(gold)
    let a = Solutions(answer)
    if let left = g.single, let right = a.single { return records(left, right, depth) }
    if let record = g.single { return named(record, answer, goldFirst: true, depth) }
    if let record = a.single { return named(record, gold, goldFirst: false, depth) }
    return unordered(g.plain, a.plain, depth)
  }

  private func records(_ gold: NamedValues, _ answer: NamedValues, _ depth: Int) -> Sameness {
    guard gold.values.count == answer.values.count else { return .different }
    var reordered: [Expression] = []
    for name in gold.names {
      guard
        let index = answer.names.firstIndex(where: { NumericEquality.compare($0, name) == .same })
      else { return ordered(gold.values, answer.values, depth) }
      reordered.append(answer.values[index])
    }
    return ordered(gold.values, reordered, depth)
  }

  /// Named values against a tuple (in order of mention or of name) or a list (in any order).
  private func named(_ record: NamedValues, _ other: Expression, goldFirst: Bool, _ depth: Int)
    -> Sameness
  {
    func inOrder(_ values: [Expression], _ others: [Expression]) -> Sameness {
      goldFirst ? ordered(values, others, depth) : ordered(others, values, depth)
    }
    switch other {
    case .tuple(let parts):
      let first = inOrder(record.values, parts)
      return first == .same ? first : inOrder(record.sorted, parts)
    case .list(let parts), .set(let parts):
      let values = Solutions(.list(parts)).plain
      return goldFirst
        ? unordered(record.values, values, depth) : unordered(values, record.values, depth)
    default: return .different
    }
  }
}

extension NamedValues {
  /// The values in the order of their names.
  var sorted: [Expression] {
    zip(names, values).sorted { ($0.0.symbol?.code ?? 0) < ($1.0.symbol?.code ?? 0) }.map(\.1)
  }

  /// One value where there is one name, a tuple where there are several.
  var expression: Expression { values.count == 1 ? values[0] : .tuple(values) }
}

/// A list taken apart into solutions: names that repeat begin the next one.
struct Solutions {
  private(set) var records: [NamedValues] = []
  private(set) var others: [Expression] = []

  init(_ expression: Expression) {
    let parts: [Expression]
    switch expression {
    case .list(let items), .set(let items): parts = items
    default: parts = [expression]
    }
    for part in parts {
      if let (name, value) = part.assignment {
        add(name, value)
      } else {
        others.append(Solutions.stripped(part))
      }
    }
  }

  private mutating func add(_ name: Expression, _ value: Expression) {
    if case .tuple(let names) = name, case .tuple(let values) = value, names.count == values.count {
      records.append(NamedValues(names: names, values: values))
      return
    }
    guard var last = records.last, let code = name.symbol,
      !last.names.contains(where: { $0.symbol == code })
    else {
      records.append(NamedValues(names: [name], values: [value]))
      return
    }
    last.names.append(name)
    last.values.append(value)
    records[records.count - 1] = last
  }

  /// A tuple of assignments as a tuple of values.
  private static func stripped(_ part: Expression) -> Expression {
    guard case .tuple(let parts) = part else { return part }
    return .tuple(parts.map { $0.assignment?.value ?? $0 })
  }

  /// The one solution, where the list is nothing but it and it has several names.
  var single: NamedValues? {
    guard others.isEmpty, records.count == 1, let record = records.first, record.names.count > 1
    else { return nil }
    return record
  }

  /// The solutions without their names.
  var plain: [Expression] { others + records.map(\.expression) }
}
