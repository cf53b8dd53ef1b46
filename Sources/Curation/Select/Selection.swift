// Selecting: of good samples those that are worth their place. docs/select.md says why here, after
// pairs are formed and before they are blended.

import Bytes

/// The steps of a recipe's `select`: what each goes by, sample by sample; then who stays.
struct Selection {
  private var steps: [(rule: SelectStep, method: any SelectionMethod)] = []

  /// - Parameters:
  ///   - texts: of the pool, for prompts that are compared by their words.
  ///   - scratch: the folder for what does not fit into memory.
  init(
    _ rule: SelectRule, _ filters: [PreparedFilter], texts: PoolTexts, scratch: String,
    workers: Workers
  ) throws {
    for (number, step) in rule.steps.enumerated() {
      let path = "\(scratch)/select-\(number)"
      let method: any SelectionMethod
      switch step.method {
      case .top: method = TopSelection(step, filters)
      case .instag: method = TagSelection(step, filters)
      case .deita:
        let comparison: any DiverseComparison =
          try step.embedding.map {
            try VectorComparison(
              $0, bound: step.similarity, filters, path: path, workers: workers)
          } ?? PromptComparison(bound: step.similarity, ngram: step.ngram, texts: texts, path: path)
        method = DiverseSelection(step, filters, comparison)
      }
      steps.append((step, method))
    }
  }

  /// Takes in what was found of the next sample.
  mutating func add(_ findings: SampleFindings) throws {
    for index in steps.indices { try steps[index].method.add(findings) }
  }

  /// Drops what no step has a place for.
  ///
  /// - Parameter names: the texts of categories, generators, sources and topics by number.
  /// - Returns: what was too like something that was chosen.
  func run(_ samples: inout [SampleState], names: [String], _ tally: inout Tally) throws
    -> [Duplicate]
  {
    var alike: [Duplicate] = []
    for (rule, method) in steps {
      let units = SelectUnit.all(samples) { rule.when.selects($0, names) }
      for (_, group) in SelectGroups(units, samples, rule.axis, names).groups {
        let size = group.reduce(0) { $0 + $1.size }
        let fates = try method.choose(group, most: rule.most(of: size), among: samples)
        for (unit, fate) in zip(group, fates) {
          rule.apply(fate, to: unit, &samples, &tally, &alike)
        }
      }
    }
    return alike
  }
}

/// Units by what a step chooses from apart; a pair is where its on half is.
private struct SelectGroups {
  let groups: [(name: String, units: [SelectUnit])]

  init(
    _ units: [SelectUnit], _ samples: [SampleState], _ axis: BlendRule.Axis?, _ names: [String]
  ) {
    guard let axis else {
      groups = [("", units)]
      return
    }
    groups = Dictionary(grouping: units) { axis.value(of: samples[$0.leader], names) }
      .sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

extension SelectStep {
  fileprivate func apply(
    _ fate: SelectFate, to unit: SelectUnit, _ samples: inout [SampleState], _ tally: inout Tally,
    _ alike: inout [Duplicate]
  ) {
    switch fate {
    case .chosen: return
    case .left(let reason): drop(unit, because: reason, &samples, &tally)
    case .tooSimilar(let other, let similarity):
      drop(unit, because: "too_similar", &samples, &tally)
      alike += unit.members.map {
        Duplicate(sample: $0, keeper: other, kind: .select, similarity: similarity)
      }
    case .unmeasured(let reason):
      guard missing == .keep else { return drop(unit, because: reason, &samples, &tally) }
      for index in unit.members {
        samples[index].labels = tally.labels.adding("\(name):\(reason)", to: samples[index].labels)
      }
    }
  }

  private func drop(
    _ unit: SelectUnit, because reason: String, _ samples: inout [SampleState],
    _ tally: inout Tally
  ) {
    let number = tally.drops.number(Drop(stage: .select, filter: name, reason: reason))
    for index in unit.members { samples[index].drop = number }
  }
}
