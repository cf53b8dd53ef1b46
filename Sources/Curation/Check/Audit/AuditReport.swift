public import Bytes

/// What an audit showed.
public struct AuditReport: Sendable {
  let run: String
  let recipe: String
  let rule: AuditRule
  let samples: Int
  let seed: UInt64
  /// Clean samples of the run.
  var cleanSamples = 0
  var scores: [MutationScore] = []
  var filters: [FilterScore] = []
  var truth: TruthScore?

  /// Fewer plantings than this say too little to hold a bar against.
  static let fewest = 20

  enum Mark: String {
    case met, below, few, ignored
    case none
  }

  func mark(_ score: MutationScore) -> Mark {
    if score.planted == 0 { return .none }
    if score.isIgnored { return .ignored }
    if score.mutation.kind != .defect { return score.lost == 0 ? .met : .below }
    if score.rate >= rule.bars.catchRate { return .met }
    return score.planted < AuditReport.fewest ? .few : .below
  }

  /// Untouched samples and look-alikes: how many were planted and lost.
  var falseDrops: (lost: Int, planted: Int) {
    let controls = scores.filter { $0.mutation.kind != .defect && !$0.isIgnored }
    return (
      controls.reduce(0) { $0 + $1.lost }, controls.reduce(0) { $0 + $1.planted }
    )
  }

  var falseDropRate: Double {
    let (lost, planted) = falseDrops
    return planted == 0 ? 0 : Double(lost) / Double(planted)
  }

  /// The bars that do not hold, for people.
  public var shortfalls: [String] {
    var lines = scores.filter { $0.mutation.kind == .defect && mark($0) == .below }.map {
      "\($0.mutation.name): \(shareText($0.rate)) caught, at least \(shareText(rule.bars.catchRate))"
    }
    if falseDropRate > rule.bars.falseDrop {
      lines.append(
        "\(shareText(falseDropRate)) of the clean and harmless dropped, "
          + "at most \(shareText(rule.bars.falseDrop))")
    }
    if let truth, !truth.isMet { lines.append("the known lines") }
    return lines
  }

  public var isMet: Bool { shortfalls.isEmpty }

  // MARK: For people

  public func text(isColored: Bool) -> String {
    let style = TextStyle(isColored: isColored)
    var out = ""
    if !scores.isEmpty {
      out += style.bold(visible("Audit of \(run) by \(recipe)"))
      out += style.dim(": \(grouped(cleanSamples)) clean samples, seed \(seed)\n\n")
      out += defectText(style) + "\n" + controlText(style) + "\n" + filterText(style)
      out += exampleText(style)
    }
    if let truth { out += (out.isEmpty ? "" : "\n") + truth.text(style) }
    out += "\n"
    for line in shortfalls { out += style.red("BELOW ") + line + "\n" }
    return out + (isMet ? style.green("all bars hold\n") : "")
  }

  private func defectText(_ style: TextStyle) -> String {
    var out = style.bold("\(padRight("Defect", 28)) planted  caught  95 % interval    first by\n")
    for score in scores where score.mutation.kind == .defect {
      guard score.planted > 0 else {
        out += style.dim(
          "  \(padRight(score.mutation.name, 26))       0          needs \(score.mutation.needs)\n")
        continue
      }
      let (low, high) = score.interval
      let interval = "\(shareText(low)) – \(shareText(high))"
      let rate = padLeft(shareText(score.rate), 8)
      let colored =
        switch mark(score) {
        case .met: style.green(rate)
        case .ignored, .none: style.dim(rate)
        case .below: style.red(rate)
        case .few: style.yellow(rate)
        }
      out += "  \(padRight(score.mutation.name, 26))\(padLeft(grouped(score.planted), 8))"
      out += "\(colored)  \(style.dim(padRight(interval, 17)))\(catchers(score))\n"
    }
    return out
  }

  private func catchers(_ score: MutationScore) -> String {
    var parts = score.catchers.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3)
      .map { "\($0.key) \(grouped($0.value))" }
    if score.repaired > 0 { parts.append("repaired \(grouped(score.repaired))") }
    if score.marked > 0 { parts.append("only marked \(grouped(score.marked))") }
    if score.isIgnored { parts.append("let pass by the recipe") }
    return parts.isEmpty ? "nobody" : parts.joined(separator: ", ")
  }

  private func controlText(_ style: TextStyle) -> String {
    var out = style.bold("\(padRight("Harmless", 28)) planted    lost  by\n")
    for score in scores where score.mutation.kind != .defect && score.planted > 0 {
      let lost = padLeft(grouped(score.lost), 8)
      out += "  \(padRight(score.mutation.name, 26))\(padLeft(grouped(score.planted), 8))"
      out += score.lost > 0 ? style.red(lost) : lost
      out += score.lost > 0 ? "  \(catchers(score))\n" : "\n"
    }
    let (lost, planted) = falseDrops
    let (low, high) = wilsonInterval(passed: lost, of: planted)
    return out + "  \(grouped(lost)) of \(grouped(planted)) lost: \(shareText(falseDropRate))"
      + style.dim(" (\(shareText(low)) – \(shareText(high)))\n")
  }

  private func filterText(_ style: TextStyle) -> String {
    var out = style.bold(
      "\(padRight("Filter", 28))   fails   first   alone  harmless lost  drops alone in the run\n")
    for filter in filters {
      out += "  \(padRight(filter.name, 26))"
      for count in [filter.failed, filter.first, filter.alone] {
        out += padLeft(grouped(count), 8)
      }
      out += padLeft(grouped(filter.falseDrops), 15)
      out += padLeft(filter.dropsAlone.map(grouped) ?? "–", 24) + "\n"
    }
    return out
  }

  private func exampleText(_ style: TextStyle) -> String {
    var out = ""
    for score in scores where !score.examples.isEmpty && !score.isIgnored && mark(score) != .met {
      out += "\n" + style.bold(score.mutation.name) + style.dim(": \(score.mutation.summary)\n")
      for (excerpt, fate) in score.examples.prefix(2) {
        let text = visible(excerpt.text).replacing("\n", with: "⏎")
        out += style.dim(
          "  \(excerpt.id.prefix(12)) \(visible(excerpt.category)) \(excerpt.mode.rawValue), ")
        out += "\(fate.words)\n    \(text.prefix(200))\n"
      }
    }
    return out
  }

  // MARK: For programs

  public var json: JSONValue {
    var object: JSONObject = [
      "run": .string(run), "recipe": .string(recipe), "seed": .int(Int(clamping: seed)),
      "samples": .int(samples), "cleanSamples": .int(cleanSamples),
      "bars": [
        "catch": .double(rule.bars.catchRate), "falseDrop": .double(rule.bars.falseDrop),
      ],
      "met": .bool(isMet), "shortfalls": .array(shortfalls.map { .string($0) }),
      "falseDropRate": .double(falseDropRate),
      "mutations": .array(scores.map(json)),
      "filters": .array(filters.map(json)),
    ]
    if let truth { object["truth"] = truth.json }
    return .object(object)
  }

  private func json(_ score: MutationScore) -> JSONValue {
    let counts = { (counts: [String: Int]) in
      JSONValue.object(
        JSONObject(counts.sorted { $0.key < $1.key }.map { ($0.key, .int($0.value)) }))
    }
    let (low, high) = score.interval
    return [
      "name": .string(score.mutation.name), "kind": .string(score.mutation.kind.rawValue),
      "group": .string(score.mutation.group),
      "summary": .string(score.mutation.summary), "needs": .string(score.mutation.needs),
      "planted": .int(score.planted), "tried": .int(score.tried), "caught": .int(score.caught),
      "dropped": .int(score.dropped), "quarantined": .int(score.quarantined),
      "repaired": .int(score.repaired), "marked": .int(score.marked), "missed": .int(score.missed),
      "rate": .double(score.rate), "low": .double(low), "high": .double(high),
      "bar": .string(mark(score).rawValue), "firstBy": counts(score.catchers),
      "failedBy": counts(score.failing), "failedOnlyBy": counts(score.alone),
      "examples": .array(
        score.examples.map { excerpt, fate in
          [
            "id": .string(excerpt.id), "category": .string(excerpt.category),
            "mode": .string(excerpt.mode.rawValue), "fate": .string(fate.words),
            "text": .string(excerpt.text),
          ]
        }),
    ]
  }

  private func json(_ filter: FilterScore) -> JSONValue {
    [
      "filter": .string(filter.name), "fails": .int(filter.failed), "first": .int(filter.first),
      "alone": .int(filter.alone), "catches": .array(filter.kinds.map { .string($0) }),
      "harmlessLost": .int(filter.falseDrops), "harmless": .int(filter.clean),
      "dropsAloneInRun": filter.dropsAlone.map { .int($0) } ?? .null,
    ]
  }
}
