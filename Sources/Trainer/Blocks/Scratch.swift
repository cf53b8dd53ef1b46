/// Matrices that a pass needs only for the length of one layer; each layer overwrites them.
final class Scratch {
  /// The normalised input of a layer.
  let normalized = Buffer()
  /// The gradient of the normalised input.
  let normalizedGradient = Buffer()
  /// Activations inside a layer, and two gradients of such.
  let inner = Buffer()
  let innerGradient = Buffer()
  let projectedGradient = Buffer()
  /// Low-rank activations of an adapter and their gradient.
  let lowRank = Buffer()
  let lowRankGradient = Buffer()
  /// Scores of one block of attention.
  let attention = Buffer()
  /// The output's gradient where two parallel branches read it.
  let branch = Buffer()
}
