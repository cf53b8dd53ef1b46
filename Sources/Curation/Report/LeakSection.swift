import Bytes

extension ReportRun {
  /// How much of each benchmark the sources give away, and the weakest hits that were dropped, since
  /// those show fastest whether the limits are right.
  func leaks(_ status: Status) throws -> String {
    let rows = (status.benchmarks.array ?? []).map { BenchmarkRow($0) }
    guard !rows.isEmpty else { return "" }
    let table = HTML.table(
      ["benchmark", "source", "items given away", "of", "share", "samples"],
      rows.map { row in
        [
          HTML.escaped(row.benchmark),
          HTML.escaped(row.source)
            + (row.isContaminated ? " <b class=dropped>contaminated</b>" : ""),
          grouped(row.leaked), grouped(row.items), percent(row.leaked, of: row.items),
          grouped(row.rows),
        ]
      }, numbersFrom: 2)
    let biographer = try Biographer(folder: folder, catalog: catalog)
    let cards = try weakest().compactMap { row in
      try biographer.life(row: row).judgements.first { $0.line.family == .decontaminate }
        .map { hits(of: $0.finding) }
    }
    return "<h2>Benchmark items given away</h2>" + table
      + "<p class=dim>the weakest hits that count; the sample's text left, the item's right</p>"
      + cards.joined()
  }

  private func weakest() throws -> [Int] {
    var rows: [Int] = []
    try catalog.database.read { db in
      let sql = """
        SELECT row, max(blind_coverage, coverage), max(run) FROM hit
        WHERE fate NOT IN ('below', 'cleared', 'spared') GROUP BY row ORDER BY 3, 2, row LIMIT 8
        """
      try db.rows(sql) { row in rows.append(row.int(0)) }
    }
    return rows
  }

  private func hits(of finding: StoredFinding) -> String {
    (finding.details?["hits"]?.array ?? []).prefix(1).map { hit in
      "<div class=card><p class=dim>\(HTML.escaped(overlapSummary(hit)))</p><div class=pair>"
        + "<pre>\(HTML.escaped(hit["text"]?.string ?? ""))</pre>"
        + "<pre>\(HTML.escaped(hit["itemText"]?.string ?? ""))</pre></div></div>"
    }.joined()
  }
}
