// Pairs: the same prompt with a reasoning response and a direct one (arXiv 2505.00949, section 3.2).
//
// Candidates are the samples that are still kept. Of each prompt and mode the recipe's number of them
// stays, those that make pairs first. A pair needs two responses to one conversation, equal byte for
// byte, neither of which fails correctness (a sample may be kept with a label and still be no half).

import Bytes

/// Why a prompt with kept samples has no pair.
package enum UnpairedCause: UInt8, Sendable, CaseIterable {
  /// The sources have no response of that mode; or all of them were dropped, by filters or as copies.
  case noOnResponse, noOffResponse, onResponsesDropped, offResponsesDropped
  case onResponseWrong, offResponseWrong
  /// Both are there, but white space or other turns than the user's differ.
  case turnsDiffer
  /// The recipe pairs only a share of the prompts.
  case notSampled

  package var name: String {
    switch self {
    case .noOnResponse: "no_on_response"
    case .noOffResponse: "no_off_response"
    case .onResponsesDropped: "on_responses_dropped"
    case .offResponsesDropped: "off_responses_dropped"
    case .onResponseWrong: "on_response_wrong"
    case .offResponseWrong: "off_response_wrong"
    case .turnsDiffer: "turns_differ"
    case .notSampled: "not_sampled"
    }
  }
}

package struct PairingResult: Sendable {
  package var pairs = 0
  package var rates = ModeRates()
  /// Prompts without a pair, by cause.
  package var unpaired: [String: Int] = [:]
}

/// Chooses candidates, forms pairs and applies the policies for what has none.
package func formPairs(
  _ samples: inout [SampleState], _ groups: PromptGroups, rule: PairRule, seed: UInt64,
  drops: inout DropTable
) -> PairingResult {
  let pairing = Pairing(rule: rule, seed: seed)
  var result = PairingResult()
  for group in groups {
    result.rates.count(group, samples)
    pairing.pair(group, &samples, &drops, &result)
  }
  if let ratio = rule.onPerOff { pairing.balance(&samples, onPerOff: ratio, &drops) }
  return result
}

private struct Pairing {
  let rule: PairRule
  let seed: UInt64

  func pair(
    _ group: [Int], _ samples: inout [SampleState], _ drops: inout DropTable,
    _ result: inout PairingResult
  ) {
    let kept = group.filter { samples[$0].isKept }
    guard !kept.isEmpty else { return }
    let on = ranked(kept.filter { samples[$0].mode == .on }, samples, by: rule.on.choice, seed)
    let off = ranked(kept.filter { samples[$0].mode == .off }, samples, by: rule.off.choice, seed)
    let isSampled = unitNumber(samples[group[0]].prompt.low, seed: seed &+ 1) < rule.share
    let most = min(rule.on.candidates, rule.off.candidates)
    let pairs = matches(on, off, samples, most: isSampled ? most : 0)
    for (number, pair) in pairs.enumerated() {
      samples[pair.on].partner = Int32(pair.off)
      samples[pair.off].partner = Int32(pair.on)
      samples[pair.on].pairNumber = Int32(clamping: number)
      samples[pair.off].pairNumber = Int32(clamping: number)
    }
    result.pairs += pairs.count
    let stays = [
      choose(on, pairs.map(\.on), rule.on, &samples, &drops),
      choose(off, pairs.map(\.off), rule.off, &samples, &drops),
    ]
    guard pairs.isEmpty else { return }
    let isPossible = !matches(on, off, samples, most: 1).isEmpty
    let cause =
      isPossible ? .notSampled : causeOfNoPair(Sides(group: group, on: on, off: off), samples)
    result.unpaired[cause.name, default: 0] += 1
    leaveUnpaired(stays.flatMap { $0 }, because: cause, &samples, &drops)
  }

  /// Goes down the on side, and gives each response the best off response that is still free and
  /// answers the same turns.
  private func matches(_ on: [Int], _ off: [Int], _ samples: [SampleState], most: Int)
    -> [(on: Int, off: Int)]
  {
    guard most > 0, !on.isEmpty, !off.isEmpty else { return [] }
    var free: [UInt64: ArraySlice<Int>] = [:]
    for (exact, indices) in Dictionary(
      grouping: off.filter { samples[$0].isCorrect != false }, by: { samples[$0].exact })
    {
      free[exact] = indices[...]
    }
    var pairs: [(on: Int, off: Int)] = []
    for index in on where samples[index].isCorrect != false {
      guard pairs.count < most else { break }
      guard let partner = free[samples[index].exact]?.popFirst() else { continue }
      pairs.append((index, partner))
    }
    return pairs
  }

  /// Keeps the halves of pairs, then the best of the rest, up to the number of candidates.
  ///
  /// - Returns: what stays.
  private func choose(
    _ ranked: [Int], _ halves: [Int], _ side: PairRule.Side, _ samples: inout [SampleState],
    _ drops: inout DropTable
  ) -> [Int] {
    guard ranked.count > side.candidates else { return ranked }
    let number = drops.number(Drop(stage: .pair, filter: "pair.choice", reason: "not_chosen"))
    let isHalf = Set(halves)
    var stays = halves
    for index in ranked where !isHalf.contains(index) {
      if stays.count < side.candidates {
        stays.append(index)
      } else {
        samples[index].drop = number
      }
    }
    return stays
  }

  private func leaveUnpaired(
    _ indices: [Int], because cause: UnpairedCause, _ samples: inout [SampleState],
    _ drops: inout DropTable
  ) {
    for index in indices {
      samples[index].unpaired = cause
      // A prompt that was not drawn has no direct response, as if none had been generated for it.
      let goes = cause == .notSampled && samples[index].mode == .off
      guard goes || rule.side(samples[index].mode).unpaired == .drop else { continue }
      samples[index].drop = drops.number(
        Drop(stage: .pair, filter: "pair.unpaired", reason: cause.name))
    }
  }

  // MARK: Ratio

  /// Thins rows without a pair of the mode that is above the ratio, in a seeded order.
  func balance(_ samples: inout [SampleState], onPerOff ratio: Double, _ drops: inout DropTable) {
    var count = (on: 0.0, off: 0.0)
    for sample in samples where sample.isKept {
      if sample.mode == .on { count.on += 1 } else { count.off += 1 }
    }
    let surplus: Mode = count.on > ratio * count.off ? .on : .off
    var excess = surplus == .on ? count.on - ratio * count.off : count.off - count.on / ratio
    let loose = samples.indices.filter {
      samples[$0].isKept && samples[$0].mode == surplus && samples[$0].partner == nil
    }
    let number = drops.number(Drop(stage: .pair, filter: "pair.onPerOff", reason: "surplus"))
    for index in seeded(loose, samples, seed) {
      guard excess > 1e-9 else { return }
      samples[index].drop = number
      excess -= 1
    }
  }
}

/// Both sides of a prompt, the best first, among all of its samples.
private struct Sides {
  let group: [Int]
  let on: [Int]
  let off: [Int]
}

private func causeOfNoPair(_ sides: Sides, _ samples: [SampleState]) -> UnpairedCause {
  func isMissing(_ mode: Mode) -> Bool { !sides.group.contains { samples[$0].mode == mode } }
  if sides.on.isEmpty { return isMissing(.on) ? .noOnResponse : .onResponsesDropped }
  if sides.off.isEmpty { return isMissing(.off) ? .noOffResponse : .offResponsesDropped }
  func isWrong(_ indices: [Int]) -> Bool { indices.allSatisfy { samples[$0].isCorrect == false } }
  if isWrong(sides.on) { return .onResponseWrong }
  if isWrong(sides.off) { return .offResponseWrong }
  return .turnsDiffer
}

/// Indices in an order that hangs on ids and the seed alone.
func seeded(_ indices: [Int], _ samples: [SampleState], _ seed: UInt64) -> [Int] {
  indices.map { (key: mix(samples[$0].id.low, seed: seed), index: $0) }
    .sorted { ($0.key, samples[$0.index].id) < ($1.key, samples[$1.index].id) }
    .map(\.index)
}

/// The candidates of one mode, best first; see `Choice`.
func ranked(_ indices: [Int], _ samples: [SampleState], by choice: Choice, _ seed: UInt64) -> [Int]
{
  guard indices.count > 1 else { return indices }
  let middle = choice == .median ? medianBytes(indices, samples) : 0
  func key(_ index: Int) -> Double {
    let sample = samples[index]
    switch choice {
    case .shortestCorrect: return Double(sample.responseBytes)
    case .longest: return -Double(sample.responseBytes)
    case .median: return abs(Double(sample.responseBytes) - middle)
    case .bestScore: return -sample.score
    case .random: return unitNumber(sample.id.low, seed: seed)
    }
  }
  return indices.map { (rank: samples[$0].correctnessRank, key: key($0), index: $0) }
    .sorted { ($0.rank, $0.key, samples[$0.index].id) < ($1.rank, $1.key, samples[$1.index].id) }
    .map(\.index)
}

private func medianBytes(_ indices: [Int], _ samples: [SampleState]) -> Double {
  let sorted = indices.map { Double(samples[$0].responseBytes) }.sorted()
  return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}
