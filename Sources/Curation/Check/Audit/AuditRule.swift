/// The `audit:` section of a recipe: how many samples each defect is planted in, and what the filters
/// must show.
public struct AuditRule: Sendable {
  /// Clean samples that each mutation is planted in, where that many are fit for it.
  public let samples: Int
  public let seed: UInt64
  public let bars: Bars
  /// Mutations, and kinds of known lines, that this recipe means to let pass: they are shown, and no
  /// bar holds for them.
  public let ignore: [String]
  /// What the recipe is meant to catch: mutations or groups of them; everything where it is empty.
  public let expect: [String]

  public struct Bars: Sendable {
    /// The least share of each defect that must be caught, 0...1.
    public let catchRate: Double
    /// The largest share of clean samples and look-alikes that may be dropped, 0...1.
    public let falseDrop: Double

    static let keys = ["catch", "falseDrop"]
  }

  static let keys = ["samples", "seed", "bars", "expect", "ignore"]

  /// Whether a fault may pass without falling below a bar.
  func letsPass(_ name: String, group: String?) -> Bool {
    let names = [name, group].compactMap(\.self)
    if names.contains(where: ignore.contains) { return true }
    return !expect.isEmpty && !names.contains(where: expect.contains)
  }

  func letsPass(_ mutation: Mutation) -> Bool {
    // What harms nothing is lost wrongly by any recipe.
    if mutation.kind != .defect { return ignore.contains(mutation.name) }
    return letsPass(mutation.name, group: mutation.group)
  }

  /// - Parameter node: nil takes 100 samples, seed 42, and the bars 0.95 and 0.01.
  public init(_ node: ConfigNode?) throws(ConfigError) {
    let map = try node?.map("audit", allowed: AuditRule.keys)
    samples = try map?.int("samples") ?? 100
    let seed = try map?.int("seed") ?? 42
    bars = try Bars(map?["bars"])
    ignore = try map?.strings("ignore") ?? []
    expect = try map?.strings("expect") ?? []
    self.seed = UInt64(max(0, seed))
    guard let node else { return }
    guard samples >= 1 else { throw node.error("samples must be at least 1") }
    guard seed >= 0 else { throw node.error("seed must not be negative") }
    for (key, names) in [("ignore", ignore), ("expect", expect)] {
      for name in names where !MutationCatalog.names.contains(name) {
        throw node.error(unknown(name, of: key, known: MutationCatalog.names))
      }
    }
  }
}

extension AuditRule.Bars {
  init(_ node: ConfigNode?) throws(ConfigError) {
    let map = try node?.map("bars", allowed: AuditRule.Bars.keys)
    catchRate = try AuditRule.Bars.bound(map?["catch"], "catch", "min") ?? 0.95
    falseDrop = try AuditRule.Bars.bound(map?["falseDrop"], "falseDrop", "max") ?? 0.01
  }

  private static func bound(_ node: ConfigNode?, _ what: String, _ comparison: String)
    throws(ConfigError) -> Double?
  {
    guard let node else { return nil }
    let bound = try node.map(what, allowed: [comparison]).required(comparison, of: what)
    let share = try bound.double(comparison)
    guard (0...1).contains(share) else { throw bound.error("\(what) must be between 0 and 1") }
    return share
  }
}
