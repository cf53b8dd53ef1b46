// Walking over trees: every place that looks at all parts, or rebuilds them, does it through these.

extension Expression {
  /// The expression with each direct part replaced; numbers are folded again.
  func mapped(_ change: (Expression) -> Expression) -> Expression {
    switch self {
    case .number, .constant, .symbol, .numberSet, .text, .based: return self
    case .sum(let parts):
      guard let first = parts.first else { return self }
      return parts.dropFirst().reduce(change(first)) { Expression.adding($0, change($1)) }
    case .product(let parts):
      guard let first = parts.first else { return self }
      return parts.dropFirst().reduce(change(first)) { Expression.multiplying($0, change($1)) }
    case .power(let base, let exponent): return Expression.raising(change(base), change(exponent))
    case .call(let function, let parts): return Expression.calling(function, parts.map(change))
    case .apply(let name, let parts): return .apply(name, parts.map(change))
    case .indexed(let name, let index): return .indexed(name, change(index))
    case .plusMinus(let center, let offset): return .plusMinus(change(center), change(offset))
    case .iterated(var sum):
      sum.from = change(sum.from)
      sum.to = change(sum.to)
      sum.body = change(sum.body)
      return .iterated(sum)
    case .calculus(var part):
      part.body = change(part.body)
      return .calculus(part)
    case .quantity(let value, let unit): return .quantity(change(value), unit)
    case .residue(let value, let modulus): return .residue(change(value), change(modulus))
    case .ratio(let parts): return .ratio(parts.map(change))
    case .list(let parts): return .list(parts.map(change))
    case .tuple(let parts): return .tuple(parts.map(change))
    case .set(let parts): return .set(parts.map(change))
    case .interval(var interval):
      interval.from = change(interval.from)
      interval.to = change(interval.to)
      return .interval(interval)
    case .setOperation(let operation, let left, let right):
      return .setOperation(operation, change(left), change(right))
    case .matrix(let rows): return .matrix(rows.map { $0.map(change) })
    case .relation(var relation):
      relation.sides = relation.sides.map(change)
      return .relation(relation)
    }
  }

  /// The direct parts.
  var parts: [Expression] {
    switch self {
    case .number, .constant, .symbol, .numberSet, .text, .based: []
    case .sum(let parts), .product(let parts), .call(_, let parts), .list(let parts),
      .tuple(let parts), .set(let parts), .ratio(let parts), .apply(_, let parts):
      parts
    case .power(let base, let exponent), .plusMinus(let base, let exponent),
      .residue(let base, let exponent):
      [base, exponent]
    case .quantity(let inner, _), .indexed(_, let inner): [inner]
    case .iterated(let sum): [sum.from, sum.to, sum.body]
    case .calculus(let part): [part.body]
    case .interval(let interval): [interval.from, interval.to]
    case .setOperation(_, let left, let right): [left, right]
    case .matrix(let rows): rows.flatMap { $0 }
    case .relation(let relation): relation.sides
    }
  }

  /// Whether the expression or any part of it satisfies a test.
  func contains(_ test: (Expression) -> Bool) -> Bool {
    if test(self) { return true }
    switch self {
    case .number, .constant, .symbol: return false
    default: return parts.contains { $0.contains(test) }
    }
  }

  /// Whether a variable occurs that no sum binds.
  var hasVariables: Bool { hasVariables(bound: []) }

  private func hasVariables(bound: [Symbol]) -> Bool {
    switch self {
    case .number, .constant: false
    case .symbol(let name): !bound.contains(name)
    case .apply, .indexed, .calculus: true
    case .iterated(let sum):
      sum.from.hasVariables(bound: bound) || sum.to.hasVariables(bound: bound)
        || sum.body.hasVariables(bound: bound + [sum.index])
    default: parts.contains { $0.hasVariables(bound: bound) }
    }
  }

  /// The expression in other variables.
  var primed: Expression {
    switch self {
    case .symbol(let name): .symbol(name.decorated(0x27))
    case .apply(let name, let parts): .apply(name.decorated(0x27), parts.map(\.primed))
    case .indexed(let name, let index): .indexed(name.decorated(0x27), index.primed)
    case .iterated(let sum):
      Expression.iterated(sum.renamed(sum.index.decorated(0x27))).mapped(\.primed)
    default: mapped(\.primed)
    }
  }

  /// The expression with a value in place of a variable.
  func substituting(_ variable: Symbol, _ value: Expression) -> Expression {
    switch self {
    case .symbol(let name): name == variable ? value : self
    case .iterated(let sum) where sum.index == variable: self
    default: mapped { $0.substituting(variable, value) }
    }
  }
}
