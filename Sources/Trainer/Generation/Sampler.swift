/// Draws one token from a row of logits.
struct Sampler {
  let temperature: Double
  let topP: Double
  let kernels: Kernels

  /// Draws a token and returns it with its log-probability at temperature 1.
  ///
  /// - Parameter logits: (1, V); scratch afterwards.
  func draw(_ logits: Matrix, lse: Float, random: inout RandomStream) -> (Int32, Float) {
    let token = temperature > 0 ? sample(logits, random: &random) : likeliest(logits)
    return (Int32(token.index), token.logit - lse)
  }

  private func likeliest(_ logits: Matrix) -> (index: Int, logit: Float) {
    let values = logits.values
    var best = 0
    for index in values.indices where values[index] > values[best] { best = index }
    return (best, values[best])
  }

  private func sample(_ logits: Matrix, random: inout RandomStream) -> (index: Int, logit: Float) {
    let values = logits.values
    let scale = Float(1 / temperature)
    let sum = kernels.exponentiate(logits, scale: scale, shift: kernels.maximum(logits) * scale)
    let weights = logits.values
    let drawn =
      topP < 1
      ? fromNucleus(weights, sum: sum, random: &random)
      : index(at: Float(random.uniform()) * sum, in: weights.indices, of: weights)
    return (drawn, values[drawn])
  }

  private func fromNucleus(_ weights: [Float], sum: Float, random: inout RandomStream) -> Int {
    // All tokens below this together weigh less than 1 - topP, so none is in the nucleus.
    let least = Float(1 - topP) * sum / Float(weights.count)
    let candidates = weights.indices.filter { weights[$0] >= least }
      .sorted { (weights[$0], $1) > (weights[$1], $0) }
    let wanted = Float(topP) * sum
    var total: Float = 0
    var kept = 0
    while kept < candidates.count, total < wanted {
      total += weights[candidates[kept]]
      kept += 1
    }
    return index(at: Float(random.uniform()) * total, in: candidates.prefix(kept), of: weights)
  }

  /// The candidate whose share of the summed weights holds `point`.
  private func index(
    at point: Float, in candidates: some Collection<Int>, of weights: [Float]
  ) -> Int {
    var seen: Float = 0
    var last = 0
    for candidate in candidates where weights[candidate] > 0 {
      seen += weights[candidate]
      last = candidate
      if point < seen { break }
    }
    return last
  }
}
