// Arithmetic of matrices, done while parsing: a matrix expression becomes one matrix.

extension Expression {
  private var rows: [[Expression]]? { if case .matrix(let rows) = self { rows } else { nil } }

  static func matrixSum(_ a: Expression, _ b: Expression) -> Expression? {
    guard let left = a.rows, let right = b.rows, left.count == right.count,
      left.first?.count == right.first?.count
    else { return nil }
    return .matrix(zip(left, right).map { zip($0, $1).map { adding($0, $1) } })
  }

  /// Row by column, or a scalar times each entry; nil where neither side is a matrix.
  static func matrixProduct(_ a: Expression, _ b: Expression) -> Expression? {
    switch (a.rows, b.rows) {
    case (nil, nil): return nil
    case (let rows?, nil): return b.isScalar ? scaled(rows, by: b) : nil
    case (nil, let rows?): return a.isScalar ? scaled(rows, by: a) : nil
    case (let left?, let right?):
      let inner = right.count
      guard let width = right.first?.count, left.first?.count == inner, inner > 0,
        left.count * width * inner <= 512
      else { return nil }
      return .matrix(
        left.map { row in
          (0..<width).map { column in
            (1..<inner).reduce(multiplying(row[0], right[0][column])) {
              adding($0, multiplying(row[$1], right[$1][column]))
            }
          }
        })
    }
  }

  private static func scaled(_ rows: [[Expression]], by factor: Expression) -> Expression {
    .matrix(rows.map { $0.map { multiplying(factor, $0) } })
  }

  static func matrixPower(_ rows: [[Expression]], _ exponent: Int) -> Expression? {
    guard rows.count == rows.first?.count else { return nil }
    if exponent < 0 {
      guard exponent >= -8, let inverse = inverse(rows) else { return nil }
      return matrixPower(inverse, -exponent)
    }
    guard exponent >= 1, exponent <= 8 else { return nil }
    var result = Expression.matrix(rows)
    for _ in 1..<exponent { result = multiplying(result, .matrix(rows)) }
    return result
  }

  static func transposed(_ rows: [[Expression]]) -> Expression {
    guard let width = rows.first?.count else { return .matrix(rows) }
    return .matrix((0..<width).map { column in rows.map { $0[column] } })
  }

  /// The inverse by cofactors; nil above 4 × 4.
  private static func inverse(_ rows: [[Expression]]) -> [[Expression]]? {
    guard let whole = determinant(rows), whole.rational?.isZero != true else { return nil }
    if rows.count == 1 { return [[dividing(.one, whole)]] }
    var result: [[Expression]] = []
    for row in rows.indices {
      var entries: [Expression] = []
      for column in rows.indices {
        // the cofactor of the entry across the diagonal
        guard let cofactor = determinant(minor(rows, without: column, row)) else { return nil }
        let signed = (row + column) % 2 == 0 ? cofactor : negated(cofactor)
        entries.append(dividing(signed, whole))
      }
      result.append(entries)
    }
    return result
  }

  private static func minor(_ rows: [[Expression]], without row: Int, _ column: Int)
    -> [[Expression]]
  {
    rows.indices.filter { $0 != row }.map { index in
      rows[index].indices.filter { $0 != column }.map { rows[index][$0] }
    }
  }

  /// The determinant by expansion along the first row; nil above 4 × 4.
  static func determinant(_ rows: [[Expression]]) -> Expression? {
    guard let first = rows.first, rows.count == first.count, rows.count <= 4 else { return nil }
    if rows.count == 1 { return first[0] }
    var total = Expression.zero
    for (column, entry) in first.enumerated() {
      guard let part = determinant(minor(rows, without: 0, column)) else { return nil }
      let term = multiplying(entry, part)
      total = adding(total, column % 2 == 0 ? term : negated(term))
    }
    return total
  }

  /// Whether the value is a plain number or formula rather than a structure.
  package var isScalar: Bool {
    switch self {
    case .number, .constant, .symbol, .sum, .product, .power, .call, .apply, .indexed, .iterated,
      .calculus:
      true
    default: false
    }
  }
}
