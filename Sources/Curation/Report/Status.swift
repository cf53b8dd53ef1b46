public import Bytes

/// Where a run stands: its funnel, its filters, its quarantine.
public struct Status {
  public let funnel: Funnel
  /// Verdicts by filter.
  public let filters: [FilterCount]
  public let quarantine: [Reject]
  public let tolerated: Int
  public let pairs: Int
  public let unpaired: JSONValue
  /// How much of each benchmark each source gives away.
  public let benchmarks: JSONValue
  /// Rows beyond the first of a sample: copies, further stages, derived ones.
  public let extraRows: Int
  /// Prompts for reinforcement learning: taken, left out by cause, batches; comparisons.
  public let rl: JSONValue
  public let preferences: Int
  let duplicates: DuplicateSummary
  public let repairs: [(name: String, samples: Int)]
  let samples: Int
  let isDecided: Bool
  let passes: [(filter: String, parts: Int)]
  let parts: Int

  public struct FilterCount: Sendable {
    public let filter: String
    public var verdicts: [String: Int] = [:]
    public var reasons: [(verdict: String, reason: String, samples: Int)] = []
    /// Whether there was a sample that it did not skip.
    var hasJudged: Bool { verdicts.contains { $0.key != "skipped" && $0.value > 0 } }
  }

  /// A kind of broken input, with an example.
  public struct Reject: Sendable {
    public let reason: String
    public let lines: Int
    /// `file:line`, byte offset and what was wrong there.
    public let file: String
    public let line: Int
    public let offset: Int
    public let problem: String
  }

  public init(_ catalog: Catalog) throws {
    funnel = try Funnel(catalog)
    filters = try Status.filterCounts(catalog)
    quarantine = try Status.rejects(catalog)
    tolerated = Int(try catalog.meta("tolerated") ?? "0") ?? 0
    pairs =
      try catalog.count(
        "SELECT (SELECT count(pair) FROM selection) + (SELECT count(pair) FROM extra_row)") / 2
    extraRows = try catalog.count("SELECT count(*) FROM extra_row")
    preferences = try catalog.count("SELECT count(*) FROM preference")
    rl = try catalog.meta("rl").flatMap { try? JSONValue(parsing: $0) } ?? [:]
    unpaired = try catalog.meta("unpaired").flatMap { try? JSONValue(parsing: $0) } ?? [:]
    benchmarks =
      try catalog.meta("benchmark_coverage").flatMap { try? JSONValue(parsing: $0) } ?? []
    duplicates = try DuplicateSummary(catalog)
    samples = funnel.samples
    isDecided = try catalog.meta("decision_key") != nil
    parts = try catalog.poolParts().count
    var repairs: [(String, Int)] = []
    var passes: [(String, Int)] = []
    try catalog.database.read { db in
      try db.rows("SELECT name, sum(samples) FROM repair GROUP BY name ORDER BY name") { row in
        repairs.append((row.text(0), row.int(1)))
      }
      try db.rows("SELECT filter, count(DISTINCT part) FROM receipt GROUP BY 1 ORDER BY 1") { row in
        passes.append((row.text(0), row.int(1)))
      }
    }
    self.repairs = repairs
    self.passes = passes
  }

  private static func filterCounts(_ catalog: Catalog) throws -> [FilterCount] {
    var counts: [FilterCount] = []
    try catalog.database.read { db in
      let sql = """
        SELECT filter, verdict, reason, samples FROM verdict_count
        ORDER BY filter, samples DESC, verdict, reason
        """
      try db.rows(sql) { row in
        let name = row.text(0)
        if counts.last?.filter != name { counts.append(FilterCount(filter: name)) }
        let verdict = row.text(1)
        let samples = row.int(3)
        counts[counts.count - 1].verdicts[verdict, default: 0] += samples
        if !row.text(2).isEmpty {
          counts[counts.count - 1].reasons.append((verdict, row.text(2), samples))
        }
      }
    }
    return counts
  }

  private static func rejects(_ catalog: Catalog) throws -> [Reject] {
    var rejects: [Reject] = []
    try catalog.database.read { db in
      // SQLite takes the other columns of a bare min() from the row that holds the minimum.
      let sql = """
        SELECT reason, count(*), min(id), file, line, offset, problem FROM quarantine
        GROUP BY reason ORDER BY 2 DESC, 1
        """
      try db.rows(sql) { row in
        rejects.append(
          Reject(
            reason: row.text(0), lines: row.int(1), file: row.text(3),
            line: row.int(4), offset: row.int(5), problem: row.text(6)))
      }
    }
    return rejects
  }

  public var json: JSONValue {
    [
      "funnel": funnel.json,
      "filters": .array(filters.map(Status.json)),
      "quarantine": .array(
        quarantine.map {
          [
            "reason": .string($0.reason), "lines": .int($0.lines),
            "example": [
              "file": .string($0.file), "line": .int($0.line), "offset": .int($0.offset),
              "problem": .string($0.problem),
            ],
          ]
        }),
      "tolerated": .int(tolerated),
      "repairs": .object(JSONObject(repairs.map { ($0.name, .int($0.samples)) })),
      "pairs": .int(pairs), "unpaired": unpaired, "benchmarks": benchmarks,
      "rows": .int(funnel.kept + extraRows), "rl": rl, "preferences": .int(preferences),
      "duplicates": duplicates.json,
      "pool_parts": .int(parts),
      "receipts": .object(JSONObject(passes.map { ($0.filter, .int($0.parts)) })),
    ]
  }

  private static func json(_ count: FilterCount) -> JSONValue {
    var object: JSONObject = ["filter": .string(count.filter)]
    for verdict in ["pass", "fail", "unsure", "skipped"] {
      object[verdict] = .int(count.verdicts[verdict] ?? 0)
    }
    object["reasons"] = .array(
      count.reasons.map {
        [
          "verdict": .string($0.verdict), "reason": .string($0.reason), "samples": .int($0.samples),
        ]
      })
    return .object(object)
  }
}
