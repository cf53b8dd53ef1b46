import Glibc

/// A double with a bound on its error: the fast precision, which settles nearly every difference.
struct DoubleBall: BallReal {
  var mid: Double
  var rad: Double

  private static let unit = 0x1p-52
  static let budget = 60_000

  init(mid: Double, rad: Double) {
    self.mid = mid
    self.rad = rad
  }

  init(_ value: Rational) {
    mid = value.double
    if case .small(let top, 1) = value, top.magnitude < 1 << 53 {
      rad = 0
    } else if case .small(let top, let bottom) = value, top.magnitude < 1 << 53,
      bottom & (bottom - 1) == 0
    {
      rad = 0
    } else {
      rad = Swift.abs(mid) * DoubleBall.unit
    }
  }

  static let pi = DoubleBall(mid: Double.pi, rad: 0x1p-51)

  /// The result of an operation: the centre's own rounding is added.
  @inline(__always)
  private static func rounded(_ mid: Double, _ rad: Double) -> DoubleBall {
    DoubleBall(mid: mid, rad: rad * (1 + 4 * unit) + Swift.abs(mid) * unit)
  }

  static func + (a: DoubleBall, b: DoubleBall) -> DoubleBall {
    if b.isZero { return a }
    if a.isZero { return b }
    return exactOr(a, b, a.mid + b.mid, a.rad + b.rad)
  }
  static func - (a: DoubleBall, b: DoubleBall) -> DoubleBall { a + -b }
  static prefix func - (a: DoubleBall) -> DoubleBall { DoubleBall(mid: -a.mid, rad: a.rad) }
  static func * (a: DoubleBall, b: DoubleBall) -> DoubleBall {
    if a.isZero || b.isZero {
      return a.isValid && b.isValid ? DoubleBall(mid: 0, rad: 0) : .invalid
    }
    return exactOr(
      a, b, a.mid * b.mid, Swift.abs(a.mid) * b.rad + Swift.abs(b.mid) * a.rad + a.rad * b.rad)
  }

  /// Whole numbers that fit stay exact.
  @inline(__always)
  private static func exactOr(_ a: DoubleBall, _ b: DoubleBall, _ mid: Double, _ rad: Double)
    -> DoubleBall
  {
    if rad == 0, Swift.abs(mid) < 0x1p52, a.mid == a.mid.rounded(), b.mid == b.mid.rounded() {
      return DoubleBall(mid: mid, rad: 0)
    }
    return rounded(mid, rad)
  }

  static func / (a: DoubleBall, b: DoubleBall) -> DoubleBall {
    let low = Swift.abs(b.mid) - b.rad
    guard low > 0 else { return .invalid }
    let mid = a.mid / b.mid
    return rounded(mid, (a.rad + Swift.abs(mid) * b.rad) / low)
  }

  static let invalid = DoubleBall(mid: .nan, rad: .infinity)

  var squareRoot: DoubleBall {
    guard mid > rad else {
      if mid == 0, rad == 0 { return self }
      return mid + rad >= 0 ? DoubleBall(mid: 0, rad: (mid + rad).squareRoot() * 2) : .invalid
    }
    return DoubleBall.rounded(mid.squareRoot(), rad / (mid - rad).squareRoot())
  }

  var exponential: DoubleBall {
    let value = Glibc.exp(mid)
    return DoubleBall.rounded(value, value * (Glibc.expm1(rad) + 4 * DoubleBall.unit))
  }

  var logarithm: DoubleBall {
    guard mid > rad else { return .invalid }
    let value = Glibc.log(mid)
    return DoubleBall.rounded(value, rad / (mid - rad) + 4 * DoubleBall.unit * Swift.abs(value))
  }

  var sineAndCosine: (DoubleBall, DoubleBall) {
    guard Swift.abs(mid) < 1e9 else { return (.invalid, .invalid) }
    let error = rad + 4 * DoubleBall.unit
    return (
      DoubleBall(mid: Glibc.sin(mid), rad: error), DoubleBall(mid: Glibc.cos(mid), rad: error)
    )
  }

  static func angle(y: DoubleBall, x: DoubleBall) -> DoubleBall {
    if y.isZero { return x.mid < 0 ? pi : DoubleBall(mid: 0, rad: 0) }
    let radius = Glibc.hypot(x.mid, y.mid) - x.rad - y.rad
    // beside the cut the angle may be π or -π
    guard radius > 0, x.mid > 0 || Swift.abs(y.mid) > y.rad else {
      return DoubleBall(mid: 0, rad: 4)
    }
    let value = Glibc.atan2(y.mid, x.mid)
    return rounded(value, (x.rad + y.rad) / radius + 4 * unit)
  }

  var approximation: Double { mid }
  var isValid: Bool { mid.isFinite && rad.isFinite }
  var isZero: Bool { mid == 0 && rad == 0 }
  var mayBeZero: Bool { !(Swift.abs(mid) > rad) }
  var exactInteger: Int? {
    guard rad == 0, Swift.abs(mid) < 0x1p52, mid == mid.rounded() else { return nil }
    return Int(mid)
  }

  /// Four times the radii, as the functions of the C library promise less than they keep.
  func isDisjoint(from other: DoubleBall) -> Bool {
    Swift.abs(mid - other.mid) > 4 * (rad + other.rad)
  }
}
