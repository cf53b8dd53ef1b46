// A sample and its life as text for a terminal. All text of the sample goes through `visible`.

import Bytes

extension SampleLife {
  /// One screen's worth: head, verdict, prompt, reasoning, answer.
  public func card(isColored: Bool, isWhole: Bool) -> String {
    let style = TextStyle(isColored: isColored)
    var out = style.bold("── \(sample.id) ") + style.dim(headline) + "\n"
    out += verdictLine(style) + "\n"
    for judgement in judgements where judgement.verdict.reason != nil {
      out += "   " + reasonText(judgement, style) + "\n"
      if !isWhole { out += overlapText(judgement.finding, style) }
    }
    if let system = sample.systemPrompt, !system.isEmpty {
      out += style.blue("system  ") + clipped(system, isWhole) + "\n"
    }
    for turn in sample.input {
      out += style.blue(padRight(visible(turn.role), 8)) + clipped(turn.content, isWhole) + "\n"
    }
    if let reasoning = sample.response.reasoning {
      out += style.blue("think   ") + style.dim(clipped(reasoning, isWhole)) + "\n"
    }
    out += style.blue("answer  ") + clipped(sample.response.answer, isWhole) + "\n"
    if let gold = sample.expectedAnswer {
      out += style.blue("gold    ") + clipped(gold, isWhole) + "\n"
    }
    return out
  }

  private var headline: String {
    [sample.category, sample.mode.rawValue, sample.generator, sample.source]
      .filter { !$0.isEmpty }.map(visible).joined(separator: " · ")
  }

  private func verdictLine(_ style: TextStyle) -> String {
    guard decision.isDecided else { return style.yellow("not decided yet") }
    if decision.isKept {
      let place = decision.position.map { ", number \(grouped($0 + 1)) of the set" } ?? ""
      return style.green("kept") + place + (partner.map { ", paired with \($0)" } ?? "")
    }
    let why = "\(decision.filter ?? ""): \(decision.reason ?? "")"
    return style.red("dropped") + " by \(why)" + keeperText
  }

  private var keeperText: String {
    guard let keeper else { return "" }
    let likeness = similarity.map { $0 < 1 ? ", similarity \(shortNumber($0))" : "" } ?? ""
    return ", kept instead: \(keeper)\(likeness)"
  }

  private func reasonText(_ judgement: Judgement, _ style: TextStyle) -> String {
    let name = padRight(judgement.filter, 24)
    let verdict = style.yellow(padRight(judgement.verdict.name, 7))
    return "\(name)\(verdict) \(explanation(judgement))"
  }

  /// Why a filter says so: the broken limit with its numbers, or the grader's reason and details.
  public func explanation(_ judgement: Judgement) -> String {
    let broken = judgement.line.limits.compactMap { limit in
      judgement.finding.value(of: limit.measure).flatMap { value in
        limit.allows(value) ? nil : limit.explain(value)
      }
    }
    var parts = broken.isEmpty ? [judgement.verdict.reason ?? ""] : broken
    if let hits = judgement.finding.details?["hits"]?.array {
      parts += hits.prefix(1).map(overlapSummary)
    } else if let details = judgement.finding.details?.object, !details.isEmpty {
      let text = details.members.map { "\($0.key) \($0.value.text)" }.joined(separator: ", ")
      parts.append(visible(String(text.prefix(160))).replacing("\n", with: " "))
    }
    return parts.joined(separator: "; ")
  }

  private func clipped(_ text: String, _ isWhole: Bool) -> String {
    let limit = 1200
    let shown = visible(isWhole ? text : String(text.prefix(limit)))
    let rest = isWhole ? 0 : max(0, text.count - limit)
    let indented = shown.replacing("\n", with: "\n        ")
    return rest > 0 ? indented + " … (\(grouped(rest)) more characters)" : indented
  }

  /// Everything, for `why`.
  public func story(isColored: Bool) -> String {
    let style = TextStyle(isColored: isColored)
    var out = card(isColored: isColored, isWhole: true) + "\n"
    out += style.bold("Source") + "\n"
    out += "  \(visible(file)):\(line)\n"
    out +=
      "  \(visible(sample.source)), content \(sample.contentHash.hex), "
      + "prompt \(sample.promptID.hex)\n"
    out += "  mode \(sample.mode.rawValue), known by \(sample.modeOrigin.rawValue)"
    if !sample.repairs.isEmpty { out += ", repaired: \(sample.repairs.joined(separator: ", "))" }
    if let reason = sample.finishReason { out += ", finish reason \(visible(reason))" }
    out += "\n" + style.bold("Findings") + "\n"
    for judgement in judgements {
      out +=
        "  \(padRight(judgement.filter, 26))"
        + colored(judgement.verdict, style) + "  "
        + note(judgement, style) + "\n"
      out += measures(judgement, style)
      out += overlapText(judgement.finding, style)
    }
    if decision.judged > 0 {
      out +=
        "  \(padRight("responses to this prompt", 26))\(decision.passed) of "
        + "\(decision.judged) judged ones are correct, "
        + "\(decision.modePassed) of \(decision.modeJudged) in \(sample.mode.rawValue) mode\n"
    }
    if let cause = decision.unpaired {
      out += style.bold("No pair") + "\n  \(cause)\n"
      for other in others { out += style.dim("      \(other)\n") }
    }
    if let keeperSample, let similarity, similarity < 1 {
      out += style.bold("Kept instead") + "\n"
      out += sideBySide(
        "this one\n\n" + visible(sample.response.text),
        "\(keeperSample.id)\n\n" + visible(keeperSample.response.text), width: 100)
    }
    return out
  }

  /// Why it fails or is unsure, or else why the filter had nothing to judge.
  private func note(_ judgement: Judgement, _ style: TextStyle) -> String {
    if judgement.verdict.reason != nil { return explanation(judgement) }
    return style.dim(judgement.finding.reason.map(visible) ?? "")
  }

  private func colored(_ verdict: Verdict, _ style: TextStyle) -> String {
    let name = padRight(verdict.name, 8)
    switch verdict {
    case .pass: return style.green(name)
    case .fail: return style.red(name)
    case .unsure: return style.yellow(name)
    case .skipped: return style.dim(name)
    }
  }

  private func measures(_ judgement: Judgement, _ style: TextStyle) -> String {
    let pairs = zip(judgement.finding.names, judgement.finding.values).compactMap { name, value in
      value.map { "\(name) \(shortNumber($0))" }
    }
    guard !pairs.isEmpty else { return "" }
    return style.dim("      " + pairs.joined(separator: ", ")) + "\n"
  }
}

/// Two texts in columns, for pairs.
public func sideBySide(_ left: String, _ right: String, width: Int) -> String {
  let column = max(20, (width - 3) / 2)
  let a = wrapped(left, column)
  let b = wrapped(right, column)
  return (0..<max(a.count, b.count)).map { index in
    let text = index < a.count ? a[index] : ""
    return padRight(text, column) + " │ " + (index < b.count ? b[index] : "")
  }.joined(separator: "\n") + "\n"
}

/// Lines of at most `width` characters, broken at spaces where there are any.
func wrapped(_ text: String, _ width: Int) -> [String] {
  var lines: [String] = []
  for paragraph in text.replacing("\t", with: "  ").split(
    separator: "\n", omittingEmptySubsequences: false)
  {
    var line = ""
    for word in paragraph.split(separator: " ", omittingEmptySubsequences: false) {
      var rest = word[...]
      if !line.isEmpty, line.count + 1 + rest.count > width {
        lines.append(line)
        line = ""
      }
      while rest.count > width {
        lines.append(String(rest.prefix(width)))
        rest = rest.dropFirst(width)
      }
      line = line.isEmpty ? String(rest) : line + " " + rest
    }
    lines.append(line)
  }
  return lines
}
