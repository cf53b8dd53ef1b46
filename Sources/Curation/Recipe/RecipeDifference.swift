// What two recipes do differently: by filter and section, key by key.

/// - Returns: a line for each filter or section with a difference, and one for each of its keys; none
///   where the recipes do the same.
public func recipeDifferences(_ one: Recipe, _ other: Recipe) -> [String] {
  filterDifferences(one, other) + sectionDifferences(one, other)
}

private func filterDifferences(_ one: Recipe, _ other: Recipe) -> [String] {
  var lines: [String] = []
  var seen = Set<String>()
  for name in (one.filters + other.filters).map(\.name) where seen.insert(name).inserted {
    let left = one.filters.filter { $0.name == name }
    let right = other.filters.filter { $0.name == name }
    for index in 0..<max(left.count, right.count) {
      let title = index == 0 ? name : "\(name), line \(index + 1) of it"
      if index < left.count, index < right.count {
        lines += differences(title, left[index].leaves, right[index].leaves)
      } else {
        lines.append("\(title): only in \(index < left.count ? one.file : other.file)")
      }
    }
  }
  return lines
}

/// The sections that do not do the same, by the keys that the recipes spell out.
private func sectionDifferences(_ one: Recipe, _ other: Recipe) -> [String] {
  let differing = [
    ("gold", "\(one.gold)" != "\(other.gold)"), ("dedup", "\(one.dedup)" != "\(other.dedup)"),
    ("decontaminate", "\(one.decontaminate)" != "\(other.decontaminate)"),
    ("pair", "\(one.pair)" != "\(other.pair)"), ("select", "\(one.select)" != "\(other.select)"),
    ("blend", "\(one.blend)" != "\(other.blend)"), ("rl", "\(one.rl)" != "\(other.rl)"),
    ("preference", "\(one.preference)" != "\(other.preference)"),
    ("shards", "\(one.shards)" != "\(other.shards)"),
    ("export", "\(one.export)" != "\(other.export)"),
    ("sft", one.sft?.canonical != other.sft?.canonical),
    ("audit", "\(one.audit)" != "\(other.audit)"),
  ].filter(\.1).map(\.0)
  return differing.flatMap { section -> [String] in
    switch (one.leaves(of: section), other.leaves(of: section)) {
    case (let left?, let right?): differences(section, left, right)
    case (.some, nil): ["\(section): only in \(one.file)"]
    case (nil, _): ["\(section): only in \(other.file)"]
    }
  }
}

private typealias Leaf = (key: String, value: String)

private func differences(_ title: String, _ one: [Leaf], _ other: [Leaf]) -> [String] {
  let left = Dictionary(one, uniquingKeysWith: { $1 })
  let right = Dictionary(other, uniquingKeysWith: { $1 })
  let keys = one.map(\.key) + other.map(\.key).filter { left[$0] == nil }
  let lines = keys.filter { left[$0] != right[$0] }.map {
    "  \($0): \(left[$0] ?? "left out") → \(right[$0] ?? "left out")"
  }
  return lines.isEmpty ? [] : [title] + lines
}

extension FilterLine {
  /// Settings, limits and policies as the recipe would spell them.
  fileprivate var leaves: [(key: String, value: String)] {
    var leaves = settings.leaves("settings")
    leaves += limits.map {
      ("limits.\($0.measure).\($0.comparison.rawValue)", shortNumber($0.bound))
    }
    for (key, values) in [
      ("category", when.category), ("mode", when.mode), ("source", when.source),
      ("generator", when.generator), ("exceptCategory", when.exceptCategory),
    ] where !values.isEmpty {
      leaves.append(("when.\(key)", "[\(values.joined(separator: ", "))]"))
    }
    leaves += [("policy", policy.rawValue), ("unsure", unsure.rawValue)]
    if [policy, unsure].contains(.downweight) { leaves.append(("weight", shortNumber(weight))) }
    return leaves
  }
}

extension Recipe {
  /// Nil where the recipe does not have the section.
  fileprivate func leaves(of section: String) -> [(key: String, value: String)]? {
    guard let root = try? ConfigNode(yaml: text, file: file), case .map(let pairs) = root.value
    else { return nil }
    return pairs.first { $0.key == section }?.node.leaves("")
  }
}

extension ConfigNode {
  /// Everything that is no mapping, with the path of its keys.
  fileprivate func leaves(_ path: String) -> [(key: String, value: String)] {
    switch value {
    case .map(let pairs):
      pairs.flatMap { $0.node.leaves(path.isEmpty ? $0.key : "\(path).\($0.key)") }
    case .list(let nodes): [(path, "[\(nodes.map(\.flow).joined(separator: ", "))]")]
    case .scalar(let text, _): [(path, text)]
    }
  }

  /// As YAML writes it in one line.
  private var flow: String {
    switch value {
    case .map(let pairs): "{\(pairs.map { "\($0.key): \($0.node.flow)" }.joined(separator: ", "))}"
    case .list(let nodes): "[\(nodes.map(\.flow).joined(separator: ", "))]"
    case .scalar(let text, _): text
    }
  }
}
