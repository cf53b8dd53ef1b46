/// RMSNorm (Zhang & Sennrich 2019, https://arxiv.org/abs/1910.07467): x / rms(x) * gain.
struct Norm {
  /// (1, C).
  let gain: Matrix
  /// nil where the gain is frozen.
  let gradient: Matrix?
  let epsilon: Float
  /// 1 / rms of each row of the last forward pass.
  private let kept: Buffer

  init(gain: Matrix, gradient: Matrix?, epsilon: Float, kept: Buffer) {
    self.gain = gain
    self.gradient = gradient
    self.epsilon = epsilon
    self.kept = kept
  }

  func forward(_ x: Matrix, into y: Matrix, kernels: Kernels) {
    kernels.normalize(x, gain: gain, epsilon: epsilon, into: y, rms: kept.matrix(x.rows, 1))
  }

  /// The output again, so that it need not be kept.
  func again(_ x: Matrix, into y: Matrix, kernels: Kernels) {
    kernels.renormalize(x, gain: gain, rms: kept.matrix(x.rows, 1), into: y)
  }

  /// dx += gradient of the input.
  func backward(_ dy: Matrix, x: Matrix, dx: Matrix, kernels: Kernels) {
    kernels.normalizeBackward(
      dy, x: x, gain: gain, rms: kept.matrix(x.rows, 1), dx: dx, dGain: gradient)
  }
}
