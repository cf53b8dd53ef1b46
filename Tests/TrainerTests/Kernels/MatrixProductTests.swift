import Testing
import Trainer

@Suite struct MatrixProductTests {
  static let sizes = [1, 2, 13, 14, 15, 16, 31, 32, 33, 70]

  /// All shapes around the sizes of tiles, in the three layouts, on every copy of the kernels.
  @Test(arguments: Kernels.available)
  func equalsThePlainProduct(_ kernels: Kernels) {
    for m in Self.sizes {
      for n in Self.sizes {
        for k in [1, 3, 16, 37] {
          let a = Plain.random(m, k, seed: 1)
          let b = Plain.random(k, n, seed: 2)
          let start = Plain.random(m, n, seed: 3)
          let expected = Plain.product(a, b)
          let sum = zip(expected, start).map { zip($0, $1).map { $0 + $1 } }
          let left = [Matrix(a), Matrix(Plain.transposed(a)).transposed]
          let right = [Matrix(b), Matrix(Plain.transposed(b)).transposed]
          for (x, y) in left.flatMap({ x in right.map { (x, $0) } }) {
            let c = Matrix.zeros(m, n)
            kernels.multiply(x, y, into: c)
            #expect(c.difference(to: expected) < 1e-5, "\(m) x \(n) x \(k)")
            let d = Matrix(start)
            kernels.multiply(x, y, into: d, accumulate: true)
            #expect(d.difference(to: sum) < 1e-5, "\(m) x \(n) x \(k), accumulated")
          }
        }
      }
    }
  }

  /// Beyond the blocks of k and n that are packed at a time.
  @Test(arguments: Kernels.available)
  func largeProducts(_ kernels: Kernels) {
    let a = Plain.random(40, 530, seed: 1)
    let b = Plain.random(530, 300, seed: 2)
    let c = Matrix.zeros(40, 300)
    kernels.multiply(Matrix(a), Matrix(b), into: c)
    #expect(c.difference(to: Plain.product(a, b)) < 1e-4)
  }

  @Test(arguments: Kernels.available)
  func aRowDoesNotDependOnOthers(_ kernels: Kernels) {
    let a = Matrix(Plain.random(150, 300, seed: 1))
    let b = Matrix(Plain.random(70, 300, seed: 2)).transposed
    let whole = Matrix.zeros(150, 70)
    kernels.multiply(a, b, into: whole)
    let packed = kernels.pack(b)
    for range in [0..<1, 14..<15, 3..<20, 100..<150] {
      let some = Matrix.zeros(range.count, 70)
      kernels.multiply(a.rows(range), b, into: some)
      #expect(some.values == whole.rows(range).values)
      let other = Matrix.zeros(range.count, 70)
      kernels.multiply(a.rows(range), packed, into: other)
      #expect(other.values == some.values)
    }
  }

  /// Views of a wider matrix, as projections of a fused weight are.
  @Test(arguments: Kernels.available)
  func viewsLeaveTheRestAlone(_ kernels: Kernels) {
    let a = Plain.random(5, 9, seed: 1)
    let b = Plain.random(9, 7, seed: 2)
    let c = Matrix.zeros(5, 20)
    kernels.multiply(Matrix(a), Matrix(b), into: c.columns(6..<13))
    let expected = Plain.product(a, b).map {
      Array(repeating: 0, count: 6) + $0 + Array(repeating: 0, count: 7)
    }
    #expect(c.difference(to: expected) < 1e-5)
  }

  @Test(arguments: Kernels.available)
  func nothingTimesNothing(_ kernels: Kernels) {
    let c = Matrix([[1, 2]])
    kernels.multiply(Matrix.zeros(1, 0), Matrix.zeros(0, 2), into: c, accumulate: true)
    #expect(c.values == [1, 2])
    kernels.multiply(Matrix.zeros(1, 0), Matrix.zeros(0, 2), into: c)
    #expect(c.values == [0, 0])
  }
}
