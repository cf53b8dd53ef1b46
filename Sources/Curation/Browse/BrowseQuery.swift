import Bytes

/// Which samples a person wants to look at.
public struct BrowseQuery: Sendable {
  public enum Which: String, Sendable, CaseIterable { case all, kept, dropped }
  public var which = Which.all
  public var filter: String?
  public var reason: String?
  public var category: String?
  public var mode: String?
  public var source: String?
  public var most: Int?

  public init() {}

  /// The columns of `decision` that must have a value.
  private var wanted: [(column: String, value: String)] {
    [
      ("filter", filter), ("reason", reason), ("category", category), ("mode", mode),
      ("source", source),
    ].compactMap { column, value in value.map { (column, $0) } }
  }

  /// The rows, kept ones in the order in which they were written.
  func rows(_ catalog: Catalog) throws -> [Int] {
    var conditions: [String] = []
    var values: [Database.Value] = []
    if which != .all { (conditions, values) = (["verdict = ?"], [.text(which.rawValue)]) }
    for (column, value) in wanted {
      conditions.append("\(column) = ?")
      values.append(.text(value))
    }
    let clause = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
    let limit = most.map { "LIMIT \($0)" } ?? ""
    var rows: [Int] = []
    try catalog.database.read { db in
      let sql = """
        SELECT row FROM decision \(clause) ORDER BY position IS NULL, position, row \(limit)
        """
      try db.rows(sql, values) { row in rows.append(row.int(0)) }
    }
    return rows
  }

  /// Rows of the on and off halves of written pairs.
  func pairs(_ catalog: Catalog) throws -> [(on: Int, off: Int)] {
    var pairs: [(Int, Int)] = []
    try catalog.database.read { db in
      let sql = """
        SELECT row, partner FROM decision
        WHERE partner IS NOT NULL AND mode = 'on' \(category == nil ? "" : "AND category = ?")
        ORDER BY position \(most.map { "LIMIT \($0)" } ?? "")
        """
      try db.rows(sql, category.map { [.text($0)] } ?? []) { row in
        pairs.append((row.int(0), row.int(1)))
      }
    }
    return pairs
  }

  /// Why no sample fits: the run is not decided, or a value is none that the run has.
  ///
  /// Asked only then, since it walks over all samples.
  func explainNothing(_ catalog: Catalog) throws {
    guard try catalog.meta("decision_key") != nil else {
      throw CatalogError(
        path: catalog.database.path, problem: "nothing is decided yet; `sluice run` goes on")
    }
    for (column, value) in wanted {
      var known: [String] = []
      try catalog.database.read { db in
        let sql = "SELECT DISTINCT \(column) FROM decision WHERE \(column) IS NOT NULL ORDER BY 1"
        try db.rows(sql) { known.append(visible($0.text(0))) }
      }
      guard !known.contains(visible(value)) else { continue }
      let isFilter = column == "filter" && FilterCatalog.names.contains(value)
      throw ConfigError(
        file: "--\(column)", line: 0,
        problem: isFilter
          ? "\(value) dropped no sample of the run; these did: \(known.joined(separator: ", "))"
          : unknown(value, column, of: "the run", known: known))
    }
  }
}
