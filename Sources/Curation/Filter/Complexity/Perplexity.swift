import Trainer

/// How surprising a response is to a small language model that has read its prompt.
///
/// Source: perplexity as in CCNet (Wenzek et al. 2019, https://arxiv.org/abs/1911.00359), section
/// 3.3, with a model that reads the prompt first. Debris and word salad score high, loops low.
struct Perplexity: Filter {
  static let version = 1
  static let measures = ["perplexity", "loss", "tokens"]
  let model: ScoringModel
  /// Prompt and response together; what is longer is scored up to there.
  let maxTokens: Int

  func measure(_ sample: Sample) -> Finding { measure([sample])[0] }

  /// - Returns: `perplexity` of the response's tokens, `loss` (its logarithm, in nats a token) and
  ///   the `tokens` scored.
  /// - Complexity: about one forward pass; 135 M parameters read 800 tokens a second and thread.
  func measure(_ samples: [Sample]) -> [Finding] {
    model.measure(samples, maxTokens: maxTokens) { network, texts throws(TrainerError) in
      let documents = texts.map { Document(prompt: $0.prompt, response: $0.response) }
      return try network.likelihoods(documents).map { likelihood in
        Finding([
          "perplexity": likelihood.perplexity, "loss": likelihood.mean,
          "tokens": Double(likelihood.tokens),
        ])
      }
    }
  }

  var fingerprint: String { model.fingerprint }
}
