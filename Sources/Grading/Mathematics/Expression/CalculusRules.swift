// Derivatives, limits and integrals that have an easy closed form are replaced by it while parsing.
// What has none stays as it is written and is equal to its like only.

extension Expression {
  static func resolved(_ calculus: Calculus) -> Expression {
    let body = calculus.body
    let variable = calculus.variable
    switch calculus.kind {
    case .derivative: return body.derivative(variable) ?? .calculus(calculus)
    case .antiderivative: return body.antiderivative(variable) ?? .calculus(calculus)
    case .integral(let from, let to):
      guard let integral = body.antiderivative(variable), !from.isInfinite, !to.isInfinite else {
        return .calculus(calculus)
      }
      return adding(
        integral.substituting(variable, to), negated(integral.substituting(variable, from)))
    case .limit(let point):
      if !body.mentions(variable) { return body }
      let value = body.substituting(variable, point)
      guard !point.isInfinite, Fingerprint(value) != nil else { return .calculus(calculus) }
      return value
    }
  }

  func mentions(_ variable: Symbol) -> Bool { contains { $0.symbol == variable } }

  /// d/dx; nil where a rule is missing.
  func derivative(_ x: Symbol) -> Expression? {
    guard mentions(x) else { return .zero }
    switch self {
    case .symbol: return .one
    case .sum(let terms):
      var total = Expression.zero
      for term in terms {
        guard let next = term.derivative(x) else { return nil }
        total = Expression.adding(total, next)
      }
      return total
    case .product(let factors):
      var total = Expression.zero
      for (index, factor) in factors.enumerated() where factor.mentions(x) {
        guard let inner = factor.derivative(x) else { return nil }
        var others = factors
        others[index] = inner
        total = Expression.adding(total, .product(others))
      }
      return total
    case .power(let base, let exponent): return powerDerivative(base, exponent, x)
    case .call(let function, let arguments): return callDerivative(function, arguments, x)
    default: return nil
    }
  }

  private func powerDerivative(_ base: Expression, _ exponent: Expression, _ x: Symbol)
    -> Expression?
  {
    if !exponent.mentions(x) {
      let lower = Expression.adding(exponent, .number(.minusOne))
      return base.derivative(x).map { .product([exponent, Expression.raising(base, lower), $0]) }
    }
    guard !base.mentions(x) else { return nil }
    return exponent.derivative(x).map { .product([self, .call(.ln, [base]), $0]) }
  }

  private func callDerivative(_ function: Function, _ arguments: [Expression], _ x: Symbol)
    -> Expression?
  {
    guard arguments.count == 1, let inner = arguments[0].derivative(x) else { return nil }
    let u = arguments[0]
    let outer: Expression
    switch function {
    case .sin: outer = .call(.cos, [u])
    case .cos: outer = Expression.negated(.call(.sin, [u]))
    case .tan: outer = .power(.call(.cos, [u]), .int(-2))
    case .exp: outer = self
    case .ln: outer = .power(u, .number(.minusOne))
    case .sinh: outer = .call(.cosh, [u])
    case .cosh: outer = .call(.sinh, [u])
    case .arctan: outer = .power(.sum([.one, .power(u, .int(2))]), .number(.minusOne))
    default: return nil
    }
    return .product([outer, inner])
  }

  /// A function whose derivative this is: sums of c·x^n, and of sin, cos and e^x of x itself.
  func antiderivative(_ x: Symbol) -> Expression? {
    guard mentions(x) else { return .product([self, .symbol(x)]) }
    switch self {
    case .symbol: return .product([.number(.half), .power(self, .int(2))])
    case .sum(let terms):
      var total = Expression.zero
      for term in terms {
        guard let next = term.antiderivative(x) else { return nil }
        total = Expression.adding(total, next)
      }
      return total
    case .product(let factors):
      let constants = factors.filter { !$0.mentions(x) }
      let others = factors.filter { $0.mentions(x) }
      guard others.count == 1 else { return nil }
      return others[0].antiderivative(x).map { .product(constants + [$0]) }
    case .power(.symbol, .number(.minusOne)): return .call(.ln, [.call(.abs, [.symbol(x)])])
    case .power(.symbol(let name), let exponent) where name == x && !exponent.mentions(x):
      let next = Expression.adding(exponent, .one)
      return .product([.power(.symbol(x), next), .power(next, .number(.minusOne))])
    case .power(.constant(.e), .symbol): return self
    case .call(let function, let arguments):
      guard arguments.count == 1, arguments[0].symbol == x else { return nil }
      switch function {
      case .sin: return Expression.negated(.call(.cos, arguments))
      case .cos: return .call(.sin, arguments)
      case .exp: return self
      default: return nil
      }
    default: return nil
    }
  }
}
