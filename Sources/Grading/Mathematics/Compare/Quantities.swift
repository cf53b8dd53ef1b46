// Values with a mark. A unit on one side only says nothing; two units must be of one dimension, and
// are converted. p % equals p, and p/100 where the other side has no percent sign; d° equals d, and
// d·π/180 where the other side is written with π.

extension Equivalence {
  func quantities(_ gold: Expression, _ answer: Expression, _ depth: Int) -> Sameness {
    switch (gold, answer) {
    case (.quantity(let g, let x), .quantity(let a, let y)):
      guard x.comparable(with: y) else { return .different }
      guard !x.isWord, !y.isWord, x.factor != y.factor else {
        let first = compare(g, a, depth: depth + 1)
        guard first == .different, x.isWord != y.isWord else { return first }
        // 60° and π/3 radians
        return x.isWord
          ? compare(g, secondReading(a, y, g) ?? a, depth: depth + 1)
          : compare(secondReading(g, x, a) ?? g, a, depth: depth + 1)
      }
      return compare(
        Expression.multiplying(g, .number(x.factor)), Expression.multiplying(a, .number(y.factor)),
        depth: depth + 1)
    case (.quantity(let value, let unit), let plain):
      let first = compare(value, plain, depth: depth + 1)
      if first == .same { return .same }
      return secondReading(value, unit, plain).map { compare($0, plain, depth: depth + 1) } ?? first
    case (let plain, .quantity(let value, let unit)):
      // 0.25 % is no answer to a gold of 0.25, though 25 % is one to 25
      if unit == .percent, case .number(let gold) = plain, gold.magnitude < .one, !gold.isZero,
        settings.percentIsFraction
      {
        return secondReading(value, unit, plain).map { compare(plain, $0, depth: depth + 1) }
          ?? .different
      }
      let first = compare(plain, value, depth: depth + 1)
      if first == .same { return .same }
      return secondReading(value, unit, plain).map { compare(plain, $0, depth: depth + 1) } ?? first
    default: return .different
    }
  }

  private func secondReading(_ value: Expression, _ unit: Unit, _ other: Expression) -> Expression?
  {
    guard value.isScalar else { return nil }
    if unit == .percent, settings.percentIsFraction {
      return Expression.dividing(value, .int(100))
    }
    if unit == .degree, other.contains(\.isAngle) {
      return Expression.multiplying(
        Expression.dividing(value, .int(180)), .constant(.pi))
    }
    return nil
  }

  /// Digits in a base: equal values in stated bases; where one side states none, equal digits.
  func bases(_ gold: Expression, _ answer: Expression) -> Sameness {
    switch (gold, answer) {
    case (.based(let g), .based(let a)):
      guard g != a else { return .same }
      guard let x = g.value, let y = a.value else { return .different }
      return Sameness(x == y)
    case (.based(let based), .number(let value)), (.number(let value), .based(let based)):
      return Sameness(based.decimalReading == value)
    default: return .different
    }
  }
}

extension Expression {
  /// π, or a function whose value is an angle in radians.
  fileprivate var isAngle: Bool {
    switch self {
    case .constant(.pi), .call(.arcsin, _), .call(.arccos, _), .call(.arctan, _),
      .call(.arccot, _), .call(.arcsec, _), .call(.arccsc, _):
      true
    default: false
    }
  }
}

extension BasedNumber {
  /// The value; nil where a digit does not belong to the base.
  package var value: Rational? {
    guard digits.allSatisfy({ Int($0) < base }), digits.count <= 512 else { return nil }
    return read(in: base)
  }

  /// The digits read as a decimal number.
  var decimalReading: Rational? {
    digits.count <= 512 && digits.allSatisfy { $0 < 10 } ? read(in: 10) : nil
  }

  private func read(in base: Int) -> Rational? {
    let radix = Rational(base)
    let whole = digits.reduce(Rational.zero) { $0 * radix + Rational(Int($1)) }
    guard let scale = radix.power(fraction), let value = whole.divided(by: scale) else {
      return nil
    }
    return negative ? -value : value
  }
}
