import CBytes

/// Rows of numbers that lie one behind another, each padded with zeros to a multiple of 16.
public enum FloatRows {
  /// The width of a row of so many numbers.
  public static func width(of count: Int) -> Int { (count + 15) / 16 * 16 }

  /// The scalar products of all rows of `a` with all rows of `b`, row by row of `a`.
  ///
  /// - Parameter width: of a row, a multiple of 16.
  public static func products(_ a: Span<Float>, _ b: Span<Float>, width: Int) -> [Float] {
    precondition(
      width > 0 && width % 16 == 0 && a.count % width == 0 && b.count % width == 0,
      "\(a.count) and \(b.count) numbers in rows of \(width)")
    let (rows, columns) = (a.count / width, b.count / width)
    var out = [Float](repeating: 0, count: rows * columns)
    // SAFETY: C reads whole rows of both and writes a product for each pair of them.
    unsafe a.withUnsafeBufferPointer { a in
      unsafe b.withUnsafeBufferPointer { b in
        unsafe out.withUnsafeMutableBufferPointer { out in
          guard let a = a.baseAddress, let b = b.baseAddress, let out = out.baseAddress else {
            return
          }
          unsafe cb_dot_products(a, rows, b, columns, width, out)
        }
      }
    }
    return out
  }

  /// Scales a row to length 1.
  ///
  /// - Returns: false where it has none, or a number that is not finite; it is then left alone.
  public static func normalise(_ row: inout [Float]) -> Bool {
    var squares = 0.0
    for value in row { squares += Double(value) * Double(value) }
    let length = squares.squareRoot()
    guard length.isFinite, length > 0 else { return false }
    for index in row.indices { row[index] = Float(Double(row[index]) / length) }
    return true
  }
}
