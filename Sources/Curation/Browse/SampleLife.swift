// The life of one sample: where it came from, what every filter found, what was decided and why,
// and where it went. `why` prints it, `browse` and the report show parts of it.

import Bytes

/// All that a run knows of a sample.
public struct SampleLife {
  public struct Judgement {
    public let filter: String
    public let verdict: Verdict
    public let finding: StoredFinding
    public let line: FilterLine
  }
  public let row: Int
  public let sample: Sample
  public let judgements: [Judgement]
  public let decision: Decided
  /// The id of the sample that was kept instead of this duplicate.
  public let keeper: String?
  /// How alike the two are, 0...1, and the keeper itself.
  public let similarity: Double?
  public let keeperSample: Sample?
  /// The id of the other half of its pair.
  public let partner: String?
  /// What became of the prompt's responses of the other mode, where the sample has no partner.
  public let others: [String]
  /// The raw file that it came from, and the number of its line there, counted from 1.
  public let file: String
  public let line: Int

  public struct Decided {
    public let isDecided: Bool
    public let stage: String?
    public let filter: String?
    public let reason: String?
    public let position: Int?
    public let weight: Double
    public let passed: Int
    public let judged: Int
    /// The same among responses of its mode.
    public let modePassed: Int
    public let modeJudged: Int
    /// Why it is no half of a pair.
    public let unpaired: String?
    public var isKept: Bool { isDecided && stage == nil }
  }
}

/// Tells lives.
public final class Biographer {
  private let catalog: Catalog
  private let samples: SampleReader
  private let filters: [PreparedFilter]
  private let ofCategories: CategoryFindings

  public init(folder: RunFolder, catalog: Catalog) throws {
    self.catalog = catalog
    samples = try SampleReader(folder: folder, catalog: catalog)
    let recipe = try Recipe.remembered(catalog)
    filters = try recipe.prepared()
    ofCategories = CategoryFindings(recipe: recipe, catalog: catalog)
  }

  /// The rows whose id begins with a prefix of at least four digits.
  public func rows(idPrefix: String) throws -> [Int] {
    let prefix = idPrefix.lowercased()
    guard prefix.utf8.count >= 4, prefix.utf8.count <= 32,
      let low = Hash128(hex: prefix + String(repeating: "0", count: 32 - prefix.utf8.count)),
      let high = Hash128(hex: prefix + String(repeating: "f", count: 32 - prefix.utf8.count))
    else {
      throw CatalogError(
        path: idPrefix, problem: "an id is 32 hexadecimal digits; its first four or more are enough"
      )
    }
    var rows: [Int] = []
    try catalog.database.read { db in
      try db.rows(
        "SELECT row FROM sample_row WHERE id BETWEEN ? AND ? ORDER BY row LIMIT 10",
        [.blob(low.blob), .blob(high.blob)]
      ) { row in rows.append(row.int(0)) }
    }
    return rows
  }

  public func life(row: Int) throws -> SampleLife {
    let part = try samples.part(of: row)
    let reader = FindingReader(
      catalog: catalog, filters: filters, goldSuffix: try catalog.meta("gold_suffix"))
    let findings = try reader.read(row: row, in: part)
    let judgements = zip(filters, findings).compactMap { filter, finding in
      finding.map {
        SampleLife.Judgement(
          filter: filter.line.name, verdict: Verdict($0, limits: filter.line.limits), finding: $0,
          line: filter.line)
      }
    }
    let sample = try samples.sample(row: row)
    let origin = try origin(row)
    let decision = try decision(row)
    return SampleLife(
      row: row, sample: sample,
      judgements: judgements + (try ofCategories.judgements(row: row, of: sample)),
      decision: decision,
      keeper: try id("SELECT keeper FROM duplicate WHERE row = ?", row),
      similarity: try similarity(row), keeperSample: try keeperSample(row),
      partner: try id("SELECT partner FROM selection WHERE row = ?", row),
      others: decision.unpaired == nil ? [] : try others(row), file: origin.file, line: origin.line)
  }

  private func origin(_ row: Int) throws -> (file: String, line: Int) {
    var origin = (file: "", line: 0)
    try catalog.database.read { db in
      let sql = "SELECT t.text, s.line FROM sample_row s JOIN term t ON t.id = s.file WHERE row = ?"
      try db.rows(sql, [.int(row)]) { row in origin = (row.text(0), row.int(1)) }
    }
    return origin
  }

  /// At most ten of them.
  private func others(_ row: Int) throws -> [String] {
    var others: [String] = []
    try catalog.database.read { db in
      let sql = """
        SELECT o.id, r.filter, r.reason, d.correct FROM sample_row s
        JOIN sample_row o ON o.prompt = s.prompt AND o.mode <> s.mode
        JOIN selection d ON d.row = o.row LEFT JOIN drop_reason r ON r.id = d.drop_id
        WHERE s.row = ? ORDER BY o.id LIMIT 10
        """
      try db.rows(sql, [.int(row)]) { row in
        let kept = row.isNull(1)
        let verdict = kept ? "kept" : "dropped by \(row.text(1)): \(row.text(2))"
        let correct = !row.isNull(3) && row.int(3) == 0 ? ", wrong" : ""
        others.append("\(row.hash(0).hex)  \(verdict)\(kept ? correct : "")")
      }
    }
    return others
  }

  private func id(_ sql: String, _ row: Int) throws -> String? {
    let other = try catalog.count(sql, [.int(row)])
    guard other > 0 else { return nil }
    var id: String?
    try catalog.database.read { db in
      try db.rows("SELECT id FROM sample_row WHERE row = ?", [.int(other)]) { row in
        id = row.hash(0).hex
      }
    }
    return id
  }

  private func similarity(_ row: Int) throws -> Double? {
    var similarity: Double?
    try catalog.database.read { db in
      try db.rows("SELECT similarity FROM duplicate WHERE row = ?", [.int(row)]) {
        similarity = $0.double(0)
      }
    }
    return similarity
  }

  private func keeperSample(_ row: Int) throws -> Sample? {
    let keeper = try catalog.count("SELECT keeper FROM duplicate WHERE row = ?", [.int(row)])
    return keeper > 0 ? try samples.sample(row: keeper) : nil
  }

  private func decision(_ row: Int) throws -> SampleLife.Decided {
    var result = SampleLife.Decided(
      isDecided: false, stage: nil, filter: nil, reason: nil, position: nil, weight: 1, passed: 0,
      judged: 0, modePassed: 0, modeJudged: 0, unpaired: nil)
    try catalog.database.read { db in
      let sql = """
        SELECT r.stage, r.filter, r.reason, d.position, d.weight, d.passed, d.judged, d.mode_passed, d.mode_judged, d.unpaired
        FROM selection d LEFT JOIN drop_reason r ON r.id = d.drop_id WHERE d.row = ?
        """
      try db.rows(sql, [.int(row)]) { row in
        result = SampleLife.Decided(
          isDecided: true, stage: row.optionalText(0), filter: row.optionalText(1),
          reason: row.optionalText(2), position: row.optionalInt(3), weight: row.double(4),
          passed: row.int(5),
          judged: row.int(6), modePassed: row.int(7), modeJudged: row.int(8),
          unpaired: row.optionalInt(9).flatMap { UnpairedCause(rawValue: UInt8(clamping: $0)) }?
            .name)
      }
    }
    return result
  }
}
