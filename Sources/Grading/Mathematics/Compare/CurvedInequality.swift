// An inequality in one variable of any shape: x² < 4, (x - 1)/(x + 2) ≤ 0, √x < 2. It is not solved.
// The other side names the points where the set of solutions begins and ends; at those points and at
// many between them both sides are evaluated with a bound on the error. An inequality whose truth
// changes anywhere else contradicts itself between two points and equals nothing.

struct CurvedInequality {
  private let difference: Expression
  private let comparison: Comparison
  private let variable: Symbol

  /// Nil for another relation, and for sides that jump.
  init?(_ relation: Relation) {
    guard relation.sides.count == 2, let variable = relation.onlyVariable,
      let difference = relation.difference
    else { return nil }
    let comparison = relation.comparisons[0]
    guard comparison.isOrder || comparison == .notEqual, !difference.jumps else { return nil }
    (self.difference, self.comparison, self.variable) = (difference, comparison, variable)
  }

  /// Which points and gaps belong to the solutions, as `RegionGrid` counts them; nil where the points
  /// are not those at which the inequality changes.
  func row(points: [Expression], values: [Double]) -> [Bool]? {
    guard points.count <= 16 else { return nil }
    var signs: [Set<Sign>] = []
    for gap in 0...points.count {
      guard
        let found = self.signs(between: gap == 0 ? nil : values[gap - 1], and: values[at: gap])
      else { return nil }
      signs.append(found)
      guard gap < points.count else { break }
      guard let sign = self.sign(at: points[gap]) else { return nil }
      signs.append([sign])
    }
    // a sign changes through zero or where there is no value
    for at in signs.indices where at % 2 == 1 && signs[at].contains(where: \.isOne) {
      let allowed = signs[at].union([.none, .zero])
      guard !signs[at - 1].isDisjoint(with: allowed), !signs[at + 1].isDisjoint(with: allowed)
      else { return nil }
    }
    return signs.map { $0.allSatisfy(holds) }
  }

  private enum Sign: Equatable {
    case negative, zero, positive, none
    var isOne: Bool { self == .negative || self == .positive }
  }

  private func holds(_ sign: Sign) -> Bool {
    switch comparison {
    case .less: sign == .negative
    case .lessOrEqual: sign == .negative || sign == .zero
    case .greater: sign == .positive
    case .greaterOrEqual: sign == .positive || sign == .zero
    default: sign.isOne
    }
  }

  private func sign(at point: Expression) -> Sign? {
    let value = difference.substituting(variable, point)
    var evaluator = NumericEvaluator<DoubleBall>(point: .positive, logIsNatural: false)
    if let ball = evaluator.value(value) {
      guard ball.isReal else { return Sign.none }
      if !ball.re.mayBeZero { return ball.re.isNegative ? .negative : .positive }
    }
    switch NumericEquality.compare(value, .zero) {
    case .same: return .zero
    // no value, as 1/x at zero
    case .undecided: return Sign.none
    case .different: return nil
    }
  }

  /// The signs between two ends; nil where the inequality holds in some places only.
  private func signs(between low: Double?, and high: Double?) -> Set<Sign>? {
    var found: Set<Sign> = []
    for sample in CurvedInequality.samples(low, high) {
      guard let exact = CurvedInequality.rational(sample) else { return nil }
      let sign = sign(at: .number(exact))
      // far out a value may only be too large to compute
      if sign == nil || sign == Sign.none, abs(sample) > 100 { continue }
      guard let sign else { return nil }
      found.insert(sign)
    }
    guard let first = found.first, found.allSatisfy({ holds($0) == holds(first) }) else {
      return nil
    }
    return found
  }

  /// Places inside of a gap, also close to its ends, and the whole numbers, halves and thirds in it,
  /// where an inequality most often touches zero.
  private static func samples(_ low: Double?, _ high: Double?) -> [Double] {
    let near = [0x1p-10, 0.015625, 0.125, 0.3125, 0.5, 0.6875, 0.875, 0.984375, 1 - 0x1p-10]
    let far = [0x1p-10, 0.0625, 0.25, 0.75, 1.5, 3.25, 7.5, 20.25, 100.5, 4_000, 1e6]
    var all: [Double]
    switch (low, high) {
    case (let low?, let high?): all = near.map { low + (high - low) * $0 }
    case (let low?, nil): all = far.map { low + $0 }
    case (nil, let high?): all = far.map { high - $0 }
    case (nil, nil): all = far + far.map { -$0 }
    }
    for step in -12...12 {
      for value in [Double(step), Double(step) / 2, Double(step) / 3]
      where value > low ?? -.infinity && value < high ?? .infinity {
        all.append(value)
      }
    }
    return all
  }

  /// A value as a fraction; thirds exactly.
  private static func rational(_ value: Double) -> Rational? {
    let thirds = (value * 6).rounded()
    if abs(thirds) < 100, abs(value * 6 - thirds) < 1e-12 { return Rational(Int(thirds), over: 6) }
    guard abs(value) < 0x1p40 else { return nil }
    return Rational(Int((value * 0x1p20).rounded()), over: 1 << 20)
  }
}

extension [Double] {
  fileprivate subscript(at index: Int) -> Double? { index < count ? self[index] : nil }
}

extension Expression {
  /// Whether it can change its sign without a zero.
  fileprivate var jumps: Bool {
    contains {
      switch $0 {
      case .call(.floor, _), .call(.ceiling, _), .call(.sign, _), .call(.argument, _), .plusMinus:
        true
      case .call(.factorial, _), .call(.doubleFactorial, _), .call(.binomial, _): true
      default: false
      }
    }
  }
}
