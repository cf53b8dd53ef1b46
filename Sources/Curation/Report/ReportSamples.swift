// The parts of the report that look at samples: histograms, the mix, pairs, examples.

import Bytes

extension ReportRun {
  /// The most values that a histogram reads; more are thinned evenly.
  private static let mostValues = 20_000

  /// A histogram a measure that spreads.
  func charts() throws -> String {
    let recipe = try Recipe.remembered(catalog)
    let filters = try recipe.prepared().filter { !$0.measures.isEmpty }
    let reader = FindingReader(catalog: catalog, filters: filters, goldSuffix: nil)
    let total = try catalog.count("SELECT count(*) FROM sample_row")
    let step = max(1, total / ReportRun.mostValues)
    var values = filters.map { filter in
      filter.measures.map { _ in [(value: Double, isKept: Bool)]() }
    }
    for part in try catalog.poolParts() {
      let kept = try keptRows(part)
      let findings = try reader.read(part, every: step)
      for (index, findings) in zip(stride(from: 0, to: part.samples, by: step), findings) {
        for (filter, finding) in findings.enumerated() {
          guard let finding, finding.outcome != .skipped else { continue }
          for (measure, value) in finding.values.enumerated() {
            guard let value else { continue }
            values[filter][measure].append((value, kept[index]))
          }
        }
      }
    }
    var charts: [(title: String, svg: String)] = []
    for (filter, values) in zip(filters, values) {
      for (measure, values) in zip(filter.measures, values) {
        let title = "\(filter.line.name) \(measure)"
        if let chart = Histogram(title: title, values: values) { charts.append((title, chart.svg)) }
      }
    }
    guard !charts.isEmpty else { return "" }
    let figures = charts.sorted { $0.title < $1.title }.map(\.svg).joined(separator: "\n")
    return "<h2>Measures</h2><p class=dim>kept samples below, dropped ones on top</p>"
      + "<div class=charts>\(figures)</div>"
  }

  private func keptRows(_ part: Catalog.PoolPart) throws -> [Bool] {
    var kept = [Bool](repeating: false, count: part.samples)
    try catalog.database.read { db in
      let sql = "SELECT row FROM selection WHERE drop_id IS NULL AND row >= ? AND row < ?"
      let bounds: [Database.Value] = [.int(part.firstRow), .int(part.firstRow + part.samples)]
      try db.rows(sql, bounds) { row in kept[row.int(0) - part.firstRow] = true }
    }
    return kept
  }

  /// What the set is made of.
  func mix() throws -> String {
    var rows: [[String]] = []
    try catalog.database.read { db in
      let sql = """
        SELECT category, sum(mode = 'on'), sum(mode = 'off'), count(*),
          sum(verdict = 'kept' AND mode = 'on'), sum(verdict = 'kept' AND mode = 'off'),
          sum(verdict = 'kept') FROM decision GROUP BY category ORDER BY 7 DESC, 1
        """
      try db.rows(sql) { row in
        rows.append(
          [HTML.escaped(row.text(0))] + (1...6).map { grouped(row.int($0)) }
            + [percent(row.int(6), of: row.int(3))])
      }
    }
    let head = ["category", "on", "off", "samples", "kept on", "kept off", "kept", "share"]
    return "<h2>Mix</h2>" + HTML.table(head, rows)
  }

  /// A few written pairs side by side.
  func pairs() throws -> String {
    var query = BrowseQuery()
    query.most = 3
    let reader = try SampleReader(folder: folder, catalog: catalog)
    let cards = try query.pairs(catalog).map { pair in
      let on = try reader.sample(row: pair.on)
      let off = try reader.sample(row: pair.off)
      return "<div class=card><pre>\(clip(on.prompt))</pre><div class=pair>"
        + "<pre><span class=dim>thinking on</span>\n\(clip(on.response.text))</pre>"
        + "<pre><span class=dim>thinking off</span>\n\(clip(off.response.text))</pre></div></div>"
    }
    return cards.isEmpty ? "" : "<h2>Pairs</h2>" + cards.joined()
  }

  /// Kept samples, and the first of each reason to drop.
  func examples() throws -> String {
    let biographer = try Biographer(folder: folder, catalog: catalog)
    var rows: [Int] = []
    try catalog.database.read { db in
      try db.rows("SELECT row FROM selection WHERE position IN (0, 1, 2) ORDER BY position") {
        rows.append($0.int(0))
      }
      try db.rows("SELECT min(row) FROM selection WHERE drop_id IS NOT NULL GROUP BY drop_id") {
        rows.append($0.int(0))
      }
    }
    let cards = try rows.prefix(40).map { card(try biographer.life(row: $0)) }
    return "<h2>Examples</h2><p class=dim>the first of the set, and one for each reason to drop</p>"
      + cards.joined()
  }

  private func card(_ life: SampleLife) -> String {
    let verdict =
      life.decision.isKept
      ? "<b class=kept>kept</b>"
      : "<b class=dropped>dropped</b> by \(HTML.escaped(life.decision.filter ?? "")): "
        + HTML.escaped(life.decision.reason ?? "")
    let why = life.judgements.filter { $0.verdict.reason != nil }
      .map { HTML.escaped("\($0.filter): \(life.explanation($0))") }.joined(separator: "<br>")
    let head = [life.sample.category, life.sample.mode.rawValue, life.sample.generator]
      .map(HTML.escaped).joined(separator: " · ")
    return "<div class=card>\(verdict) <span class=dim>\(head) · \(life.sample.id)</span>"
      + "<p class=dim>\(why)</p><pre>\(clip(life.sample.prompt))</pre>"
      + "<pre>\(clip(life.sample.response.text))</pre></div>"
  }

  func clip(_ text: String) -> String {
    let shown = String(text.prefix(700))
    return HTML.escaped(shown) + (shown.count < text.count ? " …" : "")
  }
}
