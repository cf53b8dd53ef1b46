/// The `sft:` section of a recipe: which model is trained for how long, and what it must show.
public struct SFTRule: Sendable {
  /// Sizes of a model that is trained from scratch.
  public let preset: String
  /// A model that is fine-tuned instead: a Hugging Face folder or a GGUF file.
  public private(set) var base: String?
  /// Of low-rank adapters beside the base's frozen weights; 0 trains all weights.
  public private(set) var rank: Int
  public private(set) var alpha: Double
  /// Tokens that each model reads.
  public private(set) var tokens: Int
  public let tokensPerStep: Int
  /// Peak learning rate.
  public private(set) var rate: Double
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
  public private(set) var prompts: Int
  public let bars: Bars

  /// What the check must show to pass; what is nil is shown and not asked.
  public struct Bars: Sendable {
    /// Share of responses that obey the toggle, in each mode.
    public var toggle: Double?
    /// Accuracy with thinking on minus accuracy with thinking off.
    public var onMinusOff: Double?
    /// Accuracy of the curated arm minus that of the raw one; its interval must lie above.
    public var curatedMinusRaw: Double?
    /// The base's held-out loss minus that of the curated arm, in nats a token, in each mode.
    public var lossDrop: Double?

    static let keys = ["toggle", "onMinusOff", "curatedMinusRaw", "lossDrop"]
  }

  /// What the command line says in place of the recipe.
  public struct Overrides: Sendable {
    public var base: String?
    public var rank: Int?
    public var alpha: Double?
    public var rate: Double?
    public var tokens: Int?
    public var prompts: Int?

    public init() {}
  }

  private static let numbers = [
    "rank", "alpha", "tokens", "tokensPerStep", "rate", "seeds", "categories", "maxTokens",
    "maxNewTokens", "heldOut", "prompts", "bars",
  ]
  static let keys = ["preset", "base", "vocabulary", "withBase"] + numbers

  /// - Parameter node: nil takes what is written here: TRAINER's configuration S from scratch, and
  ///   for a base model a run of a few processor minutes. Where a base is given, by `base:` or the
  ///   command line, `withBase:` goes before the other keys.
  public init(_ node: ConfigNode?, _ overrides: Overrides = Overrides()) throws(ConfigError) {
    let map = try node?.map("sft", allowed: SFTRule.keys)
    let named = try map?.string("base")
    base = overrides.base ?? named
    let hasBase = base != nil
    let overlay = try map?["withBase"]?.map("withBase", allowed: SFTRule.numbers)
    func at(_ key: String) -> ConfigMap? {
      hasBase && overlay?[key] != nil ? overlay : map?[key] != nil ? map : nil
    }
    func int(_ key: String, _ standard: Int, _ override: Int? = nil) throws(ConfigError) -> Int {
      if let override { return override }
      let value = try at(key)?.int(key) ?? standard
      guard value >= 1 || key == "rank" && value == 0 else {
        throw at(key)?[key]?.error("\(key) must be at least 1")
          ?? ConfigError(file: "sft", line: 0, problem: "\(key) must be at least 1")
      }
      return value
    }
    func double(_ key: String, _ standard: Double, _ override: Double? = nil) throws(ConfigError)
      -> Double
    {
      if let override { return override }
      return try at(key)?.double(key) ?? standard
    }
    preset = try map?.string("preset") ?? "nano"
    rank = try int("rank", 16, overrides.rank)
    alpha = try double("alpha", 32, overrides.alpha)
    tokens = try int("tokens", hasBase ? 60_000 : 1_110_000, overrides.tokens)
    tokensPerStep = try int("tokensPerStep", hasBase ? 1024 : 512)
    rate = try double("rate", hasBase ? 5e-4 : 1e-3, overrides.rate)
    seeds = try int("seeds", hasBase ? 1 : 3)
    vocabulary = try int("vocabulary", 512)
    categories = try at("categories")?.strings("categories") ?? []
    maxTokens = try int("maxTokens", 512)
    maxNewTokens = try int("maxNewTokens", 96)
    heldOut = try double("heldOut", 0.05)
    prompts = try int("prompts", hasBase ? 24 : 400, overrides.prompts)
    bars = try Bars(at("bars")?["bars"], hasBase: hasBase)
    guard let node else { return }
    guard vocabulary >= 300 else { throw node.error("vocabulary must be at least 300") }
    guard heldOut > 0, heldOut < 1 else { throw node.error("heldOut must be between 0 and 1") }
    guard rate > 0 else { throw node.error("rate must be above 0") }
  }
}

extension SFTRule.Bars {
  init(_ node: ConfigNode?, hasBase: Bool) throws(ConfigError) {
    self.init()
    guard let node else {
      if hasBase { lossDrop = 0 } else { (toggle, onMinusOff, curatedMinusRaw) = (0.98, 0.4, 0) }
      return
    }
    let map = try node.map(
      "bars", allowed: SFTRule.Bars.keys)
    func bound(_ key: String, _ comparison: String) throws(ConfigError) -> Double? {
      guard let section = map[key] else { return nil }
      return try section.map(key, allowed: [comparison]).required(comparison, of: key)
        .double(comparison)
    }
    toggle = try bound("toggle", "min")
    onMinusOff = try bound("onMinusOff", "min")
    curatedMinusRaw = try bound("curatedMinusRaw", "above")
    lossDrop = try bound("lossDrop", "above")
    if lossDrop != nil, !hasBase { throw node.error("lossDrop needs a base model") }
  }
}
