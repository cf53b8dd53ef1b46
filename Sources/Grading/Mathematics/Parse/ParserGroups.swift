// Brackets, bars and environments.

extension Parser {
  /// What stands in brackets; the opening one has been read.
  mutating func group(_ bracket: Bracket) throws(ParseFailure) -> Expression {
    if bracket == .square, isIntervalAhead() { return try interval(closedBelow: true) }
    let outer = (squareCloses, colonIsSuch)
    defer { (squareCloses, colonIsSuch) = outer }
    squareCloses = bracket == .parenthesis && isIntervalAhead()
    colonIsSuch = bracket == .set || bracket == .brace
    if bracket == .brace { depthOfBraces += 1 }
    let items = try sequence(closing: bracket)
    if bracket == .brace { depthOfBraces -= 1 }
    if bracket == .brace, kind == .infixChoose || kind == .infixOver {
      return try infix(items.joined)
    }
    if bracket == .set || bracket == .brace, kind == .such || kind == .colon || kind == .bar {
      return try builder(items)
    }
    guard case .close(let closing)? = closingHere() else {
      throw failure("a bracket that never closes")
    }
    at += 1
    return try closed(bracket, closing, items)
  }

  private func closingHere() -> Token.Kind? {
    kind == .open(.square) && squareCloses ? .close(.parenthesis) : kind
  }

  private func closed(_ open: Bracket, _ close: Bracket, _ items: Items) throws(ParseFailure)
    -> Expression
  {
    let parts = items.all
    if parts.count == 1, open != close { throw failure("brackets that do not match") }
    switch open {
    case .floor: return Expression.calling(.floor, [items.joined])
    case .ceiling: return Expression.calling(.ceiling, [items.joined])
    case .set: return .set(parts)
    case .brace: return parts.count > 1 ? .set(parts) : try single(items)
    case .angle: return .tuple(parts)
    case .parenthesis:
      if parts.count == 2, !items.hasNestedGroups {
        let isOpen = close == .parenthesis
        if !isOpen || parts[0].isInfinite || parts[1].isInfinite {
          return .interval(
            Interval(from: parts[0], to: parts[1], closedBelow: false, closedAbove: !isOpen))
        }
      }
      return parts.count > 1 ? items.asTuple : try single(items)
    default: return parts.count > 1 ? items.asTuple : try single(items)
    }
  }

  private func single(_ items: Items) throws(ParseFailure) -> Expression {
    guard let only = items.all.first else { throw failure("empty brackets") }
    return only
  }

  /// Two parts between brackets here: an interval rather than a product in square brackets.
  private func isIntervalAhead() -> Bool {
    var depth = 0
    var commas = 0
    var index = at
    while index < limit {
      switch tokens[index].kind {
      case .open(.square):
        if depth == 0, commas == 1, !hasClose(after: index) { return true } else { depth += 1 }
      case .open: depth += 1
      case .close:
        if depth == 0 { return commas == 1 && tokens[index].kind != .close(.brace) }
        depth -= 1
      case .comma, .semicolon: if depth == 0 { commas += 1 }
      default: break
      }
      index += 1
    }
    return false
  }

  /// Whether the square bracket at `index` has its partner.
  private func hasClose(after index: Int) -> Bool {
    var depth = 0
    for token in tokens[index + 1..<limit] {
      switch token.kind {
      case .open: depth += 1
      case .close(let bracket):
        if depth == 0 { return bracket == .square }
        depth -= 1
      default: break
      }
    }
    return false
  }

  /// `a, b]` or `a, b)` or `a, b[` after `[` or `]`.
  mutating func interval(closedBelow: Bool) throws(ParseFailure) -> Expression {
    let outer = squareCloses
    squareCloses = true
    defer { squareCloses = outer }
    let from = try sum()
    guard take(.comma) || take(.semicolon) else { throw failure("an interval without a comma") }
    let to = try sum()
    let closedAbove = kind == .close(.square)
    switch kind {
    case .close(.square)?, .close(.parenthesis)?, .open(.square)?: at += 1
    default: throw failure("an interval that never closes")
    }
    return .interval(
      Interval(from: from, to: to, closedBelow: closedBelow, closedAbove: closedAbove))
  }

  /// `{n \choose k}` and `{a \over b}`.
  private mutating func infix(_ top: Expression) throws(ParseFailure) -> Expression {
    let isChoose = kind == .infixChoose
    at += 1
    let bottom = try sum()
    guard take(.close(.brace)) else { throw failure("a brace that never closes") }
    return isChoose
      ? Expression.calling(.binomial, [top, bottom]) : Expression.dividing(top, bottom)
  }

  /// `\{x \in R : x > 2\}` says what its condition says; `\{2k : k \in Z\}` what stands before it.
  private mutating func builder(_ items: Items) throws(ParseFailure) -> Expression {
    at += 1
    let condition = try sequence(closing: .set)
    guard case .close? = kind else { throw failure("a set that never closes") }
    at += 1
    guard let element = items.all.first, items.all.count == 1 else {
      throw failure("a set of several elements with a condition")
    }
    switch element {
    case .symbol: return condition.joined
    case .relation(let relation) where relation.comparisons == [.element]:
      if case .numberSet = relation.sides[1] { return condition.joined }
      return .setOperation(.intersection, relation.sides[1].asSet, condition.joined)
    default: return .set([element])
    }
  }

  // MARK: bars

  /// Whether a bar here opens rather than closes.
  func barOpens(_ ahead: Int) -> Bool {
    guard at + ahead > 0, ahead == 0 else { return true }
    guard openBars > 0 else { return barsAfter(at) % 2 == 1 }
    // ||x||y||: after a bar that closed, enough bars are left to close both
    guard tokens[at - 1].kind == .bar else { return false }
    return barsAfter(at) > openBars && startsOperand(1)
  }

  private func barsAfter(_ index: Int) -> Int {
    guard !barsFrom.isEmpty else { return 0 }
    return Int(barsFrom[min(index + 1, limit)] - barsFrom[limit])
  }

  mutating func absolute() throws(ParseFailure) -> Expression {
    openBars += 1
    defer { openBars -= 1 }
    let value = try sum()
    guard take(.bar) || take(.such) else { throw failure("a bar that never closes") }
    if case .matrix(let rows) = value, let determinant = Expression.determinant(rows) {
      return determinant
    }
    return Expression.calling(.abs, [value.withoutUnit])
  }

  // MARK: environments

  mutating func environment(_ environment: Environment) throws(ParseFailure) -> Expression {
    var rows: [[Expression]] = [[]]
    let outer = openBars
    openBars = 0
    defer { openBars = outer }
    while kind != .end {
      guard at < limit else { throw failure("an environment that never ends") }
      switch kind {
      case .ampersand?: at += 1
      case .rowBreak?:
        at += 1
        if rows.last?.isEmpty == false { rows.append([]) }
      case .comma?, .semicolon?, .wideSpace?: at += 1
      default: rows[rows.count - 1].append(try cell(environment))
      }
    }
    at += 1
    if rows.last?.isEmpty == true { rows.removeLast() }
    return try assembled(environment, rows)
  }

  private mutating func cell(_ environment: Environment) throws(ParseFailure) -> Expression {
    switch environment {
    case .rows:
      // x &= 3: the sign of equality follows the ampersand
      var value = try item()
      if kind == .ampersand, case .comparison? = kind(ahead: 1) {
        guard case .comparison(let comparison)? = kind(ahead: 1) else { return value }
        at += 2
        value = .relation(Relation(sides: [value, try relation()], comparisons: [comparison]))
      }
      return value
    default: return try item()
    }
  }

  private func assembled(_ environment: Environment, _ rows: [[Expression]]) throws(ParseFailure)
    -> Expression
  {
    guard let width = rows.first?.count, width > 0 else { throw failure("an empty environment") }
    switch environment {
    case .rows: return rows.count == 1 && width == 1 ? rows[0][0] : .list(rows.flatMap { $0 })
    case .cases: return .list(rows.map { $0.count == 1 ? $0[0] : .tuple($0) })
    case .matrix, .array, .determinant:
      guard rows.allSatisfy({ $0.count == width }) else {
        throw failure("rows of different lengths")
      }
      if environment == .determinant, let value = Expression.determinant(rows) { return value }
      return .matrix(rows)
    }
  }
}

extension Items {
  var hasNestedGroups: Bool {
    groups.filter { !$0.isEmpty }.contains { $0.count > 1 } && groups.count > 1
  }

  /// The parts of a tuple; `(1;2)` and `(1,2)` are the same.
  var asTuple: Expression {
    if case .list(let parts) = joined { return .tuple(parts) }
    return joined
  }
}
