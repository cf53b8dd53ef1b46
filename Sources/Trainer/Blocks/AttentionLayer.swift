/// Norm, projections, rotary positions, attention and output of one block.
///
/// Kept for the backward pass: rotated queries, keys and values, the heads' output and the
/// log-sum-exp of each softmax. The rest is computed again.
final class AttentionLayer {
  let norm: Norm
  let projection: Linear
  let output: Linear
  let shape: AttentionShape
  private let kept: BlockBuffers

  init(
    norm: Norm, projection: Linear, output: Linear, shape: AttentionShape, kept: BlockBuffers
  ) {
    self.norm = norm
    self.projection = projection
    self.output = output
    self.shape = shape
    self.kept = kept
  }

  /// y += attention(norm(x)), each document on its own.
  func forward(_ x: Matrix, addTo y: Matrix, batch: Batch, context: PassContext) {
    let kernels = context.kernels
    let n = x.rows
    let normalized = context.scratch.normalized.matrix(n, x.columns)
    norm.forward(x, into: normalized, kernels: kernels)
    let projected = kept.projected.matrix(n, shape.projectedWidth)
    projection.forward(normalized, into: projected, kernels: kernels, scratch: context.scratch)
    rotate(projected, batch: batch, context: context)
    let out = kept.heads.matrix(n, shape.outputWidth)
    let sums = kept.lse.matrix(n, shape.heads)
    for span in batch.spans {
      kernels.attend(
        projected.rows(span), shape: shape, into: out.rows(span), lse: sums.rows(span),
        scratch: context.scratch.attention)
    }
    output.forward(out, into: y, accumulate: true, kernels: kernels, scratch: context.scratch)
  }

  /// dx += gradient of x from the gradient of y.
  func backward(_ dy: Matrix, x: Matrix, dx: Matrix, batch: Batch, context: PassContext) {
    let kernels = context.kernels
    let scratch = context.scratch
    let n = x.rows
    let out = kept.heads.matrix(n, shape.outputWidth)
    let dOut = scratch.innerGradient.matrix(n, shape.outputWidth)
    output.backward(dy, x: out, dx: dOut, kernels: kernels, scratch: scratch)
    let dProjected = attentionBackward(dOut, out: out, batch: batch, context: context)
    let normalized = scratch.normalized.matrix(n, x.columns)
    norm.again(x, into: normalized, kernels: kernels)
    let dNormalized = scratch.normalizedGradient.matrix(n, x.columns)
    projection.backward(
      dProjected, x: normalized, dx: dNormalized, kernels: kernels, scratch: scratch)
    norm.backward(dNormalized, x: x, dx: dx, kernels: kernels)
  }

  private func attentionBackward(
    _ dOut: Matrix, out: Matrix, batch: Batch, context: PassContext
  ) -> Matrix {
    let n = out.rows
    let projected = kept.projected.matrix(n, shape.projectedWidth)
    let sums = kept.lse.matrix(n, shape.heads)
    let dProjected = context.scratch.projectedGradient.matrix(n, shape.projectedWidth)
    for span in batch.spans {
      context.kernels.attendBackward(
        dOut.rows(span), qkv: projected.rows(span), shape: shape, out: out.rows(span),
        lse: sums.rows(span), dQkv: dProjected.rows(span), scratch: context.scratch.attention)
    }
    rotate(dProjected, batch: batch, context: context, inverse: true)
    return dProjected
  }

  private func rotate(
    _ rows: Matrix, batch: Batch, context: PassContext, inverse: Bool = false
  ) {
    context.kernels.rotate(
      rows, heads: shape.heads + shape.keyValueHeads, headWidth: shape.headWidth,
      positions: batch.positions, table: context.rotary, inverse: inverse)
  }
}
