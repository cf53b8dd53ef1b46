// The whole-set steps of a decision; DecisionStore.swift writes what came out.

import Bytes

/// A decision in the making: the states of all samples after the filters.
struct Decision {
  var samples: [SampleState]
  var tally: Tally
  /// The rows of the written set, in order.
  private(set) var rows: [WrittenRow] = []
  private(set) var rl: RLPlan?
  private(set) var preferences: [Preference] = []
  private(set) var duplicates: [Duplicate] = []
  /// Overlaps with benchmarks, and what is made of them.
  let leaks: [Leak]
  private(set) var leakDecision: LeakDecision
  private(set) var pairing = PairingResult()
  /// What `select` found too like something that it had chosen.
  private(set) var tooSimilar: [Duplicate] = []
  private let groups: PromptGroups

  init(
    samples: consuming [SampleState], tally: consuming Tally, groups: PromptGroups,
    leaks: [Leak], leakDecision: LeakDecision
  ) {
    self.samples = samples
    self.tally = tally
    self.groups = groups
    self.leaks = leaks
    self.leakDecision = leakDecision
  }

  var kept: Int { samples.lazy.filter(\.isKept).count }
  var pairs: Int {
    samples.lazy.filter { $0.isKept && $0.mode == .on && $0.partner != nil }.count
  }

  /// Dedup, decontamination, pair, select and blend; then what reinforcement learning and preference
  /// tuning take.
  mutating func finish(
    _ recipe: Recipe, terms: [String], near: NearDedup, selection: Selection
  ) throws {
    if !recipe.dedup.exact.isEmpty {
      duplicates = dropExactDuplicates(&samples, drops: &tally.drops).map {
        Duplicate(sample: $0.duplicate, keeper: $0.keeper, kind: .exact, similarity: 1)
      }
    }
    duplicates += try near.run(&samples, groups, &tally)
    leakDecision.apply(leaks, to: &samples, &tally)
    if recipe.pair.isActive {
      pairing = formPairs(
        &samples, groups, rule: recipe.pair, seed: recipe.blend.seed, drops: &tally.drops)
    }
    tooSimilar = try selection.run(&samples, names: terms, &tally)
    thinToBlend(&samples, groups, rule: recipe.blend, names: terms, drops: &tally.drops)
    derive(&samples, groups, rule: recipe.pair.derive, seed: recipe.blend.seed)
    rows = arrange(&samples, recipe.blend, recipe.pair.derive)
    precondition(
      samples.allSatisfy { $0.isKept == ($0.order >= 0) }, "a kept sample has no place in the order"
    )
    if recipe.rl.isActive {
      rl = RLPlan(
        samples, groups, drops: tally.drops, recipe: recipe,
        clusters: PromptClusters(duplicates, samples))
    }
    if recipe.preference.isActive {
      preferences = choosePreferences(
        samples, groups, drops: tally.drops, rule: recipe.preference, seed: recipe.blend.seed)
    }
  }
}
