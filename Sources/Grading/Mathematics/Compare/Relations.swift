// Equations and inequalities. Two equations are the same when their differences of sides are
// proportional: D₁(x)·D₂(x′) = D₂(x)·D₁(x′) for independent x and x′, which is one identity between
// expressions and goes to NumericEquality. An order relation also needs a positive factor.

extension Equivalence {
  func relations(_ gold: Expression, _ answer: Expression, _ depth: Int) -> Sameness {
    if case .relation(let g) = gold, case .relation(let a) = answer { return both(g, a, depth) }
    if case .relation(let relation) = gold { return one(relation, answer, depth, goldFirst: true) }
    if case .relation(let relation) = answer { return one(relation, gold, depth, goldFirst: false) }
    return .different
  }

  /// A relation against something that is none.
  private func one(_ relation: Relation, _ other: Expression, _ depth: Int, goldFirst: Bool)
    -> Sameness
  {
    func oriented(_ value: Expression) -> Sameness {
      goldFirst ? compare(value, other, depth: depth + 1) : compare(other, value, depth: depth + 1)
    }
    if case .list(let parts) = other, parts.hasAssignments {
      let list = Expression.list([.relation(relation)])
      return goldFirst ? assignments(list, other, depth) : assignments(other, list, depth)
    }
    if let value = relation.soleValue {
      let first = oriented(value)
      if first == .same { return first }
      if let rough = relation.approximateValue, relation.isConsistent { return oriented(rough) }
      return first
    }
    if relation.comparisons == [.element] { return oriented(relation.sides[1].asSet) }
    if relation.comparisons.contains(where: { $0.isOrder || $0 == .notEqual }) {
      let whole = Expression.relation(relation)
      return goldFirst ? regions(whole, other, depth) : regions(other, whole, depth)
    }
    return .different
  }

  private func both(_ gold: Relation, _ answer: Relation, _ depth: Int) -> Sameness {
    if let g = Expression.relation(gold).assignment, let a = Expression.relation(answer).assignment
    {
      if case .tuple(let names) = g.name, case .tuple(let others) = a.name,
        names.count == others.count
      {
        return compare(g.value, a.value, depth: depth + 1)
      }
      if namesMayDiffer(g.name, a.name) {
        let value = a.value.renamingArguments(of: a.name, to: g.name)
        let values = compare(g.value, value, depth: depth + 1)
        if values == .same || gold.sides.count > 2 || answer.sides.count > 2 { return values }
        if sameFamily(g, a) { return .same }
      }
    } else if let g = gold.soleValue, let a = answer.soleValue,
      gold.sides.count > 2 || answer.sides.count > 2
    {
      return compare(g, a, depth: depth + 1)
    }
    if gold.comparisons == [.element], answer.comparisons == [.element] {
      return compare(gold.sides[1].asSet, answer.sides[1].asSet, depth: depth + 1)
    }
    let termwise = inOrder(gold, answer, depth)
    if termwise == .same { return termwise }
    if gold.sides.count == 2, answer.sides.count == 2,
      sameKind(gold.comparisons[0], answer.comparisons[0])
    {
      let proportional = proportional(gold, answer)
      if proportional == .same || clearedOfFractions(gold, answer) { return .same }
    }
    if gold.isSolvable, answer.isSolvable {
      return regions(.relation(gold), .relation(answer), depth)
    }
    return termwise
  }

  /// x = 7k + 3 and x = 7n + 3: a whole number under two names.
  private func sameFamily(
    _ gold: (name: Expression, value: Expression), _ answer: (name: Expression, value: Expression)
  ) -> Bool {
    guard let x = gold.name.symbol, x == answer.name.symbol, let k = gold.value.soleSymbol,
      let n = answer.value.soleSymbol, k != n, k != x, n != x,
      [k, n].allSatisfy({ $0.letter.map { "kmnl".utf8.contains($0) } ?? false })
    else { return false }
    return NumericEquality.compare(gold.value, answer.value.substituting(n, .symbol(k))) == .same
  }

  /// x = 4 and y = 4 are different lines; k = 15 and n = 15 give the same value.
  private func namesMayDiffer(_ a: Expression, _ b: Expression) -> Bool {
    if let x = a.symbol, let y = b.symbol, x != y {
      let axes = "xyz".utf8
      return !(x.letter.map { axes.contains($0) } ?? false)
        || !(y.letter.map { axes.contains($0) } ?? false)
    }
    return true
  }

  private func sameKind(_ a: Comparison, _ b: Comparison) -> Bool { a == b || a == b.flipped }

  /// The same sides in the same order, or all of it read backwards.
  private func inOrder(_ gold: Relation, _ answer: Relation, _ depth: Int) -> Sameness {
    if gold.comparisons == answer.comparisons, ordered(gold.sides, answer.sides, depth) == .same {
      return .same
    }
    let backwards = answer.reversed
    guard gold.comparisons == backwards.comparisons else { return .different }
    return ordered(gold.sides, backwards.sides, depth)
  }

  private func proportional(_ gold: Relation, _ answer: Relation) -> Sameness {
    guard let g = gold.difference, let a = answer.difference, g.hasVariables, a.hasVariables else {
      return .different
    }
    let crossed = NumericEquality.compare(
      Expression.multiplying(g, a.primed), Expression.multiplying(a, g.primed))
    guard crossed == .same, gold.comparisons[0].isOrder else { return crossed }
    let flips = gold.comparisons[0] != answer.comparisons[0]
    guard let factor = sign(g).flatMap({ x in sign(a).map { x * $0 } }) else { return .undecided }
    return Sameness((factor < 0) == flips)
  }

  /// xy = 1 and y = 1/x.
  private func clearedOfFractions(_ gold: Relation, _ answer: Relation) -> Bool {
    guard gold.comparisons == [.equal], answer.comparisons == [.equal],
      let g = ClearedEquation(gold), let a = ClearedEquation(answer), g.isCleared || a.isCleared,
      g.losesNothing, a.losesNothing
    else { return false }
    let zero = Expression.zero
    let plain = [g, a].map { Relation(sides: [$0.numerator, zero], comparisons: [.equal]) }
    return proportional(plain[0], plain[1]) == .same
  }

  /// The sign at a fixed point; a factor's sign is that of the product of two signs.
  private func sign(_ expression: Expression) -> Double? {
    for point in SamplePoint.reals {
      var evaluator = NumericEvaluator<DoubleBall>(point: point, logIsNatural: false)
      guard let value = evaluator.value(expression), value.isReal, !value.re.mayBeZero else {
        continue
      }
      return value.re.isNegative ? -1 : 1
    }
    return nil
  }
}

extension Relation {
  /// The value that a chain of equalities ends in, when it is no equation: a name in front, or
  /// nothing but constants.
  var soleValue: Expression? {
    if let assignment = Expression.relation(self).assignment { return assignment.value }
    guard comparisons.allSatisfy({ $0 == .equal || $0 == .approximately }) else { return nil }
    if comparisons.contains(.approximately), !sides[0].hasVariables {
      return finalValue(orFirst: sides[0])
    }
    if sides.count > 2 || sides[0].isClosed && !sides[0].isPlainNumber { return finalValue }
    return NumericEquality.compare(sides[0], finalValue) == .same ? finalValue : nil
  }

  private func finalValue(orFirst first: Expression) -> Expression {
    comparisons[0] == .approximately ? first : finalValue
  }

  /// Whether the value after ≈ is within one percent of the exact one.
  var isConsistent: Bool {
    guard let rough = approximateValue, let exact = soleValue else { return false }
    return Rounding.isClose(exact, rough, 0.01)
  }

  /// Left minus right of a relation with two sides.
  var difference: Expression? {
    guard sides.count == 2, sides[0].isScalar, sides[1].isScalar else { return nil }
    return Expression.adding(sides[0], Expression.negated(sides[1]))
  }

  var reversed: Relation {
    Relation(sides: sides.reversed(), comparisons: comparisons.reversed().map(\.flipped))
  }

  var isSolvable: Bool {
    comparisons.allSatisfy { $0.isOrder || $0 == .notEqual || $0 == .element }
  }
}

extension Expression {
  /// The value of f(x) with the names that the same function has for its arguments elsewhere: f(n).
  fileprivate func renamingArguments(of name: Expression, to other: Expression) -> Expression {
    guard case .apply(let f, let own) = name, case .apply(f, let wanted) = other,
      own.count == wanted.count
    else { return self }
    guard own.count == 1, let from = own[0].symbol, let to = wanted[0].symbol, from != to,
      !contains({ $0.symbol == to })
    else { return self }
    return substituting(from, .symbol(to))
  }

  /// A sum, a limit, a formula without free variables: a question whose answer stands behind it.
  fileprivate var isClosed: Bool {
    switch self {
    case .calculus, .iterated: true
    default: !hasVariables && isScalar
    }
  }

  var isPlainNumber: Bool { if case .number = self { true } else { false } }
}
