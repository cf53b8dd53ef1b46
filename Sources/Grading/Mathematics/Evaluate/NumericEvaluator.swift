// The value of an expression at one of a few fixed points, with a bound on its error.

/// Where variables are evaluated.
///
/// Values depend on a variable's name and the point only.
enum SamplePoint: Int, CaseIterable {
  case positive, small, mixed, negative, large
  case whole, wholeOther

  static let reals: [SamplePoint] = [.positive, .small, .mixed, .negative, .large]
  static let wholes: [SamplePoint] = [.whole, .wholeOther]

  /// A dyadic number, so that doubles hold it exactly.
  func value(of name: Symbol) -> Rational {
    var mixer = Mixer(name.code)
    mixer.mix(0x5EED + UInt64(rawValue))
    let hash = mixer.hash
    let fraction = Int(hash & 0xFFFF)
    let value: Int
    switch self {
    case .positive: value = 0x8000 + fraction + fraction / 2  // 0.5 … 2
    case .small: value = 0x1000 + fraction / 2 + fraction / 4  // 0.06 … 0.81
    case .mixed: value = (0x5000 + fraction) * (hash >> 40 & 1 == 0 ? 1 : -1)
    case .negative: value = -(0x4000 + fraction)
    case .large: value = 0x3_0000 + 4 * fraction  // 3 … 7
    case .whole: return Rational(3 + Int(hash >> 20 & 0xFF) % 5)
    case .wholeOther: return Rational(6 + Int(hash >> 20 & 0xFF) % 7)
    }
    return Rational(value, over: 0x1_0000) ?? .one
  }
}

struct NumericEvaluator<Real: BallReal> {
  typealias Value = ComplexBall<Real>
  let point: SamplePoint
  /// \log without a base is the natural one.
  let logIsNatural: Bool
  private var bound: [(Symbol, Int)] = []
  private var steps = 0
  private let budget: Int

  init(point: SamplePoint, logIsNatural: Bool, budget: Int = Real.budget) {
    self.point = point
    self.logIsNatural = logIsNatural
    self.budget = budget
  }

  /// What is left of the budget.
  var remaining: Int { max(0, budget - steps) }

  /// Nil where the value is not defined, too large or not to be computed.
  mutating func value(_ expression: Expression) -> Value? {
    guard let value = compute(expression), value.isValid else { return nil }
    return value
  }

  private mutating func compute(_ expression: Expression) -> Value? {
    steps += 1
    guard steps < budget else { return nil }
    switch expression {
    case .number(let value): return Value(Real(value))
    case .constant(let constant): return self.constant(constant)
    case .symbol(let name): return symbol(name)
    case .sum(let terms):
      var total: Value?
      for term in terms {
        guard let next = compute(term) else { return nil }
        total = total.map { $0 + next } ?? next
      }
      return total
    case .product(let factors):
      var total: Value?
      for factor in factors {
        guard let next = compute(factor) else { return nil }
        total = total.map { $0 * next } ?? next
      }
      return total
    case .power(let base, let exponent): return power(base, exponent)
    case .call(let function, let arguments):
      steps += function == .binomial ? 300 : (function == .factorial ? 100 : 20)
      var values: [Value] = []
      for argument in arguments {
        guard let value = compute(argument) else { return nil }
        values.append(value)
      }
      return call(function, values)
    case .apply(let name, let arguments): return free(name, arguments)
    case .indexed(let name, let index): return free(name, [index])
    case .iterated(let iterated): return self.iterated(iterated)
    case .quantity(let inner, .percent):
      return compute(inner).map { $0 / Value(Real(Rational(100))) }
    case .quantity(let inner, _): return compute(inner)
    default: return nil
    }
  }

  private func constant(_ constant: Constant) -> Value? {
    switch constant {
    case .pi: return Value(Real.pi)
    case .e: return Value(Real.one.exponential)
    case .i: return lookUp(.imaginary).map { Value(Real(Rational($0))) } ?? Value(.zero, .one)
    case .infinity: return nil
    }
  }

  private func lookUp(_ name: Symbol) -> Int? {
    for (symbol, value) in bound.reversed() where symbol == name { return value }
    return nil
  }

  private func symbol(_ name: Symbol) -> Value {
    Value(Real(lookUp(name).map { Rational($0) } ?? point.value(of: name)))
  }

  /// A function that only has a name: a pseudo-random function of its arguments' doubles.
  private mutating func free(_ name: Symbol, _ arguments: [Expression]) -> Value? {
    var mixer = Mixer(name.code)
    for argument in arguments {
      guard let value = compute(argument) else { return nil }
      // rounded, so that equal arguments give equal values whatever their errors
      mixer.mix(UInt64(bitPattern: Int64((value.re.approximation * 0x1p20).rounded().clamped)))
    }
    return Value(Real(point.value(of: Symbol(code: mixer.hash))))
  }

  // MARK: powers

  private mutating func power(_ base: Expression, _ exponent: Expression) -> Value? {
    guard let value = compute(base) else { return nil }
    if case .number(let power) = exponent {
      if let count = power.int { return count.magnitude < 1 << 20 ? value.power(count) : nil }
      if power == .half { return value.squareRoot }
      steps += 40
      if case .small(let top, let bottom) = power, value.isExactlyReal, value.re.isNegative,
        bottom % 2 == 1
      {
        // the real root: (-8)^(1/3) = -2
        let root = (-value).power(Value(Real(power)))
        return top % 2 == 0 ? root : -root
      }
      return value.power(Value(Real(power)))
    }
    steps += 4
    guard let power = compute(exponent) else { return nil }
    if power.isExactlyReal, let count = power.re.exactInteger, count.magnitude < 4096 {
      return value.power(count)
    }
    steps += 36
    return value.power(power)
  }

  private mutating func iterated(_ iterated: Iterated) -> Value? {
    guard let from = compute(iterated.from)?.re.exactInteger, bound.count < 4 else { return nil }
    var total = iterated.isProduct ? Value.one : Value(.zero)
    bound.append((iterated.index, from))
    defer { bound.removeLast() }
    if case .constant(.infinity) = iterated.to { return series(iterated, from) }
    guard let to = compute(iterated.to)?.re.exactInteger, to - from <= Bounds.terms else {
      return nil
    }
    guard from <= to else { return total }
    for k in from...to {
      bound[bound.count - 1].1 = k
      guard let term = compute(iterated.body) else { return nil }
      total = iterated.isProduct ? total * term : total + term
    }
    return total
  }

  /// An infinite sum whose terms fall by a fifth at least in the end: the tail is below four times the
  /// last term.
  ///
  /// Slower series are given up after 40 terms.
  private mutating func series(_ iterated: Iterated, _ from: Int) -> Value? {
    guard !iterated.isProduct, from.magnitude < 1 << 40 else { return nil }
    var total = Value(.zero)
    var last = Double.infinity
    var halvings = 0
    for k in from..<from + 1_200 {
      bound[bound.count - 1].1 = k
      guard let term = compute(iterated.body) else { return nil }
      let size = term.magnitude.approximation
      halvings = size <= last * 0.8 ? halvings + 1 : 0
      last = size
      total = total + term
      if halvings > 8, size < 0x1p-340 { return total }
      if k - from > 40, halvings == 0 { return nil }
    }
    return nil
  }

  // MARK: functions

  private func call(_ function: Function, _ values: [Value]) -> Value? {
    guard let x = values.first else { return nil }
    switch function {
    case .sin: return x.sineAndCosine.0
    case .cos: return x.sineAndCosine.1
    case .tan, .cot, .sec, .csc:
      let (sine, cosine) = x.sineAndCosine
      switch function {
      case .tan: return sine / cosine
      case .cot: return cosine / sine
      case .sec: return .one / cosine
      default: return .one / sine
      }
    case .sinh: return x.hyperbolic.0
    case .cosh: return x.hyperbolic.1
    case .tanh, .coth, .sech, .csch:
      let (sine, cosine) = x.hyperbolic
      switch function {
      case .tanh: return sine / cosine
      case .coth: return cosine / sine
      case .sech: return .one / cosine
      default: return .one / sine
      }
    case .arcsin: return x.arcSine
    case .arccos: return x.arcCosine
    case .arctan: return x.arcTangent
    case .arccot: return Value(Real.pi * Real(.half)) - x.arcTangent
    case .arcsec: return (.one / x).arcCosine
    case .arccsc: return (.one / x).arcSine
    case .arsinh: return (x + (x * x + .one).squareRoot).logarithm
    case .arcosh: return (x + (x * x - .one).squareRoot).logarithm
    case .artanh: return Value(Real(.half)) * ((.one + x) / (.one - x)).logarithm
    case .exp: return x.exponential
    case .ln: return x.logarithm
    case .log: return logarithm(x, values)
    case .abs: return Value(x.magnitude)
    case .cis:
      let (sine, cosine) = x.sineAndCosine
      return cosine + Value(.zero, .one) * sine
    case .realPart: return Value(x.re)
    case .imaginaryPart: return Value(x.im)
    case .conjugate: return Value(x.re, -x.im)
    case .argument: return Value(Real.angle(y: x.im, x: x.re))
    default: return discrete(function, values)
    }
  }

  private func logarithm(_ x: Value, _ values: [Value]) -> Value {
    if values.count > 1 { return x.logarithm / values[1].logarithm }
    return logIsNatural ? x.logarithm : x.logarithm / Value(Real(Rational(10)).logarithm)
  }

  /// Functions of whole numbers, and those that jump.
  private func discrete(_ function: Function, _ values: [Value]) -> Value? {
    guard values.allSatisfy(\.isReal), let first = values.first else { return nil }
    if function == .maximum || function == .minimum {
      let sign: Double = function == .maximum ? 1 : -1
      return values.max { sign * $0.re.approximation < sign * $1.re.approximation }
    }
    let integers = values.compactMap(\.re.exactInteger)
    if function == .factorial, let n = integers.first, n >= 0, n <= 400 {
      return (0...n).dropFirst().reduce(Value.one) { $0 * Value(Real(Rational($1))) }
    }
    if integers.count == values.count {
      let exact = Expression.exactValue(of: function, integers.map(Expression.int))
      if let exact { return Value(Real(exact)) }
    }
    switch function {
    case .floor, .ceiling: return rounded(first, down: function == .floor)
    case .sign: return first.re.mayBeZero ? nil : Value(first.re.isNegative ? -Real.one : .one)
    case .binomial:
      guard values.count == 2, let k = values[1].re.exactInteger, k >= 0, k <= 200 else {
        return nil
      }
      var product = Value.one
      for j in 0..<k {
        product = product * (first - Value(Real(Rational(j)))) / Value(Real(Rational(j + 1)))
      }
      return product
    default: return nil
    }
  }

  /// The floor or ceiling where the ball holds no whole number.
  private func rounded(_ value: Value, down: Bool) -> Value? {
    let middle = value.re.approximation
    guard Swift.abs(middle) < 0x1p52 else { return nil }
    let nearest = value.re - Real(Rational(Int(middle.rounded())))
    guard !nearest.mayBeZero || nearest.isZero else { return nil }
    return Value(Real(Rational(Int(down ? middle.rounded(.down) : middle.rounded(.up)))))
  }
}

extension Double {
  /// The value where it fits an Int64, for hashing.
  fileprivate var clamped: Double { isNaN ? 0 : Swift.min(Swift.max(self, -0x1p62), 0x1p62) }
}
