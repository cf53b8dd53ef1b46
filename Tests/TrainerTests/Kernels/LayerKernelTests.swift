import Testing
import Trainer

/// Each layer's kernels against plain mathematics, backward ones against central differences of it,
/// on every copy that this CPU runs.
@Suite struct LayerKernelTests {
  static let widths = [1, 4, 7, 16, 20, 33]

  @Test(arguments: Kernels.available, widths)
  func norm(_ kernels: Kernels, _ width: Int) {
    let x = Plain.random(3, width, seed: 1)
    let dy = Plain.random(3, width, seed: 2)
    let gain = Plain.random(1, width, seed: 3)
    let (y, rms) = (Matrix.zeros(3, width), Matrix.zeros(3, 1))
    kernels.normalize(Matrix(x), gain: Matrix(gain), epsilon: 1e-5, into: y, rms: rms)
    #expect(y.difference(to: Plain.norm(x, gain: gain[0], epsilon: 1e-5)) < 1e-5)
    let again = Matrix.zeros(3, width)
    kernels.renormalize(Matrix(x), gain: Matrix(gain), rms: rms, into: again)
    #expect(again.values == y.values)

    let (dx, dGain) = (Matrix.zeros(3, width), Matrix.zeros(1, width))
    kernels.normalizeBackward(
      Matrix(dy), x: Matrix(x), gain: Matrix(gain), rms: rms, dx: dx, dGain: dGain)
    let expected = Plain.gradient(x, dy: dy) { Plain.norm($0, gain: gain[0], epsilon: 1e-5) }
    let scale = expected.joined().map(abs).max() ?? 0
    #expect(dx.difference(to: expected) < 2e-5 * max(scale, 1))
    let ofGain = Plain.gradient(gain, dy: dy) { Plain.norm(x, gain: $0[0], epsilon: 1e-5) }
    #expect(dGain.difference(to: ofGain) < 2e-5)
  }

  @Test(arguments: Kernels.available, widths)
  func swiglu(_ kernels: Kernels, _ width: Int) {
    let gateUp = Plain.random(3, 2 * width, seed: 1).map { $0.map { 6 * $0 } }
    let dy = Plain.random(3, width, seed: 2)
    let act = Matrix.zeros(3, width)
    kernels.swiglu(Matrix(gateUp), into: act)
    #expect(act.difference(to: Plain.swiglu(gateUp)) < 2e-5)
    let d = Matrix.zeros(3, 2 * width)
    kernels.swigluBackward(Matrix(dy), gateUp: Matrix(gateUp), into: d)
    #expect(d.difference(to: Plain.gradient(gateUp, dy: dy, of: Plain.swiglu)) < 2e-5)
  }

  @Test(arguments: Kernels.available)
  func swigluOfExtremes(_ kernels: Kernels) {
    let gateUp = Matrix([[1000, -1000, 90, -90, 1, 1, 1, 1]])
    let act = Matrix.zeros(1, 4)
    kernels.swiglu(gateUp, into: act)
    #expect(act.values == [1000, 0, 90, 0] || act.difference(to: [[1000, 0, 90, 0]]) < 1e-4)
  }

  @Test(arguments: Kernels.available, [2, 6, 16, 32, 40])
  func rotationKeepsAngles(_ kernels: Kernels, _ width: Int) {
    let table = RotaryTable(headWidth: width, theta: 100, positions: 50)
    let rows = Plain.random(4, 3 * width, seed: 1)
    let x = Matrix(rows)
    let positions: [Int32] = [0, 1, 7, 49]
    kernels.rotate(x, heads: 2, headWidth: width, positions: positions, table: table)
    // Half-split pairs turn by position * theta^(-2i/h); the third head is left alone.
    let expected = zip(rows, positions).map { row, position in
      row.indices.map { column -> Double in
        let (head, within) = (column / width, column % width)
        guard head < 2 else { return row[column] }
        let pair = within % (width / 2)
        let angle =
          Double(position) * exponential(-2 * Double(pair) / Double(width) * logarithm(100))
        let (first, second) = (row[head * width + pair], row[head * width + pair + width / 2])
        return within < width / 2
          ? first * cosine(angle) - second * sine(angle)
          : second * cosine(angle) + first * sine(angle)
      }
    }
    #expect(x.difference(to: expected) < 1e-5)
    kernels.rotate(x, heads: 2, headWidth: width, positions: positions, table: table, inverse: true)
    #expect(x.difference(to: rows) < 1e-5)
  }

  static let shapes = [
    AttentionShape(heads: 1, keyValueHeads: 1, headWidth: 4),
    AttentionShape(heads: 4, keyValueHeads: 2, headWidth: 6),
    AttentionShape(heads: 3, keyValueHeads: 1, headWidth: 16),
    AttentionShape(heads: 2, keyValueHeads: 2, headWidth: 34),
  ]

  @Test(arguments: Kernels.available, shapes)
  func attention(_ kernels: Kernels, _ shape: AttentionShape) {
    // Lengths on both sides of the block of query rows and of vectors.
    for length in [1, 2, 15, 16, 17, 56, 57, 130] {
      let qkv = Plain.random(length, shape.projectedWidth, seed: 1).map { $0.map { 2 * $0 } }
      let out = Matrix.zeros(length, shape.outputWidth)
      let lse = Matrix.zeros(length, shape.heads)
      kernels.attend(Matrix(qkv), shape: shape, into: out, lse: lse, scratch: Buffer())
      #expect(out.difference(to: Plain.attention(qkv, shape)) < 1e-5, "\(length) tokens")
    }
  }

  @Test(arguments: shapes)
  func attentionBackward(_ shape: AttentionShape) {
    for length in [1, 2, 6] {
      let qkv = Plain.random(length, shape.projectedWidth, seed: 1)
      let dOut = Plain.random(length, shape.outputWidth, seed: 2)
      let expected = Plain.gradient(qkv, dy: dOut) { Plain.attention($0, shape) }
      for kernels in Kernels.available {
        let (input, scratch) = (Matrix(qkv), Buffer())
        let out = Matrix.zeros(length, shape.outputWidth)
        let lse = Matrix.zeros(length, shape.heads)
        kernels.attend(input, shape: shape, into: out, lse: lse, scratch: scratch)
        let d = Matrix.zeros(length, shape.projectedWidth)
        kernels.attendBackward(
          Matrix(dOut), qkv: input, shape: shape, out: out, lse: lse, dQkv: d, scratch: scratch)
        #expect(d.difference(to: expected) < 2e-5, "\(length) tokens, \(kernels)")
      }
    }
  }

  /// Long documents, whose rows are cut into blocks of another size in each copy.
  @Test(arguments: Kernels.available, shapes)
  func copiesAgree(_ kernels: Kernels, _ shape: AttentionShape) {
    func gradient(_ kernels: Kernels) -> [Float] {
      let input = Matrix(Plain.random(120, shape.projectedWidth, seed: 1))
      let dOut = Matrix(Plain.random(120, shape.outputWidth, seed: 2))
      let out = Matrix.zeros(120, shape.outputWidth)
      let (lse, scratch) = (Matrix.zeros(120, shape.heads), Buffer())
      kernels.attend(input, shape: shape, into: out, lse: lse, scratch: scratch)
      let d = Matrix.zeros(120, shape.projectedWidth)
      kernels.attendBackward(
        dOut, qkv: input, shape: shape, out: out, lse: lse, dQkv: d, scratch: scratch)
      return out.values + d.values
    }
    for (a, b) in zip(gradient(kernels), gradient(.generic)) { #expect(abs(a - b) < 2e-5) }
  }

  @Test(arguments: Kernels.available, shapes)
  func cachedAttentionEqualsTheLastRow(_ kernels: Kernels, _ shape: AttentionShape) {
    let length = 61
    let qkv = Matrix(Plain.random(length, shape.projectedWidth, seed: 1))
    let out = Matrix.zeros(length, shape.outputWidth)
    kernels.attend(
      qkv, shape: shape, into: out, lse: Matrix.zeros(length, shape.heads), scratch: Buffer())
    let cache = KeyValueCache(shape: shape, positions: 70)
    kernels.store(qkv.rows(0..<40), shape: shape, in: cache, at: 0)
    kernels.store(qkv.rows(40..<length), shape: shape, in: cache, at: 40)
    for row in [0, 15, 16, 60] {
      let one = Matrix.zeros(1, shape.outputWidth)
      kernels.attend(
        qkv.rows(row..<row + 1), cache: cache, length: row + 1, into: one, scratch: Buffer())
      #expect(one.values == out.row(row))
    }
  }
}
