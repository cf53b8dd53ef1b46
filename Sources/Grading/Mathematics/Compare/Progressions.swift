// Families of values over the whole numbers: π/2 + 2πk, x ≡ 3 (mod 7), 7k + 3.
//
// A family c + s·k is the same as c′ + s′·k′ if the steps are equal up to sign and the starts differ
// by a multiple of the step. A letter counts as a whole number where the answer says so (k ∈ ℤ), or
// where its factor holds π, which no other problem writes.

struct Progression {
  let start: Expression
  let step: Expression

  init(start: Expression, step: Expression) {
    self.start = start
    self.step = step
  }

  /// Nil where the expression is not linear in its only variable.
  init?(_ expression: Expression) {
    guard let name = expression.soleSymbol else { return nil }
    let start = expression.substituting(name, .zero)
    let step = Expression.adding(
      expression.substituting(name, .one), Expression.negated(start))
    let linear = Expression.adding(Expression.multiplying(step, .symbol(name)), start)
    guard NumericEquality.compare(expression, linear) == .same,
      NumericEquality.compare(step, .zero) == .different
    else { return nil }
    self.init(start: start, step: step)
    guard name == .wholeNumber || Progression.isWholeLetter(name) && step.holdsPi else {
      return nil
    }
  }

  private static func isWholeLetter(_ name: Symbol) -> Bool {
    name.letter.map { "klmnjtN".utf8.contains($0) } ?? false
  }

  func equals(_ other: Progression) -> Bool {
    let isStep =
      NumericEquality.compare(step, other.step) == .same
      || NumericEquality.compare(step, Expression.negated(other.step)) == .same
    let gap = Expression.adding(start, Expression.negated(other.start))
    guard isStep, let count = Rounding.approximation(of: Expression.dividing(gap, step)),
      abs(count) < 1e6
    else { return false }
    let whole = Expression.int(Int(count.rounded()))
    return NumericEquality.compare(gap, Expression.multiplying(whole, step)) == .same
  }
}

extension Equivalence {
  /// Residues by their modulus; against a plain value the modulus is left out.
  func residues(_ gold: Expression, _ answer: Expression, _ depth: Int) -> Sameness {
    switch (gold, answer) {
    case (.residue(let g, let m), .residue(let a, let n)):
      guard NumericEquality.compare(m, n) == .same else { return .different }
      let families = Progression(start: g, step: m).equals(Progression(start: a, step: n))
      return families ? .same : compare(g, a, depth: depth + 1)
    case (.residue(let value, let modulus), let other),
      (let other, .residue(let value, let modulus)):
      if let family = other.wholeLinear, Progression(start: value, step: modulus).equals(family) {
        return .same
      }
      return compare(value, other, depth: depth + 1)
    default: return .different
    }
  }
}

extension Symbol {
  /// The letter that an answer declares to be a whole number.
  static let wholeNumber = Symbol(code: 1 << 62 | 0xFFFE)
}

extension Expression {
  /// The only variable.
  var soleSymbol: Symbol? {
    var found: Symbol?
    let isOther = contains {
      switch $0 {
      case .symbol(let name):
        defer { found = name }
        return found != nil && found != name
      case .apply, .indexed, .calculus, .iterated: return true
      default: return false
      }
    }
    return isOther ? nil : found
  }

  fileprivate var holdsPi: Bool { contains { if case .constant(.pi) = $0 { true } else { false } } }

  /// 7k + 3 beside a residue: its letter is a whole number.
  fileprivate var wholeLinear: Progression? {
    guard isScalar, let name = soleSymbol else { return nil }
    return Progression(substituting(name, .symbol(.wholeNumber)))
  }
}
