// The SFT check: a small model trained on the written set must obey the toggle, must answer better
// when it thinks, and better than the same model trained on everything the teachers said.
//
// Both arms read the same number of tokens, in an order drawn by the same rule from the same seed,
// with one tokenizer. Every seed gives a pair of models; the claim is the paired difference.

import Bytes
import Tokenizers
import Trainer

/// Trains, tests, and writes `sft/` in the run's folder.
public struct SFTRun {
  let folder: RunFolder
  let catalog: Catalog
  let recipe: Recipe
  let rule: SFTRule
  let options: Options
  let progress: any Progress

  public struct Options: Sendable {
    public var threads: Int?
    public var seeds: Int?
    public var overrides = SFTRule.Overrides()
    public var categories: [String] = []
    public var heldOutFile: String?
    /// Adds the size-matched random arm and takes at least five seeds.
    public var isFull = false
    /// Adds an arm for each filter, trained on the set without it.
    public var ablates = false

    public init() {}
  }

  public init(
    folder: RunFolder, catalog: Catalog, recipe: Recipe, options: Options, progress: any Progress
  ) throws {
    self.folder = folder
    self.catalog = catalog
    self.recipe = recipe
    self.options = options
    self.progress = progress
    rule = try SFTRule(recipe.sft, options.overrides)
  }

  private var seeds: Int {
    let asked = options.seeds ?? rule.seeds
    return options.isFull && options.seeds == nil ? max(5, asked) : asked
  }

  /// - Returns: what was shown, and whether the recipe's bars were met.
  public func run() throws -> SFTVerdict {
    progress.begin("sft")
    guard Files.exists(folder.manifest) else {
      throw CatalogError(path: folder.path, problem: "there are no shards yet; run `sluice run`")
    }
    let data = try SFTData(
      folder: folder, catalog: catalog, rule: rule, categories: try categories(),
      seed: recipe.blend.seed, heldOutFile: options.heldOutFile)
    let base = try rule.base.map { try BaseModel.load($0) }
    let setup = try setup(data, base)
    let ablation = options.ablates ? try ablation(data) : nil
    let arms = documents(data, setup, ablation)
    let jobs = (1...seeds).flatMap { seed in arms.map { (arm: $0, seed: seed) } }
    var results: [SFTResult] = []
    // A base model's threads work on one model, since each has activations of its own.
    let workers = Workers(threads: base == nil ? min(threads, jobs.count) : 1)
    try workers.mapInOrder(
      count: jobs.count, inFlight: workers.threads, state: {},
      work: { _, index in
        let (arm, seed) = jobs[index]
        return TrainedModel(
          try setup.train(
            arm.documents, arm: arm.arm, seed: seed, keepsModel: arm.arm == .curated && seed == 1))
      },
      emit: { trained in
        results.append(trained.result)
        if let model = trained.model { try save(model, setup) }
        progress.update(done: results.count, total: jobs.count, unit: "models")
      })
    var verdict = SFTVerdict(
      rule: setup.rule, results: results,
      counts: arms.map { ($0.arm.name, $0.documents.count, $0.tooLong) },
      questions: data.questions.count)
    verdict.baseLoss = try base.map {
      try setup.heldOutLoss(Network(model: $0.model, threads: threads), of: .max)
    }
    verdict.idleFilters = ablation?.idle ?? []
    try Files.write(verdict.json.prettyPrinted, to: "\(folder.path)/sft/results.json")
    try SFTCurves(results).write(to: "\(folder.path)/sft")
    progress.end("\(results.count) models trained and tested")
    report()
    return verdict
  }

  /// The verdict stands in `results.json`: a page that cannot be made takes nothing from it.
  private func report() {
    do {
      try ReportRun(folder: folder, catalog: catalog).run(progress: progress)
    } catch {
      progress.warn("the report was not made: \(error)")
    }
  }

  private var threads: Int { options.threads ?? Workers.processors }

  private func ablation(_ data: SFTData) throws -> SFTAblation {
    try SFTAblation(
      catalog, recipe, samples: Set(data.raw.compactMap { Hash128(hex: $0.id) }))
  }

  /// The categories that are asked for; all, where the run has none of them.
  private func categories() throws -> [String] {
    let wanted = options.categories.isEmpty ? rule.categories : options.categories
    guard !wanted.isEmpty else { return [] }
    var present: [String] = []
    try catalog.database.read { db in
      try db.rows("SELECT DISTINCT category FROM sample") { present.append($0.text(0)) }
    }
    let found = wanted.filter(present.contains)
    if found.isEmpty {
      guard options.categories.isEmpty else {
        throw ConfigError(
          file: "--category", line: 0,
          problem: unknown(wanted[0], "category", of: "the run", known: present))
      }
      progress.warn("no sample is of category \(wanted.joined(separator: ", ")); all are taken")
    }
    return found
  }

  private func setup(_ data: SFTData, _ base: BaseModel?) throws -> SFTSetup {
    let tokenizer = try base?.tokenizer ?? tokenizer(data)
    let template = base?.template ?? ChatTemplate()
    let judge = try SFTJudge(recipe.prepared())
    let bare = SFTSetup(
      rule: rule, tokenizer: tokenizer, template: template, judge: judge,
      questions: data.questions, references: [:], referenceBytes: 0, threads: 1)
    var references: [Mode: [Document]] = [:]
    var bytes = 0
    for mode in Mode.allCases {
      let chosen = data.references.filter { $0.mode == mode }.prefix(rule.prompts)
        .map { ($0, bare.document($0)) }.filter { $0.1.tokens.count <= rule.maxTokens }
      references[mode] = chosen.map(\.1)
      bytes += chosen.reduce(0) { $0 + $1.0.response.bytes.count }
    }
    return SFTSetup(
      rule: rule, tokenizer: tokenizer, template: template, judge: judge,
      questions: data.questions, references: references, referenceBytes: bytes, base: base?.model,
      threads: base == nil ? 1 : threads)
  }

  /// Learnt from the curated set.
  private func tokenizer(_ data: SFTData) throws -> Tokenizer {
    let texts = data.curated.prefix(20_000).map { sample in
      sample.chat.map(\.content).joined(separator: "\n") + "\n" + sample.response.text
    }
    return try BPETrainer(vocabularySize: rule.vocabulary).train(texts)
  }

  private struct ArmDocuments: Sendable {
    let arm: SFTArm
    let documents: [Document]
    let tooLong: Int
  }

  private func documents(_ data: SFTData, _ setup: SFTSetup, _ ablation: SFTAblation?)
    -> [ArmDocuments]
  {
    func arm(_ arm: SFTArm, _ samples: [Sample]) -> ArmDocuments {
      // By id, so that an arm does not depend on the order in which the set was written.
      let all = samples.sorted { $0.id < $1.id }.map(setup.document)
      let documents = all.filter { $0.tokens.count <= rule.maxTokens && $0.scoredCount > 0 }
      return ArmDocuments(
        arm: arm, documents: documents, tooLong: all.count - documents.count)
    }
    var arms = [arm(.curated, data.curated), arm(.raw, data.raw)]
    if options.isFull {
      let seed = recipe.blend.seed
      let random = data.raw.map { (key: mix(Hash128(of: $0.id).low, seed: seed), sample: $0) }
        .sorted { ($0.key, $0.sample.id) < ($1.key, $1.sample.id) }
        .prefix(data.curated.count).map(\.sample)
      arms.append(arm(.random, random))
    }
    for (filter, ids) in ablation?.kept ?? [] {
      let kept = data.raw.filter { Hash128(hex: $0.id).map(ids.contains) ?? false }
      arms.append(arm(.without(filter), kept))
    }
    return arms
  }

  private func save(_ model: Model, _ setup: SFTSetup) throws {
    let path = "\(folder.path)/sft/checkpoint"
    try Files.createFolder(path)
    try BaseModel(model: model, tokenizer: setup.tokenizer, template: setup.template).save(to: path)
  }
}

private struct TrainedModel: Sendable {
  let result: SFTResult
  /// Where it is to be saved.
  let model: Model?
  init(_ pair: (SFTResult, Model?)) { (result, model) = pair }
}
