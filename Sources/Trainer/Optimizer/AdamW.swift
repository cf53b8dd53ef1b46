/// The numbers of AdamW (Loshchilov & Hutter 2019, https://arxiv.org/abs/1711.05101).
public struct AdamW: Sendable, Hashable {
  public var beta1: Double
  public var beta2: Double
  public var epsilon: Double
  /// Weight decay of matrices; gains never decay.
  public var decay: Double
  /// The largest norm of the whole gradient, which is scaled down to it; nil never scales.
  public var clip: Double?

  public init(
    beta1: Double = 0.9, beta2: Double = 0.98, epsilon: Double = 1e-8, decay: Double = 0.1,
    clip: Double? = 1
  ) {
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.decay = decay
    self.clip = clip
  }
}

/// The moments of each trained weight, and the steps taken.
final class OptimizerState: Sendable {
  let first: Storage
  let second: Storage

  init(count: Int) {
    first = Storage(count: count)
    second = Storage(count: count)
  }
}

extension AdamW {
  /// The kernel's numbers for a step, the first being 1.
  package func step(_ step: Int, rate: Double, decays: Bool, gradientScale: Double) -> AdamWStep {
    AdamWStep(
      rate: Float(rate), beta1: Float(beta1), beta2: Float(beta2), epsilon: Float(epsilon),
      decay: decays ? Float(decay) : 0, gradientScale: Float(gradientScale),
      correction1: Float(1 / (1 - exponential(base: beta1, Double(step)))),
      correction2: Float(1 / (1 - exponential(base: beta2, Double(step)))))
  }
}
