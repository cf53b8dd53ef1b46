/// How responses are drawn.
public struct GenerationOptions: Sendable, Hashable {
  /// Tokens of a response at most.
  public var maxTokens: Int
  /// 0 takes the likeliest token.
  public var temperature: Double
  /// The smallest set of likeliest tokens of at least this probability is drawn from.
  ///
  /// Source: nucleus sampling (Holtzman et al. 2020, https://arxiv.org/abs/1904.09751).
  public var topP: Double
  public var seed: UInt64
  /// Tokens that end a response.
  public var endTokens: Set<Int32>
  /// Number of the first row; row r draws from the random stream (seed, firstRow + r), so a call
  /// for some of the prompts gives what a call for all gives.
  public var firstRow: Int

  public init(
    maxTokens: Int, temperature: Double = 0, topP: Double = 1, seed: UInt64 = 0,
    endTokens: Set<Int32> = [], firstRow: Int = 0
  ) {
    self.maxTokens = maxTokens
    self.temperature = temperature
    self.topP = topP
    self.seed = seed
    self.endTokens = endTokens
    self.firstRow = firstRow
  }
}

/// One drawn response.
public struct Generation: Sendable, Hashable {
  /// The tokens, the end token included where one was drawn.
  public internal(set) var tokens: [Int32] = []
  /// log p of each token under the model at temperature 1, bit for bit what a network without
  /// adapters gives for the same text.
  public internal(set) var logProbabilities: [Float] = []
  /// Whether an end token was drawn; otherwise the response was cut off.
  public internal(set) var isEnded = false

  /// The tokens without the end token.
  public var response: ArraySlice<Int32> { isEnded ? tokens.dropLast() : tokens[...] }
}
