// Every objective reaches the network in one of three ways, so new ones need no new backward pass:
//
// 1. weights on the log-probabilities of chosen tokens: supervised fine-tuning, GRPO, RLOO, PPO,
//    DPO, RPO, and k3 estimates of a divergence;
// 2. a gradient of the whole distribution: distillation;
// 3. a gradient of the residual stream after some block: block-wise distillation.

/// What a session minimises.
///
/// Closures are called for some whole documents at a time, by several threads: what needs more of
/// them at once, such as a mean over a group, is computed before from `Network.logProbabilities`.
public enum Objective: Sendable {
  /// Sum of weight * -log p over the scored tokens, times `scale`.
  case crossEntropy(scale: Double)
  /// Any function of the scored tokens' log-probabilities.
  case logProbabilities(@Sendable (ScoredTokens) -> Judgement)
  /// Any function of the distributions at the scored tokens; the closure replaces logits by the
  /// gradient of the loss for them and returns the loss.
  case distributions(@Sendable (ScoredLogits) -> Double)
  /// Any function of the residual stream after a range of blocks.
  case hidden(HiddenObjective)
}

/// The scored tokens of some documents and what the model says of them.
public struct ScoredTokens: Sendable {
  /// Which of the step's documents these are.
  public let documents: Range<Int>
  /// Where each document's tokens begin in the arrays below, and the end.
  public let offsets: [Int]
  public let tokens: [Int32]
  /// The weights that the documents gave them.
  public let weights: [Float]
  public let logProbabilities: [Float]
}

/// A loss and its gradient for each log-probability.
public struct Judgement: Sendable {
  public let loss: Double
  public let gradient: [Float]

  /// - Parameter gradient: dLoss / dlog p, one a scored token.
  public init(loss: Double, gradient: [Float]) {
    self.loss = loss
    self.gradient = gradient
  }
}

/// Some rows of logits, of at most a few megabytes.
public struct ScoredLogits: Sendable {
  public let documents: Range<Int>
  /// Which scored tokens of these documents the rows are.
  public let rows: Range<Int>
  public let tokens: [Int32]
  public let weights: [Float]
  /// (rows, V) logits in, their gradient out.
  public let logits: Matrix
}

/// A loss on the residual stream after `blocks`.
public struct HiddenObjective: Sendable {
  public let blocks: Range<Int>
  /// The residual stream before the first block, row by row, for some of the step's documents; nil
  /// takes the embeddings, which need `blocks` to begin at 0.
  public let input: (@Sendable (Range<Int>) -> [Float])?
  /// Reads (T, C) rows, writes the gradient of the loss for them, returns the loss.
  public let loss:
    @Sendable (_ documents: Range<Int>, _ hidden: Matrix, _ gradient: Matrix) -> Double

  public init(
    blocks: Range<Int>, input: (@Sendable (Range<Int>) -> [Float])? = nil,
    loss: @escaping @Sendable (Range<Int>, Matrix, Matrix) -> Double
  ) {
    self.blocks = blocks
    self.input = input
    self.loss = loss
  }
}
