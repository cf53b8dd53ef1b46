// Names: variables with subscripts, named and known functions.

extension Parser {
  /// A variable, its subscript, and its argument where it is a function's name.
  mutating func named(_ name: Symbol) throws(ParseFailure) -> Expression {
    var name = name
    while take(.prime) { name = name.decorated(UInt64(UInt8(ascii: "'"))) }
    if kind == .underscore { return try subscripted(name) }
    if isApplied(name) { return .apply(name, try argumentsInParentheses()) }
    return .symbol(name)
  }

  /// f, g, h and their like before a parenthesis.
  private func isApplied(_ name: Symbol) -> Bool {
    let isGrouped = kind == .open(.brace) && kind(ahead: 1) == .open(.parenthesis)
    guard kind == .open(.parenthesis) || isGrouped, let letter = name.letter else { return false }
    switch letter {
    case UInt8(ascii: "f"), UInt8(ascii: "g"), UInt8(ascii: "h"), UInt8(ascii: "F"),
      UInt8(ascii: "G"), UInt8(ascii: "H"), UInt8(ascii: "P"), UInt8(ascii: "Q"):
      return true
    default: return false
    }
  }

  private mutating func argumentsInParentheses() throws(ParseFailure) -> [Expression] {
    let isGrouped = take(.open(.brace))
    at += 1
    let items = try nested { (p) throws(ParseFailure) in try p.sequence(closing: .parenthesis) }
    guard case .close? = kind else { throw failure("a parenthesis that never closes") }
    at += 1
    if isGrouped, !take(.close(.brace)) { throw failure("a brace that never closes") }
    return items.all
  }

  /// x_1, x_{max}, F_{n-1}: a plain subscript becomes part of the name, a computed one an index.
  mutating func subscripted(_ name: Symbol) throws(ParseFailure) -> Expression {
    guard take(.underscore) else { return .symbol(name) }
    let start = at
    if kind == .open(.brace) {
      var depth = 0
      repeat {
        if kind == .open(.brace) { depth += 1 }
        if kind == .close(.brace) { depth -= 1 }
        at += 1
      } while depth > 0 && at < limit
    } else {
      at += 1
    }
    guard at <= limit else { throw failure("a subscript is missing") }
    if let index = computedIndex(start..<at) { return .indexed(name, index) }
    var marked = name
    for token in tokens[start..<at] {
      switch token.kind {
      case .open(.brace), .close(.brace): continue
      default: marked = marked.decorated(Vocabulary.hash(bytes[token.start..<token.end]))
      }
    }
    if isApplied(name) { return .apply(marked, try argumentsInParentheses()) }
    return .symbol(marked)
  }

  /// The subscript as an expression where it has an operator in it.
  private func computedIndex(_ range: Range<Int>) -> Expression? {
    let hasOperator = tokens[range].contains {
      switch $0.kind {
      case .plus, .minus, .times: true
      default: false
      }
    }
    guard hasOperator, depth < Bounds.depth else { return nil }
    var inner = self
    inner.at = range.lowerBound
    inner.limit = range.upperBound
    inner.depth += 1
    guard let index = try? inner.operand(), inner.at == range.upperBound else { return nil }
    return index
  }

  // MARK: known functions

  mutating func call(_ function: Function) throws(ParseFailure) -> Expression {
    var base: Expression?
    var exponent: Expression?
    for _ in 0..<2 {
      if base == nil, take(.underscore) { base = try operand() }
      if exponent == nil, take(.caret) { exponent = try signedOperand() }
    }
    let arguments = try functionArguments(function)
    var function = function
    if let power = exponent, power.int == -1, let inverse = function.inverse {
      function = inverse
      exponent = nil
    }
    let value = Parser.applied(function, base: base, arguments)
    return exponent.map { Expression.raising(value, $0) } ?? value
  }

  private mutating func signedOperand() throws(ParseFailure) -> Expression {
    guard take(.minus) else { return try operand() }
    return Expression.negated(try operand())
  }

  private static func applied(_ function: Function, base: Expression?, _ arguments: [Expression])
    -> Expression
  {
    switch function {
    case .log: return .call(.log, Array(arguments.prefix(1)) + (base.map { [$0] } ?? []))
    case .determinant:
      if case .matrix(let rows)? = arguments.first, let value = Expression.determinant(rows) {
        return value
      }
      return .call(function, arguments)
    default: return Expression.calling(function, arguments.map(\.inRadians))
    }
  }

  private mutating func functionArguments(_ function: Function) throws(ParseFailure) -> [Expression]
  {
    if case .open(let bracket)? = kind,
      bracket == .parenthesis || bracket == .brace || bracket == .square || bracket == .set
    {
      at += 1
      let items = try nested { (p) throws(ParseFailure) in try p.sequence(closing: bracket) }
      guard case .close? = kind else { throw failure("a bracket that never closes") }
      at += 1
      guard !items.isEmpty else { throw failure("a function without an argument") }
      return items.all
    }
    return [try bareArgument()]
  }

  /// The argument without brackets: `\sin 2x`, up to the next function, sign or parenthesis.
  private mutating func bareArgument() throws(ParseFailure) -> Expression {
    if take(.minus) { return Expression.negated(try bareArgument()) }
    var value = try power()
    while startsOperand(0) {
      switch kind {
      case .function?, .open?, .bar?, .sum?, .iteratedProduct?, .integral?: return value
      case .number?:
        if case .number = tokens[at - 1].kind { throw failure("a number after a number") }
      default: break
      }
      value = Expression.multiplying(value.inRadians, try power().inRadians)
    }
    return value
  }
}

extension Expression {
  /// Degrees as the argument of a function.
  var inRadians: Expression {
    guard case .quantity(let value, let unit) = self else { return self }
    guard unit == .degree else { return withoutUnit }
    return Expression.multiplying(
      .product([.constant(.pi), value]), .number(Rational(1, over: 180) ?? .one))
  }
}

extension Function {
  /// What the exponent -1 on the name means.
  var inverse: Function? {
    switch self {
    case .sin: .arcsin
    case .cos: .arccos
    case .tan: .arctan
    case .cot: .arccot
    case .sec: .arcsec
    case .csc: .arccsc
    case .sinh: .arsinh
    case .cosh: .arcosh
    case .tanh: .artanh
    default: nil
    }
  }
}
