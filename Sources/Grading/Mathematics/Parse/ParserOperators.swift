// Sums, products, limits, derivatives and integrals.

extension Parser {
  /// After \sum or \prod: bounds in either order, then the body up to the next + or -.
  mutating func iterated(isProduct: Bool) throws(ParseFailure) -> Expression {
    var lower: Expression?
    var upper: Expression?
    for _ in 0..<2 {
      if take(.underscore) {
        lower = try bound()
      } else if take(.caret) {
        upper = try bound()
      }
    }
    guard case .relation(let range)? = lower, range.comparisons == [.equal],
      let index = Parser.indexName(range.sides[0]), let to = upper
    else { throw failure("a sum without bounds") }
    let body = try product()
    return .iterated(
      Iterated(isProduct: isProduct, index: index, from: range.sides[1], to: to, body: body))
  }

  private static func indexName(_ expression: Expression) -> Symbol? {
    // `i` is read as the imaginary unit before its sum is known
    if case .constant(.i) = expression { return Symbol.imaginary }
    return expression.symbol
  }

  private mutating func bound() throws(ParseFailure) -> Expression {
    guard kind == .open(.brace) else { return try argument() }
    at += 1
    let value = try nested { (p) throws(ParseFailure) in try p.relation() }
    guard take(.close(.brace)) else { throw failure("a bound that never ends") }
    return value
  }

  mutating func limitOperator() throws(ParseFailure) -> Expression {
    guard take(.underscore), take(.open(.brace)), case .symbol(let variable)? = kind else {
      throw failure("a limit without a variable")
    }
    at += 1
    guard take(.comparison(.arrow)) else { throw failure("a limit without an arrow") }
    let point = try approached()
    guard take(.close(.brace)) else { throw failure("a limit that never ends") }
    return Expression.resolved(
      Calculus(kind: .limit(point), variable: variable, body: try product()))
  }

  /// The point of a limit; the side in 0^+ does not matter where the limit is a value.
  private mutating func approached() throws(ParseFailure) -> Expression {
    var end = at
    while end < limit, tokens[end].kind != .close(.brace) { end += 1 }
    let outer = limit
    defer { limit = outer }
    var mark = end
    if mark > at, tokens[mark - 1].kind == .plus || tokens[mark - 1].kind == .minus { mark -= 1 }
    if mark > at, tokens[mark - 1].kind == .caret { mark -= 1 }
    limit = mark
    let point = try sum()
    guard at == mark else { throw failure("a limit that cannot be read") }
    at = end
    return point
  }

  /// \int body dx, with or without bounds.
  mutating func integral() throws(ParseFailure) -> Expression {
    var from: Expression?
    var to: Expression?
    for _ in 0..<2 {
      if take(.underscore) {
        from = try bound()
      } else if take(.caret) {
        to = try bound()
      }
    }
    if differentialAhead() == nil, case .open? = kind {
      // \int \{x dx\}
      at += 1
      let inner = try nested { (p) throws(ParseFailure) in try p.integral(from: from, to: to) }
      guard case .close? = kind else { throw failure("an integral that never ends") }
      at += 1
      return inner
    }
    return try integral(from: from, to: to)
  }

  private mutating func integral(from: Expression?, to: Expression?) throws(ParseFailure)
    -> Expression
  {
    guard let mark = differentialAhead(), case .symbol(let variable) = tokens[mark + 1].kind else {
      throw failure("an integral without a differential")
    }
    let outer = limit
    limit = mark
    let body = try sum()
    guard at == mark else { throw failure("an integral that cannot be read") }
    limit = outer
    at = mark + 2
    if let from, let to {
      return Expression.resolved(
        Calculus(kind: .integral(from: from, to: to), variable: variable, body: body))
    }
    return Expression.resolved(Calculus(kind: .antiderivative, variable: variable, body: body))
  }

  /// The token of the d in dx, at this level.
  private func differentialAhead() -> Int? {
    let d = Token.Kind.symbol(Symbol(letter: UInt8(ascii: "d")))
    var depth = 0
    var index = at
    while index + 1 < limit {
      switch tokens[index].kind {
      case .open: depth += 1
      case .close:
        depth -= 1
        if depth < 0 { return nil }
      case d: if depth == 0, case .symbol = tokens[index + 1].kind { return index }
      default: break
      }
      index += 1
    }
    return nil
  }
}

extension Symbol {
  /// The name that `i` has as the index of a sum.
  static let imaginary = Symbol(code: 1 << 62 | UInt64(Constant.i.rawValue))
}
