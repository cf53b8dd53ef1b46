import Bytes

/// The clean samples of a run: kept, and failing nothing.
///
/// They come in a seeded order in which the strata (category and mode) take turns, so that rare
/// categories are audited as well as the common ones.
struct CleanSamples {
  /// A clean sample's place in the catalog.
  struct Place: Sendable {
    let row: Int
    let prompt: Hash128
    let isProvenRight: Bool
  }

  private(set) var places: [Place] = []
  /// All clean samples of the run, of which `places` are some.
  private(set) var total = 0

  /// - Parameter perStratum: the most samples of a category and mode.
  init(_ catalog: Catalog, seed: UInt64, perStratum: Int) throws {
    var strata: [Int: [(order: UInt64, place: Place)]] = [:]
    try catalog.database.read { db in
      let sql = """
        SELECT s.row, s.id, s.prompt, s.category * 2 + s.mode, d.correct, d.labels
        FROM selection d JOIN sample_row s ON s.row = d.row WHERE d.drop_id IS NULL ORDER BY s.row
        """
      try db.rows(sql) { row in
        guard CleanSamples.isClean(row.optionalText(5)) else { return }
        total += 1
        let id = row.hash(1)
        let place = Place(
          row: row.int(0), prompt: row.hash(2), isProvenRight: row.optionalInt(4) == 1)
        strata[row.int(3), default: []].append((mix(id.high ^ id.low, seed: seed), place))
      }
    }
    for key in strata.keys {
      strata[key]?.sort { ($0.order, $0.place.row) < ($1.order, $1.place.row) }
    }
    let ordered = strata.sorted { $0.key < $1.key }.map { $0.value.prefix(perStratum) }
    for rank in 0..<(ordered.map(\.count).max() ?? 0) {
      places += ordered.compactMap { rank < $0.count ? $0[$0.startIndex + rank].place : nil }
    }
  }

  /// Whether a sample has no label that says that something is wrong with it; how hard it is (a label
  /// of complexity) is no fault.
  private static func isClean(_ labels: String?) -> Bool {
    guard let labels else { return true }
    return !labels.contains("\"correctness.") && !labels.contains("\"quality.")
  }
}

/// Reads clean samples as specimens.
final class SpecimenReader {
  private let samples: SampleReader
  private let findings: FindingReader
  private let graders: [PreparedFilter]

  /// - Parameter filters: those that judged the run.
  init(folder: RunFolder, catalog: Catalog, filters: [PreparedFilter]) throws {
    samples = try SampleReader(folder: folder, catalog: catalog)
    graders = filters.filter(\.line.isGrader)
    findings = FindingReader(
      catalog: catalog, filters: graders, goldSuffix: try catalog.meta("gold_suffix"))
  }

  func specimen(_ place: CleanSamples.Place) throws -> Specimen {
    let details = try findings.read(row: place.row, in: try samples.part(of: place.row))
      .compactMap { $0?.details }
    let found = details.lazy.compactMap { $0["answer"]?.string ?? $0["choice"]?.string }.first
    return Specimen(
      record: try samples.record(row: place.row), sample: try samples.sample(row: place.row),
      found: found, isProvenRight: place.isProvenRight)
  }

  func record(row: Int) throws -> JSONObject { try samples.record(row: row) }
}
