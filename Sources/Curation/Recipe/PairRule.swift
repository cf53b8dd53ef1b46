/// How one response is chosen among several of a prompt and mode.
///
/// Correct ones come first, then those that nobody could judge, then wrong ones; the rule orders
/// within these, and the smaller id decides where it sees no difference.
public enum Choice: String, Sendable, CaseIterable {
  case shortestCorrect = "shortest_correct"
  case longest
  /// Nearest to the median length of the prompt's responses of that mode.
  case median
  case random
  case bestScore = "best_score"
}

/// `pair: {chooseOn: …, chooseOff: …, candidates: 1, unpaired: keep}`.
public struct PairRule: Sendable {
  public enum Unpaired: String, Sendable, CaseIterable { case keep, drop }

  /// What holds for the responses of one mode.
  public struct Side: Sendable {
    public let choice: Choice
    /// Responses kept of a prompt; more than one makes several rows of it.
    public let candidates: Int
    /// What becomes of responses to prompts without a pair.
    public let unpaired: Unpaired
  }

  /// Whether the recipe pairs at all.
  public let isActive: Bool
  public let on: Side
  public let off: Side
  /// `best_score` compares this measure, for example `quality.reward.score`.
  public let score: String?
  /// Share of the prompts that could have a pair which get one, 0...1; the others keep their on side.
  public let share: Double
  /// On rows for each off row of the result; what is above it is thinned among rows without a pair.
  public let onPerOff: Double?
  public let derive: DeriveRule

  public func side(_ mode: Mode) -> Side { mode == .on ? on : off }

  static let keys = [
    "key", "chooseOn", "chooseOff", "candidates", "candidatesOn", "candidatesOff", "unpaired",
    "unpairedOn", "unpairedOff", "score", "share", "onPerOff", "derive",
  ]

  init(_ node: ConfigNode?) throws(ConfigError) {
    isActive = node != nil
    let map = try node?.map("pair", allowed: PairRule.keys)
    if let key = map?["key"], try key.string("key") != "prompt" {
      throw key.error("key must be prompt")
    }
    score = try map?.string("score")
    on = try PairRule.side("On", map, hasScore: score != nil)
    off = try PairRule.side("Off", map, hasScore: score != nil)
    share = try map?.double("share") ?? 1
    if let node = map?["share"], !(0...1).contains(share) {
      throw node.error("share must be 0...1")
    }
    onPerOff = try map?.double("onPerOff")
    if let node = map?["onPerOff"], let onPerOff, onPerOff <= 0 {
      throw node.error("onPerOff must be above 0")
    }
    derive = try DeriveRule(map?["derive"])
  }

  private static func side(_ mode: String, _ map: ConfigMap?, hasScore: Bool) throws(ConfigError)
    -> Side
  {
    let choice = try map?.choice("choose\(mode)", Choice.self) ?? .shortestCorrect
    if choice == .bestScore, !hasScore, let node = map?["choose\(mode)"] {
      throw node.error("best_score needs score: the name of a measure")
    }
    let count = map?["candidates\(mode)"] ?? map?["candidates"]
    let candidates = try count?.int("candidates") ?? 1
    if let count, candidates < 1 { throw count.error("candidates must be at least 1") }
    let unpaired = map?["unpaired\(mode)"] ?? map?["unpaired"]
    return Side(
      choice: choice, candidates: candidates,
      unpaired: try unpaired?.choice("unpaired", Unpaired.self) ?? .keep)
  }
}

/// `derive: {strip: 0.1, truncate: 0.03, budgets: [4000, 8000]}`.
///
/// Rows made from on rows, for a training that has to learn the toggle and budgets (arXiv 2512.20848,
/// section 3.1, strips 10 % and cuts 3 %). Nothing is derived where the recipe does not ask.
public struct DeriveRule: Sendable {
  /// Share of the on rows without a direct partner that become direct ones: reasoning is taken out.
  public let strip: Double
  /// Share of the written on rows whose reasoning is cut to one of the budgets.
  public let truncate: Double
  /// In characters of reasoning; about four are a token.
  public let budgets: [Int]
  /// Whether the row it was made from is written too.
  public let keepsOrigin: Bool

  public var isActive: Bool { strip > 0 || truncate > 0 }

  static let keys = ["strip", "truncate", "budgets", "keepOrigin"]

  init(_ node: ConfigNode?) throws(ConfigError) {
    let map = try node?.map("derive", allowed: DeriveRule.keys)
    strip = try map?.double("strip") ?? 0
    truncate = try map?.double("truncate") ?? 0
    keepsOrigin = try map?.bool("keepOrigin") ?? false
    var budgets: [Int] = []
    for item in try map?["budgets"]?.list("budgets") ?? [] {
      let budget = try item.int("a budget")
      guard (1...100_000_000).contains(budget) else {
        throw item.error("a budget must be 1...100000000 characters")
      }
      budgets.append(budget)
    }
    self.budgets = budgets
    guard let node else { return }
    guard strip >= 0, truncate >= 0, strip + truncate <= 1 else {
      throw node.error("strip and truncate must not be negative, nor above 1 together")
    }
    if truncate > 0, budgets.isEmpty { throw node.error("truncate needs budgets, in characters") }
  }
}
