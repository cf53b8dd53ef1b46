// Decimals that stand for exact values, where the settings allow it.

enum Rounding {
  /// Whether a value rounds to a decimal.
  static func rounds(_ exact: Expression, to decimal: Rational) -> Bool {
    distance(decimal, exact).map { $0 <= 0.5001 } ?? false
  }

  /// Whether a decimal is a value rounded or cut off.
  static func isPrefix(_ decimal: Rational, of exact: Expression) -> Bool {
    distance(decimal, exact).map { $0 <= 1.0001 } ?? false
  }

  /// The distance in units of the decimal's last place.
  private static func distance(_ decimal: Rational, _ exact: Expression) -> Double? {
    guard !exact.hasVariables, let places = decimalPlaces(decimal),
      let scale = Rational(10).power(places)
    else { return nil }
    var evaluator = NumericEvaluator<BigBall>(point: .positive, logIsNatural: false)
    guard let value = evaluator.value(exact), value.isReal else { return nil }
    return Swift.abs(((value.re - BigBall(decimal)) * BigBall(scale)).approximation)
  }

  static func isClose(_ gold: Expression, _ answer: Expression, _ tolerance: Double) -> Bool {
    guard let g = approximation(of: gold), let a = approximation(of: answer) else { return false }
    return Swift.abs(g - a) <= tolerance * Swift.abs(g)
  }

  /// The value of a constant as a double.
  static func approximation(of expression: Expression) -> Double? {
    guard !expression.hasVariables else { return nil }
    var evaluator = NumericEvaluator<DoubleBall>(point: .positive, logIsNatural: false)
    guard let value = evaluator.value(expression), value.isReal else { return nil }
    return value.re.approximation
  }

  /// Digits after the point of a finite decimal.
  private static func decimalPlaces(_ value: Rational) -> Int? {
    guard value.bits < Bounds.foldedBits else { return nil }
    var scaled = value
    for places in 0...40 {
      if scaled.isInteger { return places }
      scaled = scaled * Rational(10)
    }
    return nil
  }
}
