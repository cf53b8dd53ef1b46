// Derived rows: the reasoning taken out, or cut to a budget (arXiv 2512.20848, section 3.1, which
// strips 10 % of its samples and cuts 3 %). The pool keeps what the teacher wrote; a derived row gets an
// id of its own and names its origin. Off unless the recipe asks.

import Bytes

/// What a sample is also, or instead, written as.
package enum Derivation: Sendable, Hashable {
  case none
  /// A direct response: the answer alone.
  case stripped
  /// Reasoning cut behind the last word that ends within so many characters; the answer stays.
  case truncated(characters: Int32)

  /// As the catalog and rows of the set have it; nil for none.
  var name: String? {
    switch self {
    case .none: nil
    case .stripped: "strip_reasoning"
    case .truncated: "truncate_reasoning"
    }
  }

  /// As the catalog has it: 0 for stripped, else the budget; nil for none.
  var number: Int? {
    switch self {
    case .none: nil
    case .stripped: 0
    case .truncated(let characters): Int(characters)
    }
  }

  init(number: Int?) {
    switch number {
    case nil: self = .none
    case 0?: self = .stripped
    case let budget?: self = .truncated(characters: Int32(clamping: budget))
    }
  }
}

/// Draws the samples to derive from.
///
/// Only on samples without a direct partner are stripped, at most one of a prompt and none where the
/// prompt has a direct response already, so that no prompt gets two. A sample is cut only where its
/// reasoning is longer than the budget.
package func derive(
  _ samples: inout [SampleState], _ groups: PromptGroups, rule: DeriveRule, seed: UInt64
) {
  guard rule.isActive else { return }
  let budgets = rule.budgets.sorted()
  for group in groups {
    let thinking = group.filter { isThinking(samples[$0]) }
    guard !thinking.isEmpty else { continue }
    let hasOff = group.contains { samples[$0].isKept && samples[$0].mode == .off }
    var isStripped = hasOff
    for index in thinking {
      let draw = unitNumber(samples[index].id.low, seed: seed &+ 3)
      if draw < rule.strip {
        if !isStripped { samples[index].derivation = .stripped }
        isStripped = true
      } else if draw < rule.strip + rule.truncate {
        let fits = budgets.prefix { $0 < Int(samples[index].reasoning) }
        guard !fits.isEmpty else { continue }
        let pick = mix(samples[index].id.high, seed: seed) % UInt64(fits.count)
        samples[index].derivation = .truncated(characters: Int32(clamping: fits[Int(pick)]))
      }
    }
  }
}

private func isThinking(_ sample: SampleState) -> Bool {
  sample.isKept && sample.mode == .on && sample.reasoning > 0
}
