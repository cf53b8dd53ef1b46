/// What is compared with each other: kept samples, or prompts, each by the first of its kept samples
/// that can be compared.
struct DuplicateUnits {
  private(set) var isUnit: [Bool]
  private var members: [Int: [Int]] = [:]

  /// - Parameter canBeCompared: by index of the sample.
  init(
    _ samples: [SampleState], _ groups: PromptGroups, byPrompt: Bool,
    canBeCompared: (Int) -> Bool = { _ in true }
  ) {
    guard byPrompt else {
      isUnit = samples.indices.map { samples[$0].isKept && canBeCompared($0) }
      return
    }
    isUnit = Array(repeating: false, count: samples.count)
    for group in groups {
      let kept = group.filter { samples[$0].isKept }
      guard let first = kept.first(where: canBeCompared) else { continue }
      isUnit[first] = true
      if kept.count > 1 { members[first] = kept }
    }
  }

  /// The samples that stand and fall with a unit.
  func samples(of unit: Int) -> [Int] { members[unit] ?? [unit] }
}

/// Drops all but the best unit of each cluster.
struct ClusterKeeping {
  let units: DuplicateUnits
  let kind: Duplicate.Kind
  /// The filter's name, for the funnel.
  let filter: String

  /// - Parameters:
  ///   - members: units that may be in a cluster with others, ascending.
  ///   - similarity: of a dropped unit to its keeper.
  func drop(
    _ members: [Int], _ clusters: inout DisjointSets, _ samples: inout [SampleState],
    _ tally: inout Tally, similarity: (Int, Int) throws -> Double
  ) throws -> [Duplicate] {
    /// Of clusters whose first member is not the best.
    var keepers: [Int: Int] = [:]
    for unit in members {
      let root = clusters.root(of: unit)
      guard unit != root,
        KeeperOrder.isBetter(samples[unit], than: samples[keepers[root] ?? root], tally.labels)
      else { continue }
      keepers[root] = unit
    }
    let reason = tally.drops.number(
      Drop(stage: .dedup, filter: filter, reason: "near_duplicate"))
    var duplicates: [Duplicate] = []
    for unit in members {
      let root = clusters.root(of: unit)
      let keeper = keepers[root] ?? root
      guard keeper != unit else { continue }
      let similarity = try similarity(unit, keeper)
      for sample in units.samples(of: unit) where samples[sample].isKept {
        samples[sample].drop = reason
        duplicates.append(
          Duplicate(sample: sample, keeper: keeper, kind: kind, similarity: similarity))
      }
    }
    return duplicates
  }
}
