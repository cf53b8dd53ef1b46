/// y = x Wᵀ, with low-rank additions where the model has adapters.
struct Linear {
  /// (outputs, inputs).
  let weight: Matrix
  /// nil where the weight is frozen.
  let gradient: Matrix?
  let adapters: [LinearAdapter]

  /// y (+)= x Wᵀ + scale (x Aᵀ) Bᵀ.
  func forward(
    _ x: Matrix, into y: Matrix, accumulate: Bool = false, kernels: Kernels, scratch: Scratch
  ) {
    kernels.multiply(x, weight.transposed, into: y, accumulate: accumulate)
    for adapter in adapters {
      let low = adapter.lowRank(x, kernels: kernels, buffer: scratch.lowRank)
      kernels.multiply(
        low, adapter.b.transposed, into: y.columns(adapter.outputs), accumulate: true)
    }
  }

  /// dx (+)= dy W, and the gradients of what is trained; `x` is the forward pass's input.
  func backward(
    _ dy: Matrix, x: Matrix, dx: Matrix, accumulate: Bool = false, kernels: Kernels,
    scratch: Scratch
  ) {
    kernels.multiply(dy, weight, into: dx, accumulate: accumulate)
    if let gradient { kernels.multiply(dy.transposed, x, into: gradient, accumulate: true) }
    for adapter in adapters {
      adapter.backward(
        dy.columns(adapter.outputs), x: x, dx: dx, kernels: kernels, scratch: scratch)
    }
  }
}

/// One low-rank addition B A to some outputs of a linear layer.
///
/// Source: LoRA (Hu et al. 2021, https://arxiv.org/abs/2106.09685).
struct LinearAdapter {
  /// The outputs that it adds to: one projection of a fused weight.
  let outputs: Range<Int>
  /// (rank, inputs), and (outputs, rank) below.
  let a: Matrix
  let b: Matrix
  let aGradient: Matrix?
  let bGradient: Matrix?
  let scale: Float

  /// scale x Aᵀ.
  func lowRank(_ x: Matrix, kernels: Kernels, buffer: Buffer) -> Matrix {
    let low = buffer.matrix(x.rows, a.rows)
    kernels.multiply(x, a.transposed, into: low)
    kernels.add(low, scale: scale - 1, to: low)
    return low
  }

  func backward(_ dy: Matrix, x: Matrix, dx: Matrix, kernels: Kernels, scratch: Scratch) {
    guard let aGradient, let bGradient else { return }
    let low = lowRank(x, kernels: kernels, buffer: scratch.lowRank)
    kernels.multiply(dy.transposed, low, into: bGradient, accumulate: true)
    let dLow = scratch.lowRankGradient.matrix(x.rows, a.rows)
    kernels.multiply(dy, b, into: dLow)
    kernels.add(dLow, scale: scale - 1, to: dLow)
    kernels.multiply(dLow.transposed, x, into: aGradient, accumulate: true)
    kernels.multiply(dLow, a, into: dx, accumulate: true)
  }
}
