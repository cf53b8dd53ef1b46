// Operands: numbers, names, groups, fractions, functions, and what is attached to them.

extension Parser {
  /// Whether a token can begin an operand, so that juxtaposition multiplies.
  func startsOperand(_ ahead: Int) -> Bool {
    switch kind(ahead: ahead) {
    case .number?, .symbol?, .constant?, .function?, .fraction?, .binomial?, .root?, .sum?,
      .iteratedProduct?, .integral?, .limit?, .begin?, .emptySet?, .numberSet?, .ellipsis?,
      .currency?:
      true
    case .open(let bracket)?: !(bracket == .square && squareCloses)
    case .close(.square)?: ahead > 0 || reversedBracket()
    case .unit(let unit)?: unit.isCurrency && isNumber(ahead + 1)
    case .bar?: barOpens(ahead)
    case .plus?, .minus?, .plusMinus?: ahead > 0
    default: false
    }
  }

  private func isNumber(_ ahead: Int) -> Bool {
    if case .number? = kind(ahead: ahead) { true } else { false }
  }

  /// `]0,1[`: a closing bracket where an operand should be.
  private func reversedBracket() -> Bool {
    guard at > 0 else { return true }
    switch tokens[at - 1].kind {
    case .setOperation, .comparison: return true
    default: return false
    }
  }

  /// The power, factorial, percent … of an operand.
  mutating func power() throws(ParseFailure) -> Expression {
    var value = try operand()
    var length = 0
    while let next = kind {
      switch next {
      case .caret:
        try refuseChain(&length)
        at += 1
        value = try raised(value)
      case .bang:
        try refuseChain(&length)
        at += 1
        let isDouble = take(.bang)
        value = Expression.calling(isDouble ? .doubleFactorial : .factorial, [value])
      case .percent:
        try refuseChain(&length)
        at += 1
        value = .quantity(value, .percent)
      case .degree:
        try refuseChain(&length)
        at += 1
        value = .quantity(try minutesOfArc(value), .degree)
      case .prime:
        at += 1
        value = value.primedName
      case .underscore:
        guard let next = try subscripted(value) else { return value }
        value = next
      default: return value
      }
    }
    return value
  }

  /// 45° with the 30′ 36″ behind it.
  private mutating func minutesOfArc(_ degrees: Expression) throws(ParseFailure) -> Expression {
    var total = degrees
    for marks in 1...2 {
      guard case .number(let index)? = kind, (1...marks).allSatisfy({ kind(ahead: $0) == .prime }),
        kind(ahead: marks + 1) != .prime
      else { break }
      at += marks + 1
      total = Expression.adding(
        total, Expression.dividing(.number(literals[index].value), .int(marks == 1 ? 60 : 3600)))
    }
    return total
  }

  private mutating func raised(_ base: Expression) throws(ParseFailure) -> Expression {
    if take(.degree) { return .quantity(try minutesOfArc(base), .degree) }
    if take(.prime) { return base.primedName }
    if kind == .open(.brace) {
      if kind(ahead: 1) == .degree, kind(ahead: 2) == .close(.brace) {
        at += 3
        return .quantity(try minutesOfArc(base), .degree)
      }
      if kind(ahead: 1) == .prime {
        at += 2
        var result = base.primedName
        while take(.prime) { result = result.primedName }
        guard take(.close(.brace)) else { throw failure("a brace that never closes") }
        return result
      }
      // 2^{\text{nd}}
      if kind(ahead: 1) == .word, kind(ahead: 2) == .close(.brace) {
        at += 3
        return base
      }
    }
    return Expression.raising(base, try exponent())
  }

  /// A subscript behind a group: {x}_0, (204)_5; nil where it can belong to nothing.
  private mutating func subscripted(_ value: Expression) throws(ParseFailure) -> Expression? {
    if let name = value.symbol { return try subscripted(name) }
    guard case .number(let number) = value, let whole = number.int, whole >= 0 else { return nil }
    let digits = Array("\(whole)".utf8)
    return base(ofDigits: digits).map(Expression.based)
  }

  private mutating func exponent() throws(ParseFailure) -> Expression {
    try nested { (p) throws(ParseFailure) in
      switch p.kind {
      case .minus?:
        p.at += 1
        return Expression.negated(try p.exponent())
      case .plus?:
        p.at += 1
        return try p.exponent()
      default:
        let value = try p.operand()
        if p.take(.bang) { return Expression.calling(.factorial, [value]) }
        guard p.take(.caret) else { return value }
        return Expression.raising(value, try p.exponent())
      }
    }
  }

  mutating func operand() throws(ParseFailure) -> Expression {
    guard let next = kind else { throw failure("an operand is missing") }
    switch next {
    case .number(let index):
      at += 1
      return try number(literals[index])
    case .symbol(let name):
      at += 1
      return try named(name)
    case .constant(let constant):
      at += 1
      if kind == .underscore {
        return try subscripted(Symbol(code: 1 << 62 | UInt64(constant.rawValue)))
      }
      return .constant(constant)
    case .underscore, .caret: return try selectionWithLeadingIndex()
    case .open(.brace)
    where kind(ahead: 1) == .close(.brace)
      && (kind(ahead: 2) == .underscore || kind(ahead: 2) == .caret):
      at += 2
      return try selectionWithLeadingIndex()
    case .open(let bracket):
      at += 1
      return try nested { (p) throws(ParseFailure) in try p.group(bracket) }
    case .close(.square):
      at += 1
      return try nested { (p) throws(ParseFailure) in try p.interval(closedBelow: false) }
    case .bar:
      at += 1
      return try nested { (p) throws(ParseFailure) in try p.absolute() }
    case .fraction:
      at += 1
      return try nested { (p) throws(ParseFailure) in try p.fraction() }
    case .binomial:
      at += 1
      let top = try argument()
      return Expression.calling(.binomial, [top, try argument()])
    case .root:
      at += 1
      return try nested { (p) throws(ParseFailure) in try p.root() }
    case .function(let function):
      at += 1
      return try nested { (p) throws(ParseFailure) in try p.call(function) }
    case .sum, .iteratedProduct:
      at += 1
      return try nested { (p) throws(ParseFailure) in
        try p.iterated(isProduct: next == .iteratedProduct)
      }
    case .integral:
      at += 1
      return try nested { (p) throws(ParseFailure) in try p.integral() }
    case .limit:
      at += 1
      return try nested { (p) throws(ParseFailure) in try p.limitOperator() }
    case .begin(let environment):
      at += 1
      return try nested { (p) throws(ParseFailure) in try p.environment(environment) }
    case .emptySet:
      at += 1
      return .set([])
    case .numberSet(let letter):
      at += 1
      return numberSet(letter)
    case .ellipsis:
      at += 1
      return .symbol(Parser.ellipsis)
    case .currency:
      at += 1
      return .quantity(try signed().withoutUnit, .currency)
    case .scale(let power):
      at += 1
      return .number(Rational(10).power(power) ?? .one)
    case .unit(let unit) where unit.isCurrency:
      at += 1
      return .quantity(try signed().withoutUnit, unit)
    default: throw failure("not an operand")
    }
  }

  /// ℝ, and ℝ⁺ as the interval it is; ℤ⁺ are the natural numbers.
  private mutating func numberSet(_ letter: UInt8) -> Expression {
    let braced = kind(ahead: 1) == .open(.brace)
    guard kind == .caret || kind == .underscore, let sign = kind(ahead: braced ? 2 : 1),
      sign == .plus || sign == .minus, !braced || kind(ahead: 3) == .close(.brace)
    else { return .numberSet(letter) }
    at += braced ? 4 : 2
    if letter == UInt8(ascii: "Z"), sign == .plus { return .numberSet(UInt8(ascii: "N")) }
    let infinity = Expression.constant(.infinity)
    let isPositive = sign == .plus
    return .interval(
      Interval(
        from: isPositive ? .zero : Expression.negated(infinity), to: isPositive ? infinity : .zero,
        closedBelow: false, closedAbove: false))
  }

  static let ellipsis = Symbol(code: 1 << 62 | 0xFFFF)

  // MARK: numbers

  private mutating func number(_ literal: NumberLiteral) throws(ParseFailure) -> Expression {
    if kind == .underscore, let based = basedNumber(literal) { return .based(based) }
    if let based = baseInWords(literal) { return .based(based) }
    let value = Expression.number(literal.value)
    guard literal.decimalDigits == nil, literal.value.isInteger, let part = mixedPart() else {
      return value
    }
    return Expression.adding(value, part)
  }

  /// `1010 base 2`; nothing is read where the digits do not fit.
  private mutating func baseInWords(_ literal: NumberLiteral) -> BasedNumber? {
    guard kind == .word, let base = wholeNumber(1), (2...36).contains(base),
      literal.value.isInteger,
      bytes[tokens[at].start..<tokens[at].end].elementsEqual("base".utf8)
    else { return nil }
    let digits = bytes[literal.start..<literal.end].map { Int($0) - 0x30 }
    guard digits.allSatisfy({ (0..<min(base, 10)).contains($0) }) else { return nil }
    at += 2
    return BasedNumber(
      digits: digits.map { UInt8($0) }, fraction: 0, negative: false, base: base)
  }

  /// The fraction of a mixed number: `3 1/2`, `3\frac{1}{2}`; a proper one of whole numbers.
  private mutating func mixedPart() -> Expression? {
    let start = at
    if kind == .fraction {
      at += 1
      if let top = try? argument().int, let bottom = try? argument().int, top > 0, top < bottom {
        return Expression.dividing(.int(top), .int(bottom))
      }
    } else if isSpaced, let top = wholeNumber(0), kind(ahead: 1) == .over,
      let bottom = wholeNumber(2), top > 0, top < bottom
    {
      at += 3
      return Expression.dividing(.int(top), .int(bottom))
    }
    at = start
    return nil
  }

  private func wholeNumber(_ ahead: Int) -> Int? {
    guard case .number(let index)? = kind(ahead: ahead) else { return nil }
    return literals[index].value.int
  }

  /// `204_5`, `1010_{2}`, `7_{\text{ten}}` not; nil where the digits are none of that base.
  private mutating func basedNumber(_ literal: NumberLiteral) -> BasedNumber? {
    base(ofDigits: bytes[literal.start..<literal.end])
  }

  private mutating func base(ofDigits text: some Sequence<UInt8>) -> BasedNumber? {
    let braced = kind(ahead: 1) == .open(.brace)
    guard let base = wholeNumber(braced ? 2 : 1) ?? (braced ? numberWord(2) : nil),
      (2...36).contains(base), !braced || kind(ahead: 3) == .close(.brace)
    else { return nil }
    var digits: [UInt8] = []
    var fraction = 0
    var afterPoint = false
    for byte in text {
      if byte == UInt8(ascii: ".") { afterPoint = true }
      if ASCII.isLetter(byte) {
        digits.append(ASCII.lower(byte) - UInt8(ascii: "a") + 10)
      } else if ASCII.isDigit(byte) {
        digits.append(byte - 0x30)
      } else {
        continue
      }
      if afterPoint { fraction += 1 }
    }
    at += braced ? 4 : 2
    return BasedNumber(digits: digits, fraction: fraction, negative: false, base: base)
  }

  /// The whole number that a word is: `101_{\text{two}}`.
  private func numberWord(_ ahead: Int) -> Int? {
    guard kind(ahead: ahead) == .word else { return nil }
    let token = tokens[at + ahead]
    return NumberWords.value(NormalizedText.words(bytes[token.start..<token.end]))?.int
  }

  // MARK: arguments

  /// The argument of `\frac` and its kin: a group, or one digit or token without braces.
  mutating func argument() throws(ParseFailure) -> Expression {
    if case .number(let index)? = kind {
      if let digit = takeDigit(index) { return digit }
      at += 1
      return .number(literals[index].value)
    }
    if kind == .minus {
      at += 1
      return Expression.negated(try argument())
    }
    return try operand()
  }

  /// The first digit of a run: `\frac12` is one half.
  private mutating func takeDigit(_ index: Int) -> Expression? {
    let literal = literals[index]
    guard literal.end - literal.start > 1, literal.decimalDigits == nil,
      bytes[literal.start..<literal.end].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
      literal.end - literal.start <= 18, tokens[at].end == literal.end
    else { return nil }
    let rest = bytes[literal.start + 1..<literal.end].reduce(0) { $0 * 10 + Int($1 - 0x30) }
    literals.append(
      NumberLiteral(
        value: Rational(rest), decimalDigits: nil, start: literal.start + 1, end: literal.end))
    tokens[at].kind = .number(literals.count - 1)
    tokens[at].start += 1
    tokens[at].spaced = false
    return .int(Int(bytes[literal.start] - 0x30))
  }

  private mutating func fraction() throws(ParseFailure) -> Expression {
    let top = try argument()
    let bottom = try argument()
    if let (variable, order) = Parser.differential(top, bottom), startsOperand(0) {
      var body = try product()
      for _ in 0..<order {
        body = Expression.resolved(Calculus(kind: .derivative, variable: variable, body: body))
      }
      return body
    }
    return Expression.dividing(top.withoutUnit, bottom.withoutUnit)
  }

  /// The variable of d/dt and d²/dt², and the order.
  private static func differential(_ top: Expression, _ bottom: Expression) -> (Symbol, Int)? {
    let d = Symbol(letter: UInt8(ascii: "d"))
    guard case .product(let parts) = bottom, parts.count == 2, parts[0].symbol == d else {
      return nil
    }
    if top.symbol == d { return parts[1].symbol.map { ($0, 1) } }
    guard case .power(.symbol(d), .number(let order)) = top,
      case .power(.symbol(let name), .number(order)) = parts[1], let count = order.int,
      (1...4).contains(count)
    else { return nil }
    return (name, count)
  }

  private mutating func root() throws(ParseFailure) -> Expression {
    var degree = Expression.int(2)
    if kind == .open(.square) {
      at += 1
      degree = try sum()
      guard take(.close(.square)) else { throw failure("a root's degree that never ends") }
    }
    let radicand = kind == .minus ? try signed() : try operand()
    return Expression.raising(radicand.withoutUnit, Expression.dividing(.one, degree))
  }
}
