// From overlaps to what is dropped: the limits, the judge's verdicts, and the rule for whole sources.

import Bytes

/// The overlaps of one sample, and what the limits say of them.
struct Leak: Sendable {
  /// Index into the states of the decision.
  let sample: Int
  let verdict: Verdict
  let hits: [LeakHit]
}

/// A stored overlap with one benchmark item.
struct LeakHit: Sendable, Hashable {
  let benchmark: String
  let item: String
  let side: String
  let run: Int
  let isWhole: Bool
  let coverage: Double
  let blindCoverage: Double
  let similarity: Double?
  let span: Range<Int>

  init?(_ json: JSONValue) {
    guard let benchmark = json["benchmark"]?.string, let item = json["item"]?.string,
      let side = json["side"]?.string
    else { return nil }
    self.benchmark = benchmark
    self.item = item
    self.side = side
    run = json["run"]?.int ?? 0
    isWhole = json["whole"]?.bool ?? false
    coverage = json["coverage"]?.double ?? 0
    blindCoverage = json["blindCoverage"]?.double ?? coverage
    similarity = json["similarity"]?.double
    let bounds = json["span"]?.array?.compactMap(\.int) ?? []
    span = bounds.count == 2 && bounds[0] <= bounds[1] ? bounds[0]..<bounds[1] : 0..<0
  }

  /// Whether the hit by itself breaks a limit.
  func breaks(_ limits: [Limit]) -> Bool {
    limits.contains { limit in
      let value: Double? =
        switch limit.measure {
        case "run": Double(run)
        case "whole": isWhole ? 1 : 0
        case "coverage": coverage
        case "blindCoverage": blindCoverage
        case "similarity": similarity
        default: nil
        }
      return value.map { !limit.allows($0) } ?? false
    }
  }

  static func all(in finding: StoredFinding) -> [LeakHit] {
    finding.details?["hits"]?.array?.compactMap { LeakHit($0) } ?? []
  }
}

/// What a judge said of candidate pairs: sample, benchmark and item → whether it is a leak.
///
/// Lines of `{"id": …, "benchmark": …, "item": …, "contaminated": true}`, the form in which
/// `decontaminate --pairs` writes them with the answer added (Yang et al. 2023, 2311.04850).
struct LeakVerdicts: Sendable {
  private var verdicts: [String: Bool] = [:]
  private(set) var fingerprint = ""

  init() {}

  init(path: String) throws {
    let bytes = try ByteStream.readAll(path)
    fingerprint = Hash128(of: bytes).hex
    for (number, line) in TextScan.lines(in: bytes.span).enumerated() where !line.isEmpty {
      guard let record = try? JSONValue(parsing: Array(bytes[line])),
        let id = record["id"]?.string, let benchmark = record["benchmark"]?.string,
        let item = record["item"]?.string
      else {
        throw ConfigError(
          file: path, line: number + 1, problem: "a verdict needs id, benchmark and item")
      }
      guard let value = record["contaminated"], !value.isNull else { continue }
      guard let isLeak = value.bool else {
        throw ConfigError(
          file: path, line: number + 1, problem: "contaminated must be true, false or null")
      }
      verdicts[LeakVerdicts.key(id, benchmark, item)] = isLeak
    }
  }

  var isEmpty: Bool { verdicts.isEmpty }

  func verdict(on id: String, _ hit: LeakHit) -> Bool? {
    verdicts[LeakVerdicts.key(id, hit.benchmark, hit.item)]
  }

  private static func key(_ id: String, _ benchmark: String, _ item: String) -> String {
    "\(id)\u{0}\(benchmark)\u{0}\(item)"
  }
}

/// How much of a benchmark a source covers.
struct SourceCoverage: Sendable {
  let source: Int32
  let benchmark: String
  /// Items of the benchmark, and those that rows of the source give away.
  let items: Int
  let leaked: Int
  let rows: Int
  var share: Double { Double(leaked) / Double(max(items, 1)) }
}

/// Decides over the leaks of a run.
struct LeakDecision {
  let rule: DecontaminateRule
  let verdicts: LeakVerdicts
  /// Items by benchmark.
  let sizes: [String: Int]

  private(set) var sources: [SourceCoverage] = []
  /// What became of each leak: `drop`, `label`, `cleared` by the judge, `below` the limits, `spared`
  /// by the rule for sources.
  private(set) var fates: [String] = []

  init(rule: DecontaminateRule, verdicts: LeakVerdicts, sizes: [String: Int]) {
    self.rule = rule
    self.verdicts = verdicts
    self.sizes = sizes
  }

  /// Marks what falls; samples that an earlier stage dropped stay with it.
  mutating func apply(
    _ leaks: [Leak], to samples: inout [SampleState], _ tally: inout Tally
  ) {
    guard let line = rule.line else { return }
    let reasons = leaks.map { reason(of: $0, samples[$0.sample]) }
    sources = coverage(leaks, reasons, samples)
    let contaminated = Set(sources.filter { $0.share > rule.setShare }.map(\.source))
    fates = zip(leaks, reasons).map { leak, reason in
      switch reason {
      case .none: return "below"
      case .cleared: return "cleared"
      case .leak(let reason):
        let source = samples[leak.sample].source
        if rule.setAction == .rows, !contaminated.contains(source) { return "spared" }
        mark(&samples[leak.sample], reason, line, &tally)
        return line.policy.rawValue
      }
    }
    guard rule.setAction == .source else { return }
    for index in samples.indices where contaminated.contains(samples[index].source) {
      mark(&samples[index], "contaminated_source", line, &tally)
    }
  }

  private enum Reason {
    case none, cleared
    case leak(String)
  }

  private func reason(of leak: Leak, _ sample: SampleState) -> Reason {
    let judged = leak.hits.map { verdicts.verdict(on: sample.id.hex, $0) }
    if judged.contains(true) { return .leak("judged") }
    guard case .fail(let measure) = leak.verdict else { return .none }
    // A judge who has seen every pair and found no leak among them is believed.
    if !judged.isEmpty, !judged.contains(nil) { return .cleared }
    return .leak(measure)
  }

  private func mark(
    _ sample: inout SampleState, _ reason: String, _ line: FilterLine, _ tally: inout Tally
  ) {
    guard sample.isKept else { return }
    switch line.policy {
    case .label: sample.labels = tally.labels.adding("\(line.name):\(reason)", to: sample.labels)
    case .downweight: sample.weight *= Float(line.weight)
    case .drop:
      sample.drop = tally.drops.number(
        Drop(stage: .decontaminate, filter: line.name, reason: reason))
    }
  }

  private func coverage(_ leaks: [Leak], _ reasons: [Reason], _ samples: [SampleState])
    -> [SourceCoverage]
  {
    struct Key: Hashable {
      let source: Int32
      let benchmark: String
    }
    var items: [Key: Set<String>] = [:]
    var rows: [Key: Int] = [:]
    let limits = rule.line?.limits ?? []
    for (leak, reason) in zip(leaks, reasons) {
      guard case .leak = reason else { continue }
      let source = samples[leak.sample].source
      var counted = Set<String>()
      for hit in leak.hits where hit.breaks(limits) || hit == leak.hits.first {
        let key = Key(source: source, benchmark: hit.benchmark)
        items[key, default: []].insert(hit.item)
        if counted.insert(hit.benchmark).inserted { rows[key, default: 0] += 1 }
      }
    }
    return items.map { key, leaked in
      SourceCoverage(
        source: key.source, benchmark: key.benchmark, items: sizes[key.benchmark] ?? 0,
        leaked: leaked.count, rows: rows[key] ?? 0)
    }.sorted { ($0.source, $0.benchmark) < ($1.source, $1.benchmark) }
  }
}

extension LeakDecision {
  /// Writes the table `hit`.
  func store(_ leaks: [Leak], _ samples: [SampleState], in db: borrowing Connection)
    throws(DatabaseError)
  {
    let columns = [
      "row", "benchmark", "item", "side", "run", "coverage", "blind_coverage", "similarity",
      "span_start", "span_end", "fate",
    ]
    let insert = db.bulkInsert(into: "hit", columns)
    for (leak, fate) in zip(leaks, fates) {
      for hit in leak.hits {
        insert.int(samples[leak.sample].row)
        for text in [hit.benchmark, hit.item, hit.side] { insert.text(text) }
        insert.int(hit.run)
        insert.double(hit.coverage)
        insert.double(hit.blindCoverage)
        if let similarity = hit.similarity { insert.double(similarity) } else { insert.null() }
        insert.int(hit.span.lowerBound)
        insert.int(hit.span.upperBound)
        insert.text(fate)
        try insert.endRow()
      }
    }
    try insert.finish()
  }

  /// What `status --json` shows of the sources.
  func json(_ terms: [String]) -> JSONValue {
    .array(
      sources.map { coverage in
        let source = Int(coverage.source)
        return [
          "source": .string(terms.indices.contains(source) ? terms[source] : ""),
          "benchmark": .string(coverage.benchmark), "items": .int(coverage.items),
          "leaked": .int(coverage.leaked), "rows": .int(coverage.rows),
          "contaminated": .bool(coverage.share > rule.setShare),
        ]
      })
  }
}
