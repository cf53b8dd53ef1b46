// Blending: how much of each kind is written, and in which order.
//
// Limits are kept by thinning in an order that hangs on ids and the seed only. Both halves of a pair
// stay or go together, so a blend never tears pairs apart. Steps, in their order: maxPerPrompt,
// upsample, caps, weights, total, stages; then rows are put in order (see WrittenRows).

import Bytes

/// Keeps the limits of a blend; sets `drop` of what is left out, `copies` and `stages` of the rest.
///
/// - Parameter names: the texts of categories, generators, sources and topics by number.
package func thinToBlend(
  _ samples: inout [SampleState], _ groups: PromptGroups, rule: BlendRule, names: [String],
  drops: inout DropTable
) {
  var blender = Blender(rule: rule, names: names, groups: groups)
  blender.limitPrompts(&samples, &drops)
  blender.setCopies(&samples)
  blender.order = blender.thinningOrder(samples)
  blender.applyCaps(&samples, &drops)
  blender.applyWeights(&samples, &drops)
  blender.applyTotal(&samples, &drops)
  blender.fillStages(&samples, &drops)
}

extension BlendRule {
  /// What orders a unit: the id of its leader, the on half of a pair.
  func shuffleKey(_ id: Hash128) -> UInt64 { mix(id.low ^ id.high, seed: seed) }
}

extension BlendRule.Axis {
  /// - Parameter names: the texts of categories, generators, sources and topics by number.
  func value(of sample: SampleState, _ names: [String]) -> String {
    switch self {
    case .category: names[Int(sample.category)]
    case .generator: names[Int(sample.generator)]
    case .source: names[Int(sample.source)]
    case .topic: names[Int(sample.topic)]
    case .mode: sample.mode.rawValue
    }
  }
}

extension Selector {
  func selects(_ sample: SampleState, _ names: [String]) -> Bool {
    selects(
      category: names[Int(sample.category)], mode: sample.mode.rawValue,
      source: names[Int(sample.source)], generator: names[Int(sample.generator)])
  }
}

/// The on half speaks for its pair.
func leader(_ index: Int, _ samples: [SampleState]) -> Hash128 {
  let sample = samples[index]
  guard sample.mode == .off, let partner = sample.partner, samples[Int(partner)].isKept else {
    return sample.id
  }
  return samples[Int(partner)].id
}

private struct Blender {
  let rule: BlendRule
  let names: [String]
  let groups: PromptGroups
  /// Kept samples in the order in which they are taken, the halves of a pair together.
  var order: [Int32] = []

  init(rule: BlendRule, names: [String], groups: PromptGroups) {
    self.rule = rule
    self.names = names
    self.groups = groups
  }

  private func size(_ sample: SampleState) -> Double {
    Double(sample.copies) * (rule.unit == .tokens ? sample.size : 1)
  }

  private func value(_ sample: SampleState, _ axis: BlendRule.Axis) -> String {
    axis.value(of: sample, names)
  }

  // MARK: Order

  /// Random by seed; or one unit of each prompt in turn, as `fair` wants it.
  func thinningOrder(_ samples: [SampleState]) -> [Int32] {
    let turns = rule.thinning == .fair ? turnsOfPrompts(samples) : []
    var keyed: [(turn: Int32, key: UInt64, index: Int32)] = []
    for index in samples.indices where samples[index].isKept {
      let key = rule.shuffleKey(leader(index, samples))
      keyed.append((turns.isEmpty ? 0 : turns[index], key, Int32(index)))
    }
    keyed.sort { a, b in
      if a.turn != b.turn { return a.turn < b.turn }
      if a.key != b.key { return a.key < b.key }
      return samples[Int(a.index)].id < samples[Int(b.index)].id
    }
    return keyed.map(\.index)
  }

  /// The place of each sample's unit among those of its prompt.
  private func turnsOfPrompts(_ samples: [SampleState]) -> [Int32] {
    var turns = [Int32](repeating: 0, count: samples.count)
    for group in groups {
      var turn: Int32 = -1
      var last: Int?
      for index in promptOrder(group, samples) {
        let isSecondHalf = last.map { samples[$0].partner == Int32(index) } ?? false
        if !isSecondHalf { turn += 1 }
        turns[index] = turn
        last = isSecondHalf ? nil : index
      }
    }
    return turns
  }

  /// The kept samples of a prompt, pairs first, then by seed; `fair` lets the modes take turns.
  private func promptOrder(_ group: [Int], _ samples: [SampleState]) -> [Int] {
    let kept = group.filter { samples[$0].isKept }
    guard kept.count > 1 else { return kept }
    var count = (on: 0, off: 0)
    let ordered = kept.map { (rule.shuffleKey(leader($0, samples)), $0) }
      .sorted { ($0.0, samples[$0.1].id) < ($1.0, samples[$1.1].id) }.map(\.1)
    let loose = ordered.filter { samples[$0].partner == nil }
    let pairs = ordered.filter { samples[$0].partner != nil }
    guard rule.thinning == .fair else { return pairs + loose }
    let turns = loose.map { index -> (turn: Int, index: Int) in
      if samples[index].mode == .on {
        count.on += 1
        return (count.on, index)
      }
      count.off += 1
      return (count.off, index)
    }
    return pairs
      + turns.enumerated().sorted { ($0.1.turn, $0.0) < ($1.1.turn, $1.0) }.map(\.1.index)
  }

  // MARK: Steps

  func limitPrompts(_ samples: inout [SampleState], _ drops: inout DropTable) {
    guard let most = rule.maxPerPrompt else { return }
    let number = drops.number(Drop(stage: .blend, filter: "blend.maxPerPrompt", reason: "above"))
    for group in groups {
      for index in aboveLimit(promptOrder(group, samples), most, samples) {
        samples[index].drop = number
        if let partner = samples[index].partner { samples[Int(partner)].partner = nil }
        samples[index].partner = nil
      }
    }
  }

  /// The samples of a prompt that are more than it may have.
  ///
  /// A pair goes or stays as a whole, and what is single takes a place that is too small for one;
  /// only where a prompt may have one sample is a half of a pair better than nothing.
  private func aboveLimit(_ ordered: [Int], _ most: Int, _ samples: [SampleState]) -> [Int] {
    var left = most
    var above: [Int] = []
    var settled = Set<Int>()
    for index in ordered where !settled.contains(index) {
      var unit = [index]
      if let partner = samples[index].partner { unit.append(Int(partner)) }
      settled.formUnion(unit)
      if unit.count > most { above.append(unit.removeLast()) }
      if unit.count <= left { left -= unit.count } else { above += unit }
    }
    return above
  }

  /// The whole part of the factor, and for the rest of it one more for as many, by seed.
  func setCopies(_ samples: inout [SampleState]) {
    guard !rule.upsample.isEmpty else { return }
    for index in samples.indices where samples[index].isKept {
      var factor = 1.0
      for (axis, wanted, amount) in rule.upsample
      where value(samples[index], axis) == wanted { factor *= amount }
      let whole = factor.rounded(.down)
      let draw = unitNumber(leader(index, samples).low, seed: rule.seed &+ 7)
      samples[index].copies = UInt8(min(255, whole + (draw < factor - whole ? 1 : 0)))
    }
  }

  func applyCaps(_ samples: inout [SampleState], _ drops: inout DropTable) {
    for axis in BlendRule.Axis.allCases {
      let caps = rule.caps.filter { $0.axis == axis }
      guard !caps.isEmpty else { continue }
      let limits = Dictionary(
        caps.map { ($0.value, Double($0.amount)) }, uniquingKeysWith: min)
      thin(&samples, axis, limits, filter: "blend.caps.\(axis.rawValue)", &drops)
    }
  }

  /// Thins the over-represented values of each axis until the shares are as wanted; never repeats a
  /// sample.
  func applyWeights(_ samples: inout [SampleState], _ drops: inout DropTable) {
    for axis in BlendRule.Axis.allCases {
      let weights = rule.weights.filter { $0.axis == axis }
      guard !weights.isEmpty else { continue }
      var have: [String: Double] = [:]
      for sample in samples where sample.isKept {
        have[value(sample, axis), default: 0] += size(sample)
      }
      let present = weights.filter { $0.amount > 0 && (have[$0.value] ?? 0) > 0 }
      // The scarcest value sets the scale.
      let scale = present.map { (have[$0.value] ?? 0) / $0.amount }.min() ?? 0
      var limits: [String: Double] = [:]
      for (_, value, amount) in weights { limits[value] = scale * amount + 1e-9 }
      thin(&samples, axis, limits, filter: "blend.weights.\(axis.rawValue)", &drops)
    }
  }

  func applyTotal(_ samples: inout [SampleState], _ drops: inout DropTable) {
    guard let total = rule.total else { return }
    let number = drops.number(Drop(stage: .blend, filter: "blend.total", reason: "above"))
    var used = 0.0
    forEachUnit(&samples) { samples, unit in
      let cost = unit.reduce(0) { $0 + size(samples[$1]) }
      if used + cost <= Double(total) {
        used += cost
      } else {
        for index in unit { samples[index].drop = number }
      }
    }
  }

  /// Keeps units while no value of the axis exceeds its limit; one that does not fit goes as a whole.
  private func thin(
    _ samples: inout [SampleState], _ axis: BlendRule.Axis, _ limits: [String: Double],
    filter: String, _ drops: inout DropTable
  ) {
    var used: [String: Double] = [:]
    forEachUnit(&samples) { samples, unit in
      var cost: [(value: String, size: Double)] = []
      for index in unit {
        let value = value(samples[index], axis)
        if let same = cost.firstIndex(where: { $0.value == value }) {
          cost[same].size += size(samples[index])
        } else {
          cost.append((value, size(samples[index])))
        }
      }
      let full = cost.first { value, size in
        limits[value].map { used[value, default: 0] + size > $0 } ?? false
      }
      if let full {
        let number = drops.number(Drop(stage: .blend, filter: filter, reason: full.value))
        for index in unit { samples[index].drop = number }
      } else {
        for (value, size) in cost { used[value, default: 0] += size }
      }
    }
  }

  /// Calls `body` with each kept sample, or the two halves of each kept pair, in the order of thinning.
  ///
  /// The samples go through it, since a body that changed them from outside would copy them all.
  private func forEachUnit(
    _ samples: inout [SampleState], _ body: (inout [SampleState], [Int]) -> Void
  ) {
    var isDone = [Bool](repeating: false, count: samples.count)
    for index in order {
      let index = Int(index)
      guard samples[index].isKept, !isDone[index] else { continue }
      isDone[index] = true
      if let partner = samples[index].partner.map({ Int($0) }), samples[partner].isKept {
        isDone[partner] = true
        body(&samples, [index, partner])
      } else {
        body(&samples, [index])
      }
    }
  }

  // MARK: Stages

  /// Marks the stages of each sample; one that is in none goes.
  func fillStages(_ samples: inout [SampleState], _ drops: inout DropTable) {
    guard !rule.stages.isEmpty else { return }
    for index in samples.indices { samples[index].stages = 0 }
    var fits = [Bool](repeating: false, count: samples.count)
    for (number, stage) in rule.stages.enumerated() {
      var used = 0.0
      forEachUnit(&samples) { samples, unit in
        let members = unit.filter { selects(stage, samples[$0]) }
        let cost = members.reduce(0) { $0 + size(samples[$1]) }
        for index in members { fits[index] = true }
        if let total = stage.total, used + cost > Double(total) { return }
        used += cost
        for index in members { samples[index].stages |= 1 << UInt8(number) }
      }
    }
    for index in samples.indices where samples[index].isKept && samples[index].stages == 0 {
      samples[index].drop = drops.number(
        Drop(
          stage: .blend, filter: "blend.stages", reason: fits[index] ? "above_total" : "no_stage"))
    }
  }

  private func selects(_ stage: BlendStage, _ sample: SampleState) -> Bool {
    stage.when.selects(sample, names)
  }
}
