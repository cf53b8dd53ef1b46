import Bytes

/// A curation recipe: which filters, what to do with their verdicts, how to pair, blend and shard.
///
/// `filters/NAME.yaml`; docs/recipes.md describes every key. Unknown keys are errors.
public struct Recipe: Sendable {
  public let name: String
  public let file: String
  /// The text as it was read; the manifest carries it.
  public let text: String
  /// In the order of the families, and within one in the order of the file.
  public private(set) var filters: [FilterLine]
  public let gold: GoldRule
  public let dedup: DedupRule
  public let decontaminate: DecontaminateRule
  public let pair: PairRule
  public let select: SelectRule
  public let blend: BlendRule
  public let rl: RLRule
  public let preference: PreferenceRule
  public let shards: ShardRule
  public let export: ExportRule
  /// The `sft:` section, read by the SFT check.
  public let sft: ConfigNode?
  public let audit: AuditRule

  static let keys = [
    "name", "description", "gold", "correctness", "complexity", "quality", "dedup", "decontaminate",
    "pair", "select", "blend", "rl", "preference", "shards", "export", "sft", "audit",
  ]

  /// Reads a recipe.
  ///
  /// - Parameter defaults: gives each filter the settings that the recipe leaves out; nil while
  ///   reading the defaults themselves.
  /// - Throws: `ConfigError` with file and line.
  public init(yaml text: String, file: String, defaults: Recipe?) throws(ConfigError) {
    let map = try ConfigNode(yaml: text, file: file).map("a recipe", allowed: Recipe.keys)
    self.file = file
    self.text = text
    name = try map.string("name") ?? Recipe.stem(file)
    var filters: [FilterLine] = []
    for family in Family.listed {
      guard let section = map[family.rawValue] else { continue }
      for node in try section.list(family.rawValue) {
        let line = try Recipe.filterLine(node, family: family, defaults: defaults)
        if let first = filters.first(where: { $0.measuresTheSame(as: line) }) {
          throw node.error(
            "\(line.name) stands in line \(first.line) already, for the same samples")
        }
        filters.append(line)
      }
    }
    self.filters = filters
    gold = try GoldRule(map["gold"])
    dedup = try DedupRule(map["dedup"], defaults: defaults?.dedup)
    decontaminate = try DecontaminateRule(
      map["decontaminate"], defaults: defaults?.decontaminate)
    pair = try PairRule(map["pair"])
    select = try SelectRule(map["select"])
    blend = try BlendRule(map["blend"])
    rl = try RLRule(map["rl"])
    preference = try PreferenceRule(map["preference"])
    shards = try ShardRule(map["shards"])
    export = try ExportRule(map["export"])
    sft = map["sft"]
    if pair.derive.isActive, !filters.contains(where: { $0.name == "complexity.length" }),
      let node = map["pair"]
    {
      throw node.error("derive needs the filter complexity.length, which measures the reasoning")
    }
    _ = try SFTRule(sft)  // so that its mistakes show before hours of judging
    audit = try AuditRule(map["audit"])
  }

  private static func filterLine(_ node: ConfigNode, family: Family, defaults: Recipe?)
    throws(ConfigError) -> FilterLine
  {
    let known = FilterCatalog.names + PromptwiseCatalog.names
    return try FilterLine.read(
      node, family: family, known: known,
      base: { name in defaults?.filters.first { $0.name == name } },
      measures: { name in
        FilterCatalog.type(named: name)?.measures ?? PromptwiseCatalog.type(named: name)?.measures
          ?? []
      })
  }

  /// The recipe with one of its lines switched off.
  func without(_ line: FilterLine) -> Recipe {
    var recipe = self
    recipe.filters.removeAll { $0.name == line.name && $0.line == line.line }
    return recipe
  }

  private static func stem(_ file: String) -> String {
    let base = file.split(separator: "/").last.map(String.init) ?? file
    return base.hasSuffix(".yaml") ? String(base.dropLast(5)) : base
  }

  /// The recipe that the binary carries, `filters/default.yaml`.
  public static func embedded() throws(ConfigError) -> Recipe {
    let text = String(decoding: PackageResources.default_yaml, as: UTF8.self)
    return try Recipe(yaml: text, file: "filters/default.yaml", defaults: nil)
  }

  /// The recipe that a run was last made with.
  public static func remembered(_ catalog: Catalog) throws -> Recipe {
    try Recipe(
      yaml: try catalog.meta("recipe_text") ?? "", file: try catalog.meta("recipe") ?? "recipe",
      defaults: try embedded())
  }

  /// The recipe that the shards were written by; nil where there are none.
  static func ofShards(_ catalog: Catalog) throws -> Recipe? {
    guard let text = try catalog.meta("shards_recipe") else { return nil }
    return try Recipe(
      yaml: text, file: try catalog.meta("shards_recipe_file") ?? "recipe",
      defaults: try embedded())
  }

  /// Reads a recipe file over the embedded defaults.
  public static func read(_ path: String) throws -> Recipe {
    try Recipe(yaml: configText(path), file: path, defaults: embedded())
  }
}
