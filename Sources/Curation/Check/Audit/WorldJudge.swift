import Bytes

/// How the source of a sample was read, as far as it matters when the sample is read again.
struct IngestOptions {
  private let sources: [String: JSONObject]

  /// - Parameter dataset: the YAML that the run was made from; where it is gone the standard holds.
  init(dataset: String?) {
    var sources: [String: JSONObject] = [:]
    if let dataset, let text = try? Files.readText(dataset),
      let root = try? ConfigNode(yaml: text, file: dataset).json.object
    {
      let list = root["sources"]?.array?.compactMap(\.object) ?? [root]
      for source in list {
        var kept: JSONObject = [:]
        for key in ["templateTokens", "think", "remove"] {
          if let value = source[key] ?? root[key] { kept[key] = value }
        }
        sources[source["name"]?.string ?? ""] = kept
      }
    }
    self.sources = sources
  }

  subscript(source: String) -> JSONObject { sources[source] ?? [:] }
}

/// Runs a world through the recipe and says what became of each planting.
struct WorldJudge {
  let mutations: [Mutation]
  let recipe: Recipe
  let filters: [PreparedFilter]
  let threads: Int
  let ingest: IngestOptions

  func run(
    _ world: AuditWorld, _ plantings: [Planting], in folder: RunFolder,
    _ scores: inout [MutationScore]
  ) throws {
    let dataset = try write(world, to: folder)
    let run = try CurationRun(
      folder: folder, recipe: recipe, filters: filters, dataset: dataset, threads: threads,
      progress: SilentProgress())
    try run.decide()
    let reader = try FateReader(folder: folder, catalog: run.catalog, filters: filters)
    for planting in plantings {
      let mutation = mutations[planting.mutation]
      let (fate, failing) = try reader.fate(of: planting, mutation)
      scores[planting.mutation].add(fate, failing: failing, planting.excerpt)
    }
  }

  /// Writes a raw file a source, and the dataset that names them.
  private func write(_ world: AuditWorld, to folder: RunFolder) throws -> DatasetFile {
    try Files.createFolder(folder.path)
    var sources: [JSONValue] = []
    for (number, source) in world.sources.sorted(by: { $0.key < $1.key }).enumerated() {
      let name = "source-\(number).jsonl"
      let bytes = source.value.reduce(into: [UInt8]()) { $0 += $1 + [UInt8(ascii: "\n")] }
      try Files.write(bytes, to: "\(folder.path)/\(name)")
      var options = ingest[source.key]
      options["name"] = .string(source.key)
      options["schema"] = "sluice"
      options["files"] = [.string(name)]
      sources.append(.object(options))
    }
    let yaml: JSONValue = ["name": "audit", "sources": .array(sources)]
    let path = folder.path + "/dataset.yaml"
    try Files.write(yaml.prettyPrinted, to: path)
    return try DatasetFile.read(path)
  }
}

/// Looks up what a run made of raw lines.
final class FateReader {
  private let catalog: Catalog
  private let samples: SampleReader
  private let findings: FindingReader
  private let filters: [PreparedFilter]
  private let rows: RawLineRows

  init(folder: RunFolder, catalog: Catalog, filters: [PreparedFilter]) throws {
    self.catalog = catalog
    self.filters = filters
    samples = try SampleReader(folder: folder, catalog: catalog)
    findings = FindingReader(
      catalog: catalog, filters: filters, goldSuffix: try catalog.meta("gold_suffix"))
    rows = try RawLineRows(folder: folder, catalog: catalog)
  }

  /// - Returns: what became of the sample, and the filters that fail it.
  func fate(of planting: Planting, _ mutation: Mutation) throws -> (Fate, [String]) {
    var fate = Fate.missed
    var failing: [String] = []
    for (index, line) in planting.lines.enumerated() {
      guard let row = try rows.row(source: planting.source, line: line) else {
        let reason = try rows.quarantineReason(source: planting.source, line: line) ?? "unknown"
        return (.quarantined(reason), [])
      }
      if index == 0 { failing = try failingFilters(row) }
      if let drop = try catalog.drop(of: row), try counts(drop, mutation, row: row) {
        let name = drop.filter
        return (
          .dropped(filter: name, reason: drop.reason),
          failing.contains(name) ? failing : failing + [name]
        )
      }
      if index == 0 { fate = try mark(row, failing, planting) }
    }
    return (fate, failing)
  }

  /// Whether a drop says that a fault was seen.
  ///
  /// Pairing, selecting and blending look for none. Removing a duplicate does so only where a copy was planted;
  /// where nothing harmful was planted it costs a good sample, unless the keeper is another response
  /// to the same prompt.
  private func counts(_ drop: Drop, _ mutation: Mutation, row: Int) throws -> Bool {
    switch drop.stage {
    case .pair, .select, .blend: return false
    case .dedup:
      if mutation.isOfTheSet { return true }
      if mutation.kind == .defect { return false }
      return try !catalog.keepsItsPrompt(row)
    default: return true
    }
  }

  private func failingFilters(_ row: Int) throws -> [String] {
    let found = try findings.read(row: row, in: try samples.part(of: row))
    var names: [String] = []
    for (finding, filter) in zip(found, filters) {
      guard let finding else { continue }
      let verdict = Verdict(finding, limits: filter.line.limits)
      if verdict.name == "fail", !names.contains(filter.line.name) {
        names.append(filter.line.name)
      }
    }
    return names
  }

  private func mark(_ row: Int, _ failing: [String], _ planting: Planting) throws -> Fate {
    let repairs = try rows.repairs(of: row).filter { !planting.repairsBefore.contains($0) }
    if let repair = repairs.first { return .repaired(repair) }
    guard let filter = failing.first else { return .missed }
    return .marked(filter: filter, reason: "fail")
  }
}

extension Catalog {
  /// Whether a sample that was removed as a duplicate gave way to another response to its own prompt:
  /// then the set has lost nothing that it does not hold.
  func keepsItsPrompt(_ row: Int) throws -> Bool {
    let sql = """
      SELECT count(*) FROM duplicate d JOIN sample_row a ON a.row = d.row
      JOIN sample_row b ON b.row = d.keeper WHERE d.row = ? AND a.prompt = b.prompt
      """
    return try count(sql, [.int(row)]) > 0
  }

  /// What a filter of correctness or quality marked a sample with that it did not drop, as
  /// `quality.arithmetic:wrong`; how hard a sample is, is no fault.
  ///
  /// - Parameter filters: those whose labels count.
  func faultLabel(of row: Int, by filters: [String]) throws -> String? {
    var labels: String?
    try database.read { db in
      try db.rows("SELECT labels FROM selection WHERE row = ?", [.int(row)]) {
        labels = $0.optionalText(0)
      }
    }
    guard let labels, let list = try? JSONValue(parsing: labels).array else { return nil }
    return list.compactMap(\.string).first { label in
      let name = String(label.prefix { $0 != ":" })
      return filters.contains(name)
        && (name.hasPrefix("correctness.") || name.hasPrefix("quality."))
    }
  }

  /// Why a sample was dropped; nil while it is kept.
  func drop(of row: Int) throws -> Drop? {
    var drop: Drop?
    try database.read { db in
      let sql = """
        SELECT r.stage, r.filter, r.reason FROM selection d JOIN drop_reason r ON r.id = d.drop_id
        WHERE d.row = ?
        """
      try db.rows(sql, [.int(row)]) { row in
        guard let stage = Stage(rawValue: row.text(0)) else { return }
        drop = Drop(stage: stage, filter: row.text(1), reason: row.text(2))
      }
    }
    return drop
  }
}
