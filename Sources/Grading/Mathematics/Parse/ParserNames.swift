// Names: variables with subscripts, named and known functions.

extension Parser {
  /// A variable, its subscript, and its argument where it is a function's name.
  mutating func named(_ name: Symbol) throws(ParseFailure) -> Expression {
    let plain = name
    var name = name
    while takePrime() { name = name.decorated(UInt64(UInt8(ascii: "'"))) }
    if let count = try selection(plain) { return count }
    if kind == .underscore { return try subscripted(name) }
    if let length = inverseMark(plain) {
      at += length
      return .apply(name.decorated(0x2D31), try argumentsInParentheses())
    }
    if isApplied(plain) { return .apply(name, try argumentsInParentheses()) }
    return .symbol(name)
  }

  /// A prime, also as f^\prime and f^{\prime} before an argument.
  private mutating func takePrime() -> Bool {
    if take(.prime) { return true }
    guard kind == .caret else { return false }
    if kind(ahead: 1) == .prime, kind(ahead: 2) == .open(.parenthesis) {
      at += 2
      return true
    }
    guard kind(ahead: 1) == .open(.brace), kind(ahead: 2) == .prime,
      kind(ahead: 3) == .close(.brace), kind(ahead: 4) == .open(.parenthesis)
    else { return false }
    at += 4
    return true
  }

  /// Tokens of the exponent in f^{-1}(x).
  private func inverseMark(_ name: Symbol) -> Int? {
    guard let letter = name.letter, "fgh".utf8.contains(letter), kind == .caret,
      kind(ahead: 1) == .open(.brace), kind(ahead: 2) == .minus, isOne(3),
      kind(ahead: 4) == .close(.brace), kind(ahead: 5) == .open(.parenthesis)
    else { return nil }
    return 5
  }

  private func isOne(_ ahead: Int) -> Bool {
    guard case .number(let index)? = kind(ahead: ahead) else { return false }
    return literals[index].value == .one
  }

  /// C(10, 3), C_{10}^{3}, P(10, 3) with whole numbers; nil where the letter is a name.
  private mutating func selection(_ name: Symbol) throws(ParseFailure) -> Expression? {
    guard let letter = name.letter, "CP".utf8.contains(letter) else { return nil }
    let start = at
    let function: Function = letter == UInt8(ascii: "C") ? .binomial : .permutations
    if kind == .open(.parenthesis), let arguments = try? argumentsInParentheses(),
      arguments.count == 2, let n = arguments[0].int, let k = arguments[1].int, 0 <= k, k <= n
    {
      return Expression.calling(function, arguments)
    }
    at = start
    if take(.underscore), let first = try? argument().int, take(.caret),
      let second = try? argument().int, first >= 0, second >= 0
    {
      // both orders are in use; only one of them makes sense
      return Expression.calling(function, [.int(max(first, second)), .int(min(first, second))])
    }
    at = start
    return nil
  }

  /// _{10}C_{3}, ^{10}C_{3}: the mark in front has been seen.
  mutating func selectionWithLeadingIndex() throws(ParseFailure) -> Expression {
    at += 1
    let n = try argument()
    guard case .symbol(let name)? = kind, let letter = name.letter, "CP".utf8.contains(letter),
      kind(ahead: 1) == .underscore
    else { throw failure("a subscript without a name") }
    at += 2
    return Expression.calling(
      letter == UInt8(ascii: "C") ? .binomial : .permutations, [n, try argument()])
  }

  /// f, g, h and their like before a parenthesis.
  private func isApplied(_ name: Symbol) -> Bool {
    let isGrouped = kind == .open(.brace) && kind(ahead: 1) == .open(.parenthesis)
    guard kind == .open(.parenthesis) || isGrouped, let letter = name.letter else { return false }
    if isDefinition || letter < 0x61 && letter != UInt8(ascii: "O") && isPoint { return true }
    switch letter {
    case UInt8(ascii: "f"), UInt8(ascii: "g"), UInt8(ascii: "h"), UInt8(ascii: "F"),
      UInt8(ascii: "G"), UInt8(ascii: "H"), UInt8(ascii: "P"), UInt8(ascii: "Q"):
      return true
    default: return false
    }
  }

  /// V(t) = …, a(n) = …, S(10) = …: a letter or a number in parentheses at the start of an equation.
  private var isDefinition: Bool {
    guard at == 1, kind(ahead: 2) == .close(.parenthesis), kind(ahead: 3) == .comparison(.equal)
    else { return false }
    switch kind(ahead: 1) {
    case .symbol?, .number?: return true
    default: return false
    }
  }

  /// A(3, 4): a name and the coordinates behind it.
  private var isPoint: Bool {
    var depth = 0
    for token in tokens[at..<limit] {
      switch token.kind {
      case .open: depth += 1
      case .close:
        depth -= 1
        if depth == 0 { return false }
      case .comma: if depth == 1 { return true }
      default: break
      }
    }
    return false
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
    case .conjugate:
      // a bar over a segment or a variable is part of its name
      guard let only = arguments.first, arguments.count == 1 else {
        return .call(function, arguments)
      }
      return only.contains { $0.isImaginaryUnit } ? .call(function, arguments) : only
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
  fileprivate var isImaginaryUnit: Bool {
    if case .constant(.i) = self { true } else { false }
  }

  /// y′ where the expression is y; nothing else has a prime.
  var primedName: Expression {
    symbol.map { .symbol($0.decorated(UInt64(UInt8(ascii: "'")))) } ?? self
  }

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
