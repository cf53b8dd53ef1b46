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
  /// One kind of dedup by likeness.
  struct Kind: Sendable {
    let removed: Int
    /// Samples that stay for others.
    let clusters: Int
    let leastSimilar: [Pair]

    init(_ catalog: Catalog, _ kind: Duplicate.Kind) throws {
      let name = Database.Value.text(kind.rawValue)
      removed = try catalog.count("SELECT count(*) FROM duplicate WHERE kind = ?", [name])
      clusters = try catalog.count(
        "SELECT count(DISTINCT keeper) FROM duplicate WHERE kind = ?", [name])
      var pairs: [Pair] = []
      try catalog.database.read { db in
        let sql = """
          SELECT d.row, d.keeper, s.id, k.id, d.similarity FROM duplicate d
            JOIN sample s ON s.row = d.row JOIN sample k ON k.row = d.keeper
          WHERE d.kind = ? ORDER BY d.similarity, s.id LIMIT 8
          """
        try db.rows(sql, [name]) { row in
          pairs.append(
            Pair(
              row: row.int(0), keeperRow: row.int(1), id: row.text(2), keeper: row.text(3),
              similarity: row.double(4)))
        }
      }
      leastSimilar = pairs
    }

    fileprivate var jsonPairs: JSONValue {
      .array(
        leastSimilar.map { pair in
          [
            "id": .string(pair.id), "keeper": .string(pair.keeper),
            "similarity": .double(pair.similarity),
          ]
        })
    }
  }
  let exact: Int
  let fuzzy: Kind
  let semantic: Kind

  init(_ catalog: Catalog) throws {
    exact = try catalog.count("SELECT count(*) FROM duplicate WHERE kind = 'exact'")
    fuzzy = try Kind(catalog, .fuzzy)
    semantic = try Kind(catalog, .semantic)
  }

  var isEmpty: Bool { fuzzy.removed + semantic.removed == 0 }

  /// Those that removed something, by what a person calls them.
  fileprivate var named: [(name: String, kind: Kind)] {
    [("Near-duplicates", fuzzy), ("Semantic duplicates", semantic)].filter { $0.1.removed > 0 }
  }

  var json: JSONValue {
    [
      "exact": .int(exact), "fuzzy": .int(fuzzy.removed), "clusters": .int(fuzzy.clusters),
      "least_similar": fuzzy.jsonPairs,
      "semantic": [
        "removed": .int(semantic.removed), "clusters": .int(semantic.clusters),
        "least_similar": semantic.jsonPairs,
      ],
    ]
  }

  func text(_ style: TextStyle) -> String {
    named.map { name, kind in
      var out =
        style.bold(name)
        + "  \(grouped(kind.removed)) removed for \(grouped(kind.clusters)) that stay; "
        + "the least similar:\n"
      for pair in kind.leastSimilar.prefix(3) {
        let score = padLeft(shortNumber(pair.similarity), 8)
        out += "  \(score)  \(pair.id)  kept instead: \(pair.keeper)\n"
      }
      return out
    }.joined(separator: "\n")
  }
}

extension ReportRun {
  /// The least similar duplicates of each kind beside their keepers.
  func nearDuplicates(_ summary: DuplicateSummary) throws -> String {
    guard !summary.isEmpty else { return "" }
    let reader = try SampleReader(folder: folder, catalog: catalog)
    return try summary.named.map { name, kind in
      let cards = try kind.leastSimilar.map { pair in
        let (sample, keeper) = (
          try reader.sample(row: pair.row), try reader.sample(row: pair.keeperRow)
        )
        return "<div class=card><p class=dim>similarity \(shortNumber(pair.similarity)): "
          + "\(pair.id) was removed, \(pair.keeper) stays</p><div class=pair>"
          + "<pre>\(clip(sample.prompt + "\n\n" + sample.response.text))</pre>"
          + "<pre>\(clip(keeper.prompt + "\n\n" + keeper.response.text))</pre></div></div>"
      }
      return "<h2>\(name)</h2><p class=dim>\(grouped(kind.removed)) removed for "
        + "\(grouped(kind.clusters)) that stay; the least similar pairs</p>" + cards.joined()
    }.joined()
  }
}
