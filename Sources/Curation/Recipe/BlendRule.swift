/// `blend: {seed: 42, weights: …, caps: …, order: easy_to_hard}`.
public struct BlendRule: Sendable {
  public enum Order: String, Sendable, CaseIterable {
    case shuffle
    case easyToHard = "easy_to_hard"
  }
  public enum Unit: String, Sendable, CaseIterable { case samples, tokens }
  /// Who goes where there is too much: anybody, or the prompts with most rows.
  ///
  /// `random` and `fair` of NeMo-Skills' `downsampling_method`.
  public enum Thinning: String, Sendable, CaseIterable { case random, fair }
  public enum Axis: String, Sendable, CaseIterable { case category, mode, generator, source, topic }
  public typealias AxisValue<T> = (axis: Axis, value: String, amount: T)

  public let seed: UInt64
  /// What weights, caps and totals count.
  public let unit: Unit
  /// Share of each value of an axis in the result; values without one share what is left as it is.
  public let weights: [AxisValue<Double>]
  /// The most samples (or tokens) of each value of an axis.
  public let caps: [AxisValue<Int>]
  /// How often rows of a value are written: 2.5 is twice, and half of them once more.
  public let upsample: [AxisValue<Double>]
  public let maxPerPrompt: Int?
  public let thinning: Thinning
  /// The most samples (or tokens) of the whole set.
  public let total: Int?
  /// Written one after another; without stages the set is one.
  public let stages: [BlendStage]
  public let order: Order
  /// The measure that says how hard a sample is, for `easy_to_hard`.
  public let difficulty: String
  /// With `easy_to_hard`: on and off samples alternate in runs of this many; 0 leaves them as sorted.
  public let interleave: Int

  static let keys = [
    "seed", "by", "weights", "caps", "upsample", "maxPerPrompt", "thin", "total", "stages", "order",
    "difficulty", "interleave",
  ]
  /// More repeats of a row than this are a mistake in the recipe.
  private static let mostCopies = 100.0

  init(_ node: ConfigNode?) throws(ConfigError) {
    let map = try node?.map("blend", allowed: BlendRule.keys)
    let seed = try BlendRule.count("seed", map, atLeast: 0) ?? 42
    self.seed = UInt64(seed)
    unit = try map?.choice("by", Unit.self) ?? .samples
    weights = try BlendRule.axes(map?["weights"], "weights") { value, node throws(ConfigError) in
      let weight = try node.double(value)
      guard weight >= 0 else { throw node.error("a weight must not be negative") }
      return weight
    }
    caps = try BlendRule.axes(map?["caps"], "caps") { value, node throws(ConfigError) in
      let most = try node.int(value)
      guard most >= 0 else { throw node.error("a cap must not be negative") }
      return most
    }
    upsample = try BlendRule.axes(map?["upsample"], "upsample") { value, node throws(ConfigError) in
      let factor = try node.double(value)
      guard (1...BlendRule.mostCopies).contains(factor) else {
        throw node.error("upsample must be 1...100; caps and weights are what thins")
      }
      return factor
    }
    maxPerPrompt = try BlendRule.count("maxPerPrompt", map, atLeast: 1)
    thinning = try map?.choice("thin", Thinning.self) ?? .random
    total = try BlendRule.count("total", map, atLeast: 0)
    stages = try BlendStage.read(map?["stages"])
    order = try map?.choice("order", Order.self) ?? .shuffle
    difficulty = try map?.string("difficulty") ?? "complexity.length.words"
    interleave = try BlendRule.count("interleave", map, atLeast: 0) ?? 0
  }

  private static func count(_ key: String, _ map: ConfigMap?, atLeast least: Int)
    throws(ConfigError) -> Int?
  {
    guard let node = map?[key] else { return nil }
    let count = try node.int(key)
    guard count >= least else { throw node.error("\(key) must be at least \(least)") }
    return count
  }

  private static func axes<T>(
    _ node: ConfigNode?, _ what: String,
    amount: (String, ConfigNode) throws(ConfigError) -> T
  ) throws(ConfigError) -> [AxisValue<T>] {
    guard let node else { return [] }
    var result: [AxisValue<T>] = []
    for (name, values) in try node.map(what, allowed: Axis.allCases.map(\.rawValue)).pairs {
      guard let axis = Axis(rawValue: name) else { continue }
      for (value, node) in try values.map("\(what).\(name)", allowed: nil).pairs {
        result.append((axis, value, try amount(value, node)))
      }
    }
    return result
  }
}

/// A stage of training: which samples, how many of them, and how often they are to be seen.
///
/// A sample that fits several stages is written in each.
public struct BlendStage: Sendable {
  static let keys = ["name", "when", "total", "epochs"]
  /// Membership is kept as bits.
  static let most = 8
  public let name: String
  public let when: Selector
  /// The most samples (or tokens) of the stage.
  public let total: Int?
  /// Written once all the same; the manifest tells the trainer.
  public let epochs: Int

  /// LN-Nano's three stages of SFT (arXiv 2505.00949, section 4.2): reasoning of code, maths and
  /// science for four epochs; direct responses added, to learn the toggle; a small blend of chat,
  /// instruction following and tool calling.
  static let nano = [
    BlendStage(
      name: "reasoning", when: Selector(category: thinking, mode: ["on"]), total: nil, epochs: 4),
    BlendStage(name: "toggle", when: Selector(category: thinking), total: nil, epochs: 1),
    BlendStage(
      name: "chat",
      when: Selector(category: ["chat", "instruction_following", "tool_calling", "safety"]),
      total: nil, epochs: 1),
  ]
  private static let thinking = ["code", "math", "arithmetic", "science", "stem"]

  static func read(_ node: ConfigNode?) throws(ConfigError) -> [BlendStage] {
    guard let node else { return [] }
    if case .scalar(let name, _) = node.value {
      guard name == "nano" else { throw node.error(unknown(name, of: "stages", known: ["nano"])) }
      return nano
    }
    var stages: [BlendStage] = []
    for item in try node.list("stages") {
      let map = try item.map("a stage", allowed: keys)
      let name = try map.required("name", of: "a stage").string("name")
      guard !name.isEmpty, folderName(name) == name, !stages.contains(where: { $0.name == name })
      else { throw item.error("a stage needs a name of its own, of letters, digits, _ and -") }
      var when = Selector()
      if let node = map["when"] { when = try Selector.read(node) }
      let stage = BlendStage(
        name: name, when: when,
        total: try map.int("total"), epochs: try map.int("epochs") ?? 1)
      guard (stage.total ?? 0) >= 0, stage.epochs >= 1 else {
        throw item.error("total must not be negative, epochs at least 1")
      }
      stages.append(stage)
    }
    guard (1...most).contains(stages.count) else { throw node.error("stages are 1 to \(most)") }
    return stages
  }
}
