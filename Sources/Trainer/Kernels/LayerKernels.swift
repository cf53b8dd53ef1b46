internal import CTensor

extension Kernels {
  /// y = x / rms(x) * gain by rows; keeps 1/rms for the backward pass.
  package func normalize(_ x: Matrix, gain: Matrix, epsilon: Float, into y: Matrix, rms: Matrix) {
    checkNorm(x, gain, y, rms)
    unsafe ct_rms(
      isa, x.rows, x.columns, epsilon, x.pointer, gain.pointer, y.pointer, rms.pointer)
  }

  /// The same y again from the kept 1/rms.
  package func renormalize(_ x: Matrix, gain: Matrix, rms: Matrix, into y: Matrix) {
    checkNorm(x, gain, y, rms)
    unsafe ct_rms_apply(
      isa, x.rows, x.columns, x.pointer, gain.pointer, rms.pointer, y.pointer)
  }

  /// dx += gradient of x; dGain += gradient of the gain.
  package func normalizeBackward(
    _ dy: Matrix, x: Matrix, gain: Matrix, rms: Matrix, dx: Matrix, dGain: Matrix?
  ) {
    checkNorm(x, gain, dy, rms)
    checkNorm(dx, gain, dx, rms)
    precondition(dGain.map { $0.columns == gain.columns } ?? true, "the gain's gradient")
    unsafe ct_rms_backward(
      isa, x.rows, x.columns, x.pointer, gain.pointer, rms.pointer, dy.pointer, dx.pointer,
      dGain?.pointer)
  }

  private func checkNorm(_ x: Matrix, _ gain: Matrix, _ y: Matrix, _ rms: Matrix) {
    precondition(
      x.isContiguous && y.isContiguous && gain.isContiguous && rms.isContiguous
        && gain.rows == 1 && gain.columns == x.columns && y.rows == x.rows
        && y.columns == x.columns && rms.rows == x.rows && rms.columns == 1,
      "norm of \(x.rows) x \(x.columns) with a gain of \(gain.columns)")
  }

  /// act = silu(gate) * up, where a row of `gateUp` is gate, then up.
  package func swiglu(_ gateUp: Matrix, into act: Matrix) {
    precondition(
      gateUp.isContiguous && act.isContiguous && gateUp.columns == 2 * act.columns
        && gateUp.rows == act.rows, "SwiGLU of \(gateUp.columns) into \(act.columns)")
    unsafe ct_swiglu(isa, act.rows, act.columns, gateUp.pointer, act.pointer)
  }

  package func swigluBackward(_ dAct: Matrix, gateUp: Matrix, into dGateUp: Matrix) {
    precondition(
      gateUp.isContiguous && dAct.isContiguous && dGateUp.isContiguous
        && gateUp.columns == 2 * dAct.columns && dGateUp.columns == gateUp.columns
        && gateUp.rows == dAct.rows && dGateUp.rows == dAct.rows,
      "SwiGLU of \(gateUp.columns) from \(dAct.columns)")
    unsafe ct_swiglu_backward(
      isa, dAct.rows, dAct.columns, gateUp.pointer, dAct.pointer, dGateUp.pointer)
  }

  /// Rotates the first `heads` heads of each row by its position, or back.
  package func rotate(
    _ x: Matrix, heads: Int, headWidth: Int, positions: [Int32], table: RotaryTable,
    inverse: Bool = false
  ) {
    precondition(
      heads * headWidth <= x.columns && positions.count == x.rows && x.columnStride == 1
        && headWidth == table.headWidth, "\(heads) heads of \(headWidth) in \(x.columns)")
    let last = positions.max() ?? 0
    precondition(
      positions.allSatisfy { $0 >= 0 } && Int(last) < table.positions, "position \(last)")
    unsafe ct_rope(
      isa, x.rows, heads, headWidth, x.pointer, x.rowStride, positions, table.cosines.pointer,
      table.sines.pointer, inverse ? -1 : 1)
  }
}

/// Cosines and sines of the rotary angles: theta^(-2i/h) times the position.
///
/// Source: RoFormer (Su et al. 2021, https://arxiv.org/abs/2104.09864), with the pairing (i, i + h/2)
/// of the Hugging Face checkpoints.
package struct RotaryTable: Sendable {
  let headWidth: Int
  let positions: Int
  let cosines: Matrix
  let sines: Matrix

  package init(headWidth: Int, theta: Double, positions: Int) {
    self.headWidth = headWidth
    self.positions = positions
    let half = headWidth / 2
    cosines = Matrix(Storage(count: positions * half), rows: positions, columns: half)
    sines = Matrix(Storage(count: positions * half), rows: positions, columns: half)
    for i in 0..<half {
      let frequency = exponential(base: theta, -2 * Double(i) / Double(headWidth))
      for position in 0..<positions {
        let (sine, cosine) = sineAndCosine(Double(position) * frequency)
        cosines[position, i] = Float(cosine)
        sines[position, i] = Float(sine)
      }
    }
  }
}
