import Bytes

extension Status {
  /// For a terminal; plain where colours are off.
  public func text(isColored: Bool) -> String {
    let style = TextStyle(isColored: isColored)
    var out = ""
    out += funnelText(style)
    if !filters.isEmpty { out += "\n" + filterText(style) }
    if !duplicates.isEmpty { out += "\n" + duplicates.text(style) }
    if benchmarks.array?.isEmpty == false { out += "\n" + benchmarkText(style) }
    if !quarantine.isEmpty { out += "\n" + quarantineText(style) }
    return out
  }

  private func funnelText(_ style: TextStyle) -> String {
    let total = max(funnel.samples, 1)
    var out = style.bold("Funnel") + "\n"
    out += row("raw lines", funnel.records, "")
    if funnel.quarantined > 0 {
      out += row("quarantined", funnel.quarantined, style.dim("known and tolerated: \(tolerated)"))
    }
    out += row("samples", funnel.samples, "")
    guard isDecided else { return out + style.dim("  not decided yet: `sluice run`\n") }
    for step in funnel.steps where step.dropped > 0 {
      out += row("- " + step.stage, step.dropped, style.dim(percent(step.dropped, of: total)))
      out += style.dim(dropText(step))
    }
    out += style.green(row("kept", funnel.kept, percent(funnel.kept, of: total)))
    if extraRows > 0 {
      let note = "with \(grouped(extraRows)) copies, further stages and derived rows"
      out += row("rows", funnel.kept + extraRows, style.dim(note))
    }
    out += row("pairs", pairs, style.dim("a reasoning and a direct response each"))
    return out + style.dim(unpairedText) + promptText(style)
  }

  /// Why prompts have no pair.
  private var unpairedText: String {
    (unpaired.object?.members ?? []).map { ($0.value.int ?? 0, $0.key) }
      .sorted { ($1.0, $0.1) < ($0.0, $1.1) }
      .map { "      \(padLeft(grouped($0.0), 9))  prompts without one: \($0.1)\n" }.joined()
  }

  private func promptText(_ style: TextStyle) -> String {
    var out = ""
    if let prompts = rl["prompts"]?.int, prompts > 0 {
      let note = "in \(grouped(rl["batches"]?.int ?? 0)) batches from easy to hard"
      out += row("RL prompts", prompts, style.dim(note))
    }
    if preferences > 0 {
      out += row("preferences", preferences, style.dim("a right and a wrong response each"))
    }
    return out
  }

  /// The commonest reasons of a stage, and how many samples the others took.
  private func dropText(_ step: Funnel.Step) -> String {
    let drops = step.drops.sorted { ($1.samples, $0.filter) < ($0.samples, $1.filter) }
    var lines = drops.prefix(6).map { ($0.samples, "\($0.filter): \($0.reason)") }
    let rest = drops.dropFirst(lines.count)
    if !rest.isEmpty {
      lines.append(
        (rest.reduce(0) { $0 + $1.samples }, "\(rest.count) other reasons, all in `status --json`"))
    }
    return lines.map { "      \(padLeft(grouped($0), 9))  \($1)\n" }.joined()
  }

  private func row(_ name: String, _ count: Int, _ note: String) -> String {
    "  \(padRight(name, 16))\(padLeft(grouped(count), 11))  \(note)\n"
  }

  private func filterText(_ style: TextStyle) -> String {
    var out = style.bold(padRight("Filter", 28))
    for verdict in ["pass", "fail", "unsure", "skipped"] { out += padLeft(verdict, 10) }
    out += "\n"
    let (busy, idle) = (filters.filter(\.hasJudged), filters.filter { !$0.hasJudged })
    for count in busy {
      out += "  " + padRight(count.filter, 26)
      for verdict in ["pass", "fail", "unsure", "skipped"] {
        out += padLeft(grouped(count.verdicts[verdict] ?? 0), 10)
      }
      out += "\n"
    }
    guard !idle.isEmpty else { return out }
    let names = idle.map(\.filter).joined(separator: ", ")
    return out + style.dim("  nothing to judge for \(names)\n")
  }

  private func benchmarkText(_ style: TextStyle) -> String {
    var out = style.bold("Benchmark items given away") + "\n"
    for row in benchmarks.array ?? [] {
      let counts = BenchmarkRow(row)
      let note = counts.isContaminated ? style.red("  contaminated source") : ""
      out +=
        "  \(padRight(visible(counts.benchmark), 20))\(padRight(visible(counts.source), 24))"
        + "\(padLeft(grouped(counts.leaked), 7)) of \(grouped(counts.items)), in "
        + "\(grouped(counts.rows)) samples\(note)\n"
    }
    return out
  }

  private func quarantineText(_ style: TextStyle) -> String {
    var out = style.bold("Quarantine") + "\n"
    for reject in quarantine {
      let place = "\(reject.file):\(reject.line) (byte \(reject.offset)): \(reject.problem)"
      out +=
        "  \(padLeft(grouped(reject.lines), 6))  \(padRight(reject.reason, 16)) "
        + style.dim(visible(place)) + "\n"
    }
    return out
  }
}

/// Colours of a terminal; nothing where they are off.
struct TextStyle {
  let isColored: Bool

  func bold(_ text: String) -> String { wrap(text, "1") }
  func dim(_ text: String) -> String { wrap(text, "2") }
  func red(_ text: String) -> String { wrap(text, "31") }
  func green(_ text: String) -> String { wrap(text, "32") }
  func yellow(_ text: String) -> String { wrap(text, "33") }
  func blue(_ text: String) -> String { wrap(text, "34") }

  private func wrap(_ text: String, _ code: String) -> String {
    isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

func padLeft(_ text: String, _ width: Int) -> String {
  String(repeating: " ", count: max(0, width - text.count)) + text
}

func padRight(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - text.count))
}

/// Text of unknown origin for a terminal: control characters, escape sequences and direction marks
/// are shown as `\u{1B}`, not obeyed.
///
/// Line ends and tabs stay.
public func visible(_ text: String) -> String {
  var out = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x0A, 0x09: out.append(scalar)
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF,
      0xFFF9...0xFFFB, 0xE0000...0xE007F:
      out.append(
        contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars)
    default: out.append(scalar)
    }
  }
  return String(out)
}
