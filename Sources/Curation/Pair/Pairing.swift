// Pairs: the same prompt with a reasoning response and a direct one (arXiv 2505.00949, section 3.2).
//
// Candidates are the samples that are still kept. Of each prompt and mode the recipe's number of
// candidates stays; the first on and the first off candidate of a prompt become a pair, unless one
// of them fails correctness (a sample may be kept with a label and still be no half of a pair).

import Bytes

package struct PairingResult {
  /// Indices into the samples.
  package var pairs: [(on: Int, off: Int)] = []
  /// Prompts without a pair, by cause.
  package var unpaired: [String: Int] = [:]
}

/// Chooses candidates, forms pairs and applies the `unpaired` policy.
package func formPairs(
  _ samples: inout [SampleState], rule: PairRule, seed: UInt64, drops: inout DropTable
) -> PairingResult {
  var result = PairingResult()
  let order = samples.indices.filter { samples[$0].isKept }.sorted {
    (samples[$0].prompt, samples[$0].id) < (samples[$1].prompt, samples[$1].id)
  }
  let notChosen = drops.number(Drop(stage: .pair, filter: "pair.choice", reason: "not_chosen"))
  var start = 0
  while start < order.count {
    let prompt = samples[order[start]].prompt
    var end = start
    while end < order.count, samples[order[end]].prompt == prompt { end += 1 }
    let group = order[start..<end]
    start = end
    let on = ranked(group, samples, mode: .on, by: rule.chooseOn, seed: seed)
    let off = ranked(group, samples, mode: .off, by: rule.chooseOff, seed: seed)
    for index in on.dropFirst(rule.candidates) + off.dropFirst(rule.candidates) {
      samples[index].drop = notChosen
    }
    if let cause = causeOfNoPair(on, off, samples) {
      result.unpaired[cause, default: 0] += 1
      guard rule.unpaired == .drop else { continue }
      let number = drops.number(Drop(stage: .pair, filter: "pair.unpaired", reason: cause))
      for index in on.prefix(rule.candidates) + off.prefix(rule.candidates) {
        samples[index].drop = number
      }
    } else {
      samples[on[0]].partner = Int32(off[0])
      samples[off[0]].partner = Int32(on[0])
      result.pairs.append((on[0], off[0]))
    }
  }
  return result
}

private func causeOfNoPair(_ on: [Int], _ off: [Int], _ samples: [SampleState]) -> String? {
  guard let first = on.first else { return "no_on_response" }
  guard let second = off.first else { return "no_off_response" }
  if samples[first].isCorrect == false { return "on_response_wrong" }
  if samples[second].isCorrect == false { return "off_response_wrong" }
  return nil
}

/// The candidates of one mode, best first.
///
/// Correct ones always come before the others.
private func ranked(
  _ group: ArraySlice<Int>, _ samples: [SampleState], mode: Mode, by choice: Choice, seed: UInt64
) -> [Int] {
  group.filter { samples[$0].mode == mode }.sorted { a, b in
    let left = samples[a]
    let right = samples[b]
    let wrongLeft = left.isCorrect == false
    let wrongRight = right.isCorrect == false
    if wrongLeft != wrongRight { return wrongRight }
    switch choice {
    case .shortestCorrect:
      return (left.responseBytes, left.id) < (right.responseBytes, right.id)
    case .longest:
      return (-left.responseBytes, left.id) < (-right.responseBytes, right.id)
    case .bestScore:
      return (-left.score, left.id) < (-right.score, right.id)
    case .random:
      return (mix(left.id.low, seed: seed), left.id) < (mix(right.id.low, seed: seed), right.id)
    }
  }
}
