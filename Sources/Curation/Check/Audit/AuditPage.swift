import Bytes

/// The audit as one self-contained page; texts of samples come in through `HTML.escaped` only.
extension AuditReport {
  var html: String {
    HTML.page(
      title: "Sluice audit: \(run)",
      body: head + verdict + defectTable + matrix + controlTable + filterTable + examples
        + (truth?.html ?? ""))
  }

  private var head: String {
    "<h1>Audit of \(HTML.escaped(run))</h1><p class=dim>recipe \(HTML.escaped(recipe)), "
      + "\(grouped(cleanSamples)) clean samples, \(samples) plantings a mutation, seed \(seed), "
      + "sluice \(sluiceVersion)</p>"
  }

  private var verdict: String {
    let defects = scores.filter { $0.mutation.kind == .defect && $0.planted > 0 }
    let met = defects.count { mark($0) == .met }
    let unseen = defects.count { $0.caught == 0 }
    let tiles = [
      ("kinds of defects planted", grouped(defects.count)),
      ("at or above \(shareText(rule.bars.catchRate))", grouped(met)),
      ("that nobody catches", grouped(unseen)),
      ("of the clean and harmless lost", shareText(falseDropRate)),
    ].map { "<div class=tile><b>\($0.1)</b>\(HTML.escaped($0.0))</div>" }
    let lines = shortfalls.map { "<li class=dropped>\(HTML.escaped($0))</li>" }
    let text =
      lines.isEmpty
      ? "<p class=kept>All bars hold.</p>" : "<ul>\(lines.joined(separator: "\n"))</ul>"
    return (scores.isEmpty ? "" : "<div class=tiles>\(tiles.joined())</div>") + text
  }

  private var defectTable: String {
    guard !scores.isEmpty else { return "" }
    let rows = scores.filter { $0.mutation.kind == .defect && $0.planted > 0 }.map { score in
      let (low, high) = score.interval
      let kind =
        switch mark(score) {
        case .met: ""
        case .ignored, .none: "off"
        case .below: "drop"
        case .few: "gone"
        }
      return [
        "<b>\(HTML.escaped(score.mutation.name))</b><br><span class=dim>"
          + "\(HTML.escaped(score.mutation.summary))</span>",
        HTML.bar(score.rate, kind), grouped(score.planted), shareText(score.rate),
        "\(shareText(low)) – \(shareText(high))", HTML.escaped(by(score)),
      ]
    }
    let absent = scores.filter { $0.planted == 0 }.map {
      "\($0.mutation.name)\($0.mutation.needs.isEmpty ? "" : " (needs \($0.mutation.needs))")"
    }
    let note =
      absent.isEmpty
      ? ""
      : "<p class=dim>Fits no clean sample: \(HTML.escaped(absent.joined(separator: "; "))).</p>"
    return
      "<h2>Defects</h2><p class=dim>Caught: dropped, quarantined, mended by ingest, or marked by "
      + "a filter whose policy is to keep. The interval is Wilson's, at 95 %.</p>"
      + HTML.table(["defect", "caught", "planted", "share", "interval", "first by"], rows) + note
  }

  private func by(_ score: MutationScore) -> String {
    let parts = score.catchers.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3)
      .map { "\($0.key) \(grouped($0.value))" }
    let notes =
      (score.repaired > 0 ? ["repaired \(grouped(score.repaired))"] : [])
      + (score.marked > 0 ? ["only marked \(grouped(score.marked))"] : [])
      + (score.isIgnored ? ["let pass by the recipe"] : [])
    return (parts.isEmpty ? ["nobody"] : parts).joined(separator: ", ")
      + (notes.isEmpty ? "" : "; " + notes.joined(separator: ", "))
  }

  /// Which filter fails which defect, whoever was first: what is covered twice and what hangs on one.
  private var matrix: String {
    let names = filters.filter { $0.failed > 0 }.map(\.name)
    let planted = scores.filter { $0.mutation.kind == .defect && $0.planted > 0 }
    guard !names.isEmpty, !planted.isEmpty else { return "" }
    let rows = planted.map { score in
      [HTML.escaped(score.mutation.name)]
        + names.map { name in
          let count = score.failing[name] ?? 0
          guard count > 0 else { return "" }
          let share = Int((Double(count) / Double(score.planted) * 100).rounded())
          return "<span\(share < 50 ? " class=dim" : "")>\(share)</span>"
        }
    }
    let heads = names.map { HTML.escaped($0.split(separator: ".").last.map(String.init) ?? $0) }
    return
      "<h2>Who sees what</h2><p class=dim>Per cent of a defect's plantings that a filter fails, "
      + "whichever is first.</p><div style=\"overflow-x:auto\">"
      + HTML.table(["defect"] + heads, rows) + "</div>"
  }

  private var controlTable: String {
    let rows = scores.filter { $0.mutation.kind != .defect && $0.planted > 0 }.map { score in
      [
        "<b>\(HTML.escaped(score.mutation.name))</b><br><span class=dim>"
          + "\(HTML.escaped(score.mutation.summary))</span>",
        grouped(score.planted), grouped(score.lost),
        score.lost > 0 ? HTML.escaped(by(score)) : "",
      ]
    }
    guard !rows.isEmpty else { return "" }
    return "<h2>Clean and harmless</h2><p class=dim>Untouched samples, and changes that resemble a "
      + "defect and are none: what is lost here is lost wrongly.</p>"
      + HTML.table(["change", "planted", "lost", "by"], rows)
  }

  private var filterTable: String {
    guard !filters.isEmpty else { return "" }
    let rows = filters.map { filter in
      [
        HTML.escaped(filter.name), grouped(filter.failed), grouped(filter.first),
        grouped(filter.alone), grouped(filter.falseDrops),
        filter.dropsAlone.map(grouped) ?? "–",
        HTML.escaped(filter.kinds.joined(separator: ", ")),
      ]
    }
    return "<h2>Filters</h2><p class=dim>Plantings that a filter fails, catches first, and that no "
      + "other fails; harmless samples that it drops; samples of the run that it alone drops, which "
      + "is the most that can be false among them.</p>"
      + HTML.table(
        [
          "filter", "fails", "first", "alone", "harmless lost", "drops alone in the run", "catches",
        ],
        rows)
  }

  private var examples: String {
    let cards = scores.filter { !$0.examples.isEmpty && !$0.isIgnored }.map { score in
      let items = score.examples.map { excerpt, fate in
        "<p class=dim>\(HTML.escaped("\(excerpt.id), \(excerpt.category), \(excerpt.mode.rawValue)")): "
          + "\(HTML.escaped(fate.words))</p><pre>\(HTML.escaped(excerpt.text))</pre>"
      }
      return "<div class=card><b>\(HTML.escaped(score.mutation.name))</b> "
        + "<span class=dim>\(HTML.escaped(score.mutation.summary))</span>\(items.joined())</div>"
    }
    guard !cards.isEmpty else { return "" }
    return "<h2>Examples</h2><p class=dim>Defects that were kept, and harmless samples that were "
      + "not.</p>" + cards.joined()
  }
}
