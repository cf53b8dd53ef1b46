// A whole run, and its stages one by one. Each stage brings itself up to date and does nothing where
// nothing changed, so `run` is simply all of them.

import Bytes

/// A run: a folder, a recipe and a dataset.
public struct CurationRun {
  public let folder: RunFolder
  public let recipe: Recipe
  package let dataset: DatasetFile
  public let catalog: Catalog
  public let filters: [PreparedFilter]
  let threads: Int
  let limit: Int?
  let progress: any Progress

  /// Opens a run and checks the recipe, its settings and its inline tests, before any data is read.
  ///
  /// - Parameters:
  ///   - threads: nil takes all processors.
  ///   - limit: only the first samples of each source; nil takes all.
  package init(
    folder: RunFolder, recipe: Recipe, dataset: DatasetFile, threads: Int?, limit: Int?,
    progress: any Progress
  ) throws {
    self.folder = folder
    self.recipe = recipe
    self.dataset = dataset
    self.threads = threads ?? Workers.processors
    self.limit = limit
    self.progress = progress
    filters = try recipe.prepared()
    try RecipeCheck(recipe).run()
    try folder.create()
    catalog = try Catalog(folder.catalog)
    try remember()
  }

  /// Opens a run with filters that are prepared already, for an audit's many small runs.
  init(
    folder: RunFolder, recipe: Recipe, filters: [PreparedFilter], dataset: DatasetFile,
    threads: Int, progress: any Progress
  ) throws {
    self.folder = folder
    self.recipe = recipe
    self.dataset = dataset
    self.threads = threads
    self.filters = filters
    self.progress = progress
    limit = nil
    try folder.create()
    catalog = try Catalog(folder.catalog)
    try remember()
  }

  /// `status`, `browse` and `report` find dataset and recipe here.
  private func remember() throws {
    try catalog.setMeta("dataset", dataset.file)
    try catalog.setMeta("dataset_name", dataset.name)
    try catalog.setMeta("recipe", recipe.file)
    try catalog.setMeta("recipe_text", recipe.text)
    try catalog.setMeta("tolerated", String(dataset.toleratedQuarantine))
  }

  @discardableResult
  public func ingest() throws -> IngestSummary {
    try IngestRun(
      folder: folder, catalog: catalog, dataset: dataset, limit: limit, threads: threads,
      progress: progress
    ).run()
  }

  /// Judges by the filters of one family, or of all in one walk.
  public func judge(_ family: Family?) throws {
    try ingest()
    let selected = filters.filter { family == nil || $0.line.family == family }
    let run = JudgeRun(folder: folder, catalog: catalog, threads: threads, progress: progress)
    let summary = try run.run(selected, stage: family?.rawValue ?? "judge")
    if summary.transient > 0 {
      progress.warn(
        "\(summary.transient) findings failed for reasons of this machine and are not kept; "
          + "`sluice status` names them")
    }
    if family == nil || family == .correctness { try fillGold(run) }
  }

  /// Majority answers stand in for missing gold; those samples are judged again.
  private func fillGold(_ run: JudgeRun) throws {
    guard let rule = recipe.gold.majority else { return try catalog.setMeta("gold_suffix", nil) }
    let graders = filters.filter(\.line.isGrader)
    let gold = try majorityGold(catalog, graders, rule)
    if gold.isEmpty { return try catalog.setMeta("gold_suffix", nil) }
    _ = try run.rejudge(graders, gold: gold, stage: "majority")
  }

  /// Decides: dedup, pairing and blend included.
  public func decide() throws {
    try judge(nil)
    try DecisionRun(
      catalog: catalog, recipe: recipe, filters: filters, threads: threads, progress: progress
    ).run()
  }

  public func writeShards() throws {
    try decide()
    try ShardsRun(
      folder: folder, catalog: catalog, recipe: recipe, threads: threads, progress: progress
    ).run()
  }

  /// Lines in quarantine beyond what the dataset is known to have.
  public func excessQuarantine() throws -> Int {
    try catalog.count("SELECT count(*) FROM quarantine") - dataset.toleratedQuarantine
  }
}

extension Recipe {
  /// The sample-wise filters, ready to measure.
  public func prepared() throws(ConfigError) -> [PreparedFilter] {
    var prepared: [PreparedFilter] = []
    for line in filters {
      if PromptwiseCatalog.type(named: line.name) != nil {
        _ = try line.promptwiseFilter()  // so that mistakes in its settings show here
      } else {
        prepared.append(try PreparedFilter(line))
      }
    }
    if let line = dedup.fuzzy?.line { prepared.append(try PreparedFilter(line)) }
    if let line = dedup.semantic?.line { prepared.append(try PreparedFilter(line)) }
    for line in select.steps.compactMap(\.embedding)
    where !prepared.contains(where: { $0.line.measuresTheSame(as: line) }) {
      prepared.append(try PreparedFilter(line))
    }
    if let line = decontaminate.line { prepared.append(try PreparedFilter(line)) }
    return prepared
  }
}

extension CurationRun {
  public func writeReport() throws {
    try ReportRun(folder: folder, catalog: catalog).run(progress: progress)
  }
}
