package import BigInt

// Exact fractions, in two sizes. Nearly every number in an answer fits in a word, so the small case
// carries two Ints inline and every operation is checked for overflow; what does not fit moves to
// big integers and comes back when it fits again. One value has one form: lowest terms, positive
// denominator, small where possible, so that `==` is equality of values.

/// An exact rational number.
package enum Rational: Hashable, Sendable {
  case small(Int, Int)
  indirect case big(BigInt, BigInt)

  package static let zero = Rational.small(0, 1)
  package static let one = Rational.small(1, 1)
  package static let minusOne = Rational.small(-1, 1)
  package static let half = Rational.small(1, 2)

  package init(_ value: Int) {
    self = value == Int.min ? .big(BigInt(value), 1) : .small(value, 1)
  }

  package init(_ value: BigInt) { self = Rational.reduced(value, 1) }

  /// The fraction in lowest terms; nil for a zero denominator.
  package init?(_ numerator: Int, over denominator: Int) {
    guard denominator != 0 else { return nil }
    guard numerator != Int.min, denominator != Int.min else {
      self = Rational.reduced(BigInt(numerator), BigInt(denominator))
      return
    }
    self = Rational.lowest(numerator, denominator)
  }

  package init?(_ numerator: BigInt, over denominator: BigInt) {
    guard denominator != 0 else { return nil }
    self = Rational.reduced(numerator, denominator)
  }

  /// numerator / 10^places.
  ///
  /// Only factors 2 and 5 can be common, and a numerator without a final zero has one of them at
  /// most: far cheaper than a greatest common divisor of thousands of digits.
  package init(_ numerator: BigInt, tenthPowers places: Int) {
    var top = numerator
    var twos = places
    var fives = places
    let even = min(top.trailingZeroBitCount, places)
    if top != 0, even > 0 {
      top >>= even
      twos -= even
    }
    while fives > 0 {
      let (quotient, rest) = top.quotientAndRemainder(dividingBy: 5)
      guard rest == 0, top != 0 else { break }
      top = quotient
      fives -= 1
    }
    let bottom = BigInt(5).power(fives) << twos
    if top == 0 || top.magnitude.bitWidth <= 63 && bottom.magnitude.bitWidth <= 63 {
      self = Rational.reduced(top, top == 0 ? 1 : bottom)
    } else {
      self = .big(top, bottom)
    }
  }

  /// Both must differ from Int.min, the denominator from zero.
  private static func lowest(_ numerator: Int, _ denominator: Int) -> Rational {
    if denominator == 1 { return .small(numerator, 1) }
    let divisor = Int(greatestCommonDivisor(numerator.magnitude, denominator.magnitude))
    let sign = denominator < 0 ? -1 : 1
    return .small(sign * (numerator / divisor), sign * (denominator / divisor))
  }

  private static func reduced(_ numerator: BigInt, _ denominator: BigInt) -> Rational {
    var (top, bottom) = denominator < 0 ? (-numerator, -denominator) : (numerator, denominator)
    if bottom != 1 {
      let divisor = top.greatestCommonDivisor(with: bottom)
      if divisor != 1 { (top, bottom) = (top / divisor, bottom / divisor) }
    }
    guard top.magnitude.bitWidth <= 63, bottom.magnitude.bitWidth <= 63 else {
      return .big(top, bottom)
    }
    return .small(Int(top), Int(bottom))
  }
}

/// The greatest common divisor by Stein's method; gcd(0, n) = n.
package func greatestCommonDivisor(_ a: UInt, _ b: UInt) -> UInt {
  guard a != 0 else { return b }
  guard b != 0 else { return a }
  let shift = (a | b).trailingZeroBitCount
  var x = a >> UInt(a.trailingZeroBitCount)
  var y = b
  while y != 0 {
    y >>= UInt(y.trailingZeroBitCount)
    if x > y { swap(&x, &y) }
    y -= x
  }
  return x << UInt(shift)
}

extension Rational {
  package var bigNumerator: BigInt {
    switch self {
    case .small(let top, _): BigInt(top)
    case .big(let top, _): top
    }
  }
  package var bigDenominator: BigInt {
    switch self {
    case .small(_, let bottom): BigInt(bottom)
    case .big(_, let bottom): bottom
    }
  }

  /// The value where it is an integer of one word.
  package var int: Int? {
    if case .small(let value, 1) = self { value } else { nil }
  }
  package var isInteger: Bool {
    switch self {
    case .small(_, let bottom): bottom == 1
    case .big(_, let bottom): bottom == 1
    }
  }
  package var isNegative: Bool {
    switch self {
    case .small(let top, _): top < 0
    case .big(let top, _): top < 0
    }
  }
  package var isZero: Bool { self == .zero }

  /// Bits of the longer of numerator and denominator.
  package var bits: Int {
    switch self {
    case .small(let top, let bottom):
      64 - min(top.magnitude.leadingZeroBitCount, bottom.leadingZeroBitCount)
    case .big(let top, let bottom): max(top.bitWidth, bottom.bitWidth)
    }
  }

  package static prefix func - (value: Rational) -> Rational {
    switch value {
    case .small(let top, let bottom): .small(-top, bottom)
    case .big(let top, let bottom): .big(-top, bottom)  // never small: Int.min is big too
    }
  }

  package static func + (a: Rational, b: Rational) -> Rational {
    if case .small(let p, let q) = a, case .small(let r, let s) = b {
      if q == 1, s == 1 {
        let (sum, overflow) = p.addingReportingOverflow(r)
        if !overflow, sum != Int.min { return .small(sum, 1) }
      } else {
        let (x, o1) = p.multipliedReportingOverflow(by: s)
        let (y, o2) = r.multipliedReportingOverflow(by: q)
        let (bottom, o3) = q.multipliedReportingOverflow(by: s)
        let (top, o4) = x.addingReportingOverflow(y)
        if !(o1 || o2 || o3 || o4), top != Int.min { return lowest(top, bottom) }
      }
    }
    let bottom = a.bigDenominator * b.bigDenominator
    return reduced(
      a.bigNumerator * b.bigDenominator + b.bigNumerator * a.bigDenominator, bottom)
  }

  package static func - (a: Rational, b: Rational) -> Rational { a + -b }

  package static func * (a: Rational, b: Rational) -> Rational {
    if case .small(let p, let q) = a, case .small(let r, let s) = b {
      let (top, o1) = p.multipliedReportingOverflow(by: r)
      let (bottom, o2) = q.multipliedReportingOverflow(by: s)
      if !(o1 || o2), top != Int.min { return lowest(top, bottom) }
    }
    return reduced(
      a.bigNumerator * b.bigNumerator, a.bigDenominator * b.bigDenominator)
  }

  /// One over the value; nil for zero.
  package var reciprocal: Rational? {
    switch self {
    case .small(let top, let bottom):
      if top == 0 { nil } else { .small(top < 0 ? -bottom : bottom, abs(top)) }
    case .big(let top, let bottom): Rational(bottom, over: top)
    }
  }

  /// The quotient; nil for division by zero.
  package func divided(by other: Rational) -> Rational? { other.reciprocal.map { self * $0 } }

  /// The value to an integer power; nil for zero to a negative one.
  ///
  /// The caller bounds the size.
  package func power(_ exponent: Int) -> Rational? {
    if exponent < 0 { return reciprocal?.power(exponent == Int.min ? Int.max : -exponent) }
    var result = Rational.one
    var square = self
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 { result = result * square }
      rest >>= 1
      if rest > 0 { square = square * square }
    }
    return result
  }

  package static func < (a: Rational, b: Rational) -> Bool { (a - b).isNegative }

  /// The greatest integer that is not above the value.
  package var floor: Rational {
    switch self {
    case .small(let top, let bottom):
      let quotient = top / bottom
      return .small(top % bottom < 0 ? quotient - 1 : quotient, 1)
    case .big(let top, let bottom):
      let (quotient, rest) = top.quotientAndRemainder(dividingBy: bottom)
      return Rational(rest < 0 ? quotient - 1 : quotient)
    }
  }

  package var magnitude: Rational { isNegative ? -self : self }

  /// The nearest double, or an infinity.
  package var double: Double {
    switch self {
    case .small(let top, let bottom): return Double(top) / Double(bottom)
    case .big(let top, let bottom):
      let shift = max(0, max(top.bitWidth, bottom.bitWidth) - 900)
      guard shift == 0 else { return Rational.scaled(top, bottom) }
      return Double(top) / Double(bottom)
    }
  }

  /// The quotient of integers that a double cannot hold.
  private static func scaled(_ top: BigInt, _ bottom: BigInt) -> Double {
    let shift = bottom.bitWidth - top.bitWidth + 64
    let quotient = shift >= 0 ? (top << shift) / bottom : top / (bottom << -shift)
    guard abs(shift) < 3000 else { return shift > 0 ? 0 : (top < 0 ? -.infinity : .infinity) }
    return Double(sign: .plus, exponent: -shift, significand: Double(quotient))
  }
}

extension Rational: CustomStringConvertible {
  package var description: String {
    switch self {
    case .small(let top, let bottom): bottom == 1 ? "\(top)" : "\(top)/\(bottom)"
    case .big(let top, let bottom): bottom == 1 ? "\(top)" : "\(top)/\(bottom)"
    }
  }
}
