// Semantic duplicates (SemDeDup, 2303.09540): samples whose embeddings point in nearly one direction.
//
// 1. Vectors come from the findings and go to a file, 2 bytes a number.
// 2. k-means brings them into clusters (`VectorClusters`), within which all pairs are compared.
// 3. What reaches the threshold is joined; of what is joined the best stays (`KeeperOrder`).
//
// SemDeDup goes through a cluster from the rim inwards and drops what is like something it has seen;
// here clusters of duplicates are connected components and the keeper follows from verdicts, as in
// fuzzy dedup, so that both explain themselves alike.

import Bytes

/// Finds semantic duplicates, and keeps one of each cluster.
final class SemanticDedup {
  private let rule: SemanticRule
  private let embedding: SampleEmbedding
  private let workers: Workers
  private let spool: VectorSpool
  /// Samples with a vector, by its number.
  private var samples: [Int32] = []

  init(_ rule: SemanticRule, scratch: String, workers: Workers) throws {
    self.rule = rule
    embedding = try decodeSettings(
      SampleEmbedding.self, from: rule.line.settings, of: rule.line.name)
    self.workers = workers
    spool = VectorSpool(path: scratch + "/embeddings")
  }

  /// Takes in the embedding of a sample and counts what was found of it.
  func add(_ finding: StoredFinding, of sample: Int, _ tally: inout Tally) throws {
    guard let halves = try embedding.halves(of: finding) else {
      tally.count(rule.line.name, Verdict(finding, limits: []))
      return
    }
    _ = try spool.append(halves)
    samples.append(Int32(clamping: sample))
  }

  /// Drops all but one of each cluster.
  func run(_ states: inout [SampleState], _ groups: PromptGroups, _ tally: inout Tally) throws
    -> [Duplicate]
  {
    defer { try? spool.removeFile() }  // what is left is overwritten by the next run
    let store = spool.sealed()
    let dimension = store.commonDimension(count: samples.count)
    var hasVector = [Bool](repeating: false, count: states.count)
    for (number, sample) in samples.enumerated() {
      let fits = store.dimension(of: number) == dimension
      tally.count(rule.line.name, fits ? .pass : .unsure("wrong_dimension"))
      hasVector[Int(sample)] = fits
    }
    let units = DuplicateUnits(
      states, groups, byPrompt: rule.subject == .prompt, canBeCompared: { hasVector[$0] })
    var vectors = samples.indices.filter { units.isUnit[Int(samples[$0])] }.map { Int32($0) }
    guard vectors.count > 1 else { return [] }
    vectors = inSeededOrder(vectors, states)
    var joined = try clusters(store, dimension).joined(
      vectors, kinds: vectors.map { kind(of: states[Int(samples[Int($0)])]) })
    return try drop(&states, units, vectors, &joined, store, dimension, &tally)
  }

  private func clusters(_ store: VectorStore, _ dimension: Int) -> VectorClusters {
    VectorClusters(
      rule: rule.clustering,
      threshold: Float(1 - rule.epsilon) - 1e-6,  // the rounding of equal vectors
      dimension: dimension, store: store, workers: workers)
  }

  /// Responses of different modes are never duplicates of each other: they are pairs.
  private func kind(of state: SampleState) -> UInt8 {
    rule.subject == .prompt ? 0 : state.mode == .on ? 1 : 2
  }

  private func inSeededOrder(_ vectors: [Int32], _ states: [SampleState]) -> [Int32] {
    vectors.map { number in
      let id = states[Int(samples[Int(number)])].id
      return (key: mix(id.low, seed: rule.clustering.seed), id: id, number: number)
    }
    .sorted { ($0.key, $0.id) < ($1.key, $1.id) }.map(\.number)
  }

  /// From places in `vectors` to samples.
  private func drop(
    _ states: inout [SampleState], _ units: DuplicateUnits, _ vectors: [Int32],
    _ joined: inout DisjointSets, _ store: VectorStore, _ dimension: Int, _ tally: inout Tally
  ) throws -> [Duplicate] {
    var clusters = DisjointSets(count: states.count)
    var numbers: [Int: Int32] = [:]
    for place in vectors.indices {
      let root = joined.root(of: place)
      guard root != place else { continue }
      for member in [root, place] { numbers[sample(vectors[member])] = vectors[member] }
      clusters.join(sample(vectors[root]), sample(vectors[place]))
    }
    let keeping = ClusterKeeping(units: units, kind: .semantic, filter: rule.line.name)
    return try keeping.drop(numbers.keys.sorted(), &clusters, &states, &tally) { unit, keeper in
      guard let own = numbers[unit], let other = numbers[keeper] else { return 0 }
      let (a, b) = try (
        store.unitRows([own], dimension: dimension), store.unitRows([other], dimension: dimension)
      )
      let cosine = FloatRows.products(a.span, b.span, width: a.count).first ?? 0
      return min(1, Double(cosine))
    }
  }

  private func sample(_ vector: Int32) -> Int { Int(samples[Int(vector)]) }
}
