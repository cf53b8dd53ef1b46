import BigInt
import Glibc

// Functions whose value at rational arguments is rational and cheap: folded while parsing.

extension Double {
  func root(_ degree: Int) -> Double {
    degree == 2 ? squareRoot() : pow(self, 1 / Double(degree))
  }
}

extension Expression {
  /// The value at rational arguments; nil where it is not rational, not defined or too large.
  static func exactValue(of function: Function, _ arguments: [Expression]) -> Rational? {
    var values: [Rational] = []
    for argument in arguments {
      guard case .number(let value) = argument, value.bits < Bounds.foldedBits else { return nil }
      values.append(value)
    }
    guard let first = values.first else { return nil }
    switch function {
    case .abs: return first.magnitude
    case .floor: return first.floor
    case .ceiling: return -(-first).floor
    case .sign: return first.isZero ? .zero : (first.isNegative ? .minusOne : .one)
    case .factorial: return factorial(first, step: 1)
    case .doubleFactorial: return factorial(first, step: 2)
    case .binomial: return values.count == 2 ? binomial(first, values[1]) : nil
    case .permutations: return values.count == 2 ? permutations(first, values[1]) : nil
    case .gcd: return values.dropFirst().reduce(first.magnitude, commonDivisor)
    case .lcm: return values.dropFirst().reduce(first.magnitude, commonMultiple)
    case .maximum: return values.dropFirst().reduce(first) { $0 < $1 ? $1 : $0 }
    case .minimum: return values.dropFirst().reduce(first) { $1 < $0 ? $1 : $0 }
    case .modulo: return values.count == 2 ? modulo(first, values[1]) : nil
    case .realPart, .conjugate: return first
    case .imaginaryPart: return .zero
    default: return nil
    }
  }

  /// n! (step 1) or n!! (step 2), for n up to 40; larger ones stay symbolic.
  private static func factorial(_ value: Rational, step: Int) -> Rational? {
    guard let n = value.int, n >= 0, n <= 40 else { return nil }
    var result = Rational.one
    for factor in stride(from: n, to: 1, by: -step) {
      result = result * Rational(factor)
    }
    return result
  }

  /// n over k for a whole k ≥ 0, any rational n.
  private static func binomial(_ n: Rational, _ k: Rational) -> Rational? {
    guard var count = k.int, count >= 0 else { return nil }
    if let whole = n.int, whole >= 0 {
      if count > whole { return .zero }
      count = min(count, whole - count)
    }
    guard count <= 40, n.bits * count < Bounds.foldedBits else { return nil }
    var result = Rational.one
    for j in 0..<count {
      guard let term = (n - Rational(j)).divided(by: Rational(j + 1)) else { return nil }
      result = result * term
    }
    return result
  }

  private static func permutations(_ n: Rational, _ k: Rational) -> Rational? {
    guard let count = k.int, count >= 0, count <= 40, n.bits * count < Bounds.foldedBits
    else { return nil }
    var result = Rational.one
    for j in 0..<count { result = result * (n - Rational(j)) }
    return result
  }

  /// The greatest rational of which both are whole multiples.
  private static func commonDivisor(_ a: Rational, _ b: Rational) -> Rational {
    if case .small(let p, 1) = a, case .small(let q, 1) = b {
      return Rational(BigInt(greatestCommonDivisor(p.magnitude, q.magnitude)))
    }
    let bottom = a.bigDenominator * b.bigDenominator
    let top = (a.bigNumerator * b.bigDenominator)
      .greatestCommonDivisor(with: b.bigNumerator * a.bigDenominator)
    return Rational(top, over: bottom) ?? .zero
  }

  private static func commonMultiple(_ a: Rational, _ b: Rational) -> Rational {
    guard let quotient = a.divided(by: commonDivisor(a, b)) else { return .zero }
    return (quotient * b).magnitude
  }

  /// a - b·floor(a / b), with the sign of b.
  private static func modulo(_ a: Rational, _ b: Rational) -> Rational? {
    a.divided(by: b).map { a - b * $0.floor }
  }
}
