// Real numbers with a bound on their error: a result is a centre and a radius that the true value
// cannot leave. Two balls that do not touch prove that two expressions differ; no absolute
// tolerance is ever compared (Johansson 2017, "Arb: efficient arbitrary-precision midpoint-radius
// interval arithmetic").

/// Arithmetic that both precisions offer; functions of complex numbers are written once above it.
protocol BallReal: Sendable {
  init(_ value: Rational)
  /// Nodes that one evaluation may visit; a function counts for twenty.
  static var budget: Int { get }
  static var pi: Self { get }
  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  /// Invalid where the divisor's ball holds zero.
  static func / (a: Self, b: Self) -> Self
  static prefix func - (a: Self) -> Self
  /// Of a value that is not negative; a ball around zero stays one.
  var squareRoot: Self { get }
  var exponential: Self { get }
  /// Of a positive value.
  var logarithm: Self { get }
  var sineAndCosine: (Self, Self) { get }
  /// The angle of the point (x, y), in (-π, π].
  static func angle(y: Self, x: Self) -> Self
  /// The centre as a double; infinite where it does not fit.
  var approximation: Double { get }
  var isValid: Bool { get }
  /// Exactly zero, without an error.
  var isZero: Bool { get }
  /// The ball holds zero.
  var mayBeZero: Bool { get }
  /// The value where it is a whole number without an error, below 2^52.
  var exactInteger: Int? { get }
  func isDisjoint(from other: Self) -> Bool
}

extension BallReal {
  var isNegative: Bool { approximation < 0 }
  static var zero: Self { Self(.zero) }
  static var one: Self { Self(.one) }
}
