// Sets of real numbers: intervals, unions, differences, finite sets, inequalities in one variable.
// All end points of both sides are put in order; between them nothing can change, so each side
// becomes a row of booleans, one for each point and each gap, and set operations work on those. An
// inequality that cannot be solved here takes the end points of the other side (CurvedInequality).

extension Equivalence {
  func regions(_ gold: Expression, _ answer: Expression, _ depth: Int) -> Sameness {
    if let x = gold.setLetter, let y = answer.setLetter { return Sameness(x == y) }
    var grid = RegionGrid()
    if grid.collect(gold.asRegion), grid.collect(answer.asRegion), grid.sort(),
      let g = grid.row(gold.asRegion), let a = grid.row(answer.asRegion)
    {
      return Sameness(g == a)
    }
    return literally(gold.asRegion, answer.asRegion, depth)
  }

  /// End points with variables: interval by interval.
  private func literally(_ gold: Expression, _ answer: Expression, _ depth: Int) -> Sameness {
    switch (gold, answer) {
    case (.interval(let g), .interval(let a)):
      guard g.closedBelow == a.closedBelow, g.closedAbove == a.closedAbove else {
        return .different
      }
      return ordered([g.from, g.to], [a.from, a.to], depth)
    case (.setOperation(let g, let gl, let gr), .setOperation(let a, let al, let ar)):
      guard g == a else { return .different }
      let straight = ordered([gl, gr], [al, ar], depth)
      return straight == .same || g == .difference ? straight : ordered([gl, gr], [ar, al], depth)
    default: return .different
    }
  }
}

extension Expression {
  /// The letter of ℝ, ℤ …, also where it is written as a plain R.
  fileprivate var setLetter: UInt8? {
    switch self {
    case .numberSet(let letter): letter
    case .symbol(let name): name.letter.flatMap { "RZNQC".utf8.contains($0) ? $0 : nil }
    default: nil
    }
  }

  /// An ordered pair and a relation as the sets they describe.
  var asRegion: Expression {
    switch self {
    case .tuple: asSet
    case .relation(let relation) where relation.comparisons == [.element]: relation.sides[1].asSet
    case .list(let parts) where parts.count == 1: parts[0].asRegion
    default: self
    }
  }

  var isInequality: Bool {
    guard case .relation(let relation) = self else { return false }
    return relation.comparisons.allSatisfy { $0.isOrder || $0 == .notEqual || $0 == .element }
  }
}

extension [Expression] {
  /// x > 1, x < 3.
  var areInequalities: Bool { count > 1 && allSatisfy(\.isInequality) }
}

/// The end points of some regions in order.
struct RegionGrid {
  private var points: [Expression] = []
  private var values: [Double] = []

  // MARK: collecting

  /// Adds the finite end points of a region; false where it has others, or is none.
  mutating func collect(_ region: Expression) -> Bool {
    guard points.count < 200 else { return false }
    switch region {
    case .interval(let interval): return add(interval.from) && add(interval.to)
    case .set(let parts): return parts.allSatisfy { add($0) }
    case .setOperation(_, let left, let right):
      return collect(left.asRegion) && collect(right.asRegion)
    case .numberSet(let letter): return letter == UInt8(ascii: "R")
    case .relation(let relation): return collectRoots(relation)
    case .list(let parts):
      return !parts.isEmpty && parts.allSatisfy { $0.isInequality && collect($0.asRegion) }
    case .quantity(let value, _): return collect(value)
    default: return region.isScalar && add(region)
    }
  }

  private mutating func add(_ point: Expression) -> Bool {
    let point = point.withoutUnit
    if point.isInfinite { return true }
    guard point.isScalar, let value = Rounding.approximation(of: point) else { return false }
    points.append(point)
    values.append(value)
    return true
  }

  private mutating func collectRoots(_ relation: Relation) -> Bool {
    for piece in relation.pieces {
      guard let linear = LinearInequality(piece) else {
        guard CurvedInequality(piece) != nil else { return false }
        continue
      }
      for root in linear.roots { guard add(root) else { return false } }
    }
    return true
  }

  /// Orders the points and merges equal ones; false where two cannot be told apart.
  mutating func sort() -> Bool {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var kept: [Int] = []
    for index in order {
      if let last = kept.last, values[index] - values[last] <= 1e-9 * max(1, abs(values[index])) {
        switch NumericEquality.compare(points[last], points[index]) {
        case .same: continue
        case .different where values[index] > values[last]: break
        default: return false
        }
      }
      kept.append(index)
    }
    points = kept.map { points[$0] }
    values = kept.map { values[$0] }
    return true
  }

  // MARK: rows

  /// Position 2i + 1 is point i, 2i the gap before it.
  private var width: Int { 2 * points.count + 1 }

  private func position(_ point: Expression) -> Int? {
    let point = point.withoutUnit
    guard let value = Rounding.approximation(of: point) else { return nil }
    let near = values.indices.min { abs(values[$0] - value) < abs(values[$1] - value) }
    return near.map { 2 * $0 + 1 }
  }

  /// Which points and gaps belong to a region.
  func row(_ region: Expression) -> [Bool]? {
    switch region {
    case .interval(let interval): return row(interval)
    case .set(let parts):
      var row = [Bool](repeating: false, count: width)
      for part in parts {
        guard let at = position(part) else { return nil }
        row[at] = true
      }
      return row
    case .setOperation(let operation, let left, let right):
      guard let a = row(left.asRegion), let b = row(right.asRegion) else { return nil }
      switch operation {
      case .union: return zip(a, b).map { $0 || $1 }
      case .intersection: return zip(a, b).map { $0 && $1 }
      case .difference: return zip(a, b).map { $0 && !$1 }
      }
    case .numberSet: return [Bool](repeating: true, count: width)
    case .relation(let relation): return row(relation)
    case .list(let parts): return row(parts)
    case .quantity(let value, _): return row(value)
    default: return row(.set([region]))
    }
  }

  /// Inequalities side by side: where one of them holds; where that is everywhere, all of them ("x ≥ 2
  /// and x ≤ 5").
  private func row(_ inequalities: [Expression]) -> [Bool]? {
    let rows = inequalities.map { row($0.asRegion) }
    var union = [Bool](repeating: false, count: width)
    var intersection = [Bool](repeating: true, count: width)
    for row in rows {
      guard let row else { return nil }
      union = zip(union, row).map { $0 || $1 }
      intersection = zip(intersection, row).map { $0 && $1 }
    }
    return union.contains(false) ? union : intersection
  }

  private func row(_ interval: Interval) -> [Bool]? {
    var low = 0
    var high = width - 1
    if !interval.from.isInfinite {
      guard let at = position(interval.from) else { return nil }
      low = interval.closedBelow ? at : at + 1
    }
    if !interval.to.isInfinite {
      guard let at = position(interval.to) else { return nil }
      high = interval.closedAbove ? at : at - 1
    }
    return (0..<width).map { $0 >= low && $0 <= high }
  }

  private func row(_ relation: Relation) -> [Bool]? {
    var row = [Bool](repeating: true, count: width)
    for piece in relation.pieces {
      guard let linear = LinearInequality(piece) else {
        guard let curved = CurvedInequality(piece)?.row(points: points, values: values) else {
          return nil
        }
        row = zip(row, curved).map { $0 && $1 }
        continue
      }
      let roots = linear.roots.compactMap(position).sorted()
      guard roots.count == linear.roots.count else { return nil }
      for at in 0..<width where !linear.holds(at, roots) { row[at] = false }
    }
    return row
  }
}
