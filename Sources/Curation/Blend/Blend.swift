// Blending: how much of each kind is written, and in which order.
//
// Caps and weights are applied by thinning in an order that hangs on ids and the seed only. Both
// halves of a pair stay or go together, so a blend never tears pairs apart. Steps, in their order:
// maxPerPrompt, caps, weights, total, order.

import Bytes

/// Applies a blend; sets `drop` of what is left out and `order` of what is written.
package func blend(
  _ samples: inout [SampleState], rule: BlendRule, terms: [String], drops: inout DropTable
) {
  let blender = Blender(rule: rule, terms: terms)
  blender.limitPrompts(&samples, drops: &drops)
  blender.applyCaps(&samples, drops: &drops)
  blender.applyWeights(&samples, drops: &drops)
  blender.applyTotal(&samples, drops: &drops)
  blender.assignOrder(&samples)
}

private struct Blender {
  let rule: BlendRule
  let terms: [String]

  private func shuffleKey(_ id: Hash128) -> UInt64 { mix(id.low ^ id.high, seed: rule.seed) }

  private func size(_ sample: SampleState) -> Double { rule.unit == .tokens ? sample.size : 1 }

  private func value(_ sample: SampleState, _ axis: BlendRule.Axis) -> String {
    switch axis {
    case .category: terms[Int(sample.category)]
    case .generator: terms[Int(sample.generator)]
    case .source: terms[Int(sample.source)]
    case .mode: sample.mode.rawValue
    }
  }

  /// Kept samples in a seeded order in which the halves of a pair stand together.
  private func shuffled(_ samples: [SampleState]) -> [Int] {
    samples.indices.filter { samples[$0].isKept }
      .map { index in (key: shuffleKey(leader(index, samples).id), index: index) }
      .sorted { ($0.key, samples[$0.index].id) < ($1.key, samples[$1.index].id) }
      .map(\.index)
  }

  /// The on half speaks for its pair.
  private func leader(_ index: Int, _ samples: [SampleState]) -> SampleState {
    let sample = samples[index]
    guard sample.mode == .off, let partner = sample.partner, samples[Int(partner)].isKept else {
      return sample
    }
    return samples[Int(partner)]
  }

  /// Keeps units (samples, or whole pairs) in the order given while `most` is not exceeded.
  ///
  /// A unit costs what its members among `indices` cost; a unit that does not fit goes as a whole.
  private func thin(_ indices: [Int], _ samples: inout [SampleState], most: Double, drop: Int32) {
    var isMember = [Bool](repeating: false, count: samples.count)
    for index in indices { isMember[index] = true }
    var used = 0.0
    for index in indices where isMember[index] {
      let partner = samples[index].partner.map { Int($0) }.flatMap { samples[$0].isKept ? $0 : nil }
      let unit = [index] + (partner.map { [$0] } ?? [])
      let cost = unit.reduce(0) { $0 + (isMember[$1] ? size(samples[$1]) : 0) }
      for member in unit { isMember[member] = false }
      if used + cost <= most {
        used += cost
      } else {
        for member in unit { samples[member].drop = drop }
      }
    }
  }

  func limitPrompts(_ samples: inout [SampleState], drops: inout DropTable) {
    guard let most = rule.maxPerPrompt else { return }
    let number = drops.number(Drop(stage: .blend, filter: "blend.maxPerPrompt", reason: "above"))
    var count: [Hash128: Int] = [:]
    // Pairs first, so that a limit of two keeps the pair rather than two strangers.
    let order = shuffled(samples).sorted {
      (samples[$0].partner == nil ? 1 : 0) < (samples[$1].partner == nil ? 1 : 0)
    }
    for index in order {
      let used = count[samples[index].prompt, default: 0]
      if used < most {
        count[samples[index].prompt] = used + 1
      } else {
        samples[index].drop = number
        if let partner = samples[index].partner { samples[Int(partner)].partner = nil }
        samples[index].partner = nil
      }
    }
  }

  func applyCaps(_ samples: inout [SampleState], drops: inout DropTable) {
    for (axis, wanted, most) in rule.caps {
      let filter = "blend.caps.\(axis.rawValue)"
      let number = drops.number(Drop(stage: .blend, filter: filter, reason: wanted))
      let members = shuffled(samples).filter { value(samples[$0], axis) == wanted }
      thin(members, &samples, most: Double(most), drop: number)
    }
  }

  /// Thins the over-represented values of each axis until the shares are as wanted; never repeats a
  /// sample.
  func applyWeights(_ samples: inout [SampleState], drops: inout DropTable) {
    for axis in BlendRule.Axis.allCases {
      let weights = rule.weights.filter { $0.axis == axis && $0.weight > 0 }
      guard !rule.weights.filter({ $0.axis == axis }).isEmpty else { continue }
      var have: [String: Double] = [:]
      for sample in samples where sample.isKept {
        have[value(sample, axis), default: 0] += size(sample)
      }
      for (_, wanted, weight) in rule.weights where weight == 0 && have[wanted] != nil {
        let number = drops.number(
          Drop(stage: .blend, filter: "blend.weights.\(axis.rawValue)", reason: wanted))
        let members = shuffled(samples).filter { value(samples[$0], axis) == wanted }
        thin(members, &samples, most: 0, drop: number)
      }
      let present = weights.filter { (have[$0.value] ?? 0) > 0 }
      // The scarcest value sets the scale.
      guard let scale = present.map({ (have[$0.value] ?? 0) / $0.weight }).min() else { continue }
      for (_, wanted, weight) in present {
        let number = drops.number(
          Drop(stage: .blend, filter: "blend.weights.\(axis.rawValue)", reason: wanted))
        let members = shuffled(samples).filter { value(samples[$0], axis) == wanted }
        thin(members, &samples, most: scale * weight + 1e-9, drop: number)
      }
    }
  }

  func applyTotal(_ samples: inout [SampleState], drops: inout DropTable) {
    guard let total = rule.total else { return }
    let number = drops.number(Drop(stage: .blend, filter: "blend.total", reason: "above"))
    thin(shuffled(samples), &samples, most: Double(total), drop: number)
  }

  func assignOrder(_ samples: inout [SampleState]) {
    for (position, index) in ordered(samples).enumerated() { samples[index].order = position }
  }

  private func ordered(_ samples: [SampleState]) -> [Int] {
    switch rule.order {
    case .shuffle: return shuffled(samples)
    case .easyToHard:
      let sorted = samples.indices.filter { samples[$0].isKept }.sorted {
        (samples[$0].difficulty, samples[$0].id) < (samples[$1].difficulty, samples[$1].id)
      }
      guard rule.interleave > 0 else { return sorted }
      return interleaved(
        sorted.filter { samples[$0].mode == .on }, sorted.filter { samples[$0].mode == .off },
        run: rule.interleave)
    }
  }

  /// Runs of on and off samples in turn; what one side has more of comes at the end.
  private func interleaved(_ on: [Int], _ off: [Int], run: Int) -> [Int] {
    var result: [Int] = []
    result.reserveCapacity(on.count + off.count)
    var a = on.startIndex
    var b = off.startIndex
    while a < on.count || b < off.count {
      let nextA = min(a + run, on.count)
      let nextB = min(b + run, off.count)
      result += on[a..<nextA]
      result += off[b..<nextB]
      (a, b) = (nextA, nextB)
    }
    return result
  }
}
