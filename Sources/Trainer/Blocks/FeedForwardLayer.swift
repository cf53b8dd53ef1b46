/// Norm and SwiGLU network of one block: y += down(silu(gate x) * up x).
///
/// Kept for the backward pass: gate and up before the nonlinearity.
final class FeedForwardLayer {
  let norm: Norm
  let gateUp: Linear
  let down: Linear
  let innerWidth: Int
  private let kept: BlockBuffers

  init(norm: Norm, gateUp: Linear, down: Linear, innerWidth: Int, kept: BlockBuffers) {
    self.norm = norm
    self.gateUp = gateUp
    self.down = down
    self.innerWidth = innerWidth
    self.kept = kept
  }

  /// y += network(norm(x)).
  func forward(_ x: Matrix, addTo y: Matrix, context: PassContext) {
    let scratch = context.scratch
    let normalized = scratch.normalized.matrix(x.rows, x.columns)
    norm.forward(x, into: normalized, kernels: context.kernels)
    let both = kept.gateUp.matrix(x.rows, 2 * innerWidth)
    gateUp.forward(normalized, into: both, kernels: context.kernels, scratch: scratch)
    let inner = scratch.inner.matrix(x.rows, innerWidth)
    context.kernels.swiglu(both, into: inner)
    down.forward(inner, into: y, accumulate: true, kernels: context.kernels, scratch: scratch)
  }

  /// dx += gradient of x from the gradient of y.
  func backward(_ dy: Matrix, x: Matrix, dx: Matrix, context: PassContext) {
    let kernels = context.kernels
    let scratch = context.scratch
    let both = kept.gateUp.matrix(x.rows, 2 * innerWidth)
    let inner = scratch.inner.matrix(x.rows, innerWidth)
    kernels.swiglu(both, into: inner)
    let dInner = scratch.innerGradient.matrix(x.rows, innerWidth)
    down.backward(dy, x: inner, dx: dInner, kernels: kernels, scratch: scratch)
    let dBoth = scratch.projectedGradient.matrix(x.rows, 2 * innerWidth)
    kernels.swigluBackward(dInner, gateUp: both, into: dBoth)
    let normalized = scratch.normalized.matrix(x.rows, x.columns)
    norm.again(x, into: normalized, kernels: kernels)
    let dNormalized = scratch.normalizedGradient.matrix(x.rows, x.columns)
    gateUp.backward(dBoth, x: normalized, dx: dNormalized, kernels: kernels, scratch: scratch)
    norm.backward(dNormalized, x: x, dx: dx, kernels: kernels)
  }
}
