/// A view of a storage as rows and columns; copies share the floats.
public struct Matrix: Sendable {
  let storage: Storage
  let offset: Int
  public let rows: Int
  public let columns: Int
  let rowStride: Int
  let columnStride: Int

  package init(
    _ storage: Storage, at offset: Int = 0, rows: Int, columns: Int, rowStride: Int? = nil,
    columnStride: Int = 1
  ) {
    self.storage = storage
    self.offset = offset
    self.rows = rows
    self.columns = columns
    self.rowStride = rowStride ?? columns
    self.columnStride = columnStride
    precondition(
      offset >= 0 && rows >= 0 && columns >= 0 && offset + span <= storage.count,
      "\(rows) x \(columns) at \(offset) of \(storage.count)")
  }

  /// Floats from the first element to the last one.
  var span: Int {
    rows == 0 || columns == 0 ? 0 : (rows - 1) * rowStride + (columns - 1) * columnStride + 1
  }

  package var transposed: Matrix {
    Matrix(
      storage, at: offset, rows: columns, columns: rows, rowStride: columnStride,
      columnStride: rowStride)
  }

  /// Some of the columns, in place.
  package func columns(_ range: Range<Int>) -> Matrix {
    precondition(range.lowerBound >= 0 && range.upperBound <= columns, "\(range) of \(columns)")
    return Matrix(
      storage, at: offset + range.lowerBound * columnStride, rows: rows, columns: range.count,
      rowStride: rowStride, columnStride: columnStride)
  }

  /// Some of the rows, in place.
  package func rows(_ range: Range<Int>) -> Matrix {
    precondition(range.lowerBound >= 0 && range.upperBound <= rows, "\(range) of \(rows)")
    return Matrix(
      storage, at: offset + range.lowerBound * rowStride, rows: range.count, columns: columns,
      rowStride: rowStride, columnStride: columnStride)
  }

  /// Whether the elements lie one after the other, so that the matrix is one flat array.
  var isContiguous: Bool { columnStride == 1 && (rowStride == columns || rows <= 1) }

  public subscript(row: Int, column: Int) -> Float {
    get { storage[index(row, column)] }
    nonmutating set { storage[index(row, column)] = newValue }
  }

  private func index(_ row: Int, _ column: Int) -> Int {
    precondition(
      row >= 0 && row < rows && column >= 0 && column < columns,
      "element (\(row), \(column)) of \(rows) x \(columns)")
    return offset + row * rowStride + column * columnStride
  }

  /// One row as an array.
  public func row(_ index: Int) -> [Float] {
    (0..<columns).map { self[index, $0] }
  }

  /// Replaces one row.
  public func setRow(_ index: Int, to values: [Float]) {
    precondition(values.count == columns, "\(values.count) values for \(columns) columns")
    for (column, value) in values.enumerated() { self[index, column] = value }
  }

  func clear() {
    if isContiguous {
      storage.clear(offset..<offset + span)
    } else {
      for row in 0..<rows {
        let start = offset + row * rowStride
        storage.clear(start..<start + columns)
      }
    }
  }

  /// Copies another matrix of the same shape, row by row.
  func copy(_ other: Matrix) {
    precondition(rows == other.rows && columns == other.columns, "shapes differ")
    precondition(columnStride == 1 && other.columnStride == 1, "columns are not contiguous")
    if isContiguous && other.isContiguous {
      storage.replace(offset..<offset + span, from: other.storage, at: other.offset)
    } else {
      for row in 0..<rows { copyRow(row, from: other, row) }
    }
  }

  func copyRow(_ row: Int, from other: Matrix, _ otherRow: Int) {
    let start = offset + row * rowStride
    storage.replace(
      start..<start + columns, from: other.storage, at: other.offset + otherRow * other.rowStride)
  }

  /// All values, row by row.
  package var values: [Float] {
    if isContiguous { return storage.values(offset..<offset + span) }
    return (0..<rows).flatMap { row(_: $0) }
  }
}
