/// What two recipes do differently, a line a difference; empty where they do the same.
public func recipeDifferences(_ one: Recipe, _ other: Recipe) -> [String] {
  var lines: [String] = []
  let names = (one.filters + other.filters).map(\.name)
  var seen = Set<String>()
  for name in names where seen.insert(name).inserted {
    let left = one.filters.filter { $0.name == name }.map(\.summary)
    let right = other.filters.filter { $0.name == name }.map(\.summary)
    if left == right { continue }
    lines += left.map { "- \(name): \($0)" } + right.map { "+ \(name): \($0)" }
  }
  for (name, left, right) in [
    ("dedup", "\(one.dedup)", "\(other.dedup)"),
    ("decontaminate", "\(one.decontaminate)", "\(other.decontaminate)"),
    ("pair", "\(one.pair)", "\(other.pair)"),
    ("select", "\(one.select)", "\(other.select)"),
    ("blend", "\(one.blend)", "\(other.blend)"), ("shards", "\(one.shards)", "\(other.shards)"),
    ("export", "\(one.export)", "\(other.export)"), ("gold", "\(one.gold)", "\(other.gold)"),
    ("rl", "\(one.rl)", "\(other.rl)"),
    ("preference", "\(one.preference)", "\(other.preference)"),
    ("sft", one.sft?.canonical ?? "", other.sft?.canonical ?? ""),
    ("audit", "\(one.audit)", "\(other.audit)"),
  ] where left != right {
    lines += ["- \(name): \(left)", "+ \(name): \(right)"]
  }
  return lines
}

extension FilterLine {
  /// Settings, limits and policies in one line.
  var summary: String {
    let limits = limits.map { "\($0.measure) \($0.comparison.rawValue) \(shortNumber($0.bound))" }
    return "settings \(settings.canonical) limits [\(limits.joined(separator: ", "))] "
      + "policy \(policy.rawValue) weight \(weight) unsure \(unsure.rawValue) when \(when)"
  }
}
