import Bytes

/// `dedup: {semantic: {…}}` of a recipe; docs/dedup.md describes every key.
public struct SemanticRule: Sendable {
  /// What the embeddings are of: with `prompt`, all samples of a prompt stand and fall together.
  let subject: FuzzyRule.Subject
  /// Embeddings whose cosine is at least 1 - epsilon are duplicates, as in SemDeDup (2303.09540).
  let epsilon: Double
  let clustering: ClusteringRule
  /// The filter that reads the embeddings, in the fused pass.
  let line: FilterLine
  let node: ConfigNode

  /// Where embeddings come from.
  static let embeddingKeys = ["field", "type", "file", "ids", "tensor", "key", "dimension"]
  static let keys =
    ["by"] + embeddingKeys + ["epsilon", "clusters", "perCluster", "iterations", "seed"]

  init(_ node: ConfigNode) throws(ConfigError) {
    self.node = node
    let map = try node.map("semantic", allowed: SemanticRule.keys)
    subject = try map.choice("by", FuzzyRule.Subject.self) ?? .both
    epsilon = try map.double("epsilon") ?? 0.01
    guard epsilon > 0, epsilon < 1 else {
      throw node.error("epsilon must be between 0 and 1: the cosine may be that much below 1")
    }
    clustering = ClusteringRule(
      clusters: try map.int("clusters") ?? 0, perCluster: try map.int("perCluster") ?? 1000,
      iterations: try map.int("iterations") ?? 10,
      seed: UInt64(bitPattern: Int64(try map.int("seed") ?? 1)))
    guard (0...65536).contains(clustering.clusters) else {
      throw node.error("clusters must be 0...65536; 0 lets them follow from perCluster")
    }
    guard (16...65536).contains(clustering.perCluster) else {
      throw node.error("perCluster must be 16...65536")
    }
    guard (1...1000).contains(clustering.iterations) else {
      throw node.error("iterations must be 1...1000")
    }
    line = try SemanticRule.line(map)
  }

  /// The line of the filter that reads the embeddings.
  static func line(_ map: ConfigMap) throws(ConfigError) -> FilterLine {
    let place = map.node
    let defaults = [
      ("field", "embedding"), ("type", "f32"), ("file", ""), ("ids", ""), ("tensor", ""),
      ("key", "id"), ("dimension", "0"),
    ]
    let settings = defaults.map { name, text in
      (
        key: name,
        node: map[name]
          ?? ConfigNode(file: place.file, line: place.line, value: .scalar(text, isPlain: true))
      )
    }
    return FilterLine(
      family: .dedup, name: SampleEmbedding.name, file: place.file, line: place.line,
      settings: ConfigNode(file: place.file, line: place.line, value: .map(settings)),
      limits: [], when: Selector(), policy: .drop, unsure: .label, weight: 0.5, tests: [])
  }
}

extension SemanticRule: CustomStringConvertible {
  /// For `recipe diff`.
  public var description: String { node.canonical }
}

/// How vectors are brought into clusters.
package struct ClusteringRule: Sendable {
  /// Of the first division; 0 lets them follow from `perCluster`.
  package let clusters: Int
  /// Vectors that a cluster should have; one of more than four times as many is divided again.
  package let perCluster: Int
  /// Of k-means, at most.
  package let iterations: Int
  package let seed: UInt64

  package init(clusters: Int, perCluster: Int, iterations: Int, seed: UInt64) {
    self.clusters = clusters
    self.perCluster = perCluster
    self.iterations = iterations
    self.seed = seed
  }
}
