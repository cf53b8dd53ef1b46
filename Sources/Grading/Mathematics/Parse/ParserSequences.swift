// Answers of several parts, and the prose around parts.

extension Parser {
  mutating func answer() throws(ParseFailure) -> Expression {
    skipSeparators()
    cutOffExplanation()
    let result = try sequence(closing: nil)
    guard at == limit else { throw failure("an unmatched bracket") }
    guard !result.isEmpty else { throw failure("no mathematics") }
    let texts = result.all.count(where: \.isText)
    guard texts == 0 || texts == result.all.count else { throw failure("prose") }
    let isAdded = result.all.count > 1 && !tokens.contains { $0.kind == .comma }
    return (isAdded ? result.all.compound : nil) ?? result.joined
  }

  /// Leaves out what a clause behind the answer explains: "for all real x", "where k is an integer".
  private mutating func cutOffExplanation() {
    var depth = 0
    for index in at..<limit {
      switch tokens[index].kind {
      case .open, .begin: depth += 1
      case .close, .end: depth -= 1
      case .word where depth == 0 && index > at && explains(index):
        limit = index
        while limit > at + 1,
          tokens[limit - 1].kind == .comma || tokens[limit - 1].kind == .wideSpace
        {
          limit -= 1
        }
        return
      default: break
      }
    }
  }

  private static let explanations = Set(
    ["where", "since", "because", "\\forall"].map { Vocabulary.hash($0.utf8) })
  private static let quantifiers = Set(
    ["all", "any", "every", "each", "some"].map { Vocabulary.hash($0.utf8) })

  private func explains(_ index: Int) -> Bool {
    let name = Vocabulary.hash(bytes[tokens[index].start..<tokens[index].end])
    if Parser.explanations.contains(name) { return true }
    guard name == Vocabulary.hash("for".utf8), index + 1 < limit else { return false }
    let next = tokens[index + 1]
    return Parser.quantifiers.contains(Vocabulary.hash(bytes[next.start..<next.end]))
  }

  /// Items up to a closing bracket (or the end), with how they were separated.
  mutating func sequence(closing: Bracket?) throws(ParseFailure) -> Items {
    var items = Items()
    while at < limit, !closes(closing) {
      items.append(try item(), strong: false)
      let strength = skipSeparators()
      if at == limit || closes(closing) { break }
      guard let strength else { throw failure("prose") }
      items.endGroup(strong: strength)
    }
    return items
  }

  func closes(_ bracket: Bracket?) -> Bool {
    guard let bracket else { return false }
    switch kind {
    case .close?: return true
    case .such?, .colon?: return colonIsSuch
    case .bar?: return bracket == .set && openBars == 0
    case .infixChoose?, .infixOver?: return bracket == .brace
    case .open(.square)?: return squareCloses
    default: return false
    }
  }

  /// Skips separators; nil when there is none, true when one binds looser than a comma.
  @discardableResult
  private mutating func skipSeparators() -> Bool? {
    var strength: Bool?
    while let next = kind {
      switch next {
      case .comma, .and, .or: strength = strength ?? false
      case .semicolon, .rowBreak: strength = true
      case .wideSpace: if !isUnit(1) { strength = strength ?? false }
      case .ampersand: break
      default: return strength
      }
      at += 1
    }
    return strength
  }

  /// One part: words, a relation, words.
  ///
  /// Words alone are a text.
  mutating func item() throws(ParseFailure) -> Expression {
    let start = at
    while let next = kind, next == .word || next == .colon && at > start { at += 1 }
    while case .ampersand? = kind { at += 1 }
    if at > start, endsItem() {
      return .text(NormalizedText.words(bytes[tokens[start].start..<tokens[at - 1].end]))
    }
    guard at - start <= Parser.wordsAround else { throw failure("prose") }
    words += at - start
    for index in start..<at { try refuseNegation(index) }
    while kind == .comparison(.equal) || kind == .comparison(.approximately)
      || kind == .comparison(.arrow)
    {
      at += 1
    }
    if isUnit(0), !startsOperand(0) { return try unitOnly() }
    var value = try relation()
    if isUnit(0) { value = try withUnit(value) }
    while case .number? = kind, case .quantity(_, let unit) = value, !unit.isWord {
      guard let sum = [value, try product()].compound else { throw failure("prose") }
      value = sum
    }
    if isComment() { skipComment() }
    return value
  }

  /// Words that may stand before a value, and behind it; more are prose.
  private static let wordsAround = 6

  private func endsItem() -> Bool {
    switch kind {
    case nil, .comma?, .semicolon?, .and?, .or?, .wideSpace?, .rowBreak?, .close?: true
    default: false
    }
  }

  /// A unit without a number, as in "degrees": a text.
  private mutating func unitOnly() throws(ParseFailure) -> Expression {
    let start = at
    while isUnit(0) { at += 1 }
    return .text(NormalizedText.words(bytes[tokens[start].start..<tokens[at - 1].end]))
  }

  /// Words that say the opposite make the part unreadable rather than right.
  func refuseNegation(_ index: Int) throws(ParseFailure) {
    let token = tokens[index]
    let lower = bytes[token.start..<token.end].lazy.map { $0 | 0x20 }
    if Vocabulary.negations.contains(Vocabulary.hash(lower)) { throw failure("a negation") }
  }

  // MARK: units

  /// Whether a unit or a word stands here that can follow a number.
  func isUnit(_ ahead: Int) -> Bool {
    switch kind(ahead: ahead) {
    case .unit?, .word?, .percent?: return true
    case .function(.minimum)?, .function(.sec)?:
      return !startsOperand(ahead + 1) && kind(ahead: ahead + 1) != .underscore
    case .fraction?:
      guard case .open(.brace)? = kind(ahead: ahead + 1) else { return false }
      return isUnit(ahead + 2)
    default: return false
    }
  }

  /// The value with the unit that follows it, as in `5 cm`, `3 m/s^2`, `9 \text{ multiples}`.
  mutating func withUnit(_ value: Expression) throws(ParseFailure) -> Expression {
    let wordsBefore = words
    var unit: Unit?
    var inverse = false
    var fractionDepth: Int?
    while isUnit(0) || kind == .over || kind == .times && isUnit(1) || kind == .open(.brace)
      || kind == .close(.brace) && depthOfUnit > 0
    {
      guard kind != .over || isUnit(1) else { break }
      guard kind != .open(.brace) || isUnit(1) else { break }
      let here = tokens[at].kind
      if case .word = here {
        try refuseNegation(at)
        words += 1
        guard words - wordsBefore <= Parser.wordsAround else { throw failure("prose") }
      }
      switch here {
      case .over: inverse = true
      case .open(.brace): depthOfUnit += 1
      case .close(.brace):
        depthOfUnit -= 1
        // what follows the numerator of \frac{\text{m}}{\text{s}} divides
        if depthOfUnit == fractionDepth { inverse = true }
      case .fraction: fractionDepth = depthOfUnit
      case .times: break
      default:
        at += 1
        let next = raisedHere(Parser.unit(of: here))
        unit = unit.map { $0.times(inverse ? next.raised(-1) : next) } ?? next
        continue
      }
      at += 1
    }
    guard let unit else { throw failure("no unit") }
    return .quantity(value.withoutUnit, unit)
  }

  private static func unit(of kind: Token.Kind) -> Unit {
    switch kind {
    case .unit(let unit): unit
    case .percent: .percent
    case .function(.minimum): .of(.time, 60)
    case .function(.sec): .of(.time, 1)
    default: .word
    }
  }

  /// The exponent of a unit: `cm^2`.
  private mutating func raisedHere(_ unit: Unit) -> Unit {
    guard kind == .caret else { return unit }
    var ahead = 1
    if kind(ahead: ahead) == .open(.brace) { ahead += 1 }
    let negative = kind(ahead: ahead) == .minus
    if negative { ahead += 1 }
    guard case .number(let index)? = kind(ahead: ahead), let power = literals[index].value.int
    else { return unit }
    at += ahead + 1
    _ = take(.close(.brace))
    return unit.raised(negative ? -power : power)
  }

  // MARK: comments

  /// A parenthesis that holds only words: `5 (five)`.
  func isComment() -> Bool {
    guard kind == .open(.parenthesis) else { return false }
    var next = at + 1
    while next < limit, tokens[next].kind.isWordLike { next += 1 }
    return next > at + 1 && next < limit && tokens[next].kind == .close(.parenthesis)
  }

  private mutating func skipComment() {
    while at < limit, tokens[at].kind != .close(.parenthesis) { at += 1 }
    at += 1
  }
}

extension Token.Kind {
  var isWordLike: Bool {
    switch self {
    case .word, .unit, .and, .or, .comma: true
    default: false
    }
  }
}

extension [Expression] {
  /// 2 hours (and) 30 minutes as one quantity: units of one dimension, the larger first.
  fileprivate var compound: Expression? {
    guard count > 1, case .quantity(var total, let unit)? = first, !unit.isWord else { return nil }
    var last = unit
    for part in dropFirst() {
      guard case .quantity(let value, let next) = part, next.dimension == unit.dimension,
        next.factor < last.factor, let scale = next.factor.divided(by: unit.factor)
      else { return nil }
      total = Expression.adding(total, Expression.multiplying(value, .number(scale)))
      last = next
    }
    return .quantity(total, unit)
  }
}

/// Parts of a sequence in groups: `1,2;3,4` has two groups of two.
struct Items {
  var groups: [[Expression]] = [[]]
  private(set) var hasStrong = false

  mutating func append(_ item: Expression, strong: Bool) {
    groups[groups.count - 1].append(item)
  }
  mutating func endGroup(strong: Bool) {
    guard strong else { return }
    hasStrong = true
    groups.append([])
  }

  var isEmpty: Bool { groups.allSatisfy(\.isEmpty) }
  var all: [Expression] { groups.flatMap { $0 } }

  /// One item as itself, several as a list; groups of several become tuples of the list.
  var joined: Expression {
    let filled = groups.filter { !$0.isEmpty }
    if filled.count > 1, filled.contains(where: { $0.count > 1 }) {
      return .list(filled.map { $0.count == 1 ? $0[0] : .tuple($0) })
    }
    let all = filled.flatMap { $0 }
    return all.count == 1 ? all[0] : .list(all)
  }
}
