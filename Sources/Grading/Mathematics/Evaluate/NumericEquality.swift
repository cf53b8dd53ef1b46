// Equality of two scalars. In order: exact rationals; the modular fingerprint, which settles
// polynomials, fractions, square roots, i, π and e; then values at sample points, first in doubles
// and, where those cannot tell the two apart, in 320 bits.
//
// Chance of error. "Equal" rests on two independent facts: the fingerprints agree (chance below
// 2^-48 for different rational functions) or the values agree to 60 digits at every sample point.
// "Different" is proved by disjoint balls, or by different fingerprints without opaque parts.

/// What comparison found.
package enum Sameness: Sendable, Equatable {
  case same, different
  /// Neither could be shown, for lack of size or of a real value.
  case undecided

  init(_ isSame: Bool) { self = isSame ? .same : .different }
}

package enum NumericEquality {
  package static func compare(_ a: Expression, _ b: Expression) -> Sameness {
    if case .number(let x) = a, case .number(let y) = b { return Sameness(x == y) }
    if a.isInfinite || b.isInfinite { return infinities(a, b) }
    let left = Fingerprint(a)
    let right = Fingerprint(b)
    if let left, let right {
      if left.value == right.value { return confirmed(a, b) }
      if left.isExact, right.isExact { return .different }
    }
    return byValue(a, b)
  }

  /// +∞ and -∞ by their sign; nothing else is infinite.
  private static func infinities(_ a: Expression, _ b: Expression) -> Sameness {
    guard a.isInfinite, b.isInfinite, let x = Fingerprint(a), let y = Fingerprint(b) else {
      return .different
    }
    return Sameness(x.value == y.value)
  }

  /// Formal equality, unless doubles prove the opposite (a root taken with the wrong sign).
  private static func confirmed(_ a: Expression, _ b: Expression) -> Sameness {
    for point in [SamplePoint.positive, .small] {
      var evaluator = NumericEvaluator<DoubleBall>(point: point, logIsNatural: false)
      guard let x = evaluator.value(a), let y = evaluator.value(b) else { continue }
      if x.isDisjoint(from: y) { return .different }
    }
    return .same
  }

  private static func byValue(_ a: Expression, _ b: Expression) -> Sameness {
    let first = byValue(a, b, logIsNatural: false)
    guard first != .same, a.hasBareLogarithm != b.hasBareLogarithm else { return first }
    return byValue(a, b, logIsNatural: true) == .same ? .same : first
  }

  private static func byValue(_ a: Expression, _ b: Expression, logIsNatural: Bool) -> Sameness {
    let points = a.needsWholeNumbers || b.needsWholeNumbers ? SamplePoint.wholes : SamplePoint.reals
    let isConstant = !a.hasVariables && !b.hasVariables
    var complexPoints: [SamplePoint] = []
    var realPoints: [SamplePoint] = []
    var pair = PairEvaluator<DoubleBall>(a: a, b: b, logIsNatural: logIsNatural)
    for point in isConstant ? Array(points.prefix(1)) : points {
      guard let (x, y) = pair.values(at: point) else {
        realPoints.append(point)  // doubles overflowed, perhaps
        continue
      }
      if x.isReal, y.isReal {
        if x.isDisjoint(from: y) { return .different }
        realPoints.append(point)
      } else {
        complexPoints.append(point)
      }
    }
    var precise = PairEvaluator<BigBall>(a: a, b: b, logIsNatural: logIsNatural)
    let decided = precisely(&precise, realPoints, mustBeReal: true)
    if decided != .undecided { return decided }
    return precisely(&precise, complexPoints + realPoints, mustBeReal: false)
  }

  /// Comparison in 320 bits at the points where both values are real (or at all).
  private static func precisely(
    _ pair: inout PairEvaluator<BigBall>, _ points: [SamplePoint], mustBeReal: Bool
  ) -> Sameness {
    var agreed = 0
    for point in points {
      guard let (x, y) = pair.values(at: point), !mustBeReal || x.isReal && y.isReal else {
        continue
      }
      if x.isDisjoint(from: y) { return .different }
      guard x.isPrecise, y.isPrecise else { continue }
      agreed += 1
      if agreed == 3 { break }
    }
    return agreed > 0 ? .same : .undecided
  }
}

/// Two expressions at several points, with one budget for all of them.
private struct PairEvaluator<Real: BallReal> {
  let a: Expression
  let b: Expression
  let logIsNatural: Bool
  private var budget = Real.budget

  init(a: Expression, b: Expression, logIsNatural: Bool) {
    self.a = a
    self.b = b
    self.logIsNatural = logIsNatural
  }

  /// Nil where one of them has no value, or the budget is spent.
  mutating func values(at point: SamplePoint) -> (ComplexBall<Real>, ComplexBall<Real>)? {
    guard let x = value(a, point) else { return nil }
    return value(b, point).map { (x, $0) }
  }

  private mutating func value(_ expression: Expression, _ point: SamplePoint) -> ComplexBall<Real>?
  {
    var evaluator = NumericEvaluator<Real>(
      point: point, logIsNatural: logIsNatural, budget: budget)
    defer { budget = evaluator.remaining }
    return evaluator.value(expression)
  }
}

extension ComplexBall<BigBall> {
  /// Known to 200 bits, which are 60 digits.
  fileprivate var isPrecise: Bool { re.isPrecise(200) && im.isPrecise(200) }
}

extension Expression {
  /// Whether no structure (set, interval, relation …) stands inside a formula.
  var isPurelyScalar: Bool {
    switch self {
    case .number, .symbol, .constant: return true
    default:
      return !contains {
        switch $0 {
        case .quantity: false
        default: !$0.isScalar
        }
      }
    }
  }

  var hasBareLogarithm: Bool {
    contains { if case .call(.log, let arguments) = $0 { arguments.count == 1 } else { false } }
  }

  /// Factorials, binomials and (-1)^n make sense at whole numbers only.
  var needsWholeNumbers: Bool {
    contains {
      switch $0 {
      case .call(let function, let arguments):
        switch function {
        case .factorial, .doubleFactorial, .permutations, .gcd, .lcm, .modulo:
          arguments.contains(where: \.hasVariables)
        case .binomial: arguments.count == 2 && arguments[1].hasVariables
        default: false
        }
      case .power(.number(let base), let exponent): base.isNegative && exponent.hasVariables
      case .iterated(let sum): sum.from.hasVariables || sum.to.hasVariables
      default: false
      }
    }
  }
}
