import BigInt
import Glibc

// Elementary functions of BigBall by Taylor series and Newton's method. The working precision has
// 48 bits more than a ball keeps, and the truncation error is below the last bit kept.

extension BigBall {
  private static let work = bits + 48

  /// A fixed-point number of `work` bits after the point as a ball.
  private static func fixed(_ value: BigInt, slack: Int = 16) -> BigBall {
    BigBall(value, -work, radius: Double(slack - work))
  }

  /// atan(1/n) or atanh(1/n) in fixed point.
  private static func inverseSeries(_ n: Int, alternating: Bool) -> BigInt {
    var power = (BigInt(1) << work) / BigInt(n)
    var sum = power
    let square = BigInt(n * n)
    var k = 1
    while power != 0 {
      power /= square
      k += 2
      let term = power / BigInt(k)
      sum += alternating && k % 4 == 3 ? -term : term
    }
    return sum
  }

  /// Machin: π = 16 atan(1/5) - 4 atan(1/239).
  private static let fixedPi =
    16 * inverseSeries(5, alternating: true) - 4 * inverseSeries(239, alternating: true)
  /// ln 2 = 2 atanh(1/3).
  private static let fixedLogOfTwo = 2 * inverseSeries(3, alternating: false)

  static let pi = fixed(fixedPi)

  /// The value in fixed point; nil where it is not below 2^40 or not known well enough.
  private var inFixedPoint: BigInt? {
    guard isValid, Swift.abs(approximation) < 0x1p40 else { return nil }
    let shift = exponent + BigBall.work
    if shift >= 0 { return mantissa << shift }
    return shift < -8 * BigBall.work ? 0 : mantissa >> -shift
  }

  /// The error of a function whose slope is at most 2^slope here.
  private func propagated(_ slope: Int) -> Double { radius + Double(slope) }

  private func widened(_ error: Double) -> BigBall {
    BigBall(mantissa, exponent, radius: BigBall.sum(radius, error))
  }

  var exponential: BigBall {
    guard radius < 0, let x = inFixedPoint, Swift.abs(approximation) < 0x1p30 else {
      return .invalid
    }
    let (turns, rest) = x.floorDivided(by: BigBall.fixedLogOfTwo)
    guard let shift = Int(exactly: turns) else { return .invalid }
    // rest in [0, ln 2): halve eight times, sum, square eight times
    let small = rest >> 8
    var term = BigInt(1) << BigBall.work
    var sum = term
    var k = 1
    while term != 0 {
      term = (term * small) >> BigBall.work
      term /= BigInt(k)
      sum += term
      k += 1
    }
    for _ in 0..<8 { sum = (sum * sum) >> BigBall.work }
    let value = BigBall(sum, shift - BigBall.work, radius: Double(shift - BigBall.work + 51))
    return value.widened(propagated(shift + 2))
  }

  var logarithm: BigBall {
    guard isValid, mantissa > 0, !mayBeZero else { return .invalid }
    let width = mantissa.magnitude.bitWidth
    let fraction = BigBall(mantissa, -width)  // in [1/2, 1)
    let power = exponent + width
    // Halley's step y + 2 (x - e^y) / (x + e^y) triples the digits
    var y = BigBall(BigInt(Glibc.log(fraction.approximation) * 0x1p52), -52)
    for _ in 0..<2 {
      let e = y.exponential
      let step = (fraction - e) / (fraction + e)
      y = y + step + step
      y = BigBall(y.mantissa, y.exponent)
    }
    y = BigBall(y.mantissa, y.exponent, radius: Double(8 - BigBall.bits))
    let whole = BigBall.fixed(BigBall.fixedLogOfTwo) * BigBall(BigInt(power), 0)
    let low = width + exponent - 2
    return (y + whole).widened(propagated(-low))
  }

  var sineAndCosine: (BigBall, BigBall) {
    guard radius < 0, let x = inFixedPoint else { return (.invalid, .invalid) }
    let quarter = BigBall.fixedPi >> 1
    let (turns, rest) = (x + (quarter >> 1)).floorDivided(by: quarter)
    let (sine, cosine) = BigBall.smallSineAndCosine(rest - (quarter >> 1))
    let error = propagated(0)
    // the reduction's error grows with the number of turns
    let slack = 16 + 40
    let s = BigBall.fixed(sine, slack: slack).widened(error)
    let c = BigBall.fixed(cosine, slack: slack).widened(error)
    switch Int(turns.modulus(4)) {
    case 0: return (s, c)
    case 1: return (c, -s)
    case 2: return (-s, -c)
    default: return (-c, s)
    }
  }

  /// Taylor series for |x| ≤ π/4, in fixed point.
  private static func smallSineAndCosine(_ x: BigInt) -> (BigInt, BigInt) {
    var term = BigInt(1) << work
    var cosine = term
    var sine = BigInt(0)
    var k = 1
    while term != 0 {
      term = (term * x) >> work
      term /= BigInt(k)
      if k % 2 == 1 {
        sine += k % 4 == 1 ? term : -term
      } else {
        cosine += k % 4 == 0 ? term : -term
      }
      k += 1
      if term == -1 { break }  // a shift rounds down and never reaches zero from below
    }
    return (sine, cosine)
  }

  static func angle(y: BigBall, x: BigBall) -> BigBall {
    guard x.isValid, y.isValid else { return .invalid }
    if y.isZero { return x.isNegative ? pi : BigBall(0, 0) }
    let length = (x * x + y * y).squareRoot
    guard !length.mayBeZero, !y.mayBeZero || !x.isNegative else {
      return BigBall(0, 0, radius: 2)
    }
    let sine = y / length
    let cosine = x / length
    guard sine.isValid, cosine.isValid else { return .invalid }
    let s = BigBall(sine.mantissa, sine.exponent)
    let c = BigBall(cosine.mantissa, cosine.exponent)
    var angle = BigBall(
      BigInt(Glibc.atan2(s.approximation, c.approximation) * 0x1p52), -52)
    for _ in 0..<2 {
      // the angle's remainder d has sine s·cos a - c·sin a, and d ≈ sin d + sin³ d / 6
      let (sa, ca) = angle.sineAndCosine
      let d = s * ca - c * sa
      angle = angle + d + d * d * d / BigBall(6, 0)
      angle = BigBall(angle.mantissa, angle.exponent)
    }
    let error = Swift.max(sine.radius, cosine.radius, Double(60 - bits)) + 2
    return BigBall(angle.mantissa, angle.exponent, radius: error)
  }
}

extension BigInt {
  /// Quotient rounded down, remainder with the sign of the (positive) divisor.
  fileprivate func floorDivided(by divisor: BigInt) -> (BigInt, BigInt) {
    let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
  }
}
