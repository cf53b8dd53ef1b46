// What a recipe says of the whole-set steps.

/// `gold: {majority: {minVotes: 3, minShare: 0.5}}`: where the source gives no answer, the commonest
/// answer among the responses to a prompt stands in for it (arXiv 2505.00949, section 3.1).
public struct GoldRule: Sendable {
  public struct Majority: Sendable {
    public let minVotes: Int
    /// Of all responses to the prompt, also those without an answer, 0...1.
    public let minShare: Double
    /// Whether the majority also stands in for an answer of the source that no response comes to.
    public let overrides: Bool

    static let keys = ["minVotes", "minShare", "override"]
  }
  public let majority: Majority?

  static let keys = ["majority"]

  init(_ node: ConfigNode?) throws(ConfigError) {
    guard let section = try node?.map("gold", allowed: GoldRule.keys)["majority"] else {
      majority = nil
      return
    }
    let map = try section.map("majority", allowed: Majority.keys)
    majority = Majority(
      minVotes: try map.required("minVotes", of: "majority").int("minVotes"),
      minShare: try map.required("minShare", of: "majority").double("minShare"),
      overrides: try map.bool("override") ?? false)
  }
}

/// `dedup: {exact: {by: [prompt, mode, response]}, fuzzy: {by: both, jaccard: 0.8}}`.
public struct DedupRule: Sendable {
  /// The parts of a sample that must be equal for a duplicate; empty switches exact dedup off.
  public enum Key: String, Sendable, CaseIterable { case prompt, mode, response, answer, generator }
  public let exact: [Key]
  /// Near-duplicates; nil leaves them in.
  public let fuzzy: FuzzyRule?
  /// Samples with embeddings that are nearly one; nil leaves them in.
  public let semantic: SemanticRule?

  static let keys = ["exact", "fuzzy", "semantic"]
  static let exactKeys = ["by"]

  init(_ node: ConfigNode?, defaults: DedupRule?) throws(ConfigError) {
    guard let node else {
      exact = []
      fuzzy = nil
      semantic = nil
      return
    }
    let map = try node.map("dedup", allowed: DedupRule.keys)
    semantic = try map["semantic"].map { node throws(ConfigError) in try SemanticRule(node) }
    fuzzy = try map["fuzzy"].map { node throws(ConfigError) in
      try FuzzyRule(node, defaults: defaults?.fuzzy)
    }
    guard let section = map["exact"] else {
      exact = []
      return
    }
    let by = try section.map("exact", allowed: DedupRule.exactKeys).required("by", of: "exact")
    var keys: [Key] = []
    for item in try by.list("by") { keys.append(try item.choice("by", Key.self)) }
    guard keys.contains(.response) || keys.contains(.answer) || keys.contains(.prompt) else {
      throw by.error("by needs prompt, response or answer")
    }
    exact = keys
  }
}

/// `shards: {megabytes: 256, level: 3}`.
public struct ShardRule: Sendable {
  /// Uncompressed text of a shard, in bytes; a shard may exceed it by one frame.
  public let bytes: Int
  /// The zstd level, 1...19.
  public let level: Int

  static let keys = ["megabytes", "level"]

  init(_ node: ConfigNode?) throws(ConfigError) {
    let map = try node?.map("shards", allowed: ShardRule.keys)
    let megabytes = try map?.int("megabytes") ?? 256
    level = try map?.int("level") ?? 3
    if let node {
      guard (1...65536).contains(megabytes) else { throw node.error("megabytes must be 1...65536") }
      guard (1...19).contains(level) else { throw node.error("level must be 1...19") }
    }
    bytes = megabytes << 20
  }
}

/// `export: {validation: 0.01, test: 0.01}`.
public struct ExportRule: Sendable {
  /// Shares of prompts, 0...1.
  public let validation: Double
  public let test: Double

  static let keys = ["validation", "test"]

  init(_ node: ConfigNode?) throws(ConfigError) {
    let map = try node?.map("export", allowed: ExportRule.keys)
    validation = try map?.double("validation") ?? 0.01
    test = try map?.double("test") ?? 0.01
    if let node, validation < 0 || test < 0 || validation + test > 0.9 {
      throw node.error("validation and test must not be negative, nor above 0.9 together")
    }
  }
}
