// Near-duplicates among the samples that are still kept.
//
// 1. Band keys of all samples come from their findings and are sorted band by band (`BandSpool`).
// 2. Samples that share a key are candidates; the texts of these alone are fetched, once, in the order
//    of the pool.
// 3. Within a group of one key, texts that are not joined yet are compared by exact Jaccard similarity
//    and joined where they are alike; what is joined is a cluster.
// 4. The best of a cluster stays, all others name it as their keeper.
//
// What comes out depends on neither the order of the input nor the threads: clusters are the connected
// components of the pairs above the threshold, and the best is the best by a total order.

import Bytes

/// Finds near-duplicates by MinHash, and keeps one of each cluster.
final class FuzzyDedup {
  /// In larger groups of one key a sample is compared with one sample of each cluster that the group
  /// has, at most this many, not with all of them.
  private static let thoroughGroup = 48

  private let rule: FuzzyRule
  private let texts: PoolTexts
  private let spool: BandSpool
  private let scratch: String

  init(_ rule: FuzzyRule, _ texts: PoolTexts, samples: Int) {
    self.rule = rule
    self.texts = texts
    scratch = texts.folder.scratch + "/dedup"
    spool = BandSpool(folder: scratch, bands: rule.banding.bands, samples: samples)
  }

  /// Takes in the bands of a sample.
  func add(_ finding: StoredFinding, of sample: Int) throws {
    guard let text = finding.details?["bands"]?.string else { return }
    try spool.add(BandKeys.keys(text), of: sample)
  }

  /// Drops all but one of each cluster.
  func run(_ samples: inout [SampleState], _ groups: PromptGroups, _ tally: inout Tally) throws
    -> [Duplicate]
  {
    let units = DuplicateUnits(samples, groups, byPrompt: rule.subject == .prompt)
    let sets = SpilledLists(path: scratch + "-sets")
    defer {
      try? spool.removeFiles()  // what is left is overwritten by the next run
      try? sets.removeFile()
    }
    let numbers = try readCandidates(units, samples, into: sets)
    var clusters = try joined(units, samples, numbers, sets)
    let keeping = ClusterKeeping(units: units, kind: .fuzzy, filter: rule.line.name)
    let candidates = numbers.indices.filter { numbers[$0] >= 0 }
    return try keeping.drop(candidates, &clusters, &samples, &tally) { unit, keeper in
      ShingleHasher.jaccard(
        try sets.list(Int(numbers[unit])), try sets.list(Int(numbers[keeper])))
    }
  }

  /// Reads the texts of all units that share a key with another.
  ///
  /// - Returns: by unit the number of its set, else -1.
  private func readCandidates(
    _ units: DuplicateUnits, _ samples: [SampleState], into sets: SpilledLists
  )
    throws -> [Int32]
  {
    var isCandidate = [Bool](repeating: false, count: samples.count)
    try spool.forEachGroup { group in
      let members = group.filter { units.isUnit[$0] }
      if members.count > 1 { for member in members { isCandidate[member] = true } }
    }
    let candidates = samples.indices.filter { isCandidate[$0] }
    var numbers = [Int32](repeating: -1, count: samples.count)
    let signature = try decodeSettings(
      MinHashSignature.self, from: rule.line.settings, of: rule.line.name)
    try texts.forEachShingleSet(
      of: candidates, among: samples, subject: rule.subject, rule: signature.shingles
    ) { sample, set in numbers[sample] = Int32(clamping: try sets.append(set)) }
    return numbers
  }

  private func joined(
    _ units: DuplicateUnits, _ samples: [SampleState], _ numbers: [Int32], _ sets: SpilledLists
  ) throws -> DisjointSets {
    var clusters = DisjointSets(count: samples.count)
    try spool.forEachGroup { group in
      var members = group.filter { units.isUnit[$0] }
      guard members.count > 1 else { return }
      let first = clusters.root(of: members[0])
      if members.allSatisfy({ clusters.root(of: $0) == first }) { return }
      members.sort { samples[$0].id < samples[$1].id }
      try join(members, &clusters, numbers, sets)
    }
    return clusters
  }

  private func join(
    _ members: [Int], _ clusters: inout DisjointSets, _ numbers: [Int32], _ sets: SpilledLists
  ) throws {
    /// With whom later members are compared, and their sets.
    var seen: [(member: Int, set: [UInt32])] = []
    for member in members where numbers[member] >= 0 {
      let set = rule.isVerified ? try sets.list(Int(numbers[member])) : []
      for other in seen where clusters.root(of: member) != clusters.root(of: other.member) {
        if !rule.isVerified || ShingleHasher.jaccard(set, other.set) >= rule.jaccard {
          clusters.join(member, other.member)
        }
      }
      let isNew = !seen.contains { clusters.root(of: member) == clusters.root(of: $0.member) }
      if members.count <= FuzzyDedup.thoroughGroup || isNew && seen.count < FuzzyDedup.thoroughGroup
      {
        seen.append((member, set))
      }
    }
  }
}
