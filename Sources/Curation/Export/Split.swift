package import Bytes

/// The part of a set that a sample belongs to.
///
/// It hangs on the prompt alone, so both halves of a pair and all responses to a prompt are in one
/// split; prompts of which samples are duplicates of one another are given as one.
package enum Split: String, Sendable, CaseIterable {
  case train, validation, test

  package init(
    prompt: Hash128, of clusters: PromptClusters, rule: ExportRule, seed: UInt64
  ) {
    self.init(prompt: clusters.root(of: prompt), rule: rule, seed: seed)
  }

  private init(prompt: Hash128, rule: ExportRule, seed: UInt64) {
    let unit = unitNumber(prompt.high ^ prompt.low, seed: seed)
    if unit < rule.test {
      self = .test
    } else if unit < rule.test + rule.validation {
      self = .validation
    } else {
      self = .train
    }
  }
}
