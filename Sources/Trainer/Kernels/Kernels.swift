internal import CTensor

// SAFETY, for every call in this folder: C gets addresses that Storage has checked against the
// number of floats that the kernel's contract in CTensor.h reads or writes, and the storages live
// for the duration of the call because the matrices hold them.

/// The copy of the kernels that a computation uses.
package struct Kernels: Sendable, Equatable {
  let isa: Int32

  package static let generic = Kernels(isa: Int32(CT_GENERIC))
  /// The fastest copy that this CPU runs.
  package static let best = Kernels(isa: ct_best_isa())
  /// All copies that this CPU runs, the slowest first.
  package static let available = (0...best.isa).map { Kernels(isa: $0) }
}

extension Matrix {
  /// The address of the first element, checked for the whole view.
  @unsafe var pointer: UnsafeMutablePointer<Float> {
    unsafe storage.pointer(at: offset, length: span)
  }
}

extension Kernels {
  /// c (+)= a b.
  package func multiply(_ a: Matrix, _ b: Matrix, into c: Matrix, accumulate: Bool = false) {
    precondition(
      a.columns == b.rows && c.rows == a.rows && c.columns == b.columns && c.columnStride == 1,
      "\(a.rows) x \(a.columns) times \(b.rows) x \(b.columns) into \(c.rows) x \(c.columns)")
    unsafe ct_gemm(
      isa, a.rows, b.columns, a.columns, a.pointer, a.rowStride, a.columnStride, b.pointer,
      b.rowStride, b.columnStride, c.pointer, c.rowStride, accumulate ? 1 : 0)
  }

  /// Packs b for many products with few rows.
  package func pack(_ b: Matrix) -> PackedMatrix {
    let size = ct_packed_size(isa, b.rows, b.columns)
    let storage = Storage(count: size)
    unsafe ct_pack(
      isa, b.rows, b.columns, b.pointer, b.rowStride, b.columnStride,
      storage.pointer(at: 0, length: size))
    return PackedMatrix(storage: storage, rows: b.rows, columns: b.columns)
  }

  /// c (+)= a b with a packed b: bit for bit what `multiply` gives.
  package func multiply(_ a: Matrix, _ b: PackedMatrix, into c: Matrix, accumulate: Bool = false) {
    precondition(
      a.columns == b.rows && c.rows == a.rows && c.columns == b.columns && c.columnStride == 1
        && a.columnStride == 1,
      "\(a.rows) x \(a.columns) times \(b.rows) x \(b.columns) into \(c.rows) x \(c.columns)")
    unsafe ct_gemm_packed(
      isa, a.rows, b.columns, a.columns, a.pointer, a.rowStride,
      b.storage.pointer(at: 0, length: b.storage.count), c.pointer, c.rowStride,
      accumulate ? 1 : 0)
  }

  /// y += scale x, elementwise.
  package func add(_ x: Matrix, scale: Float = 1, to y: Matrix) {
    precondition(x.rows == y.rows && x.columns == y.columns, "shapes differ")
    precondition(x.isContiguous && y.isContiguous, "only flat matrices are added")
    unsafe ct_add(isa, x.span, scale, x.pointer, y.pointer)
  }

  /// y += scale x over a range of two storages.
  package func add(_ x: Storage, scale: Float = 1, to y: Storage, range: Range<Int>) {
    unsafe ct_add(
      isa, range.count, scale, x.pointer(at: range.lowerBound, length: range.count),
      y.pointer(at: range.lowerBound, length: range.count))
  }

  package func sumOfSquares(_ x: Storage, _ range: Range<Int>) -> Double {
    unsafe ct_sum_squares(isa, range.count, x.pointer(at: range.lowerBound, length: range.count))
  }
}

/// The right side of a product, rearranged for the kernel.
package struct PackedMatrix: Sendable {
  let storage: Storage
  let rows: Int
  let columns: Int
}
