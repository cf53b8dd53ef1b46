/// What a block's forward pass leaves for its backward pass.
///
/// Where nothing is trained, all blocks of a pass share one: memory then does not grow with depth.
final class BlockBuffers {
  let attentionNorm = Buffer()
  let projected = Buffer()
  let heads = Buffer()
  let lse = Buffer()
  let middle = Buffer()
  let feedForwardNorm = Buffer()
  let gateUp = Buffer()
}

/// One block of the decoder: what its configuration has of attention and feed-forward network.
final class Block {
  let attention: AttentionLayer?
  let feedForward: FeedForwardLayer?
  let isParallel: Bool
  /// The residual stream between the two, where one follows the other.
  private let middle: Buffer

  init(
    attention: AttentionLayer?, feedForward: FeedForwardLayer?, isParallel: Bool,
    kept: BlockBuffers
  ) {
    self.attention = attention
    self.feedForward = feedForward
    self.isParallel = isParallel
    middle = kept.middle
  }

  private var isSequence: Bool { attention != nil && feedForward != nil && !isParallel }

  /// y = x + attention, then + feed-forward network.
  func forward(_ x: Matrix, into y: Matrix, batch: Batch, context: PassContext) {
    guard isSequence else {
      y.copy(x)
      attention?.forward(x, addTo: y, batch: batch, context: context)
      feedForward?.forward(x, addTo: y, context: context)
      return
    }
    let between = middle.matrix(x.rows, x.columns)
    between.copy(x)
    attention?.forward(x, addTo: between, batch: batch, context: context)
    y.copy(between)
    feedForward?.forward(between, addTo: y, context: context)
  }

  /// Turns the gradient of y into that of x, in place.
  func backward(_ d: Matrix, x: Matrix, batch: Batch, context: PassContext) {
    guard isSequence else {
      let dy = context.scratch.branch.matrix(d.rows, d.columns)
      dy.copy(d)
      feedForward?.backward(dy, x: x, dx: d, context: context)
      attention?.backward(dy, x: x, dx: d, batch: batch, context: context)
      return
    }
    // In place is safe here: a layer reads dy for the last time before it adds to dx.
    feedForward?.backward(d, x: middle.matrix(x.rows, x.columns), dx: d, context: context)
    attention?.backward(d, x: x, dx: d, batch: batch, context: context)
  }
}
