// An equation without its denominators: y = 1/x as xy - 1 = 0, with x ≠ 0 kept beside it.
//
// Two equations that are proportional once cleared are the same curve unless one of them loses points:
// y/x = 1 has no point at x = 0, y = x has one. Between three and more letters (F = ma, a = F/m) the
// excluded values do not matter to anyone; between two they are looked at.

struct ClearedEquation {
  /// What is zero on the curve.
  let numerator: Expression
  /// What may not be zero on it.
  private let denominators: [Expression]

  /// Nil where a side is no scalar, or nothing was to be cleared.
  init?(_ relation: Relation) {
    guard relation.comparisons == [.equal], let difference = relation.difference,
      difference.fractions <= 4
    else { return nil }
    var fraction = Fraction(difference)
    fraction.denominators.removeAll { !$0.hasVariables }
    guard fraction.numerator.isPurelyScalar else { return nil }
    numerator = fraction.numerator
    denominators = fraction.denominators
  }

  var isCleared: Bool { !denominators.isEmpty }

  /// Whether no point of the cleared curve is excluded, or none that matters.
  var losesNothing: Bool {
    let names = numerator.symbols
    guard names.count <= 2 else { return true }
    return denominators.allSatisfy { denominator in
      guard let name = denominator.symbols.first, denominator.symbols.count == 1,
        let root = denominator.linearRoot(in: name)
      else { return false }
      let rest = numerator.substituting(name, root)
      return NumericEquality.compare(rest, rest.primed) == .same
        && NumericEquality.compare(rest, .zero) == .different
    }
  }

  private struct Fraction {
    var numerator: Expression
    var denominators: [Expression] = []

    init(_ expression: Expression) {
      switch expression {
      case .power(let base, .number(let exponent)) where exponent.isNegative && exponent.isInteger:
        let inner = Fraction(base)
        numerator = inner.denominators.reduce(.one) { Expression.multiplying($0, $1) }
        numerator = Expression.raising(numerator, .number(-exponent))
        denominators = [Expression.raising(inner.numerator, .number(-exponent))]
      case .product(let factors):
        let parts = factors.map(Fraction.init)
        numerator = parts.map(\.numerator).reduce(.one) { Expression.multiplying($0, $1) }
        denominators = parts.flatMap(\.denominators)
      case .sum(let terms):
        let parts = terms.map(Fraction.init)
        denominators = parts.flatMap(\.denominators)
        numerator = .zero
        for (at, part) in parts.enumerated() {
          let others = parts.indices.filter { $0 != at }.flatMap { parts[$0].denominators }
          numerator = Expression.adding(
            numerator, others.reduce(part.numerator) { Expression.multiplying($0, $1) })
        }
      default: numerator = expression
      }
    }
  }
}

extension Expression {
  /// The free variables, without named functions and bound indices.
  fileprivate var symbols: Set<Symbol> {
    var found: Set<Symbol> = []
    _ = contains {
      if case .symbol(let name) = $0 { found.insert(name) }
      return false
    }
    return found
  }

  /// Powers with a negative exponent; each may copy the rest once.
  fileprivate var fractions: Int {
    var count = 0
    _ = contains {
      if case .power(_, .number(let exponent)) = $0, exponent.isNegative { count += 1 }
      return count > 4
    }
    return count
  }

  /// Where a·x + b, or a power of it, is zero.
  fileprivate func linearRoot(in variable: Symbol) -> Expression? {
    if case .power(let base, .number) = self { return base.linearRoot(in: variable) }
    return LinearInequality.root(of: self, variable)?.0
  }
}
