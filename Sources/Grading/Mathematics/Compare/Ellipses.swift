// "…" between terms: 1, 2, …, 10 is the list of ten, 1 + 2 + … + n its sum, 2, 4, 6, … goes on for
// ever. Only progressions are continued: two terms of an arithmetic one, three of a geometric one.

extension [Expression] {
  var hasEllipsis: Bool { contains { $0.symbol == Parser.ellipsis } }

  /// The terms before the dots and the one behind them; nil where the dots stand elsewhere.
  private var aroundEllipsis: (before: [Expression], last: Expression?)? {
    guard let at = firstIndex(where: { $0.symbol == Parser.ellipsis }), at >= 2, at + 2 >= count
    else { return nil }
    return (Array(self[..<at]), at + 1 < count ? self[at + 1] : nil)
  }

  /// 1, 2, …, 10 with all its terms.
  var filledIn: [Expression]? {
    guard let (before, last) = aroundEllipsis, let end = last?.rational,
      let step = before.commonDifference?.rational, let start = before[0].rational, !step.isZero,
      let count = (end - start).divided(by: step)?.int,
      (before.count...Bounds.terms).contains(count)
    else { return nil }
    return (0...count).map { .number(start + step * Rational($0)) }
  }

  /// The sum of a progression: up to its last term, or for ever where the terms fall.
  var progressionSum: Expression? {
    guard let (before, last) = aroundEllipsis, let first = before.first else { return nil }
    if let last, let step = before.commonDifference {
      let count = Expression.adding(
        Expression.dividing(Expression.adding(last, Expression.negated(first)), step), .one)
      if let whole = count.rational, whole.int.map({ $0 >= before.count }) != true { return nil }
      return Expression.dividing(
        Expression.multiplying(count, Expression.adding(first, last)), .int(2))
    }
    guard let ratio = before.commonRatio else { return nil }
    let rest = Expression.adding(.one, Expression.negated(ratio))
    if let last {
      let next = Expression.multiplying(last, ratio)
      return Expression.dividing(Expression.adding(first, Expression.negated(next)), rest)
    }
    guard let size = ratio.rational?.magnitude, size < .one else { return nil }
    return Expression.dividing(first, rest)
  }

  /// Both go on for ever in the same way.
  func continues(as other: [Expression]) -> Bool {
    guard case (let mine, nil)? = aroundEllipsis, case (let theirs, nil)? = other.aroundEllipsis,
      mine.count > 2, theirs.count > 2, let step = mine.commonDifference?.rational,
      let start = mine[0].rational
    else { return false }
    return theirs.commonDifference?.rational == step && theirs[0].rational == start
  }

  private var commonDifference: Expression? {
    common { Expression.adding($1, Expression.negated($0)) }
  }

  private var commonRatio: Expression? {
    count > 2 ? common { Expression.dividing($1, $0) } : nil
  }

  private func common(_ step: (Expression, Expression) -> Expression) -> Expression? {
    let steps = zip(self, dropFirst()).map(step)
    guard count <= 64, allSatisfy(\.isScalar), let first = steps.first,
      NumericEquality.compare(first, .zero) == .different,
      steps.dropFirst().allSatisfy({ NumericEquality.compare($0, first) == .same })
    else { return nil }
    return first
  }
}
