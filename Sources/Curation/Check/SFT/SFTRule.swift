/// The `sft:` section of a recipe: which model is trained for how long, and what it must show.
public struct SFTRule: Sendable {
  public let preset: String
  /// Tokens that each model reads.
  public private(set) var tokens: Int
  public let tokensPerStep: Int
  /// Peak learning rate.
  public let rate: Double
  public let seeds: Int
  public let vocabulary: Int
  /// Only samples of these categories; all where it is empty or fits none.
  public let categories: [String]
  /// Longer conversations are left out, and counted.
  public let maxTokens: Int
  public let maxNewTokens: Int
  /// Share of prompts that no model is trained on, 0...1, where no held-out file is given.
  public let heldOut: Double
  /// Held-out prompts that are answered.
  public let prompts: Int
  public let bars: Bars

  /// What the check must show to pass.
  public struct Bars: Sendable {
    /// Share of responses that obey the toggle, in each mode.
    public let toggle: Double
    /// Accuracy with thinking on minus accuracy with thinking off.
    public let onMinusOff: Double
    /// Accuracy of the curated arm minus that of the raw one; its interval must lie above.
    public let curatedMinusRaw: Double
  }

  static let keys = [
    "preset", "tokens", "tokensPerStep", "rate", "seeds", "vocabulary", "categories", "maxTokens",
    "maxNewTokens", "heldOut", "prompts", "bars",
  ]

  /// - Parameter node: nil takes what is written here: TRAINER's configuration S, about 15
  ///   CPU-seconds a model.
  public init(_ node: ConfigNode?) throws(ConfigError) {
    let map = try node?.map("sft", allowed: SFTRule.keys)
    preset = try map?.string("preset") ?? "nano"
    tokens = try map?.int("tokens") ?? 1_110_000
    tokensPerStep = try map?.int("tokensPerStep") ?? 512
    rate = try map?.double("rate") ?? 1e-3
    seeds = try map?.int("seeds") ?? 3
    vocabulary = try map?.int("vocabulary") ?? 512
    categories = try map?.strings("categories") ?? []
    maxTokens = try map?.int("maxTokens") ?? 512
    maxNewTokens = try map?.int("maxNewTokens") ?? 96
    heldOut = try map?.double("heldOut") ?? 0.05
    prompts = try map?.int("prompts") ?? 400
    bars = try Bars(map?["bars"])
    if let node {
      for (name, value) in [
        ("tokens", tokens), ("tokensPerStep", tokensPerStep), ("seeds", seeds),
        ("maxTokens", maxTokens), ("maxNewTokens", maxNewTokens), ("prompts", prompts),
      ] where value < 1 { throw node.error("\(name) must be at least 1") }
      guard vocabulary >= 300 else { throw node.error("vocabulary must be at least 300") }
      guard heldOut > 0, heldOut < 1 else { throw node.error("heldOut must be between 0 and 1") }
    }
  }
}

extension SFTRule {
  /// The rule with another budget of tokens.
  func with(tokens: Int?) -> SFTRule {
    var rule = self
    rule.tokens = tokens ?? self.tokens
    return rule
  }
}

extension SFTRule.Bars {
  init(_ node: ConfigNode?) throws(ConfigError) {
    let map = try node?.map("bars", allowed: ["toggle", "onMinusOff", "curatedMinusRaw"])
    func bound(_ key: String, _ comparison: String, _ standard: Double) throws(ConfigError)
      -> Double
    {
      guard let section = map?[key] else { return standard }
      return try section.map(key, allowed: [comparison]).required(comparison, of: key)
        .double(comparison)
    }
    toggle = try bound("toggle", "min", 0.98)
    onMinusOff = try bound("onMinusOff", "min", 0.4)
    curatedMinusRaw = try bound("curatedMinusRaw", "above", 0)
  }
}
