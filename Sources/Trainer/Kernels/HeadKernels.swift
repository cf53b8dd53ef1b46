internal import CTensor

extension Kernels {
  /// log(sum(exp)) of each row of logits.
  package func logSumExp(_ logits: Matrix, into lse: Matrix) {
    precondition(
      logits.columnStride == 1 && lse.isContiguous && lse.rows == logits.rows && lse.columns == 1,
      "log-sum-exp of \(logits.rows) rows into \(lse.rows)")
    unsafe ct_log_sum_exp(
      isa, logits.rows, logits.columns, logits.pointer, logits.rowStride, lse.pointer)
  }

  /// Turns logits into the gradient of sum(coefficient * -log p(target)), in place.
  package func crossEntropyGradient(
    _ logits: Matrix, lse: Matrix, targets: [Int32], coefficients: [Float]
  ) {
    precondition(
      logits.columnStride == 1 && lse.isContiguous && lse.rows == logits.rows
        && targets.count == logits.rows && coefficients.count == logits.rows
        && targets.allSatisfy { $0 >= 0 && Int($0) < logits.columns },
      "\(targets.count) targets for \(logits.rows) rows")
    unsafe ct_cross_entropy_gradient(
      isa, logits.rows, logits.columns, logits.pointer, logits.rowStride, lse.pointer, targets,
      coefficients)
  }

  package func maximum(_ row: Matrix) -> Float {
    precondition(row.rows == 1 && row.columnStride == 1, "one row")
    return unsafe ct_max_row(isa, row.columns, row.pointer)
  }

  /// row = exp(scale * row - shift); returns the sum.
  package func exponentiate(_ row: Matrix, scale: Float, shift: Float) -> Float {
    precondition(row.rows == 1 && row.columnStride == 1, "one row")
    return unsafe ct_exp_row(isa, row.columns, row.pointer, scale, shift)
  }

  /// One step of AdamW over a range of four parallel arrays.
  package func adamW(
    _ parameters: Storage, gradient: Storage, first: Storage, second: Storage, range: Range<Int>,
    step: AdamWStep
  ) {
    let start = range.lowerBound
    let n = range.count
    unsafe ct_adamw(
      isa, n, parameters.pointer(at: start, length: n), gradient.pointer(at: start, length: n),
      first.pointer(at: start, length: n), second.pointer(at: start, length: n), step.rate,
      step.beta1, step.beta2, step.epsilon, step.decay, step.gradientScale, step.correction1,
      step.correction2)
  }
}

/// The numbers of one AdamW step.
package struct AdamWStep {
  let rate: Float
  let beta1: Float
  let beta2: Float
  let epsilon: Float
  let decay: Float
  let gradientScale: Float
  /// 1 / (1 - beta1^step) and 1 / (1 - beta2^step).
  let correction1: Float
  let correction2: Float
}
