/// How well a model predicts some text.
public struct Likelihood: Sendable, Hashable {
  /// Sum of -log p over the scored tokens, in nats.
  public let negativeLog: Double
  public let tokens: Int

  /// Mean loss of a scored token; 0 where none is scored.
  public var mean: Double { tokens > 0 ? negativeLog / Double(tokens) : 0 }
  public var perplexity: Double { exponential(mean) }

  /// Bits for each byte of the scored text: comparable between tokenizers.
  public func bitsPerByte(bytes: Int) -> Double {
    bytes > 0 ? negativeLog / naturalLogarithm(2) / Double(bytes) : 0
  }

  public static func + (a: Likelihood, b: Likelihood) -> Likelihood {
    Likelihood(negativeLog: a.negativeLog + b.negativeLog, tokens: a.tokens + b.tokens)
  }
  public static let zero = Likelihood(negativeLog: 0, tokens: 0)
}

extension Network {
  /// The likelihood of each document's scored tokens.
  ///
  /// - Throws: `TrainerError.document`.
  public func likelihoods(_ documents: [Document]) throws(TrainerError) -> [Likelihood] {
    try logProbabilities(documents).map { row in
      Likelihood(negativeLog: row.reduce(0) { $0 - Double($1) }, tokens: row.count)
    }
  }

  /// Instruction-following difficulty of each (prompt, response).
  ///
  /// Source: Superfiltering (Li et al. 2024, https://arxiv.org/abs/2402.00530), section 3. The
  /// response alone has no token before it, so its first one is scored in neither term.
  /// - Throws: `TrainerError.document`.
  public func difficulties(_ pairs: [(prompt: [Int32], response: [Int32])])
    throws(TrainerError) -> [InstructionFollowingDifficulty]
  {
    let documents = pairs.flatMap { pair in
      let scored: [Float] = pair.response.indices.map { $0 == 0 ? 0 : 1 }
      let unscored = [Float](repeating: 0, count: pair.prompt.count)
      return [
        Document(tokens: pair.prompt + pair.response, weights: unscored + scored),
        Document(tokens: pair.response, weights: scored),
      ]
    }
    let found = try likelihoods(documents)
    return pairs.indices.map {
      InstructionFollowingDifficulty(afterPrompt: found[2 * $0], alone: found[2 * $0 + 1])
    }
  }
}

/// How well a response is predicted after its prompt, and alone.
public struct InstructionFollowingDifficulty: Sendable, Hashable {
  public let afterPrompt: Likelihood
  public let alone: Likelihood

  /// The response's perplexity after the prompt divided by its perplexity alone; above 1 the prompt
  /// misleads.
  public var ratio: Double { afterPrompt.perplexity / alone.perplexity }
}
