// What a recipe says of the whole-set steps.

/// `gold: {majority: {minVotes: 3, minShare: 0.5}}`: where the source gives no answer, the commonest
/// answer among the responses to a prompt stands in for it (arXiv 2505.00949, section 3.1).
public struct GoldRule: Sendable {
  public struct Majority: Sendable {
    public let minVotes: Int
    /// Of all responses to the prompt, also those without an answer, 0...1.
    public let minShare: Double
  }
  public let majority: Majority?

  init(_ node: ConfigNode?) throws(ConfigError) {
    guard let section = try node?.map("gold", allowed: ["majority"])["majority"] else {
      majority = nil
      return
    }
    let map = try section.map("majority", allowed: ["minVotes", "minShare"])
    majority = Majority(
      minVotes: try map.required("minVotes", of: "majority").int("minVotes"),
      minShare: try map.required("minShare", of: "majority").double("minShare"))
  }
}

/// `dedup: {exact: {by: [prompt, mode, response]}}`.
public struct DedupRule: Sendable {
  /// The parts of a sample that must be equal for a duplicate; empty switches exact dedup off.
  public enum Key: String, Sendable, CaseIterable { case prompt, mode, response, answer, generator }
  public let exact: [Key]

  init(_ node: ConfigNode?) throws(ConfigError) {
    guard let node else {
      exact = []
      return
    }
    let map = try node.map("dedup", allowed: ["exact", "minhash"])
    guard let section = map["exact"] else {
      exact = []
      return
    }
    let by = try section.map("exact", allowed: ["by"]).required("by", of: "exact")
    var keys: [Key] = []
    for item in try by.list("by") { keys.append(try item.choice("by", Key.self)) }
    guard keys.contains(.response) || keys.contains(.answer) || keys.contains(.prompt) else {
      throw by.error("by needs prompt, response or answer")
    }
    exact = keys
  }
}

/// How one response is chosen among several of a prompt and mode.
public enum Choice: String, Sendable, CaseIterable {
  case shortestCorrect = "shortest_correct"
  case longest
  case random
  case bestScore = "best_score"
}

/// `pair: {chooseOn: …, chooseOff: …, candidates: 1, unpaired: keep}`.
public struct PairRule: Sendable {
  public enum Unpaired: String, Sendable, CaseIterable { case keep, drop }
  /// Whether the recipe pairs at all.
  public let isActive: Bool
  public let chooseOn: Choice
  public let chooseOff: Choice
  /// Responses kept per prompt and mode; more than one makes several rows of a prompt.
  public let candidates: Int
  public let unpaired: Unpaired
  /// `best_score` compares this measure, for example `quality.reward.score`.
  public let score: String?

  init(_ node: ConfigNode?) throws(ConfigError) {
    isActive = node != nil
    let keys = ["key", "chooseOn", "chooseOff", "candidates", "unpaired", "score"]
    let map = try node?.map("pair", allowed: keys)
    if let key = try map?.string("key"), key != "prompt" {
      throw node?.error("key must be prompt") ?? ConfigError(file: "", line: 0, problem: "")
    }
    chooseOn = try map?.choice("chooseOn", Choice.self) ?? .shortestCorrect
    chooseOff = try map?.choice("chooseOff", Choice.self) ?? .shortestCorrect
    candidates = try map?.int("candidates") ?? 1
    unpaired = try map?.choice("unpaired", Unpaired.self) ?? .keep
    score = try map?.string("score")
    if let node, candidates < 1 { throw node.error("candidates must be at least 1") }
    if let node, score == nil, chooseOn == .bestScore || chooseOff == .bestScore {
      throw node.error("best_score needs score: the name of a measure")
    }
  }
}

/// `blend: {seed: 42, weights: …, caps: …, order: easy_to_hard}`.
public struct BlendRule: Sendable {
  public enum Order: String, Sendable, CaseIterable {
    case shuffle
    case easyToHard = "easy_to_hard"
  }
  public enum Unit: String, Sendable, CaseIterable { case samples, tokens }
  public enum Axis: String, Sendable, CaseIterable { case category, mode, generator, source }

  public let seed: UInt64
  /// What weights and caps count.
  public let unit: Unit
  /// Share of each value of an axis in the result; values without one share what is left as it is.
  public let weights: [(axis: Axis, value: String, weight: Double)]
  /// The most samples (or tokens) of each value of an axis.
  public let caps: [(axis: Axis, value: String, most: Int)]
  public let maxPerPrompt: Int?
  /// The most samples (or tokens) of the whole set.
  public let total: Int?
  public let order: Order
  /// The measure that says how hard a sample is, for `easy_to_hard`.
  public let difficulty: String
  /// With `easy_to_hard`: on and off samples alternate in runs of this many; 0 leaves them as sorted.
  public let interleave: Int

  init(_ node: ConfigNode?) throws(ConfigError) {
    let keys = [
      "seed", "by", "weights", "caps", "maxPerPrompt", "total", "order", "difficulty", "interleave",
    ]
    let map = try node?.map("blend", allowed: keys)
    let seed = try map?.int("seed") ?? 42
    guard seed >= 0 else {
      throw node?.error("seed must not be negative") ?? ConfigError(file: "", line: 0, problem: "")
    }
    self.seed = UInt64(seed)
    unit = try map?.choice("by", Unit.self) ?? .samples
    weights = try BlendRule.axes(map?["weights"], "weights").map {
      axis, value, node throws(ConfigError) in
      let weight = try node.double(value)
      guard weight >= 0 else { throw node.error("a weight must not be negative") }
      return (axis, value, weight)
    }
    caps = try BlendRule.axes(map?["caps"], "caps").map { axis, value, node throws(ConfigError) in
      let most = try node.int(value)
      guard most >= 0 else { throw node.error("a cap must not be negative") }
      return (axis, value, most)
    }
    maxPerPrompt = try map?.int("maxPerPrompt")
    total = try map?.int("total")
    order = try map?.choice("order", Order.self) ?? .shuffle
    difficulty = try map?.string("difficulty") ?? "complexity.length.words"
    interleave = try map?.int("interleave") ?? 0
  }

  private static func axes(_ node: ConfigNode?, _ what: String) throws(ConfigError)
    -> [(Axis, String, ConfigNode)]
  {
    guard let node else { return [] }
    var result: [(Axis, String, ConfigNode)] = []
    for (name, values) in try node.map(what, allowed: Axis.allCases.map(\.rawValue)).pairs {
      guard let axis = Axis(rawValue: name) else { continue }
      for (value, node) in try values.map("\(what).\(name)", allowed: nil).pairs {
        result.append((axis, value, node))
      }
    }
    return result
  }
}

/// `shards: {megabytes: 256, level: 3}`.
public struct ShardRule: Sendable {
  /// Uncompressed text of a shard, in bytes; a shard may exceed it by one frame.
  public let bytes: Int
  /// The zstd level, 1...19.
  public let level: Int

  init(_ node: ConfigNode?) throws(ConfigError) {
    let map = try node?.map("shards", allowed: ["megabytes", "level"])
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

  init(_ node: ConfigNode?) throws(ConfigError) {
    let map = try node?.map("export", allowed: ["validation", "test"])
    validation = try map?.double("validation") ?? 0.01
    test = try map?.double("test") ?? 0.01
    if let node, validation < 0 || test < 0 || validation + test > 0.9 {
      throw node.error("validation and test must not be negative, nor above 0.9 together")
    }
  }
}
