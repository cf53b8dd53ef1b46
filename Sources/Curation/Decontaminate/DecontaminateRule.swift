import Bytes

/// The `decontaminate:` section of a recipe; docs/decontamination.md describes every key.
///
/// What changes the measurement becomes the settings of a `BenchmarkOverlap` line, the modes become
/// its limits, so a leak is judged, cached, explained and charted as every finding is. What a recipe
/// leaves out comes from `filters/default.yaml`.
public struct DecontaminateRule: Sendable {
  /// How a leak is recognised.
  enum Mode: String, Sendable, CaseIterable { case exact, ngram, coverage, blind, indel }
  /// What follows for a source that covers more than `setShare` of a benchmark's items.
  enum SetAction: String, Sendable, CaseIterable {
    /// It is reported; rows fall by their own hits.
    case report
    /// Tülu 3: only in such a source do rows fall.
    case rows
    /// All of the source falls.
    case source
  }

  /// The overlap filter with its limits; nil where the recipe does not decontaminate.
  public let line: FilterLine?
  /// Share of a benchmark's items, 0...1.
  let setShare: Double
  let setAction: SetAction
  /// A file of a judge's verdicts on candidates; nil without one.
  let verdicts: String?
  /// The section after overlaying it on the defaults.
  let node: ConfigNode?

  static let setKeys = ["above", "then"]
  private static let settings = [
    "against", "sides", "seedWords", "shortestWords", "commonItems", "blindWords", "mostHits",
  ]
  static let keys =
    settings + [
      "mode", "n", "coverage", "blindCoverage", "similarity", "set", "policy", "verdicts",
    ]

  init(_ node: ConfigNode?, defaults: DecontaminateRule?) throws(ConfigError) {
    guard let node else {
      (line, setShare, setAction, verdicts) = (nil, 1, .report, nil)
      self.node = nil
      return
    }
    let merged = defaults?.node.map { overlay($0, with: node) } ?? node
    self.node = merged
    let map = try merged.map("decontaminate", allowed: DecontaminateRule.keys)
    let modes = try DecontaminateRule.modes(map)
    let set = try map["set"]?.map("set", allowed: DecontaminateRule.setKeys)
    setShare = try set?.double("above") ?? 1
    setAction = try set?.choice("then", SetAction.self) ?? .report
    verdicts = try map.string("verdicts")
    let settings =
      map.pairs.filter { DecontaminateRule.settings.contains($0.key) } + [
        (
          "indel",
          ConfigNode(
            file: node.file, line: node.line,
            value: .scalar(String(modes.contains(.indel)), isPlain: true))
        )
      ]
    line = FilterLine(
      family: .decontaminate, name: BenchmarkOverlap.name, file: node.file, line: node.line,
      settings: ConfigNode(file: node.file, line: node.line, value: .map(settings)),
      limits: try DecontaminateRule.limits(modes, map), when: Selector(),
      policy: try map.choice("policy", Policy.self) ?? .drop, unsure: .label, weight: 0.5,
      tests: [])
  }

  /// The benchmarks themselves.
  ///
  /// - Throws: `ConfigError` also where two have one name, for hits would not tell them apart.
  func benchmarks() throws -> [BenchmarkFile] {
    guard let node else { return [] }
    let map = try node.map("decontaminate", allowed: nil)
    let benchmarks = try (map.strings("against") ?? []).map { try BenchmarkFile(path: $0) }
    var names = Set<String>()
    for benchmark in benchmarks where !names.insert(benchmark.name).inserted {
      throw node.error("two benchmarks have the name \(benchmark.name)")
    }
    return benchmarks
  }

  private static func modes(_ map: ConfigMap) throws(ConfigError) -> [Mode] {
    let names = try map.required("mode", of: "decontaminate")
    var modes: [Mode] = []
    for name in try map.strings("mode") ?? [] {
      guard let mode = Mode(rawValue: name) else {
        throw names.error(unknown(name, of: "mode", known: Mode.allCases.map(\.rawValue)))
      }
      modes.append(mode)
    }
    return modes
  }

  /// The strongest evidence first: a sample falls by the first limit that it breaks.
  private static func limits(_ modes: [Mode], _ map: ConfigMap) throws(ConfigError) -> [Limit] {
    func bound(_ key: String) throws(ConfigError) -> Double {
      try map.required(key, of: "decontaminate").double(key)
    }
    var limits: [Limit] = []
    for mode in Mode.allCases where modes.contains(mode) {
      switch mode {
      case .exact: limits.append(Limit(measure: "whole", comparison: .max, bound: 0))
      case .ngram: limits.append(Limit(measure: "run", comparison: .below, bound: try bound("n")))
      case .coverage:
        limits.append(Limit(measure: "coverage", comparison: .max, bound: try bound("coverage")))
      case .blind:
        let most = try bound("blindCoverage")
        limits.append(Limit(measure: "blindCoverage", comparison: .max, bound: most))
      case .indel:
        let least = try bound("similarity")
        limits.append(Limit(measure: "similarity", comparison: .below, bound: least))
      }
    }
    return limits
  }
}

extension DecontaminateRule: CustomStringConvertible {
  /// For `recipe diff`.
  public var description: String { node?.canonical ?? "none" }
}
