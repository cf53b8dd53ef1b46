import Trainer

/// How much a prompt helps a small language model to predict its response.
///
/// Instruction-following difficulty is the response's perplexity after the prompt divided by its
/// perplexity alone: near 0 the response follows from the prompt, near 1 the prompt says little about
/// it, and above 1 the prompt misleads, so the two do not belong together.
///
/// Source: Superfiltering (Li et al. 2024, https://arxiv.org/abs/2402.00530), section 3: a model of
/// 124 M parameters ranks samples as large ones do; those above 1 are dropped, the highest below kept.
struct InstructionDifficulty: Filter {
  static let version = 1
  static let measures = ["ifd", "perplexity", "alonePerplexity", "tokens"]
  let model: ScoringModel
  /// Prompt and response together; what is longer is scored up to there.
  let maxTokens: Int

  func measure(_ sample: Sample) -> Finding { measure([sample])[0] }

  /// - Returns: `ifd`, both perplexities and the `tokens` scored in each (all but the response's
  ///   first, which has nothing before it when it stands alone).
  /// - Complexity: about two forward passes.
  func measure(_ samples: [Sample]) -> [Finding] {
    model.measure(samples, maxTokens: maxTokens) { network, texts throws(TrainerError) in
      let found = try network.difficulties(texts.map { ($0.prompt, $0.response) })
      return found.map { difficulty in
        Finding([
          "ifd": difficulty.ratio, "perplexity": difficulty.afterPrompt.perplexity,
          "alonePerplexity": difficulty.alone.perplexity,
          "tokens": Double(difficulty.alone.tokens),
        ])
      }
    }
  }

  var fingerprint: String { model.fingerprint }
}
