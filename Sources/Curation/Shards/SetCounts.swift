import Bytes

/// How many rows of the set are of each category, mode, generator, licence and source.
struct SetCounts {
  static let axes = ["category", "mode", "generator", "license", "source"]
  private(set) var rows = 0
  /// Rows that are no first of their sample, and rows that were derived.
  private(set) var copies = 0
  private(set) var derived = 0
  /// Pairs of an on and an off row.
  private(set) var pairs = 0
  private(set) var values: [String: [String: Int]] = [:]

  /// - Complexity: one walk over the set, whatever the number of axes.
  init(_ catalog: Catalog) throws {
    let names = catalog.terms()
    try catalog.database.read { db in
      for table in ["selection", "extra_row"] {
        let sql = """
          SELECT s.category, s.mode, s.generator, s.license, s.source, d.derived,
            \(table == "selection" ? "d.derivation" : "c.derivation"), count(*), count(d.pair)
          FROM \(table) d JOIN sample_row s ON s.row = d.row
          \(table == "selection" ? "" : "JOIN selection c ON c.row = d.row")
          WHERE d.position IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6, 7
          """
        try db.rows(sql) { row in
          add(row, names, isExtra: table == "extra_row")
        }
      }
    }
    pairs /= 2
  }

  private mutating func add(_ row: borrowing Row, _ names: [String], isExtra: Bool) {
    let count = row.int(7)
    let isDerived = row.int(5) == 1
    let isStripped = isDerived && row.optionalInt(6) == 0
    let mode: Mode = row.int(1) == 1 && !isStripped ? .on : .off
    rows += count
    if isDerived { derived += count }
    if isExtra { copies += count }
    pairs += row.int(8)
    for (axis, value) in [
      ("category", names[row.int(0)]), ("mode", mode.rawValue), ("generator", names[row.int(2)]),
      ("license", names[row.int(3)]), ("source", names[row.int(4)]),
    ] {
      values[axis, default: [:]][value, default: 0] += count
    }
  }

  /// By axis and value, in their order.
  var json: JSONValue {
    var counts = JSONObject()
    for axis in SetCounts.axes {
      let sorted = (values[axis] ?? [:]).sorted { $0.key < $1.key }
      counts[axis] = .object(JSONObject(sorted.map { ($0.key, .int($0.value)) }))
    }
    return .object(counts)
  }
}
