import Bytes

/// What dedup removed: counts, and the removed samples that are least like their keepers, which show
/// fastest whether the threshold is right.
struct DuplicateSummary: Sendable {
  struct Pair: Sendable {
    let row: Int
    let keeperRow: Int
    let id: String
    let keeper: String
    let similarity: Double
  }
  let exact: Int
  let fuzzy: Int
  /// Keepers of near-duplicates.
  let clusters: Int
  let leastSimilar: [Pair]

  init(_ catalog: Catalog) throws {
    exact = try catalog.count("SELECT count(*) FROM duplicate WHERE kind = 'exact'")
    fuzzy = try catalog.count("SELECT count(*) FROM duplicate WHERE kind = 'fuzzy'")
    clusters = try catalog.count(
      "SELECT count(DISTINCT keeper) FROM duplicate WHERE kind = 'fuzzy'")
    var pairs: [Pair] = []
    try catalog.database.read { db in
      let sql = """
        SELECT d.row, d.keeper, s.id, k.id, d.similarity FROM duplicate d
          JOIN sample s ON s.row = d.row JOIN sample k ON k.row = d.keeper
        WHERE d.kind = 'fuzzy' ORDER BY d.similarity, s.id LIMIT 8
        """
      try db.rows(sql) { row in
        pairs.append(
          Pair(
            row: row.int(0), keeperRow: row.int(1), id: row.text(2), keeper: row.text(3),
            similarity: row.double(4)))
      }
    }
    leastSimilar = pairs
  }

  var json: JSONValue {
    [
      "exact": .int(exact), "fuzzy": .int(fuzzy), "clusters": .int(clusters),
      "least_similar": .array(
        leastSimilar.map { pair in
          [
            "id": .string(pair.id), "keeper": .string(pair.keeper),
            "similarity": .double(pair.similarity),
          ]
        }),
    ]
  }

  func text(_ style: TextStyle) -> String {
    guard fuzzy > 0 else { return "" }
    var out =
      style.bold("Near-duplicates")
      + "  \(grouped(fuzzy)) removed for \(grouped(clusters)) that stay; the least similar:\n"
    for pair in leastSimilar.prefix(3) {
      let score = padLeft(shortNumber(pair.similarity), 8)
      out += "  \(score)  \(pair.id)  kept instead: \(pair.keeper)\n"
    }
    return out
  }
}

extension ReportRun {
  /// The least similar near-duplicates beside their keepers.
  func nearDuplicates(_ summary: DuplicateSummary) throws -> String {
    guard summary.fuzzy > 0 else { return "" }
    let reader = try SampleReader(folder: folder, catalog: catalog)
    let cards = try summary.leastSimilar.map { pair in
      let (sample, keeper) = (
        try reader.sample(row: pair.row), try reader.sample(row: pair.keeperRow)
      )
      return "<div class=card><p class=dim>similarity \(shortNumber(pair.similarity)): "
        + "\(pair.id) was removed, \(pair.keeper) stays</p><div class=pair>"
        + "<pre>\(clip(sample.prompt + "\n\n" + sample.response.text))</pre>"
        + "<pre>\(clip(keeper.prompt + "\n\n" + keeper.response.text))</pre></div></div>"
    }
    return "<h2>Near-duplicates</h2><p class=dim>\(grouped(summary.fuzzy)) removed for "
      + "\(grouped(summary.clusters)) that stay; the least similar pairs</p>" + cards.joined()
  }
}
