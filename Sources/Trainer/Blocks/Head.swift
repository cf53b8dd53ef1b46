/// The rows that the head works on, which a pass keeps from its forward to its backward half.
final class HeadBuffers {
  /// The residual stream at scored rows, and normalised; then their gradients.
  let hidden = Buffer()
  let normalized = Buffer()
  let hiddenGradient = Buffer()
  let normalizedGradient = Buffer()
  let logits = Buffer()
  let lse = Buffer()
}

// Logits are made at scored rows only, and in chunks, so that a vocabulary of 49,152 needs 25 MB.
extension Pass {
  private func chunks(_ count: Int) -> [Range<Int>] {
    let size = max(128, (1 << 21) / model.configuration.vocabularySize)
    return stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
  }

  /// Gathers the scored rows of the last block's output and normalises them.
  private func gather(_ batch: Batch) -> Matrix {
    let all = hiddenRows(blocks.count, batch.rows)
    let rows = headBuffers.hidden.matrix(batch.scoredRows.count, all.columns)
    for (index, row) in batch.scoredRows.enumerated() { rows.copyRow(index, from: all, row) }
    let normalized = headBuffers.normalized.matrix(rows.rows, rows.columns)
    finalNorm.forward(rows, into: normalized, kernels: kernels)
    return normalized
  }

  private func logits(_ normalized: Matrix, _ chunk: Range<Int>) -> Matrix {
    let out = headBuffers.logits.matrix(chunk.count, model.configuration.vocabularySize)
    head.forward(normalized.rows(chunk), into: out, kernels: kernels, scratch: scratch)
    return out
  }

  private func logSums(_ logits: Matrix) -> Matrix {
    let lse = headBuffers.lse.matrix(logits.rows, 1)
    kernels.logSumExp(logits, into: lse)
    return lse
  }

  /// The log-probability of each scored token, after a forward pass.
  func logProbabilities(_ batch: Batch) -> [Float] {
    let normalized = gather(batch)
    var result: [Float] = []
    for chunk in chunks(batch.scoredRows.count) {
      let logits = logits(normalized, chunk)
      let lse = logSums(logits)
      for (row, token) in batch.targets[chunk].enumerated() {
        result.append(logits[row, Int(token)] - lse[row, 0])
      }
    }
    return result
  }

  /// The logits at scored rows, after a forward pass.
  func scoredLogits(_ batch: Batch) -> [[Float]] {
    let normalized = gather(batch)
    return chunks(batch.scoredRows.count).flatMap { chunk in
      let logits = logits(normalized, chunk)
      return (0..<chunk.count).map(logits.row)
    }
  }

  /// Loss and gradient of the residual stream for sum(weight * scale * -log p).
  func crossEntropy(_ batch: Batch, scale: Double) -> Double {
    let normalized = gather(batch)
    var loss = 0.0
    for chunk in chunks(batch.scoredRows.count) {
      let logits = logits(normalized, chunk)
      let lse = logSums(logits)
      let targets = Array(batch.targets[chunk])
      let coefficients = batch.weights[chunk].map { Float(Double($0) * scale) }
      for row in 0..<chunk.count {
        let negative = Double(lse[row, 0] - logits[row, Int(targets[row])])
        loss += Double(coefficients[row]) * negative
      }
      kernels.crossEntropyGradient(logits, lse: lse, targets: targets, coefficients: coefficients)
      logitsBackward(logits, normalized: normalized, chunk: chunk)
    }
    scatter(batch)
    return loss
  }

  /// Gradient of the residual stream for given gradients of the log-probabilities.
  func logProbabilityBackward(_ batch: Batch, gradient: [Float]) {
    let normalized = gather(batch)
    for chunk in chunks(batch.scoredRows.count) {
      let logits = logits(normalized, chunk)
      kernels.crossEntropyGradient(
        logits, lse: logSums(logits), targets: Array(batch.targets[chunk]),
        coefficients: gradient[chunk].map { -$0 })
      logitsBackward(logits, normalized: normalized, chunk: chunk)
    }
    scatter(batch)
  }

  /// Loss and gradient of the residual stream where a closure turns logits into their gradient.
  func distributionLoss(
    _ batch: Batch, documents: Range<Int>, _ objective: (ScoredLogits) -> Double
  ) -> Double {
    let normalized = gather(batch)
    var loss = 0.0
    for chunk in chunks(batch.scoredRows.count) {
      let logits = logits(normalized, chunk)
      loss += objective(
        ScoredLogits(
          documents: documents, rows: chunk, tokens: Array(batch.targets[chunk]),
          weights: Array(batch.weights[chunk]), logits: logits))
      logitsBackward(logits, normalized: normalized, chunk: chunk)
    }
    scatter(batch)
    return loss
  }

  private func logitsBackward(_ dLogits: Matrix, normalized: Matrix, chunk: Range<Int>) {
    let dNormalized = headBuffers.normalizedGradient.matrix(normalized.rows, normalized.columns)
    head.backward(
      dLogits, x: normalized.rows(chunk), dx: dNormalized.rows(chunk), kernels: kernels,
      scratch: scratch)
  }

  /// Takes the scored rows' gradient back to the residual stream; other rows get 0.
  private func scatter(_ batch: Batch) {
    let count = batch.scoredRows.count
    let width = model.configuration.width
    let dRows = headBuffers.hiddenGradient.matrix(count, width)
    dRows.clear()
    finalNorm.backward(
      headBuffers.normalizedGradient.matrix(count, width),
      x: headBuffers.hidden.matrix(count, width), dx: dRows, kernels: kernels)
    let d = hiddenGradientRows(batch.rows)
    d.clear()
    for (index, row) in batch.scoredRows.enumerated() { d.copyRow(row, from: dRows, index) }
  }
}
