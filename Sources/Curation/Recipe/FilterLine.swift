/// What a recipe does with samples that fail a filter.
public enum Policy: String, Sendable, CaseIterable {
  case drop, label, downweight
}

/// Which samples a filter is for; others are `skipped` by it.
public struct Selector: Sendable, Hashable {
  public var category: [String] = []
  public var mode: [String] = []
  public var source: [String] = []
  public var generator: [String] = []
  /// Categories that are left alone, whatever else is selected.
  public var exceptCategory: [String] = []

  /// An empty list selects all.
  public func selects(category: String, mode: String, source: String, generator: String) -> Bool {
    func has(_ list: [String], _ value: String) -> Bool { list.isEmpty || list.contains(value) }
    return has(self.category, category) && has(self.mode, mode) && has(self.source, source)
      && has(self.generator, generator) && !exceptCategory.contains(category)
  }

  static let keys = ["category", "mode", "source", "generator", "exceptCategory"]

  static func read(_ node: ConfigNode) throws(ConfigError) -> Selector {
    let map = try node.map("when", allowed: keys)
    var selector = Selector()
    selector.category = try map.strings("category") ?? []
    selector.mode = try map.strings("mode") ?? []
    selector.source = try map.strings("source") ?? []
    selector.generator = try map.strings("generator") ?? []
    selector.exceptCategory = try map.strings("exceptCategory") ?? []
    for mode in selector.mode where Mode(rawValue: mode) == nil {
      throw node.error(unknown(mode, of: "mode", known: Mode.allCases.map(\.rawValue)))
    }
    return selector
  }
}

/// A small test that a recipe carries with a filter; `recipe check` and every run execute it first.
public struct InlineTest: Sendable {
  public let sample: ConfigNode
  public let expected: String
  public let line: Int
}

/// One line of a recipe: a filter, its settings, and what to do with its verdict.
public struct FilterLine: Sendable {
  public let family: Family
  /// With its family: `quality.repetition`.
  public let name: String
  public let file: String
  public let line: Int
  /// Settings after overlaying the recipe's on the defaults.
  public let settings: ConfigNode
  public let limits: [Limit]
  public let when: Selector
  public let policy: Policy
  public let unsure: Policy
  /// The weight of a sample that fails under `downweight`, 0...1.
  public let weight: Double
  public let tests: [InlineTest]

  /// The name without its family.
  public var shortName: String { String(name.dropFirst(family.rawValue.count + 1)) }

  /// Whether a line says twice what one could say; with other settings a filter may stand again.
  func measuresTheSame(as other: FilterLine) -> Bool {
    name == other.name && when == other.when
      && settings.canonical == other.settings.canonical
  }

  static let keys = ["settings", "limits", "when", "policy", "unsure", "weight", "tests"]

  static func read(
    _ node: ConfigNode, family: Family, known: [String], base: (String) -> FilterLine?,
    measures: (String) -> [String]
  ) throws(ConfigError) -> FilterLine {
    let (shortName, body) = try nameAndBody(node)
    let name = "\(family.rawValue).\(shortName)"
    guard known.contains(name) else {
      let names = known.filter { $0.hasPrefix(family.rawValue + ".") }
        .map { String($0.dropFirst(family.rawValue.count + 1)) }
      throw node.error(unknown(shortName, of: family.rawValue, known: names))
    }
    let map = try body.map(name, allowed: keys)
    let empty = ConfigNode(file: node.file, line: node.line, value: .map([]))
    let settings = overlay(base(name)?.settings ?? empty, with: map["settings"] ?? empty)
    var limits: [Limit] = []
    if let node = map["limits"] {
      limits = try Limit.read(node, filter: name, measures: measures(name))
    }
    var when = Selector()
    if let node = map["when"] { when = try Selector.read(node) }
    let weight = try map.double("weight") ?? 0.5
    guard (0...1).contains(weight) else { throw body.error("weight must be between 0 and 1") }
    return FilterLine(
      family: family, name: name, file: node.file, line: node.line, settings: settings,
      limits: limits, when: when, policy: try map.choice("policy", Policy.self) ?? .label,
      unsure: try map.choice("unsure", Policy.self) ?? .label, weight: weight,
      tests: try readTests(map["tests"]))
  }

  private static func nameAndBody(_ node: ConfigNode) throws(ConfigError) -> (String, ConfigNode) {
    let empty = ConfigNode(file: node.file, line: node.line, value: .map([]))
    switch node.value {
    case .scalar(let name, _): return (name, empty)
    case .map(let pairs) where pairs.count == 1:
      return (pairs[0].key, pairs[0].node.isNull ? empty : pairs[0].node)
    default: throw node.error("a filter is one line: - name: {…}")
    }
  }

  private static func readTests(_ node: ConfigNode?) throws(ConfigError) -> [InlineTest] {
    guard let node else { return [] }
    var tests: [InlineTest] = []
    for item in try node.list("tests") {
      let map = try item.map("a test", allowed: nil)
      let expected = try map.required("expect", of: "a test").string("expect")
      let outcomes = ["pass", "fail", "unsure", "skipped"]
      guard outcomes.contains(expected) else {
        throw item.error(unknown(expected, of: "expect", known: outcomes))
      }
      tests.append(InlineTest(sample: item, expected: expected, line: item.line))
    }
    return tests
  }
}

/// The keys of `top` win over those of `base`; nested mappings are overlaid too.
func overlay(_ base: ConfigNode, with top: ConfigNode) -> ConfigNode {
  guard case .map(var pairs) = base.value, case .map(let added) = top.value else { return top }
  for pair in added {
    if let index = pairs.firstIndex(where: { $0.key == pair.key }) {
      pairs[index].node = overlay(pairs[index].node, with: pair.node)
    } else {
      pairs.append(pair)
    }
  }
  return ConfigNode(file: top.file, line: top.line, value: .map(pairs))
}
