// What each filter is worth: the set is decided again with one filter switched off at a time, from
// stored findings, and a model is trained on it for every seed.

import Bytes

/// The sets that the recipe would have written without one of its filters.
struct SFTAblation {
  /// Filters whose absence changes which of these samples are kept, with the kept ones' ids.
  private(set) var kept: [(filter: String, ids: Set<Hash128>)] = []
  /// Filters whose absence changes nothing.
  private(set) var idle: [String] = []

  /// - Parameter samples: ids of the samples that could be trained on.
  init(_ catalog: Catalog, _ recipe: Recipe, samples: Set<Hash128>) throws {
    let whole = try SFTAblation.kept(catalog, recipe, samples)
    for line in recipe.filters {
      let name = SFTAblation.name(line, in: recipe)
      let ids = try SFTAblation.kept(catalog, recipe.without(line), samples)
      if ids == whole { idle.append(name) } else { kept.append((name, ids)) }
    }
  }

  private static func kept(_ catalog: Catalog, _ recipe: Recipe, _ samples: Set<Hash128>) throws
    -> Set<Hash128>
  {
    let decision = try DecisionRun(
      catalog: catalog, recipe: recipe, filters: try recipe.prepared(), progress: SilentProgress()
    ).decided()
    return Set(decision.samples.lazy.filter(\.isKept).map(\.id)).intersection(samples)
  }

  /// The filter, with its line where the recipe has it twice.
  private static func name(_ line: FilterLine, in recipe: Recipe) -> String {
    let isAlone = recipe.filters.count { $0.name == line.name } == 1
    return isAlone ? line.name : "\(line.name):\(line.line)"
  }
}

/// What one filter is worth: the curated arm minus the arm without it, paired by seed.
struct SFTWorth: Sendable {
  let filter: String
  /// Accuracy with thinking on (T = 0.6, top-p 0.95) and off (greedy), and obedience in the worse mode.
  let on: PairedInterval
  let off: PairedInterval
  let obedience: PairedInterval
  /// Held-out loss without the filter minus with it, in nats a token, the mean of both modes.
  let loss: PairedInterval

  /// What the intervals allow to be said.
  var finding: String {
    let figures = [
      ("accuracy on", on), ("accuracy off", off), ("obedience", obedience), ("loss", loss),
    ]
    let helps = figures.filter { $0.1.low > 0 }.map(\.0)
    let harms = figures.filter { $0.1.high < 0 }.map(\.0)
    if helps.isEmpty && harms.isEmpty { return "no evidence" }
    return (helps.isEmpty ? [] : ["helps: " + helps.joined(separator: ", ")])
      .appending(harms.isEmpty ? nil : "harms: " + harms.joined(separator: ", "))
      .joined(separator: "; ")
  }
}

extension [String] {
  fileprivate func appending(_ text: String?) -> [String] { text.map { self + [$0] } ?? self }
}

extension SFTVerdict {
  /// Every filter that was switched off, the most valuable first.
  var worths: [SFTWorth] {
    arms.compactMap { arm in arm.ablated.map { (arm, $0) } }.map { arm, filter in
      SFTWorth(
        filter: filter, on: difference(.nucleus, .on, against: arm),
        off: difference(.greedy, .off, against: arm),
        obedience: paired(against: arm) { result in
          Mode.allCases.compactMap { result.score(.nucleus, $0)?.obedience }.min()
        },
        loss: paired(against: arm) { result in
          -Mode.allCases.reduce(0) { $0 + (result.heldOutLoss[$1] ?? 0) } / 2
        })
    }.sorted { $0.on.mean > $1.on.mean }
  }

  func ablationText(_ style: TextStyle) -> String {
    guard !worths.isEmpty || !idleFilters.isEmpty else { return "" }
    var out = "\n" + style.bold("What each filter is worth (with it minus without it)\n")
    for worth in worths {
      out += "  \(padRight(worth.filter, 26)) on \(padRight(worth.on.text, 22)) "
      out += "off \(padRight(worth.off.text, 22)) \(style.bold(worth.finding))\n"
    }
    if !idleFilters.isEmpty {
      out += style.dim(
        "  the same samples are kept without: \(idleFilters.joined(separator: ", "))\n")
    }
    return out
  }

  var ablationJSON: JSONValue {
    .array(
      worths.map { worth in
        [
          "filter": .string(worth.filter), "finding": .string(worth.finding),
          "on": worth.on.json, "off": worth.off.json, "obedience": worth.obedience.json,
          "held_out_loss": worth.loss.json,
        ]
      }
        + idleFilters.map { ["filter": .string($0), "finding": "the same samples are kept"] })
  }
}
