// One inequality in one variable whose boundary is linear: a·x + b < 0, or |a·x + b| < c.

extension Relation {
  /// a < x ≤ b as two relations of two sides.
  var pieces: [Relation] {
    comparisons.indices.map {
      Relation(sides: [sides[$0], sides[$0 + 1]], comparisons: [comparisons[$0]])
    }
  }

  /// The only variable of both sides.
  var onlyVariable: Symbol? {
    var found: Set<Symbol> = []
    var hasOther = false
    for side in sides {
      _ = side.contains {
        switch $0 {
        case .symbol(let name): found.insert(name)
        case .apply, .indexed, .iterated, .calculus: hasOther = true
        default: break
        }
        return false
      }
    }
    return found.count == 1 && !hasOther ? found.first : nil
  }
}

struct LinearInequality {
  /// Where the boundary is crossed: one point, or two for an absolute value.
  private(set) var roots: [Expression]
  private let comparison: Comparison
  /// Left is smaller than right to the left of the first root.
  private let isLessBefore: Bool

  /// Nil where the relation is of another kind.
  init?(_ relation: Relation) {
    guard relation.sides.count == 2, let variable = relation.onlyVariable else {
      return nil
    }
    comparison = relation.comparisons[0]
    guard comparison.isOrder || comparison == .notEqual, let difference = relation.difference else {
      return nil
    }
    let parts = LinearInequality.absolute(relation)
    if let (inner, bound, isLeft) = parts {
      let upper = Expression.adding(inner, Expression.negated(bound))
      let lower = Expression.adding(inner, bound)
      guard let high = LinearInequality.root(of: upper, variable),
        let low = LinearInequality.root(of: lower, variable)
      else { return nil }
      roots = [low.0, high.0]
      // far out the absolute value is the larger side
      isLessBefore = !isLeft
    } else {
      guard let (root, slope) = LinearInequality.root(of: difference, variable) else { return nil }
      roots = [root]
      isLessBefore = slope > 0
    }
  }

  /// Whether the relation holds at a position of the grid, given those of the roots.
  func holds(_ at: Int, _ roots: [Int]) -> Bool {
    if roots.contains(at) { return comparison == .lessOrEqual || comparison == .greaterOrEqual }
    if comparison == .notEqual { return true }
    let crossed = roots.filter { $0 < at }.count % 2 == 1
    let isLess = crossed ? !isLessBefore : isLessBefore
    return isLess == (comparison == .less || comparison == .lessOrEqual)
  }

  /// |u| and its bound, and whether |u| is the left side.
  private static func absolute(_ relation: Relation) -> (Expression, Expression, Bool)? {
    if case .call(.abs, let inner) = relation.sides[0], !relation.sides[1].hasVariables {
      return (inner[0], relation.sides[1], true)
    }
    if case .call(.abs, let inner) = relation.sides[1], !relation.sides[0].hasVariables {
      return (inner[0], relation.sides[0], false)
    }
    return nil
  }

  /// The root of a·x + b and the sign of a; nil where the expression is not linear.
  static func root(of expression: Expression, _ variable: Symbol) -> (Expression, Double)? {
    let atZero = expression.substituting(variable, .zero)
    let slope = Expression.adding(
      expression.substituting(variable, .one), Expression.negated(atZero))
    let linear = Expression.adding(Expression.multiplying(slope, .symbol(variable)), atZero)
    guard NumericEquality.compare(expression, linear) == .same,
      let sign = Rounding.approximation(of: slope), sign != 0
    else { return nil }
    return (Expression.negated(Expression.dividing(atZero, slope)), sign)
  }
}
