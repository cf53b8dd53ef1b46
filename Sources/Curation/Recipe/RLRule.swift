/// `rl: {passRate: {below: 0.75}, batch: 72, sigma: 0.15}`: prompts for reinforcement learning, with
/// what the teacher's responses say of how hard they are, in the order of a curriculum.
public struct RLRule: Sendable {
  /// Whose responses count for the pass rate.
  public enum Judged: String, Sendable, CaseIterable {
    case both
    case on
    case off
  }
  public let isActive: Bool
  public let mode: Judged
  /// Prompts with fewer judged responses are left out: their rate says nothing.
  public let minJudged: Int
  /// What a rate must keep to; 2505.00949, section 5.1, discards 0.75 and above.
  public let passRate: [Limit]
  /// Prompts in a batch, buckets of pass rates in 0...1, and the width of the batches' target.
  public let batch: Int
  public let buckets: Int
  public let sigma: Double

  static let keys = ["mode", "minJudged", "passRate", "batch", "buckets", "sigma"]

  init(_ node: ConfigNode?) throws(ConfigError) {
    isActive = node != nil
    let map = try node?.map("rl", allowed: RLRule.keys)
    mode = try map?.choice("mode", Judged.self) ?? .both
    minJudged = try map?.int("minJudged") ?? 2
    passRate =
      try map?["passRate"].map { node throws(ConfigError) in
        try Limit.read(
          ConfigNode(
            file: node.file, line: node.line, value: .map([(key: "rate", node: node)])),
          filter: "rl.passRate", measures: ["rate"])
      } ?? []
    batch = try map?.int("batch") ?? 72
    buckets = try map?.int("buckets") ?? 8
    sigma = try map?.double("sigma") ?? 0.15
    guard let node else { return }
    guard minJudged >= 1, batch >= 1 else { throw node.error("minJudged and batch are at least 1") }
    guard (1...1024).contains(buckets) else { throw node.error("buckets must be 1...1024") }
    guard sigma > 0 else { throw node.error("sigma must be above 0") }
  }

  /// Whether a rate is neither too easy nor too hard.
  func allows(_ rate: Double) -> Bool { passRate.allSatisfy { $0.allows(rate) } }
}

/// `preference: {chosen: shortest_correct, rejected: random, perPrompt: 1}`: right and wrong
/// responses to one prompt in one mode, for DPO and RPO.
public struct PreferenceRule: Sendable {
  public let isActive: Bool
  public let chosen: Choice
  /// Among wrong responses.
  public let rejected: Choice
  /// Comparisons of a prompt and mode at most; no response is in two of them.
  public let perPrompt: Int

  static let keys = ["chosen", "rejected", "perPrompt"]

  init(_ node: ConfigNode?) throws(ConfigError) {
    isActive = node != nil
    let map = try node?.map("preference", allowed: PreferenceRule.keys)
    chosen = try map?.choice("chosen", Choice.self) ?? .shortestCorrect
    rejected = try map?.choice("rejected", Choice.self) ?? .random
    perPrompt = try map?.int("perPrompt") ?? 1
    if let node, perPrompt < 1 { throw node.error("perPrompt must be at least 1") }
  }
}
