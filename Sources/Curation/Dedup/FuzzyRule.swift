import Bytes

/// `dedup: {fuzzy: {…}}` of a recipe; docs/dedup.md describes every key.
public struct FuzzyRule: Sendable {
  /// What is compared: the prompts, the responses, or each prompt with its response.
  package enum Subject: String, Sendable, CaseIterable { case prompt, response, both }
  /// Published settings, by hand instead of derived.
  enum Preset: String, Sendable, CaseIterable {
    /// FineWeb and datatrove: words, 5 in a row, 14 × 8 (but digits are kept here).
    case fineweb
    /// NeMo Curator: characters, 24 in a row, 20 × 13.
    case curator
  }

  let subject: Subject
  /// Texts at least so alike are duplicates.
  let jaccard: Double
  /// Whether candidates are compared by their texts; without, sharing a band is enough.
  let isVerified: Bool
  let banding: Banding
  /// The signature filter, which runs in the fused pass.
  let line: FilterLine
  /// The section after overlaying it on the defaults.
  let node: ConfigNode

  static let keys = [
    "by", "unit", "ngram", "keepDigits", "jaccard", "recall", "permutations", "preset", "bands",
    "rows", "verify", "seed",
  ]

  init(_ node: ConfigNode, defaults: FuzzyRule?) throws(ConfigError) {
    let merged = defaults.map { overlay($0.node, with: node) } ?? node
    self.node = merged
    let map = try merged.map("fuzzy", allowed: FuzzyRule.keys)
    subject = try map.required("by", of: "fuzzy").choice("by", Subject.self)
    jaccard = try map.required("jaccard", of: "fuzzy").double("jaccard")
    guard jaccard > 0, jaccard <= 1 else {
      throw merged.error("jaccard must be above 0, at most 1")
    }
    isVerified = try map.required("verify", of: "fuzzy").bool("verify")
    let preset = try map.choice("preset", Preset.self)
    banding = try FuzzyRule.banding(map, preset, jaccard)
    line = try FuzzyRule.line(map, preset, banding)
  }

  private static func banding(_ map: ConfigMap, _ preset: Preset?, _ jaccard: Double)
    throws(ConfigError) -> Banding
  {
    switch preset {
    case .fineweb: return Banding(bands: 14, rows: 8)
    case .curator: return Banding(bands: 20, rows: 13)
    case nil: break
    }
    if let bands = try map.int("bands"), let rows = try map.int("rows") {
      guard bands > 0, rows > 0, bands <= 512, rows <= 64, bands * rows <= 4096 else {
        throw map.node.error("bands must be 1...512 and rows 1...64, at most 4096 together")
      }
      return Banding(bands: bands, rows: rows)
    }
    guard map["bands"] == nil, map["rows"] == nil else {
      throw map.node.error("bands and rows are given together or not at all")
    }
    let recall = try map.required("recall", of: "fuzzy").double("recall")
    let most = try map.required("permutations", of: "fuzzy").int("permutations")
    guard recall > 0, recall < 1 else { throw map.node.error("recall must be between 0 and 1") }
    guard (16...4096).contains(most) else {
      throw map.node.error("permutations must be 16...4096")
    }
    guard let banding = Banding(jaccard: jaccard, recall: recall, permutations: most) else {
      throw map.node.error(
        "\(most) permutations cannot find \(shortNumber(recall * 100)) % of pairs at "
          + "jaccard \(shortNumber(jaccard)); allow more of them or less recall")
    }
    return banding
  }

  private static func line(_ map: ConfigMap, _ preset: Preset?, _ banding: Banding)
    throws(ConfigError) -> FilterLine
  {
    let place = map.node
    func scalar(_ text: String) -> ConfigNode {
      ConfigNode(file: place.file, line: place.line, value: .scalar(text, isPlain: true))
    }
    var settings: [(key: String, node: ConfigNode)] = []
    for key in ["by", "unit", "ngram", "keepDigits", "seed"] {
      settings.append((key, try map.required(key, of: "fuzzy")))
    }
    if preset == .fineweb { settings[1...2] = [("unit", scalar("word")), ("ngram", scalar("5"))] }
    if preset == .curator {
      settings[1...2] = [("unit", scalar("character")), ("ngram", scalar("24"))]
    }
    settings += [
      ("bands", scalar(String(banding.bands))), ("rows", scalar(String(banding.rows))),
    ]
    return FilterLine(
      family: .dedup, name: MinHashSignature.name, file: place.file, line: place.line,
      settings: ConfigNode(file: place.file, line: place.line, value: .map(settings)),
      limits: [], when: Selector(), policy: .drop, unsure: .label, weight: 0.5, tests: [])
  }
}

extension FuzzyRule {
  /// The settings of the signatures as they are, the derived bands among them.
  package var settings: [String: String] {
    guard case .map(let pairs) = line.settings.value else { return [:] }
    return Dictionary(
      pairs.map { ($0.key, (try? $0.node.string($0.key)) ?? "") }, uniquingKeysWith: { $1 })
  }
}

extension FuzzyRule: CustomStringConvertible {
  /// For `recipe diff`.
  public var description: String { node.canonical }
}
