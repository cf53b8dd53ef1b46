import BigInt

// The value of an expression in the field of FieldElement, at one pseudo-random point: each variable
// gets a value that depends on its name only, and each function the value of a hash of its
// arguments' values. Equal values mean that the two expressions are formally equal, except with the
// probability that FieldElement states. Different values mean that they differ, as long as nothing
// was *opaque*: between sin² x + cos² x and 1 only numbers can decide (see NumericEquality).

/// The modular value of an expression, and whether a difference of values is conclusive.
package struct Fingerprint: Sendable {
  package var value: FieldElement
  package var isExact: Bool

  /// Nil where the value is undefined (division by zero) or the expression is no scalar.
  package init?(_ expression: Expression) {
    var evaluator = ModularEvaluator()
    guard let value = evaluator.value(expression) else { return nil }
    self.value = value
    isExact = !evaluator.sawOpaque
  }
}

struct ModularEvaluator {
  private(set) var sawOpaque = false
  private var bound: [(Symbol, FieldElement)] = []
  private var steps = 0

  mutating func value(_ expression: Expression) -> FieldElement? {
    steps += 1
    guard steps < 60_000 else { return nil }
    switch expression {
    case .number(let value): return ModularEvaluator.element(value)
    case .constant(let constant): return constantValue(constant)
    case .symbol(let name): return symbolValue(name)
    case .sum(let terms):
      var total = FieldElement.zero
      for term in terms {
        guard let next = value(term) else { return nil }
        total = total + next
      }
      return total
    case .product(let factors):
      var total = FieldElement.one
      for factor in factors {
        guard let next = value(factor) else { return nil }
        total = total * next
      }
      return total
    case .power(let base, let exponent): return power(base, exponent)
    case .call(let function, let arguments): return call(function, arguments)
    case .apply(let name, let arguments): return mixed(1, name.code, arguments)
    case .indexed(let name, let index): return mixed(2, name.code, [index])
    case .iterated(let iterated): return value(of: iterated)
    case .quantity(let inner, .percent):
      return value(inner).flatMap { v in FieldElement(100).reciprocal.map { v * $0 } }
    case .quantity(let inner, _): return value(inner)
    case .calculus(let calculus):
      sawOpaque = true
      return mixed(3, calculus.variable.code, [calculus.body])
    default: return nil
    }
  }

  static func element(_ value: Rational) -> FieldElement? {
    switch value {
    case .small(let top, 1): return FieldElement(top)
    case .small(let top, let bottom):
      return FieldElement(bottom).reciprocal.map { FieldElement(top) * $0 }
    case .big(let top, let bottom):
      let prime = BigInt(FieldElement.prime)
      let numerator = FieldElement(UInt64(top.modulus(prime)))
      if bottom == 1 { return numerator }
      return FieldElement(UInt64(bottom.modulus(prime))).reciprocal.map { numerator * $0 }
    }
  }

  private func constantValue(_ constant: Constant) -> FieldElement {
    if constant == .i { return lookUp(.imaginary) ?? .i }
    var mixer = Mixer(0xC0 + UInt64(constant.rawValue))
    mixer.mix(7)
    return mixer.element
  }

  private func lookUp(_ name: Symbol) -> FieldElement? {
    for (symbol, value) in bound.reversed() where symbol == name { return value }
    return nil
  }

  private func symbolValue(_ name: Symbol) -> FieldElement {
    if let value = lookUp(name) { return value }
    var mixer = Mixer(name.code)
    mixer.mix(11)
    return mixer.element
  }

  /// A hash of a tag and the values of the arguments, as an element.
  private mutating func mixed(_ tag: UInt64, _ code: UInt64, _ arguments: [Expression])
    -> FieldElement?
  {
    var mixer = Mixer(tag)
    mixer.mix(code)
    for argument in arguments {
      guard let inner = value(argument) else { return nil }
      mixer.mix(inner.re)
      mixer.mix(inner.im)
    }
    return mixer.element
  }

  // MARK: powers

  private mutating func power(_ base: Expression, _ exponent: Expression) -> FieldElement? {
    steps += 8  // a reciprocal is 120 products
    guard case .number(let power) = exponent else { return opaquePower(base, exponent) }
    if let count = power.int {
      guard let value = value(base) else { return nil }
      return ModularEvaluator.raised(value, count)
    }
    if power.isInteger {
      guard let value = value(base), value.im == 0, !value.isZero else {
        return opaquePower(base, exponent)
      }
      let order = BigInt(FieldElement.prime - 1)
      return value.power(UInt64(power.bigNumerator.modulus(order)))
    }
    if case .number(let radicand) = base, case .small(let count, 2) = power,
      let root = squareRoot(radicand)
    {
      return ModularEvaluator.raised(root, count)
    }
    return opaquePower(base, exponent)
  }

  private static func raised(_ value: FieldElement, _ exponent: Int) -> FieldElement? {
    if exponent >= 0 { return value.power(UInt64(exponent)) }
    return value.reciprocal?.power(UInt64(exponent.magnitude))
  }

  private mutating func opaquePower(_ base: Expression, _ exponent: Expression) -> FieldElement? {
    sawOpaque = true
    return mixed(4, 0, [base, exponent])
  }

  /// The positive root of a rational, as a product of the roots of its primes, so that √8 = 2√2 and
  /// √2·√3 = √6.
  ///
  /// Opaque where a factor above a million may be composite.
  private mutating func squareRoot(_ value: Rational) -> FieldElement? {
    guard case .small(let top, let bottom) = value else { return nil }
    let (product, overflow) = top.magnitude.multipliedReportingOverflow(by: UInt(bottom))
    guard !overflow, product > 0 else { return product == 0 && !overflow ? .zero : nil }
    var root = FieldElement.one
    var rest = product
    var prime: UInt = 2
    while prime * prime <= rest, prime < 1000 {
      var isOdd = false
      while rest % prime == 0 {
        rest /= prime
        if isOdd { root = root * FieldElement(Int(prime)) }
        isOdd.toggle()
      }
      if isOdd { root = root * FieldElement.root(ofReal: UInt64(prime)) }
      prime += prime == 2 ? 1 : 2
    }
    if rest > 1 {
      if let whole = Expression.exactRoot(rest, 2) {
        root = root * FieldElement(whole)
      } else {
        if rest > 1_000_000 { sawOpaque = true }
        root = root * FieldElement.root(ofReal: UInt64(rest) % FieldElement.prime)
      }
    }
    if top < 0 { root = root * .i }
    return FieldElement(bottom).reciprocal.map { root * $0 }
  }

  // MARK: functions

  private mutating func call(_ function: Function, _ arguments: [Expression]) -> FieldElement? {
    switch function {
    case .factorial:
      if let n = arguments.first?.int, n >= 0, n <= 200_000 {
        steps += n / 8
        return factorial(n)
      }
    case .binomial:
      if arguments.count == 2, let k = arguments[1].int, k >= 0,
        k <= (arguments[0].int == nil ? 64 : 5_000), let n = value(arguments[0])
      {
        steps += k / 4 + 16
        return fallingBinomial(n, k)
      }
    case .abs:
      guard let inner = arguments.first.flatMap({ value($0) }) else { return nil }
      sawOpaque = true
      let square = inner * inner
      var mixer = Mixer(5)
      mixer.mix(square.re)
      mixer.mix(square.im)
      return mixer.element
    case .gcd, .lcm, .maximum, .minimum: return unordered(function, arguments)
    default: break
    }
    sawOpaque = true
    return mixed(6, UInt64(function.rawValue), arguments)
  }

  private func factorial(_ n: Int) -> FieldElement {
    var product = FieldElement.one
    if n > 1 { for factor in 2...n { product = product * FieldElement(UInt64(factor)) } }
    return product
  }

  private func fallingBinomial(_ n: FieldElement, _ k: Int) -> FieldElement? {
    var product = FieldElement.one
    for j in 0..<k { product = product * (n - FieldElement(j)) }
    return factorial(k).reciprocal.map { product * $0 }
  }

  private mutating func unordered(_ function: Function, _ arguments: [Expression]) -> FieldElement?
  {
    sawOpaque = true
    var total: UInt64 = 0
    for argument in arguments {
      guard let inner = value(argument) else { return nil }
      var mixer = Mixer(inner.re)
      mixer.mix(inner.im)
      total = total &+ mixer.hash
    }
    var mixer = Mixer(UInt64(function.rawValue))
    mixer.mix(total)
    return mixer.element
  }

  private mutating func value(of iterated: Iterated) -> FieldElement? {
    if let from = iterated.from.int, let to = iterated.to.int,
      to < from || to - from <= Bounds.terms
    {
      return finite(iterated, from, to)
    }
    sawOpaque = true
    var mixer = Mixer(iterated.isProduct ? 8 : 9)
    for limit in [iterated.from, iterated.to] {
      guard let inner = value(limit) else { return nil }
      mixer.mix(inner.re)
    }
    guard bound.count < 8 else { return nil }
    bound.append((iterated.index, FieldElement(0xB00D + UInt64(bound.count))))
    defer { bound.removeLast() }
    guard let inner = value(iterated.body) else { return nil }
    mixer.mix(inner.re)
    mixer.mix(inner.im)
    return mixer.element
  }

  private mutating func finite(_ iterated: Iterated, _ from: Int, _ to: Int) -> FieldElement? {
    var total = iterated.isProduct ? FieldElement.one : .zero
    guard from <= to else { return total }
    guard bound.count < 4 else { return nil }
    bound.append((iterated.index, .zero))
    defer { bound.removeLast() }
    for k in from...to {
      bound[bound.count - 1].1 = FieldElement(k)
      guard let term = value(iterated.body) else { return nil }
      total = iterated.isProduct ? total * term : total + term
    }
    return total
  }
}
