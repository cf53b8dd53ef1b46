import BigInt

// Constructors that fold what is exact and cheap. The bound on bits is deliberate: 2003^(2002^2001)
// stays a power node, and the modular test decides about it without computing it.

package enum Bounds {
  /// Bytes of an answer that are parsed; longer answers are only compared as texts.
  package static let answerBytes = 20_000
  package static let digits = 10_000
  /// Of ten, in 1e400.
  package static let exponent = 2_000
  package static let tokens = 8_192
  package static let depth = 96
  /// Operators of one kind in a row that nest: ±, ∪, !, %.
  package static let chain = 64
  /// Bits of a folded number.
  package static let foldedBits = 1_024
  /// Terms of a sum or product that are evaluated.
  package static let terms = 2_000
}

extension Expression {
  package static func int(_ value: Int) -> Expression { .number(Rational(value)) }
  package static let zero = Expression.number(.zero)
  package static let one = Expression.number(.one)

  package var rational: Rational? { if case .number(let value) = self { value } else { nil } }
  package var int: Int? { rational?.int }
  package var symbol: Symbol? { if case .symbol(let name) = self { name } else { nil } }
  package var isInfinite: Bool {
    switch self {
    case .constant(.infinity): true
    case .product(let factors): factors.contains { $0.isInfinite }
    default: false
    }
  }

  package static func adding(_ a: Expression, _ b: Expression) -> Expression {
    if case .number(let x) = a, case .number(let y) = b, x.bits + y.bits < Bounds.foldedBits {
      return .number(x + y)
    }
    if let sum = matrixSum(a, b) { return sum }
    if case .sum(var terms) = a {
      terms.append(b)
      return .sum(terms)
    }
    return .sum([a, b])
  }

  package static func negated(_ a: Expression) -> Expression {
    switch a {
    case .number(let value): return .number(-value)
    case .product(var factors):
      guard case .number(let first)? = factors.first else {
        return .product([.number(.minusOne)] + factors)
      }
      factors[0] = .number(-first)
      return .product(factors)
    case .plusMinus(let center, let offset): return .plusMinus(negated(center), offset)
    case .quantity(let value, let unit): return .quantity(negated(value), unit)
    case .based(var number):
      number.negative.toggle()
      return .based(number)
    case .matrix(let rows): return .matrix(rows.map { $0.map(negated) })
    default: return .product([.number(.minusOne), a])
    }
  }

  package static func multiplying(_ a: Expression, _ b: Expression) -> Expression {
    if case .number(let x) = a, case .number(let y) = b, x.bits + y.bits < Bounds.foldedBits {
      return .number(x * y)
    }
    if let product = matrixProduct(a, b) { return product }
    if case .product(var factors) = a {
      factors.append(b)
      return .product(factors)
    }
    return .product([a, b])
  }

  package static func dividing(_ a: Expression, _ b: Expression) -> Expression {
    if case .number(let x) = a, case .number(let y) = b, !y.isZero,
      x.bits + y.bits < Bounds.foldedBits, let quotient = x.divided(by: y)
    {
      return .number(quotient)
    }
    return multiplying(a, raising(b, .number(.minusOne)))
  }

  package static func raising(_ base: Expression, _ exponent: Expression) -> Expression {
    guard case .number(let power) = exponent else {
      if case .matrix(let rows) = base, exponent.symbol == Symbol(letter: UInt8(ascii: "T")) {
        return transposed(rows)
      }
      if case .tuple = base, exponent.symbol == Symbol(letter: UInt8(ascii: "T")) { return base }
      return .power(base, exponent)
    }
    if power == .one { return base }
    if case .number(let value) = base, let folded = folded(value, power) { return folded }
    if case .power(let inner, .number(let first)) = base, power.isInteger, first.isInteger,
      first.bits + power.bits < 64
    {
      return raising(inner, .number(first * power))
    }
    if case .matrix(let rows) = base, let count = power.int, let result = matrixPower(rows, count) {
      return result
    }
    return .power(base, exponent)
  }

  /// The power where it is rational and small: integer exponents, and roots that come out even.
  private static func folded(_ value: Rational, _ power: Rational) -> Expression? {
    if let count = power.int {
      if value.isZero { return count > 0 ? .zero : (count == 0 ? .one : nil) }
      if value == .one { return .one }
      guard count.magnitude <= Bounds.foldedBits,
        value.bits * Int(count.magnitude) <= Bounds.foldedBits
      else { return nil }
      return value.power(count).map(Expression.number)
    }
    guard case .small(let top, let bottom) = power, bottom <= 64,
      case .small(let p, let q) = value, p >= 0 || (bottom % 2 == 1),
      let numerator = exactRoot(p.magnitude, bottom), let denominator = exactRoot(UInt(q), bottom)
    else { return nil }
    let root = Rational(p < 0 ? -numerator : numerator, over: denominator)
    return root.map { raising(.number($0), .number(Rational(top))) }
  }

  /// The integer whose `degree`-th power is the value.
  package static func exactRoot(_ value: UInt, _ degree: Int) -> Int? {
    if value <= 1 { return Int(value) }
    let guess = (Double(value).root(degree)).rounded()
    guard guess >= 1, guess < 4e9 else { return nil }
    let candidate = UInt(guess)
    var power: UInt = 1
    for _ in 0..<degree {
      let (next, overflow) = power.multipliedReportingOverflow(by: candidate)
      guard !overflow else { return nil }
      power = next
    }
    return power == value ? Int(candidate) : nil
  }

  /// The small integer that an expression with variables always equals: 2y - y - y.
  private var disguisedInteger: Int? {
    guard case .sum = self, let print = Fingerprint(self), print.isExact, print.value.im == 0 else {
      return nil
    }
    if print.value.re < 1_000 { return Int(print.value.re) }
    let below = FieldElement.prime - print.value.re
    return below < 1_000 ? -Int(below) : nil
  }

  package static func calling(_ function: Function, _ arguments: [Expression]) -> Expression {
    if let value = exactValue(of: function, arguments) { return .number(value) }
    if function == .floor || function == .ceiling || function == .abs, arguments.count == 1,
      let value = arguments[0].disguisedInteger
    {
      return calling(function, [.int(value)])
    }
    return .call(function, arguments)
  }
}
