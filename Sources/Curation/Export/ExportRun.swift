// Writes a run as a folder that `datasets.load_dataset` reads as it is:
//
//     README.md                               the dataset card, with a configuration a category
//     SFT/<category>/train-00000.jsonl.zst    and validation-…, test-…
//     SFT/<stage>/<category>/…                where the blend has stages
//     RL/<category>/…                         prompts (schema rl)
//     preference/<category>/…                 comparisons (schema preference)

import Bytes

/// Exports a run.
public struct ExportRun {
  /// Bytes of text after which a file is closed and the next one begun.
  static let fileBytes = 1 << 30
  let folder: RunFolder
  let catalog: Catalog
  let recipe: Recipe
  let schema: ExportSchema
  let target: String
  let progress: any Progress

  public init(
    folder: RunFolder, catalog: Catalog, schema: ExportSchema, target: String,
    progress: any Progress
  ) throws {
    self.folder = folder
    self.catalog = catalog
    self.schema = schema
    self.target = target
    self.progress = progress
    guard let recipe = try Recipe.ofShards(catalog), Files.exists(folder.manifest) else {
      throw CatalogError(path: folder.path, problem: "there are no shards yet; run `sluice run`")
    }
    self.recipe = recipe
  }

  /// - Returns: the rows written, by category and split.
  @discardableResult
  public func run() throws -> ExportCounts {
    progress.begin("export")
    let decision = try catalog.meta("decision_key") ?? ""
    guard try catalog.meta("shards_key")?.hasPrefix(decision + " ") ?? false else {
      throw CatalogError(
        path: folder.path,
        problem: "the shards are of an earlier decision than the catalog's; run `sluice run`")
    }
    try checkTarget()
    try Files.removeTree("\(target)/\(schema.root)")
    let files = ExportFiles(root: "\(target)/\(schema.root)", level: recipe.shards.level)
    switch schema {
    case .nemotron, .messages, .promptCompletion: try writeSet(files)
    case .rl: try RLExport(folder: folder, catalog: catalog, recipe: recipe).write(files)
    case .preference:
      try PreferenceExport(folder: folder, catalog: catalog, recipe: recipe).write(files)
    }
    try files.finish()
    guard files.counts.total > 0 else {
      throw CatalogError(
        path: folder.path,
        problem: "no row for \(schema.rawValue); `sluice status` shows how many there are of each")
    }
    let card = DatasetCard(
      name: try catalog.meta("dataset_name") ?? recipe.name, recipe: recipe, schema: schema,
      counts: files.counts, funnel: try Funnel(catalog),
      rl: try catalog.meta("rl").flatMap { try? JSONValue(parsing: $0) } ?? [:],
      licenses: try licenses())
    try Files.write(Array(card.text.utf8), to: target + "/README.md")
    progress.end("\(grouped(files.counts.total)) rows in \(target)")
    return files.counts
  }

  /// An export takes the place of an earlier one, never of a folder with a README of its own.
  private func checkTarget() throws {
    let readme = target + "/README.md"
    guard Files.exists(readme), try !Files.readText(readme).contains(DatasetCard.tags) else {
      return
    }
    throw ConfigError(
      file: target, line: 0,
      problem:
        "has a README.md that no export wrote; name a new folder, for example \(target)/export")
  }

  private func writeSet(_ files: ExportFiles) throws {
    var decoder = SampleDecoder()
    let reader = JSONReader()
    let clusters = try PromptClusters(catalog)
    for shard in try ManifestFile.read(folder).shards {
      let frames = try SeekableReader("\(folder.path)/\(shard.file)")
      let decompressor = ZstdDecompressor()
      for index in 0..<frames.frameCount {
        let bytes = try frames.read(index, with: decompressor)
        for line in TextScan.lines(in: bytes.span) where !line.isEmpty {
          try write(bytes, line, &decoder, reader, clusters, files)
        }
        progress.update(done: files.counts.total, total: 0, unit: "rows")
      }
    }
  }

  private func write(
    _ bytes: [UInt8], _ line: Range<Int>, _ decoder: inout SampleDecoder, _ reader: JSONReader,
    _ clusters: PromptClusters, _ files: ExportFiles
  ) throws {
    let sample = try decoder.decode(bytes, in: line, ordinal: files.counts.total)
    let split = Split(
      prompt: sample.promptID, of: clusters, rule: recipe.export, seed: recipe.blend.seed)
    let row = schema.row(sample, pairID: sample.pairID ?? "", recipe: recipe.name)
    try files.append(
      row, category: sample.category, split: split,
      folder: recipe.blend.stages.isEmpty ? "" : try stage(bytes, line, reader) + "/")
  }

  /// The stage that a row of a shard names.
  private func stage(_ bytes: [UInt8], _ line: Range<Int>, _ reader: JSONReader) throws -> String {
    try reader.parse(bytes, in: line)
    for (key, value) in reader.members(reader.root) {
      if try reader.string(key) == "stage" { return folderName(try reader.string(value)) }
    }
    return "other"
  }

  private func licenses() throws -> [(String, Int)] {
    let sql: String
    switch schema {
    case .nemotron, .messages, .promptCompletion:
      sql = "SELECT row FROM selection WHERE position IS NOT NULL"
    case .rl: sql = "SELECT row FROM rl_prompt"
    case .preference: sql = "SELECT chosen AS row FROM preference"
    }
    var licenses: [(String, Int)] = []
    try catalog.database.read { db in
      let query = """
        SELECT t.text, count(*) FROM (\(sql)) d JOIN sample_row s USING(row)
        JOIN term t ON t.id = s.license GROUP BY 1 ORDER BY 2 DESC, 1
        """
      try db.rows(query) { row in licenses.append((row.text(0), row.int(1))) }
    }
    return licenses
  }
}
