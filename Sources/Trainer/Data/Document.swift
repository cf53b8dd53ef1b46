public import Tokenizers

/// A sequence of tokens and what each one's prediction is worth.
public struct Document: Sendable, Hashable {
  public let tokens: [Int32]
  /// weights[i] scales the loss of predicting tokens[i] from those before it; 0 is not scored.
  ///
  /// The first token is never predicted, so its weight counts for nothing.
  public let weights: [Float]

  /// - Precondition: as many weights as tokens.
  public init(tokens: [Int32], weights: [Float]) {
    precondition(tokens.count == weights.count, "\(weights.count) weights, \(tokens.count) tokens")
    self.tokens = tokens
    self.weights = weights
  }

  /// A prompt that is only read and a response that is scored, end token included.
  public init(prompt: [Int32], response: [Int32], weight: Float = 1) {
    self.init(
      tokens: prompt + response,
      weights: Array(repeating: 0, count: prompt.count)
        + Array(repeating: weight, count: response.count))
  }

  /// A text of which every token but the first is scored.
  public init(tokens: [Int32]) {
    self.init(tokens: tokens, weights: Array(repeating: 1, count: tokens.count))
  }

  /// Tokens whose prediction is scored.
  public var scoredCount: Int { weights.dropFirst().count { $0 != 0 } }
  /// The first tokens, so many at most.
  func prefix(_ count: Int) -> Document {
    guard count < tokens.count else { return self }
    return Document(tokens: Array(tokens.prefix(count)), weights: Array(weights.prefix(count)))
  }

  /// Sum of the weights that count.
  public var totalWeight: Double { weights.dropFirst().reduce(0) { $0 + Double($1) } }
}

extension Document {
  /// A rendered conversation: the assistant's tokens are scored.
  public init(_ chat: ChatTokens, weight: Float = 1) {
    self.init(tokens: chat.tokens, weights: chat.isScored.map { $0 ? weight : 0 })
  }
}
