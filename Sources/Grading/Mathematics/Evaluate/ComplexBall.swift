/// A complex number whose parts have bounds on their errors; functions take the principal branch.
struct ComplexBall<Real: BallReal>: Sendable {
  var re: Real
  var im: Real

  init(_ re: Real, _ im: Real = .zero) {
    self.re = re
    self.im = im
  }

  static var one: ComplexBall { ComplexBall(.one) }
  var isValid: Bool { re.isValid && im.isValid }
  /// Real as far as the error tells.
  var isReal: Bool { im.mayBeZero }
  var isExactlyReal: Bool { im.isZero }

  static func + (a: ComplexBall, b: ComplexBall) -> ComplexBall {
    ComplexBall(a.re + b.re, a.im + b.im)
  }
  static func - (a: ComplexBall, b: ComplexBall) -> ComplexBall {
    ComplexBall(a.re - b.re, a.im - b.im)
  }
  static prefix func - (a: ComplexBall) -> ComplexBall { ComplexBall(-a.re, -a.im) }
  static func * (a: ComplexBall, b: ComplexBall) -> ComplexBall {
    if a.im.isZero {
      return b.im.isZero ? ComplexBall(a.re * b.re) : ComplexBall(a.re * b.re, a.re * b.im)
    }
    if b.im.isZero { return ComplexBall(a.re * b.re, a.im * b.re) }
    return ComplexBall(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re)
  }
  static func / (a: ComplexBall, b: ComplexBall) -> ComplexBall {
    if b.im.isZero {
      return ComplexBall(a.re / b.re, a.im.isZero ? a.im : a.im / b.re)
    }
    let norm = b.re * b.re + b.im * b.im
    let product = a * ComplexBall(b.re, -b.im)
    return ComplexBall(product.re / norm, product.im / norm)
  }

  func isDisjoint(from other: ComplexBall) -> Bool {
    re.isDisjoint(from: other.re) || im.isDisjoint(from: other.im)
  }

  var magnitude: Real {
    if im.isZero { return re.isNegative ? -re : re }
    return (re * re + im * im).squareRoot
  }

  var exponential: ComplexBall {
    let scale = re.exponential
    if im.isZero { return ComplexBall(scale) }
    let (sine, cosine) = im.sineAndCosine
    return ComplexBall(scale * cosine, scale * sine)
  }

  var logarithm: ComplexBall {
    if im.isZero, !re.isNegative { return ComplexBall(re.logarithm) }
    return ComplexBall(magnitude.logarithm, Real.angle(y: im, x: re))
  }

  var squareRoot: ComplexBall {
    if im.isZero {
      return re.isNegative ? ComplexBall(.zero, (-re).squareRoot) : ComplexBall(re.squareRoot)
    }
    let half = Real(.half)
    return (ComplexBall(half) * logarithm).exponential
  }

  func power(_ count: Int) -> ComplexBall {
    if count < 0 { return .one / power(count == Int.min ? Int.max : -count) }
    var result = ComplexBall.one
    var square = self
    var rest = count
    while rest > 0 {
      if rest & 1 == 1 { result = result * square }
      rest >>= 1
      if rest > 0 { square = square * square }
    }
    return result
  }

  func power(_ exponent: ComplexBall) -> ComplexBall {
    if re.isZero, im.isZero { return exponent.re.isNegative ? ComplexBall(.one / .zero) : self }
    return (exponent * logarithm).exponential
  }

  // MARK: trigonometry

  var sineAndCosine: (ComplexBall, ComplexBall) {
    if im.isZero {
      let (sine, cosine) = re.sineAndCosine
      return (ComplexBall(sine), ComplexBall(cosine))
    }
    let i = ComplexBall(.zero, .one)
    let forward = (i * self).exponential
    let backward = (-(i * self)).exponential
    let half = ComplexBall(Real(.half))
    return ((forward - backward) * half * -i, (forward + backward) * half)
  }

  var hyperbolic: (ComplexBall, ComplexBall) {
    let forward = exponential
    let backward = (-self).exponential
    let half = ComplexBall(Real(.half))
    return ((forward - backward) * half, (forward + backward) * half)
  }

  var arcTangent: ComplexBall {
    if im.isZero { return ComplexBall(Real.angle(y: re, x: .one)) }
    let i = ComplexBall(.zero, .one)
    let half = ComplexBall(Real(.half))
    return i * half * ((.one - i * self).logarithm - (.one + i * self).logarithm)
  }

  var arcSine: ComplexBall {
    let other = ComplexBall.one - self * self
    if im.isZero, !other.re.isNegative {
      return ComplexBall(Real.angle(y: re, x: other.re.squareRoot))
    }
    let i = ComplexBall(.zero, .one)
    return -i * (i * self + other.squareRoot).logarithm
  }

  var arcCosine: ComplexBall { ComplexBall(Real.pi * Real(.half)) - arcSine }
}
