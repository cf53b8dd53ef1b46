/// Named sizes for training from scratch.
///
/// Parameters are those with a vocabulary of 512.
public enum ModelPreset: String, Sendable, CaseIterable {
  /// 0.37 M parameters: width 96, 3 blocks, 3 heads, feed-forward 256. Learns chained arithmetic
  /// from 1.1 M tokens in about 20 CPU-seconds.
  case nano
  /// 0.92 M parameters: width 128, 4 blocks, 4 heads, feed-forward 384.
  case `super`
  /// 4.9 M parameters: width 256, 6 blocks, 8 heads, feed-forward 704.
  case ultra

  /// The preset as a configuration for a tokenizer's vocabulary.
  public func configuration(vocabularySize: Int, maxPositions: Int = 2048) -> ModelConfiguration {
    switch self {
    case .nano: make(vocabularySize, 96, depth: 3, heads: 3, 256, maxPositions)
    case .super: make(vocabularySize, 128, depth: 4, heads: 4, 384, maxPositions)
    case .ultra: make(vocabularySize, 256, depth: 6, heads: 8, 704, maxPositions)
    }
  }

  private func make(
    _ vocabulary: Int, _ width: Int, depth: Int, heads: Int, _ feedForward: Int, _ positions: Int
  ) -> ModelConfiguration {
    ModelConfiguration(
      vocabularySize: vocabulary, width: width, depth: depth, heads: heads,
      feedForwardWidth: feedForward, maxPositions: positions)
  }
}
