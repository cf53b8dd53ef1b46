package import Bytes

/// Prompts that belong together because samples of theirs are duplicates of one another.
///
/// A held-out prompt takes its whole cluster out of training, since a near copy of it would give the
/// answer away; so the splits of an export go by clusters.
package struct PromptClusters: Sendable {
  private var parents: [Hash128: Hash128] = [:]

  /// - Parameter pairs: prompts with a duplicate in common.
  package init(_ pairs: [(Hash128, Hash128)]) {
    for (a, b) in pairs {
      let (x, y) = (shortenedRoot(of: a), shortenedRoot(of: b))
      // The smallest one leads, so the order of pairs does not matter.
      if x < y { parents[y] = x } else if y < x { parents[x] = y }
    }
  }

  /// Of duplicates among the samples of a decision.
  init(_ duplicates: [Duplicate], _ samples: [SampleState]) {
    self.init(
      duplicates.lazy.map { (samples[$0.sample].prompt, samples[$0.keeper].prompt) }
        .filter { $0.0 != $0.1 })
  }

  /// Halves the way on the way.
  private mutating func shortenedRoot(of prompt: Hash128) -> Hash128 {
    var root = prompt
    while let parent = parents[root] {
      if let next = parents[parent] { parents[root] = next }
      root = parent
    }
    return root
  }

  /// The clusters of a run's last decision.
  init(_ catalog: Catalog) throws {
    var pairs: [(Hash128, Hash128)] = []
    try catalog.database.read { db in
      try db.rows(
        """
        SELECT a.prompt, b.prompt FROM duplicate d JOIN sample_row a ON a.row = d.row
        JOIN sample_row b ON b.row = d.keeper
        WHERE a.prompt <> b.prompt AND d.kind <> 'select'
        """
      ) { pairs.append(($0.hash(0), $0.hash(1))) }
    }
    self.init(pairs)
  }

  /// The prompt that stands for the cluster.
  package func root(of prompt: Hash128) -> Hash128 {
    var root = prompt
    while let parent = parents[root] { root = parent }
    return root
  }
}
