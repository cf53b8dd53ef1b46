public import Bytes

/// The memory of a run: `catalog.sqlite`.
///
/// One process writes at a time. docs/catalog.md lists the tables and queries for people.
public final class Catalog {
  public let database: Database
  private var termNumbers: [String: Int] = [:]

  /// Opens the catalog, which is made where it is missing.
  ///
  /// - Throws: `CatalogError` where it was written by another version of the schema.
  public convenience init(_ path: String) throws {
    try self.init(database: Database(path))
    try database.write { db in
      try db.execute(CatalogSchema.tables)
      try db.execute(CatalogSchema.views)
    }
    if try version() == nil { try setMeta("schema", String(CatalogSchema.version)) }
    try loadTerms()
  }

  /// Opens a catalog that is there, only to read; its folder may be read-only, too.
  ///
  /// - Throws: as above.
  public static func reading(_ path: String) throws -> Catalog {
    let catalog = Catalog(database: try Database.reading(path))
    guard try catalog.version() != nil else {
      throw CatalogError(path: path, problem: "holds no run; `sluice run` makes one")
    }
    try catalog.loadTerms()
    return catalog
  }

  private init(database: Database) { self.database = database }

  /// The version of the schema; nil for a new database.
  private func version() throws -> String? {
    guard
      try count("SELECT count(*) FROM sqlite_master WHERE name = 'meta'") > 0,
      let version = try meta("schema")
    else { return nil }
    guard version == String(CatalogSchema.version) else {
      throw CatalogError(
        path: database.path,
        problem: "written by schema \(version), this program reads \(CatalogSchema.version); "
          + "run in a new folder or remove this one")
    }
    return version
  }

  // MARK: Single values

  public func meta(_ key: String) throws -> String? {
    var value: String?
    try database.read { db in
      try db.rows("SELECT value FROM meta WHERE key = ?", [.text(key)]) { value = $0.text(0) }
    }
    return value
  }

  public func setMeta(_ key: String, _ value: String?) throws {
    try database.write { db in
      guard let value else { return try db.execute("DELETE FROM meta WHERE key = ?", [.text(key)]) }
      try db.execute(
        "INSERT OR REPLACE INTO meta(key, value) VALUES (?, ?)", [.text(key), .text(value)])
    }
  }

  /// The single number that a query gives; 0 for none.
  public func count(_ sql: String, _ values: [Database.Value] = []) throws -> Int {
    var result = 0
    try database.read { db in try db.rows(sql, values) { result = $0.int(0) } }
    return result
  }

  // MARK: Terms

  private func loadTerms() throws {
    var loaded: [String: Int] = [:]
    try database.read { db in
      try db.rows("SELECT id, text FROM term") { row in
        loaded[row.text(1)] = row.int(0)
      }
    }
    termNumbers = loaded
  }

  /// The number of a category, generator, licence or source; new ones are added.
  func term(_ text: String, in db: borrowing Connection) throws -> Int {
    if let known = termNumbers[text] { return known }
    let number = termNumbers.count + 1
    try db.execute("INSERT INTO term(id, text) VALUES (?, ?)", [.int(number), .text(text)])
    termNumbers[text] = number
    return number
  }

  /// All terms by number; number 0 is the empty text.
  func terms() -> [String] {
    var texts = [String](repeating: "", count: termNumbers.count + 1)
    for (text, number) in termNumbers { texts[number] = text }
    return texts
  }

  // MARK: Pool

  /// A part of the pool: a file of normalised samples.
  struct PoolPart: Sendable {
    let part: Int
    let firstRow: Int
    let samples: Int
    /// Bytes of text.
    let bytes: Int
    let cursor: String

    /// Numbers of its samples in the catalog.
    var rows: Range<Int> { firstRow..<(firstRow + samples) }
  }

  func poolParts() throws -> [PoolPart] {
    var parts: [PoolPart] = []
    try database.read { db in
      let sql = "SELECT part, first_row, samples, bytes, cursor FROM pool_part ORDER BY part"
      try db.rows(sql) { row in
        parts.append(
          PoolPart(
            part: row.int(0), firstRow: row.int(1), samples: row.int(2),
            bytes: row.int(3), cursor: row.text(4)))
      }
    }
    return parts
  }
}

/// What is wrong with a catalog or a run.
public struct CatalogError: Error, Sendable, CustomStringConvertible {
  public let path: String
  public let problem: String

  public init(path: String, problem: String) {
    self.path = path
    self.problem = problem
  }
  public var description: String { "\(path): \(problem)" }
}

extension Hash128 {
  /// The 16 bytes, highest first, as the catalog stores them.
  var blob: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(16)
    for part in [high, low] {
      for shift in stride(from: 56, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: part >> UInt64(shift)))
      }
    }
    return bytes
  }

  init?(blob: [UInt8]) {
    guard blob.count == 16 else { return nil }
    let parts = [blob[..<8], blob[8...]].map { $0.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
    self.init(high: parts[0], low: parts[1])
  }
}
