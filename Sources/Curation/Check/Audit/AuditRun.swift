// `sluice audit`: what the filters of a run catch of faults that are known to be there.
//
// Clean samples of the run are spoilt one by one, put back among their prompts, and the result goes
// through ingest, the recipe's filters and the decision as any run does: the worlds are ordinary runs
// under `RUN/audit`, and `sluice why --run RUN/audit/world-0 ID` works on them.

import Bytes

/// Audits the filters of a finished run.
public struct AuditRun {
  public struct Options {
    public var threads: Int?
    /// Over the recipe's, where given.
    public var samples: Int?
    public var seed: Int?
    /// Another recipe than the run's, on the samples that the run's found clean.
    public var recipe: Recipe?
    /// Only these mutations, beside the untouched control; all where it is empty.
    public var only: [String] = []
    /// A sidecar that knows which raw lines are bad.
    public var truth: String?
    /// Score the sidecar only.
    public var plants = true

    public init() {}
  }

  let folder: RunFolder
  let catalog: Catalog
  let options: Options
  let progress: any Progress

  public init(
    folder: RunFolder, catalog: Catalog, options: Options, progress: any Progress
  ) {
    self.folder = folder
    self.catalog = catalog
    self.options = options
    self.progress = progress
  }

  /// Audits, and writes `audit.json` and `audit.html` into the run's folder `audit`.
  public func run() throws -> AuditReport {
    guard try catalog.meta("decision_key") != nil else {
      throw CatalogError(path: folder.path, problem: "nothing is decided here yet; `sluice run`")
    }
    let own = try Recipe.remembered(catalog)
    let recipe = options.recipe ?? own
    var report = AuditReport(
      run: folder.path, recipe: recipe.name, rule: recipe.audit,
      samples: options.samples ?? recipe.audit.samples,
      seed: options.seed.map { UInt64(max(0, $0)) } ?? recipe.audit.seed)
    let auditFolder = folder.path + "/audit"
    try Files.removeTree(auditFolder)
    try Files.createFolder(auditFolder)
    if options.plants { try plant(own, recipe, auditFolder, &report) }
    if let truth = options.truth {
      progress.begin("truth")
      report.truth = try TruthScore(
        sidecar: truth, folder: folder, catalog: catalog, recipe: recipe)
      progress.end("\(report.truth?.lines ?? 0) lines known")
    }
    try Files.write(report.json.prettyPrinted, to: auditFolder + "/audit.json")
    try Files.write(Array(report.html.utf8), to: auditFolder + "/audit.html")
    return report
  }

  private func plant(
    _ own: Recipe, _ recipe: Recipe, _ auditFolder: String, _ report: inout AuditReport
  ) throws {
    let mutations = try selected(recipe)
    let ownFilters = try own.prepared()
    progress.begin("plant")
    let clean = try CleanSamples(catalog, seed: report.seed, perStratum: report.samples * 8)
    var plan = AuditPlan(
      mutations: mutations, samples: report.samples, seed: report.seed,
      reader: try SpecimenReader(folder: folder, catalog: catalog, filters: ownFilters),
      catalog: catalog)
    try plan.fill(clean.places) { progress.update(done: $0, total: 0, unit: "plantings") }
    progress.end("\(plan.plantings.count) planted in \(plan.worlds.count) worlds")
    let filters = options.recipe == nil ? ownFilters : try recipe.prepared()
    let judge = WorldJudge(
      mutations: mutations, recipe: recipe, filters: filters,
      threads: options.threads ?? Workers.processors,
      ingest: IngestOptions(dataset: try catalog.meta("dataset")))
    var scores = mutations.enumerated().map { index, mutation in
      MutationScore(
        mutation: mutation, isIgnored: recipe.audit.letsPass(mutation),
        tried: plan.tried[index])
    }
    progress.begin("judge")
    for (number, world) in plan.worlds.enumerated() {
      let folder = RunFolder("\(auditFolder)/world-\(number)")
      let plantings = plan.plantings.filter { $0.world == number }
      try judge.run(world, plantings, in: folder, &scores)
      progress.update(done: number + 1, total: plan.worlds.count, unit: "worlds")
    }
    progress.end("\(plan.plantings.count) judged")
    report.cleanSamples = clean.total
    report.scores = scores
    report.filters = try filterScores(scores, filters, isOwn: options.recipe == nil)
  }

  private func selected(_ recipe: Recipe) throws -> [Mutation] {
    let all = try MutationCatalog.forRecipe(recipe)
    guard !options.only.isEmpty else { return all }
    for name in options.only where !all.contains(where: { $0.name == name }) {
      throw ConfigError(
        file: "--only", line: 0,
        problem: unknown(name, "defect", of: "the audit", known: all.map(\.name)))
    }
    return all.filter { options.only.contains($0.name) || $0.kind == .untouched }
  }

  // MARK: Filters

  private func filterScores(
    _ scores: [MutationScore], _ filters: [PreparedFilter], isOwn: Bool
  ) throws -> [FilterScore] {
    var names = filters.map(\.line.name)
    for score in scores {
      for name in score.catchers.keys.sorted() + score.failing.keys.sorted()
      where !names.contains(name) { names.append(name) }
    }
    // A filter that changed since the run has not judged it: then nobody knows what it drops alone.
    let alone = isOwn ? try? dropsAlone(filters) : nil
    var seen = Set<String>()
    return names.filter { seen.insert($0).inserted }.map { name in
      var filter = FilterScore(name: name)
      for score in scores {
        if score.mutation.kind == .defect {
          filter.failed += score.failing[name] ?? 0
          filter.first += score.catchers[name] ?? 0
          filter.alone += score.alone[name] ?? 0
          if score.planted > 0,
            (score.failing[name] ?? score.catchers[name] ?? 0) * 2 >= score.planted
          {
            filter.kinds.append(score.mutation.name)
          }
        } else if !score.isIgnored {
          filter.clean += score.planted
          filter.falseDrops += score.losers[name] ?? 0
        }
      }
      filter.dropsAlone = alone.map { $0[name] ?? 0 }
      return filter
    }
  }

  /// Samples of the run that exactly one line drops, by that line.
  private func dropsAlone(_ filters: [PreparedFilter]) throws -> [String: Int] {
    let reader = FindingReader(
      catalog: catalog, filters: filters, goldSuffix: try catalog.meta("gold_suffix"))
    var alone: [String: Int] = [:]
    for part in try catalog.poolParts() {
      for findings in try reader.read(part) {
        var dropping: String?
        var count = 0
        for (finding, filter) in zip(findings, filters) {
          guard let finding else { continue }
          let verdict = Verdict(finding, limits: filter.line.limits)
          guard filter.line.effect(of: verdict) == .drop else { continue }
          dropping = filter.line.name
          count += 1
        }
        if count == 1, let dropping { alone[dropping, default: 0] += 1 }
      }
    }
    return alone
  }
}
