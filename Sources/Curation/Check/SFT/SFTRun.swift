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
    public var tokens: Int?
    public var categories: [String] = []
    public var heldOutFile: String?
    /// Adds the size-matched random arm and takes at least five seeds.
    public var isFull = false

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
    rule = try SFTRule(recipe.sft)
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
    let setup = try setup(data)
    let arms = documents(data, setup)
    let jobs = (1...seeds).flatMap { seed in arms.map { (arm: $0.arm, seed: seed) } }
    var results: [SFTResult] = []
    let workers = Workers(threads: min(options.threads ?? Workers.processors, jobs.count))
    try workers.mapInOrder(
      count: jobs.count, inFlight: jobs.count, state: {},
      work: { _, index in
        let job = jobs[index]
        let documents = arms.first { $0.arm == job.arm }?.documents ?? []
        return TrainedModel(try setup.train(documents, arm: job.arm, seed: job.seed))
      },
      emit: { trained in
        results.append(trained.result)
        if trained.result.arm == .curated, trained.result.seed == 1 {
          try save(trained.model, setup)
        }
        progress.update(done: results.count, total: jobs.count, unit: "models")
      })
    let verdict = SFTVerdict(
      rule: setup.rule, results: results,
      counts: arms.map { ($0.arm.rawValue, $0.documents.count, $0.tooLong) },
      questions: data.questions.count)
    try Files.write(verdict.json.prettyPrinted, to: "\(folder.path)/sft/results.json")
    try Files.write(Array(verdict.curves.utf8), to: "\(folder.path)/sft/curves.csv")
    progress.end("\(results.count) models trained and tested")
    try ReportRun(folder: folder, catalog: catalog).run(progress: progress)
    return verdict
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
        throw CatalogError(
          path: folder.path,
          problem: unknown(wanted[0], of: "the run's categories", known: present))
      }
      progress.warn("no sample is of category \(wanted.joined(separator: ", ")); all are taken")
    }
    return found
  }

  private func setup(_ data: SFTData) throws -> SFTSetup {
    let texts = data.curated.prefix(20_000).map { sample in
      sample.chat.map(\.content).joined(separator: "\n") + "\n" + sample.response.text
    }
    let tokenizer = try BPETrainer(vocabularySize: rule.vocabulary).train(texts)
    let template = ChatTemplate()
    let judge = try SFTJudge(recipe.prepared())
    let bare = SFTSetup(
      rule: rule, tokenizer: tokenizer, template: template, judge: judge,
      questions: data.questions, references: [:], referenceBytes: 0)
    var references: [Mode: [Document]] = [:]
    var bytes = 0
    for mode in Mode.allCases {
      let chosen = data.references.filter { $0.mode == mode }.prefix(rule.prompts)
        .map { ($0, bare.document($0)) }.filter { $0.1.tokens.count <= rule.maxTokens }
      references[mode] = chosen.map(\.1)
      bytes += chosen.reduce(0) { $0 + $1.0.response.bytes.count }
    }
    return SFTSetup(
      rule: rule.with(tokens: options.tokens), tokenizer: tokenizer, template: template,
      judge: judge, questions: data.questions, references: references, referenceBytes: bytes)
  }

  private struct ArmDocuments: Sendable {
    let arm: SFTArm
    let documents: [Document]
    let tooLong: Int
  }

  private func documents(_ data: SFTData, _ setup: SFTSetup) -> [ArmDocuments] {
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
  let model: Model
  init(_ pair: (SFTResult, Model)) { (result, model) = pair }
}
