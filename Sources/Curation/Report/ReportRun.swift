// report.html: one self-contained page about a run. Every number on it is read from the catalog.

import Bytes

/// Writes the report of a run.
public struct ReportRun {
  let folder: RunFolder
  let catalog: Catalog

  public init(folder: RunFolder, catalog: Catalog) {
    self.folder = folder
    self.catalog = catalog
  }

  /// Writes the page, unless it shows this very decision and SFT check.
  public func run(progress: any Progress) throws {
    progress.begin("report")
    let check = (try? Files.status("\(folder.path)/sft/results.json").modified) ?? 0
    let key = "4 \(check) " + (try catalog.meta("decision_key") ?? "")
    if try catalog.meta("report_key") == key, Files.exists(folder.report) {
      return progress.end("unchanged")
    }
    let status = try Status(catalog)
    var body = head(status) + tiles(status) + funnel(status) + filters(status)
    body += try SFTSection(folder)?.html ?? ""
    body += try charts() + mix() + pairing(status) + pairs() + curriculum()
    body += try nearDuplicates(status.duplicates) + leaks(status)
    body += try examples() + quarantine(status)
    let page = HTML.page(title: "Sluice: \(folder.path)", body: body)
    try Files.write(Array(page.utf8), to: folder.report)
    try catalog.setMeta("report_key", key)
    progress.end(folder.report)
  }

  private func head(_ status: Status) -> String {
    let recipe = (try? catalog.meta("recipe")) ?? nil
    let dataset = (try? catalog.meta("dataset")) ?? nil
    return "<h1>\(HTML.escaped(folder.path))</h1><p class=dim>recipe "
      + "\(HTML.escaped(recipe ?? "")), dataset \(HTML.escaped(dataset ?? "")), "
      + "sluice \(sluiceVersion)</p>"
  }

  private func tiles(_ status: Status) -> String {
    let funnel = status.funnel
    let values = [
      ("raw lines", funnel.records), ("samples", funnel.samples), ("kept", funnel.kept),
      ("dropped", funnel.samples - funnel.kept), ("quarantined", funnel.quarantined),
      ("pairs", status.pairs),
    ]
    let tiles = values.map { "<div class=tile><b>\(grouped($0.1))</b>\($0.0)</div>" }
    return "<div class=tiles>\(tiles.joined())</div>"
  }

  private func funnel(_ status: Status) -> String {
    let funnel = status.funnel
    let whole = Double(max(funnel.records, funnel.samples, 1))
    var rows = [
      ["raw lines", grouped(funnel.records), "", HTML.bar(Double(funnel.records) / whole, "off")],
      [
        "quarantined", "−\(grouped(funnel.quarantined))",
        percent(funnel.quarantined, of: funnel.records),
        HTML.bar(Double(funnel.quarantined) / whole, "gone"),
      ],
      ["samples", grouped(funnel.samples), "", HTML.bar(Double(funnel.samples) / whole, "off")],
    ]
    for step in funnel.steps where step.dropped > 0 {
      rows.append([
        "<b>\(step.stage)</b>", "−\(grouped(step.dropped))",
        percent(step.dropped, of: funnel.samples), HTML.bar(Double(step.dropped) / whole, "drop"),
      ])
      for drop in step.drops.sorted(by: { ($1.samples, $0.filter) < ($0.samples, $1.filter) }) {
        rows.append([
          "<span class=dim>&emsp;\(HTML.escaped(drop.filter)): \(HTML.escaped(drop.reason))</span>",
          grouped(drop.samples), percent(drop.samples, of: funnel.samples),
          HTML.bar(Double(drop.samples) / whole, "drop"),
        ])
      }
    }
    rows.append([
      "<b class=kept>kept</b>", grouped(funnel.kept), percent(funnel.kept, of: funnel.samples),
      HTML.bar(Double(funnel.kept) / whole, ""),
    ])
    let table = HTML.table(["step", "samples", "share", ""], rows)
    return "<h2>Funnel</h2><p class=dim>in = kept + dropped + quarantined, at every stage</p>"
      + table
  }

  private func filters(_ status: Status) -> String {
    let idle = status.filters.filter { !$0.hasJudged }.map { HTML.escaped($0.filter) }
    let rows = status.filters.filter(\.hasJudged).map { count in
      [HTML.escaped(count.filter)]
        + ["pass", "fail", "unsure", "skipped"].map { grouped(count.verdicts[$0] ?? 0) }
        + [
          count.reasons.prefix(4).map { "\(HTML.escaped($0.reason)) \(grouped($0.samples))" }
            .joined(separator: ", ")
        ]
    }
    let note =
      idle.isEmpty ? "" : "<p class=dim>nothing to judge for \(idle.joined(separator: ", "))</p>"
    return "<h2>Filters</h2>"
      + HTML.table(["filter", "pass", "fail", "unsure", "skipped", "commonest reasons"], rows)
      + note
  }

  private func quarantine(_ status: Status) -> String {
    guard !status.quarantine.isEmpty else { return "" }
    let rows = status.quarantine.map { reject in
      [
        HTML.escaped(reject.reason), grouped(reject.lines),
        HTML.escaped("\(reject.file):\(reject.line), byte \(reject.offset): \(reject.problem)"),
      ]
    }
    return "<h2>Quarantine</h2>"
      + HTML.table(["reason", "lines", "first"], rows, numbersFrom: 1)
  }
}
