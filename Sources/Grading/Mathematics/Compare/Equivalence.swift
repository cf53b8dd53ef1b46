// Equality of two answers by their structure. Scalars go to NumericEquality; everything else is
// taken apart until scalars are left:
//
//   list, set      the same distinct values, in any order            Collections.swift
//   tuple          the same values in order
//   assignments    by name, or against a tuple or list of values     Assignments.swift
//   relation       the same curve or region                          Relations.swift
//   interval, ∪ …  the same set of real numbers                      Regions.swift
//   quantity       value and unit                                    Quantities.swift

package struct Equivalence: Sendable {
  package let settings: MathSettings
  /// Significant digits of a gold or an answer that is one decimal literal.
  var goldDigits: Int?
  var answerDigits: Int?

  package init(settings: MathSettings, goldDigits: Int? = nil, answerDigits: Int? = nil) {
    self.settings = settings
    self.goldDigits = goldDigits
    self.answerDigits = answerDigits
  }

  /// Whether an answer says the same as the gold.
  package func compare(_ gold: Expression, _ answer: Expression) -> Sameness {
    compare(gold, answer, depth: 0)
  }

  func compare(_ gold: Expression, _ answer: Expression, depth: Int) -> Sameness {
    guard depth < 24 else { return .undecided }
    let g = gold.settled
    let a = answer.settled
    switch (g, a) {
    case (.relation, _), (_, .relation): return relations(g, a, depth)
    case (.list(let parts), _) where parts.hasAssignments,
      (_, .list(let parts)) where parts.hasAssignments,
      (.set(let parts), _) where parts.hasAssignments,
      (_, .set(let parts)) where parts.hasAssignments:
      return assignments(g, a, depth)
    case (.text(let x), .text(let y)): return Sameness(x == y)
    case (.text, _), (_, .text): return texts(g, a)
    case (.quantity, _), (_, .quantity): return quantities(g, a, depth)
    case (.residue, _), (_, .residue): return residues(g, a, depth)
    case (.based, _), (_, .based): return bases(g, a)
    case (.ratio, _), (_, .ratio): return ratios(g, a, depth)
    case (.matrix, _), (_, .matrix): return matrices(g, a, depth)
    case (.interval, _), (_, .interval), (.setOperation, _), (_, .setOperation), (.numberSet, _),
      (_, .numberSet):
      return regions(g, a, depth)
    case (.list(let parts), .tuple) where parts.areInequalities,
      (.tuple, .list(let parts)) where parts.areInequalities:
      return regions(g, a, depth)
    // a point with its name: P(1, 2)
    case (.apply(_, let parts), .tuple(let others)) where parts.count > 1:
      return ordered(parts, others, depth)
    case (.tuple(let others), .apply(_, let parts)) where parts.count > 1:
      return ordered(others, parts, depth)
    case (.list, _), (_, .list), (.set, _), (_, .set), (.tuple, _), (_, .tuple):
      return collections(g, a, depth)
    default: return scalars(g, a)
    }
  }

  // MARK: scalars

  private func scalars(_ gold: Expression, _ answer: Expression) -> Sameness {
    guard gold.isPurelyScalar, answer.isPurelyScalar else { return .different }
    let exact = NumericEquality.compare(gold, answer)
    if exact == .same { return .same }
    if let digits = goldDigits, digits >= settings.goldRoundingDigits,
      case .number(let value) = gold,
      Rounding.rounds(answer, to: value)
    {
      return .same
    }
    if let digits = answerDigits, digits >= settings.answerRoundingDigits,
      case .number(let value) = answer, Rounding.isPrefix(value, of: gold)
    {
      return .same
    }
    if settings.relativeTolerance > 0, Rounding.isClose(gold, answer, settings.relativeTolerance) {
      return .same
    }
    if exact == .different, let renamed = answer.withIntegrationConstant(of: gold) {
      return NumericEquality.compare(gold, renamed)
    }
    if exact == .different, let g = Progression(gold), let a = Progression(answer), g.equals(a) {
      return .same
    }
    return exact
  }

  private func matrices(_ gold: Expression, _ answer: Expression, _ depth: Int) -> Sameness {
    if case .matrix(let g) = gold, case .matrix(let a) = answer {
      guard g.count == a.count, g.first?.count == a.first?.count else { return .different }
      return ordered(g.flatMap { $0 }, a.flatMap { $0 }, depth)
    }
    if let g = gold.columnEntries, let a = answer.columnEntries { return ordered(g, a, depth) }
    // Rows in brackets, as programs write a matrix.
    if let g = gold.bracketedRows, let a = answer.bracketedRows, g.map(\.count) == a.map(\.count) {
      return ordered(g.flatMap { $0 }, a.flatMap { $0 }, depth)
    }
    return .different
  }

  /// Entry by entry.
  func ordered(_ gold: [Expression], _ answer: [Expression], _ depth: Int) -> Sameness {
    guard gold.count == answer.count else { return .different }
    var result = Sameness.same
    for (g, a) in zip(gold, answer) {
      switch compare(g, a, depth: depth + 1) {
      case .same: continue
      case .different: return .different
      case .undecided: result = .undecided
      }
    }
    return result
  }

  private func ratios(_ gold: Expression, _ answer: Expression, _ depth: Int) -> Sameness {
    switch (gold, answer) {
    case (.ratio(let g), .ratio(let a)): return proportional(g, a, depth)
    case (.ratio(let parts), let value), (let value, .ratio(let parts)):
      guard parts.count == 2, value.isScalar else { return .different }
      if NumericEquality.compare(parts[1], .zero) == .same { return .different }  // 2:00
      return NumericEquality.compare(Expression.dividing(parts[0], parts[1]), value)
    default: return .different
    }
  }

  /// a : b : c against x : y : z by cross products; 0 only against 0.
  private func proportional(_ gold: [Expression], _ answer: [Expression], _ depth: Int) -> Sameness
  {
    guard gold.count == answer.count else { return .different }
    let literal = ordered(gold, answer, depth)
    guard literal == .different, let g = gold.first, let a = answer.first else { return literal }
    let isZero =
      NumericEquality.compare(g, .zero) == .same || NumericEquality.compare(a, .zero) == .same
    guard !isZero, gold.allSatisfy(\.isScalar), answer.allSatisfy(\.isScalar) else {
      return .different
    }
    for (x, y) in zip(gold.dropFirst(), answer.dropFirst()) {
      if x.symbol == Parser.ellipsis || y.symbol == Parser.ellipsis { return .different }
      let isTime = NumericEquality.compare(x, .zero) == .same
      if isTime { return .different }
      let crossed = NumericEquality.compare(
        Expression.multiplying(g, y), Expression.multiplying(a, x))
      if crossed != .same { return crossed }
    }
    return .same
  }

  /// Texts against mathematics: sets with names.
  private func texts(_ gold: Expression, _ answer: Expression) -> Sameness {
    guard let g = gold.named, let a = answer.named else { return .different }
    if case .text(let x) = g, case .text(let y) = a { return Sameness(x == y) }
    if case .text = g { return .different }
    if case .text = a { return .different }
    return compare(g, a)
  }
}

extension Expression {
  /// Without shells that say nothing: brackets around one value, ± written out.
  var settled: Expression {
    switch self {
    case .list(let parts) where parts.count > 1 && parts.contains(where: \.isDomain):
      return parts.withoutDomains.settled
    case .list(let parts) where parts.count > 2 && parts.hasEllipsis:
      return parts.filledIn.map(Expression.list) ?? self
    case .set(let parts) where parts.count > 2 && parts.hasEllipsis:
      return parts.filledIn.map(Expression.set) ?? self
    case .list(let parts):
      if parts.count == 1 { return parts[0].settled }
      return parts.contains(where: \.hasPlusMinus) ? .list(parts.flatMap(\.branches)) : self
    case .tuple(let parts):
      if parts.count == 1 { return parts[0].settled }
      return hasPlusMinus ? .list(branches) : self
    case .set(let parts):
      return parts.contains(where: \.hasPlusMinus) ? .set(parts.flatMap(\.branches)) : self
    case .relation(let relation):
      guard let last = relation.sides.last, last.hasPlusMinus,
        relation.comparisons.allSatisfy({ $0 == .equal })
      else { return self }
      return .list(branches)
    case .text: return named ?? self
    default: return hasPlusMinus ? .list(branches) : self
    }
  }

  /// `k ∈ Z` beside an answer says what k is, not what the answer is.
  fileprivate var isDomain: Bool {
    guard case .relation(let relation) = self, relation.comparisons == [.element],
      case .numberSet(let letter) = relation.sides[1]
    else { return false }
    return letter != UInt8(ascii: "R") && relation.sides[0].symbol != nil
  }

  /// The set that a phrase names; other texts as they are.
  var named: Expression? {
    guard case .text(let words) = self else { return self }
    return Phrases.meanings[words] ?? Phrases.number(words) ?? self
  }

  /// The entries of a column vector or tuple.
  var columnEntries: [Expression]? {
    switch self {
    case .tuple(let parts): parts
    case .matrix(let rows): rows.allSatisfy { $0.count == 1 } ? rows.map { $0[0] } : nil
    default: nil
    }
  }

  // MARK: ±

  var hasPlusMinus: Bool {
    switch self {
    case .plusMinus: true
    case .number, .symbol, .constant, .text: false
    default: contains { if case .plusMinus = $0 { true } else { false } }
    }
  }

  /// Both readings of ±, all signs taken together.
  var branches: [Expression] {
    hasPlusMinus ? [resolvingSigns(upper: true), resolvingSigns(upper: false)] : [self]
  }

  private func resolvingSigns(upper: Bool) -> Expression {
    guard case .plusMinus(let center, let offset) = self else {
      return mapped { $0.resolvingSigns(upper: upper) }
    }
    let amount = offset.resolvingSigns(upper: upper)
    return Expression.adding(
      center.resolvingSigns(upper: upper), upper ? amount : Expression.negated(amount))
  }
}

extension [Expression] {
  /// The answer without `k ∈ Z`, and its k marked as a whole number.
  fileprivate var withoutDomains: Expression {
    var answer = Expression.list(filter { !$0.isDomain })
    for part in self where part.isDomain {
      guard case .relation(let relation) = part, let name = relation.sides[0].symbol else {
        continue
      }
      answer = answer.substituting(name, .symbol(.wholeNumber))
    }
    return answer
  }
}

extension Expression {
  /// The expression with the name that another one has for its constant of integration; nil unless
  /// both have one, under different names.
  fileprivate func withIntegrationConstant(of other: Expression) -> Expression? {
    guard let own = integrationConstant, let name = other.integrationConstant, own != name else {
      return nil
    }
    return substituting(own, .symbol(name))
  }

  /// The C of `x^2 + C`: a term that occurs nowhere else.
  private var integrationConstant: Symbol? {
    guard case .sum(let terms) = settled else { return nil }
    let names = terms.compactMap(\.symbol).filter { "CcKk".utf8.contains($0.letter ?? 0) }
    guard names.count == 1, let name = names.first else { return nil }
    let others = terms.filter { $0.symbol != name }
    return others.contains { $0.contains { $0.symbol == name } } ? nil : name
  }

  /// The rows of a matrix, also of one written as [[1, 2], [3, 4]].
  fileprivate var bracketedRows: [[Expression]]? {
    if case .matrix(let rows) = self { return rows }
    guard let rows = bracketedParts?.map(\.bracketedParts), !rows.contains(where: { $0 == nil })
    else {
      return nil
    }
    return rows.compactMap { $0 }
  }

  /// What brackets hold; two numbers in square brackets are read as an interval first.
  private var bracketedParts: [Expression]? {
    switch settled {
    case .tuple(let parts), .list(let parts): parts
    case .interval(let interval) where interval.closedBelow && interval.closedAbove:
      [interval.from, interval.to]
    default: nil
    }
  }
}

/// Phrases that name a set, and number words.
enum Phrases {
  static let meanings: [String: Expression] = {
    var table: [String: Expression] = [:]
    for words in [
      "all real numbers", "all reals", "real numbers", "all real", "all real values",
      "set of all real numbers",
      "set of real numbers", "r",
    ] where words != "r" {
      table[words] = .numberSet(UInt8(ascii: "R"))
    }
    for words in ["all integers", "integers", "set of all integers", "set of integers"] {
      table[words] = .numberSet(UInt8(ascii: "Z"))
    }
    for words in [
      "no solution", "no solutions", "no real solution", "no real solutions", "empty set",
      "no solution exists", "none", "there are no solutions", "no real roots",
    ] { table[words] = .set([]) }
    for words in ["infinity", "positive infinity"] { table[words] = .constant(.infinity) }
    return table
  }()

  static func number(_ words: String) -> Expression? {
    NumberWords.value(words).map(Expression.number)
  }
}
