/// `select: [{method: top, by: complexity.ifd.ifd, share: 0.1}]`; docs/select.md describes every key.
public struct SelectRule: Sendable {
  /// One after another, each on what the one before it leaves; a single one needs no list.
  public let steps: [SelectStep]

  init(_ node: ConfigNode?) throws(ConfigError) {
    var steps: [SelectStep] = []
    if let node, case .map = node.value {
      steps = [try SelectStep(node)]
    } else {
      for item in try node?.list("select") ?? [] { steps.append(try SelectStep(item)) }
    }
    self.steps = steps
  }
}

/// A step of a selection: which samples are worth their place.
public struct SelectStep: Sendable {
  public enum Method: String, Sendable, CaseIterable {
    /// The best by a measure.
    case top
    /// Those with most tags first, each only if it brings a tag that its round has not seen.
    case instag
    /// The best by a measure, each only if it is not too like one that is chosen already.
    case deita

    fileprivate var keys: [String] {
      let common = ["method", "count", "share", "per", "missing", "when"]
      return switch self {
      case .top: common + ["by", "lowest"]
      case .instag: common + ["rounds"]
      case .deita: common + ["by", "lowest", "similarity", "embedding", "ngram"]
      }
    }
  }
  public enum Missing: String, Sendable, CaseIterable { case drop, keep }
  /// `whole`, or an axis of the blend.
  enum Group: String, CaseIterable { case whole, category, mode, generator, source, topic }

  public let method: Method
  /// What it goes by: the product of these measures.
  public let measures: [String]
  public let isLowestFirst: Bool
  /// The most samples, of each group.
  public let count: Int?
  /// The most of those that come to the step, 0...1, of each group.
  public let share: Double?
  /// What is chosen from apart; nil chooses from all together.
  public let axis: BlendRule.Axis?
  /// What becomes of samples that nobody measured.
  public let missing: Missing
  /// Other samples are left alone.
  public let when: Selector
  /// Rounds of tags; nil goes on until there are enough samples.
  public let rounds: Int?
  /// Samples more alike than this, 0...1, are too like each other.
  public let similarity: Double
  /// Words of a shingle of the prompts, where there are no embeddings.
  public let ngram: Int
  /// Reads the embeddings, in the fused pass; nil compares prompts by their words.
  let embedding: FilterLine?
  let node: ConfigNode

  static let keys = [
    "method", "by", "lowest", "count", "share", "per", "missing", "when", "rounds", "similarity",
    "embedding", "ngram",
  ]

  /// The name in the funnel.
  var name: String { "select.\(method.rawValue)" }

  init(_ node: ConfigNode) throws(ConfigError) {
    self.node = node
    let map = try node.map("a selection", allowed: SelectStep.keys)
    method = try map.required("method", of: "a selection").choice("method", Method.self)
    _ = try node.map(method.rawValue, allowed: method.keys)
    measures = try map.strings("by") ?? []
    isLowestFirst = try map.bool("lowest") ?? false
    count = try map.int("count")
    share = try map.double("share")
    let group = try map.choice("per", Group.self) ?? .whole
    axis = BlendRule.Axis(rawValue: group.rawValue)
    missing = try map.choice("missing", Missing.self) ?? .drop
    var when = Selector()
    if let node = map["when"] { when = try Selector.read(node) }
    self.when = when
    rounds = try map.int("rounds")
    embedding = try map["embedding"].map { node throws(ConfigError) in
      try SemanticRule.line(try node.map("embedding", allowed: SemanticRule.embeddingKeys))
    }
    similarity = try map.double("similarity") ?? (embedding == nil ? 0.5 : 0.9)
    ngram = try map.int("ngram") ?? 3
    try checkNumbers()
  }

  private func checkNumbers() throws(ConfigError) {
    guard count ?? 0 >= 0, rounds ?? 1 >= 1 else {
      throw node.error("count must not be negative, rounds at least 1")
    }
    guard (0...1).contains(share ?? 0), (0...1).contains(similarity) else {
      throw node.error("share and similarity must be 0...1")
    }
    guard (1...64).contains(ngram) else { throw node.error("ngram must be 1...64") }
    guard count == nil || share == nil else { throw node.error("count or share, not both") }
    if method != .instag, measures.isEmpty {
      throw node.error("\(method.rawValue) needs by: the name of a measure")
    }
    let isBounded = count != nil || share != nil
    if method == .top, !isBounded { throw node.error("top needs count or share") }
    if method == .instag, !isBounded, rounds == nil {
      throw node.error("instag needs count, share or rounds")
    }
  }

  /// The most that may stay of a group of so many samples; nil does not bound it.
  func most(of samples: Int) -> Int? {
    count ?? share.map { Int((Double(samples) * $0).rounded()) }
  }
}

extension SelectRule: CustomStringConvertible {
  /// For `recipe diff`.
  public var description: String {
    "[" + steps.map(\.node.canonical).joined(separator: ", ") + "]"
  }
}
