// Deciding: from stored findings and a recipe to what is kept, why the rest is not, and in which order
// it is written. Nothing is measured here, so a changed limit or policy costs seconds.

import Bytes

/// Decides over all samples of a run and stores the decision in the catalog.
public struct DecisionRun {
  let catalog: Catalog
  let recipe: Recipe
  let filters: [PreparedFilter]
  /// For the texts that fuzzy dedup compares.
  let threads: Int
  let progress: any Progress

  public init(
    catalog: Catalog, recipe: Recipe, filters: [PreparedFilter], threads: Int = 1,
    progress: any Progress
  ) {
    self.catalog = catalog
    self.recipe = recipe
    self.filters = filters
    self.threads = threads
    self.progress = progress
  }

  /// What the decision depends on; equal keys mean equal decisions.
  func key() throws -> String {
    var parts = [
      try catalog.meta("ingest_key") ?? "", try catalog.meta("gold_suffix") ?? "", recipe.text,
      String(try catalog.count("SELECT coalesce(max(id), 0) FROM pass")),
    ]
    parts += filters.map(\.key)
    // What a recipe leaves out comes from the defaults that this program carries.
    parts += [
      recipe.dedup.fuzzy?.node.canonical ?? "", recipe.decontaminate.node?.canonical ?? "",
    ]
    parts.append(try leakVerdicts().fingerprint)
    return Hash128(of: parts.joined(separator: "\u{0}")).hex
  }

  /// Decides, unless the catalog holds this very decision.
  public func run() throws {
    progress.begin("decide")
    let key = try key()
    if try catalog.meta("decision_key") == key {
      progress.end("unchanged")
      return
    }
    let decision = try decided()
    try decision.store(in: catalog, key: key)
    progress.end(
      "\(decision.kept) kept, \(decision.samples.count - decision.kept) dropped, "
        + "\(decision.pairs) pairs")
  }

  /// The decision over all samples, from stored findings; nothing is written.
  func decided() throws -> Decision {
    var tally = Tally()
    var leaks: [Leak] = []
    let near = try nearDedup()
    var selection = try selection()
    var samples = try judge(&tally, &leaks, near, &selection)
    let topics = tally.topics
    let groups = PromptGroups(samples)
    PromptwiseDecision(recipe, terms: catalog.terms()).apply(to: groups, &samples, &tally)
    // Moved, since a copy of ten million states would double the memory.
    var decision = Decision(
      samples: consume samples, tally: consume tally, groups: groups, leaks: leaks,
      leakDecision: try leakDecision())
    try decision.finish(
      recipe, terms: catalog.terms() + topics.names, near: near, selection: selection)
    return decision
  }

  private var folder: RunFolder { RunFolder(Files.folder(of: catalog.database.path) ?? ".") }
  private var workers: Workers { Workers(threads: threads) }

  private func texts() throws -> PoolTexts {
    PoolTexts(folder: folder, parts: try catalog.poolParts(), workers: workers)
  }

  private func selection() throws -> Selection {
    try Selection(
      recipe.select, filters, texts: try texts(), scratch: folder.scratch, workers: workers)
  }

  private func nearDedup() throws -> NearDedup {
    let texts = try texts()
    let samples = try catalog.count("SELECT count(*) FROM sample_row")
    return NearDedup(
      filters,
      fuzzy: recipe.dedup.fuzzy.map { FuzzyDedup($0, texts, samples: samples) },
      semantic: try recipe.dedup.semantic.map {
        try SemanticDedup($0, scratch: folder.scratch, workers: workers)
      })
  }

  private func leakVerdicts() throws -> LeakVerdicts {
    try recipe.decontaminate.verdicts.map { try LeakVerdicts(path: $0) } ?? LeakVerdicts()
  }

  private func leakDecision() throws -> LeakDecision {
    let benchmarks = try recipe.decontaminate.benchmarks()
    return LeakDecision(
      rule: recipe.decontaminate, verdicts: try leakVerdicts(),
      sizes: Dictionary(benchmarks.map { ($0.name, $0.items.count) }, uniquingKeysWith: +))
  }

  // MARK: Sample-wise

  private func judge(
    _ tally: inout Tally, _ leaks: inout [Leak], _ near: NearDedup, _ selection: inout Selection
  ) throws -> [SampleState] {
    let reader = FindingReader(
      catalog: catalog, filters: filters, goldSuffix: try catalog.meta("gold_suffix"))
    let roles = MeasureRoles(recipe: recipe, filters: filters)
    let orders = filters.map { $0.order(in: recipe) }
    tally.topics = TopicTable(first: catalog.terms().count)
    var states: [SampleState] = []
    states.reserveCapacity(try catalog.count("SELECT count(*) FROM sample_row"))
    var blocks = Blocks(parts: try catalog.poolParts())
    try workers.mapInOrder(
      inFlight: workers.threads + 2,
      produce: {
        guard let (part, rows) = blocks.next() else { return nil }
        let states = try catalog.sampleStates(rows, duplicateKey: recipe.dedup.exact)
        return (states, try reader.packs(of: part, rows: rows))
      }, state: {},
      work: { (_, block: ([SampleState], StoredPacks)) in (block.0, block.1.unpacked()) },
      emit: { rows, findings in
        for (row, findings) in zip(rows, findings) {
          var state = row
          decide(&state, findings, roles, orders, &tally)
          try near.add(findings, of: states.count, &tally)
          try selection.add(findings)
          if let leak = leak(findings, of: states.count, &tally) { leaks.append(leak) }
          states.append(state)
        }
        progress.update(done: states.count, total: 0, unit: "samples")
      })
    return states
  }

  /// The rows of the pool, a few thousand at a time, so that their findings take little memory.
  private struct Blocks: IteratorProtocol {
    private static let size = 2048
    let parts: [Catalog.PoolPart]
    private var part = 0
    private var done = 0

    init(parts: [Catalog.PoolPart]) { self.parts = parts }

    mutating func next() -> (Catalog.PoolPart, Range<Int>)? {
      while part < parts.count, done >= parts[part].samples { (part, done) = (part + 1, 0) }
      guard part < parts.count else { return nil }
      let first = parts[part].firstRow + done
      let count = min(Blocks.size, parts[part].samples - done)
      done += count
      return (parts[part], first..<(first + count))
    }
  }

  private func decide(
    _ state: inout SampleState, _ findings: SampleFindings, _ roles: MeasureRoles,
    _ orders: [Int], _ tally: inout Tally
  ) {
    for (index, filter) in filters.enumerated() where filter.line.family.isListed {
      guard let finding = findings[index] else { continue }
      let verdict = Verdict(finding, limits: filter.line.limits)
      tally.count(filter.line.name, verdict)
      state.apply(verdict, of: filter.line, at: orders[index], &tally)
      if filter.line.isGrader { state.learn(verdict, finding) }
    }
    state.difficulty = roles.difficulty.value(findings)
    // Scores may be negative; a response without one is no candidate for the best.
    state.score = roles.score.value(findings, missing: -.infinity)
    state.size = max(1, roles.size.value(findings))
    if let topic = roles.topic(findings) { state.topic = tally.topics.number(topic) }
    state.reasoning = Int32(clamping: Int(roles.reasoning.value(findings)))
  }

  /// What a sample gives away of benchmarks; it falls only after dedup.
  private func leak(_ findings: SampleFindings, of sample: Int, _ tally: inout Tally) -> Leak? {
    for (filter, finding) in zip(filters, findings) where filter.line.family == .decontaminate {
      guard let finding else { continue }
      let verdict = Verdict(finding, limits: filter.line.limits)
      tally.count(filter.line.name, verdict)
      let hits = LeakHit.all(in: finding)
      return hits.isEmpty ? nil : Leak(sample: sample, verdict: verdict, hits: hits)
    }
    return nil
  }
}
