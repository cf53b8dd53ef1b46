// A recursive-descent parser over tokens. From loose to tight:
//
//   answer    items separated by , ; and or \quad            ParserSequences.swift
//   item      words? relation words?
//   relation  ratio (= < ≤ ∈ ≈ … ratio)*
//   ratio     region (: region)*
//   region    sum (∪ ∩ \ sum)*
//   sum       product (+ - ± product)*
//   product   power (· / implicit power)* unit?
//   power     postfix (^ exponent)?                          ParserOperands.swift
//   operand   number, name, group, \frac, function …
//
// Depth and node count are bounded by `Bounds`, so no input exhausts the stack.

/// A text read as mathematics.
package struct ParsedAnswer: Sendable {
  package var expression: Expression
  /// Significant digits where the whole answer is one decimal literal.
  package var decimalDigits: Int?
  package var sawGrouping: Bool
  package var sawDecimalComma: Bool
  package var sawText: Bool
  /// Several parts with words around them.
  package var isProse: Bool
}

package struct Parser {
  let bytes: [UInt8]
  var tokens: [Token]
  var literals: [NumberLiteral]
  var at = 0
  /// One past the last token that may be read; lowered while a bounded part is parsed.
  var limit: Int
  var depth = 0
  /// Inside a bracket after its comma an opening square bracket closes: [0, 1[.
  var squareCloses = false
  /// Inside a set a colon is "such that".
  var colonIsSuch = false
  /// Behind ≡, where `mod` names the modulus of the whole.
  var isCongruence = false
  /// Bars of absolute values that wait for their partner.
  var openBars = 0
  /// Braces of a unit, as in \frac{\text{m}}{\text{s}}, that wait for theirs.
  var depthOfUnit = 0
  /// Dots may stand for terms of a sum.
  let hasEllipsis: Bool
  /// Bars from each token to the end.
  let barsFrom: [Int32]
  /// Braces that may hold `n \choose k`.
  var depthOfBraces = 0
  /// Words that were passed over before and behind values.
  var words = 0

  /// Reads a whole answer.
  ///
  /// - Throws: `ParseFailure` for prose, for what is no mathematics and for what passes `Bounds`.
  package static func parse(_ bytes: [UInt8], reading: Reading = .usual) throws(ParseFailure)
    -> ParsedAnswer
  {
    guard bytes.count <= Bounds.answerBytes else {
      throw ParseFailure(
        offset: Bounds.answerBytes, problem: "more than \(Bounds.answerBytes) bytes")
    }
    var lexer = Lexer(bytes, reading: reading)
    try lexer.run()
    var parser = Parser(lexer)
    let expression = try parser.answer()
    var digits: Int?
    if case .number = expression, lexer.literals.count == 1 {
      digits = lexer.literals[0].decimalDigits
    }
    return ParsedAnswer(
      expression: expression, decimalDigits: digits, sawGrouping: lexer.sawGrouping,
      sawDecimalComma: lexer.sawDecimalComma, sawText: lexer.sawText,
      isProse: expression.isList && parser.words > 2)
  }

  private init(_ lexer: Lexer) {
    bytes = lexer.bytes
    tokens = Parser.rewritten(lexer.tokens)
    literals = lexer.literals
    limit = tokens.count
    hasEllipsis = tokens.contains { $0.kind == .ellipsis }
    var bars = [Int32](repeating: 0, count: tokens.contains { $0.kind == .bar } ? limit + 1 : 0)
    for index in bars.indices.dropLast().reversed() {
      bars[index] = bars[index + 1] + (tokens[index].kind == .bar ? 1 : 0)
    }
    barsFrom = bars
  }

  /// Two habits of writing that no grammar would guess.
  private static func rewritten(_ tokens: [Token]) -> [Token] {
    guard let first = tokens.first?.kind else { return tokens }
    // \left\{ \begin{array}…\end{array} \right. : a brace that never closes
    if first == .open(.set), tokens.count > 2, case .begin = tokens[1].kind,
      !tokens.contains(where: { $0.kind == .close(.set) })
    {
      var rest = Array(tokens.dropFirst())
      rest[0].kind = .begin(.cases)
      return rest
    }
    // x < 0 ∪ x > 3: signs of sets between inequalities
    guard tokens.contains(where: { $0.kind.joinsSets }),
      tokens.contains(where: { $0.kind.isOrder }),
      !tokens.contains(where: { if case .open = $0.kind { true } else { false } })
    else { return tokens }
    return tokens.map {
      guard $0.kind.joinsSets else { return $0 }
      var token = $0
      token.kind = token.kind == .setOperation(.union) ? .or : .and
      return token
    }
  }

  var kind: Token.Kind? { at < limit ? tokens[at].kind : nil }
  func kind(ahead distance: Int) -> Token.Kind? {
    at + distance < limit ? tokens[at + distance].kind : nil
  }
  var isSpaced: Bool { at < limit && tokens[at].spaced }

  func failure(_ problem: String) -> ParseFailure {
    ParseFailure(offset: at < tokens.count ? tokens[at].start : bytes.count, problem: problem)
  }

  /// Counts operators whose operands nest.
  func refuseChain(_ length: inout Int) throws(ParseFailure) {
    length += 1
    guard length <= Bounds.chain else {
      throw failure("more than \(Bounds.chain) operators that nest")
    }
  }

  mutating func take(_ wanted: Token.Kind) -> Bool {
    guard kind == wanted else { return false }
    at += 1
    return true
  }

  /// Runs one level deeper.
  mutating func nested<T>(_ body: (inout Parser) throws(ParseFailure) -> T) throws(ParseFailure)
    -> T
  {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Bounds.depth else { throw failure("nested deeper than \(Bounds.depth)") }
    return try body(&self)
  }

  // MARK: relation, ratio, region

  mutating func relation() throws(ParseFailure) -> Expression {
    let outer = isCongruence
    defer { isCongruence = outer }
    var sides = [try ratio()]
    var comparisons: [Comparison] = []
    while let comparison = comparisonHere() {
      if comparison == .arrow {
        // a ⇒ b: the conclusion is what is said
        sides = [try ratio()]
        comparisons = []
      } else {
        comparisons.append(comparison)
        if comparison == .congruent { isCongruence = true }
        sides.append(try ratio())
      }
    }
    guard !comparisons.isEmpty else { return sides[0] }
    return .relation(Relation(sides: sides, comparisons: comparisons))
  }

  private mutating func comparisonHere() -> Comparison? {
    if kind == .not, case .comparison(let next)? = kind(ahead: 1) {
      at += 2
      return next == .element ? .notElement : .notEqual
    }
    guard case .comparison(let comparison)? = kind else { return nil }
    at += 1
    if comparison == .equal, kind == .comparison(.equal) { at += 1 }
    return comparison
  }

  private mutating func ratio() throws(ParseFailure) -> Expression {
    let first = try region()
    guard kind == .colon, !colonIsSuch, startsOperand(1) else { return first }
    var parts = [first]
    while kind == .colon, startsOperand(1) {
      at += 1
      parts.append(try region())
    }
    return .ratio(parts)
  }

  private mutating func region() throws(ParseFailure) -> Expression {
    var left = try sum()
    var length = 0
    while case .setOperation(let operation)? = kind {
      try refuseChain(&length)
      at += 1
      left = .setOperation(operation, left.asSet, try sum().asSet)
    }
    return left
  }

  // MARK: sum, product

  mutating func sum() throws(ParseFailure) -> Expression {
    var total = try firstTerm()
    var length = 0
    var terms = hasEllipsis ? [total] : []
    while let sign = kind {
      switch sign {
      case .plus:
        at += 1
        let term = try product()
        if hasEllipsis { terms.append(term) }
        total = Expression.adding(total, term)
      case .minus:
        at += 1
        total = Expression.adding(total, Expression.negated(try product()))
      case .plusMinus(let reversed):
        try refuseChain(&length)
        at += 1
        let offset = try product()
        total = .plusMinus(total, reversed ? Expression.negated(offset) : offset)
      case .mod:
        try refuseChain(&length)
        at += 1
        let modulus = try product()
        total =
          isCongruence
          ? .residue(total.withoutUnit, modulus)
          : Expression.calling(.modulo, [total.withoutUnit, modulus])
      default: return terms.progressionSum ?? total
      }
    }
    return terms.progressionSum ?? total
  }

  private mutating func firstTerm() throws(ParseFailure) -> Expression {
    switch kind {
    case .plus?:
      at += 1
      return try firstTerm()
    case .minus?:
      at += 1
      return try nested { (p) throws(ParseFailure) in Expression.negated(try p.firstTerm()) }
    case .plusMinus(let reversed)?:
      at += 1
      let offset = try product()
      return .plusMinus(.zero, reversed ? Expression.negated(offset) : offset)
    default: return try product()
    }
  }

  mutating func product() throws(ParseFailure) -> Expression {
    var total = try signed()
    while let next = kind {
      switch next {
      case .times:
        at += 1
        total = combined(total, try signed())
      case .over:
        if isUnit(1) { return try withUnit(total) }
        at += 1
        total = Expression.dividing(total.withoutUnit, try signed())
      case .scale(let power):
        at += 1
        let factor = Rational(10).power(power) ?? .one
        total = total.mappingQuantity { Expression.multiplying($0, .number(factor)) }
      case .infixChoose where depthOfBraces == 0:
        at += 1
        total = Expression.calling(.binomial, [total.withoutUnit, try signed()])
      case .parenthesisedMod:
        at += 1
        guard startsOperand(0) else { break }
        total = .residue(total.withoutUnit, try operand())
      case .open(.parenthesis) where kind(ahead: 1) == .mod:
        at += 2
        total = .residue(total.withoutUnit, try sum())
        guard take(.close(.parenthesis)) else { throw failure("a modulus that never ends") }
      default:
        if isUnit(0) { return try withUnit(total) }
        guard startsOperand(0), !isComment() else { return total }
        if next == .open(.parenthesis), kind(ahead: 1) == .word { throw failure("a remark") }
        if case .number? = kind, case .number = tokens[at - 1].kind {
          throw failure("a number after a number")
        }
        total = combined(total, try power())
      }
    }
    return total
  }

  /// A product; percent and degrees keep their mark only while they stand alone.
  private func combined(_ a: Expression, _ b: Expression) -> Expression {
    Expression.multiplying(a.factor, b.factor)
  }

  /// A power that may have signs: after · and / and at the start of a term.
  mutating func signed() throws(ParseFailure) -> Expression {
    switch kind {
    case .minus?:
      at += 1
      return try nested { (p) throws(ParseFailure) in Expression.negated(try p.signed()) }
    case .plus?:
      at += 1
      return try nested { (p) throws(ParseFailure) in try p.signed() }
    default: return try power()
    }
  }
}

extension Token.Kind {
  fileprivate var joinsSets: Bool {
    self == .setOperation(.union) || self == .setOperation(.intersection)
  }
  fileprivate var isOrder: Bool {
    if case .comparison(let comparison) = self { comparison.isOrder } else { false }
  }
}

extension Expression {
  fileprivate var isList: Bool { if case .list = self { true } else { false } }

  /// A factor of a product: braces around one value only group it.
  fileprivate var factor: Expression {
    if case .set(let parts) = self, parts.count == 1 { parts[0] } else { withoutUnit }
  }

  /// The value of a quantity inside arithmetic: 20 % is 1/5, other units fall away.
  var withoutUnit: Expression {
    guard case .quantity(let value, let unit) = self else { return self }
    switch unit {
    case .percent: return Expression.dividing(value, .int(100))
    default: return value
    }
  }

  /// A change of the value that keeps its unit.
  fileprivate func mappingQuantity(_ change: (Expression) -> Expression) -> Expression {
    guard case .quantity(let value, let unit) = self else { return change(self) }
    return .quantity(change(value), unit)
  }

  /// An ordered pair beside ∪ or ∩ is an open interval.
  var asSet: Expression {
    guard case .tuple(let parts) = self, parts.count == 2 else { return self }
    return .interval(
      Interval(from: parts[0], to: parts[1], closedBelow: false, closedAbove: false))
  }
}
