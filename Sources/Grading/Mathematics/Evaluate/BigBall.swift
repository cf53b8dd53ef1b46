import BigInt
import Glibc

// 320 bits with a bound on the error: what decides when doubles cannot tell two values apart. Two
// values whose balls still touch here agree to about 90 digits.

/// mantissa · 2^exponent, off by at most 2^radius.
struct BigBall: BallReal {
  var mantissa: BigInt
  var exponent: Int
  /// The binary logarithm of the largest error, -∞ for an exact value, ∞ for an invalid one.
  var radius: Double

  static let bits = 320
  static let budget = 10_000
  static let exact = -Double.infinity
  private static let largest = 1 << 36

  init(_ mantissa: BigInt, _ exponent: Int, radius: Double = BigBall.exact) {
    let excess = mantissa.magnitude.bitWidth - BigBall.bits
    if excess > 0 {
      self.mantissa = mantissa >> excess
      self.exponent = exponent + excess
      self.radius = BigBall.sum(radius, Double(exponent + excess))
    } else {
      self.mantissa = mantissa
      self.exponent = exponent
      self.radius = radius
    }
    if Swift.abs(self.exponent) > BigBall.largest { self.radius = .infinity }
  }

  init(_ value: Rational) {
    let top = value.bigNumerator
    let bottom = value.bigDenominator
    guard bottom != 1 else {
      self.init(top, 0)
      return
    }
    let shift = Swift.max(0, BigBall.bits + bottom.bitWidth - top.bitWidth + 2)
    self.init((top << shift) / bottom, -shift, radius: Double(-shift))
  }

  static let invalid = BigBall(0, 0, radius: .infinity)
  var isValid: Bool { radius < Double(BigBall.largest) }

  /// The logarithm of 2^a + 2^b, rounded up.
  static func sum(_ a: Double, _ b: Double) -> Double {
    let (low, high) = a < b ? (a, b) : (b, a)
    if low == exact || high == .infinity { return high }
    return high + log2(1 + exp2(low - high)) + 1e-9
  }

  /// |value| < 2^top.
  private var top: Double {
    mantissa == 0 ? BigBall.exact : Double(mantissa.magnitude.bitWidth + exponent)
  }

  static func + (a: BigBall, b: BigBall) -> BigBall {
    guard a.isValid, b.isValid else { return invalid }
    if a.mantissa == 0 { return BigBall(b.mantissa, b.exponent, radius: sum(a.radius, b.radius)) }
    if b.mantissa == 0 { return BigBall(a.mantissa, a.exponent, radius: sum(a.radius, b.radius)) }
    let (high, low) = a.exponent >= b.exponent ? (a, b) : (b, a)
    let gap = high.exponent - low.exponent
    guard gap <= 4 * bits else {
      // the smaller one is below the last bit of the larger
      return BigBall(high.mantissa, high.exponent, radius: sum(sum(a.radius, b.radius), low.top))
    }
    return BigBall(
      (high.mantissa << gap) + low.mantissa, low.exponent, radius: sum(a.radius, b.radius))
  }
  static prefix func - (a: BigBall) -> BigBall {
    BigBall(-a.mantissa, a.exponent, radius: a.radius)
  }
  static func - (a: BigBall, b: BigBall) -> BigBall { a + -b }

  static func * (a: BigBall, b: BigBall) -> BigBall {
    guard a.isValid, b.isValid else { return invalid }
    if a.isZero || b.isZero { return BigBall(0, 0) }
    var error = exact
    if b.radius != exact { error = sum(error, Swift.max(a.top, a.radius) + b.radius) }
    if a.radius != exact { error = sum(error, Swift.max(b.top, b.radius) + a.radius) }
    return BigBall(a.mantissa * b.mantissa, a.exponent + b.exponent, radius: error)
  }

  static func / (a: BigBall, b: BigBall) -> BigBall {
    guard a.isValid, b.isValid, !b.mayBeZero else { return invalid }
    if a.isZero { return a }
    let shift = Swift.max(0, bits + b.mantissa.bitWidth - a.mantissa.bitWidth + 2)
    let quotient = (a.mantissa << shift) / b.mantissa
    let exponent = a.exponent - b.exponent - shift
    let low = b.top - 2  // |b| > 2^low even at the edge of its ball
    var error = Double(exponent)
    if a.radius != exact { error = sum(error, a.radius - low) }
    if b.radius != exact { error = sum(error, b.radius + Swift.max(a.top, a.radius) - 2 * low) }
    return BigBall(quotient, exponent, radius: error)
  }

  var squareRoot: BigBall {
    guard isValid else { return .invalid }
    if isZero { return self }
    guard mantissa > 0, !mayBeZero else {
      return BigBall(0, 0, radius: Swift.max(top, radius) / 2 + 1)
    }
    var shift = Swift.max(0, 2 * BigBall.bits - mantissa.bitWidth + 2)
    if (exponent - shift) % 2 != 0 { shift += 1 }
    let root = (mantissa.magnitude << shift).squareRoot()
    let scale = (exponent - shift) / 2
    let error = BigBall.sum(Double(scale), radius - (top - 2) / 2)
    return BigBall(BigInt(root), scale, radius: error)
  }

  var approximation: Double {
    guard isValid else { return .nan }
    let excess = Swift.max(0, mantissa.magnitude.bitWidth - 64)
    let scale = exponent + excess
    guard Swift.abs(scale) < 4000 else {
      return mantissa == 0 || scale < 0 ? 0 : (mantissa < 0 ? -.infinity : .infinity)
    }
    return Glibc.scalbn(Double(mantissa >> excess), Int32(scale))
  }

  var isNegative: Bool { mantissa < 0 }
  var isZero: Bool { mantissa == 0 && radius == BigBall.exact }
  var mayBeZero: Bool { !isValid || mantissa == 0 || radius != BigBall.exact && radius + 2 >= top }

  var exactInteger: Int? {
    guard radius == BigBall.exact, top <= 52 else { return nil }
    if exponent >= 0 { return Int(mantissa << exponent) }
    let whole = mantissa >> -exponent
    return whole << -exponent == mantissa ? Int(whole) : nil
  }

  func isDisjoint(from other: BigBall) -> Bool {
    let difference = self - other
    return difference.isValid && !difference.mayBeZero
  }

  /// Whether the value is known to at least that many bits.
  func isPrecise(_ bits: Int) -> Bool {
    radius < Swift.max(top, 0) - Double(bits)
  }
}
