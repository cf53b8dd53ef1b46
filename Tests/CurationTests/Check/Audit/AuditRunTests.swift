import Bytes
import Curation
import Testing

/// Audits of a small run of the demo, from ingest to the report.
@Suite(.serialized) struct AuditRunTests {
  static let recipe = """
    name: small
    correctness:
      - format: {policy: drop}
      - math: {policy: drop}
    quality:
      - refusal: {policy: label, limits: {phrases: {max: 0}}}
    dedup: {exact: {by: [prompt, mode, response]}}
    pair: {key: prompt}
    """

  private static let folder = TemporaryFolder()

  /// A run of the demo's first 3,000 lines; decided by the first test, unchanged for the others.
  private func run() throws -> CurationRun {
    let path = Self.folder.path
    if !Files.exists(path + "/dataset.yaml") {
      let lines = DemoWorld.dataset.raw.split(separator: UInt8(ascii: "\n")).prefix(3000)
      try Files.write(Array(lines.joined(separator: [UInt8(ascii: "\n")])), to: path + "/raw.jsonl")
      let yaml = "name: demo\nschema: sluice\nfiles: raw.jsonl\n"
      try Files.write(Array(yaml.utf8), to: path + "/dataset.yaml")
    }
    let recipe = try Recipe(yaml: Self.recipe, file: "r.yaml", defaults: try Recipe.embedded())
    let run = try CurationRun(
      folder: RunFolder(path + "/run"), recipe: recipe,
      dataset: try DatasetFile.read(path + "/dataset.yaml"), threads: 2, limit: nil,
      progress: SilentProgress())
    try run.decide()
    return run
  }

  private func audit(_ run: CurationRun, _ options: AuditRun.Options) throws -> AuditReport {
    try AuditRun(
      folder: run.folder, catalog: run.catalog, options: options, progress: SilentProgress()
    ).run()
  }

  private func score(_ report: AuditReport, _ name: String) -> JSONValue? {
    report.json["mutations"]?.array?.first { $0["name"]?.string == name }
  }

  @Test func catchesWhatItsFiltersAreFor() throws {
    let run = try run()
    var options = AuditRun.Options()
    options.samples = 8
    let report = try audit(run, options)
    for name in [
      "off_by_one", "unclosed_think", "exact_duplicate", "missing_opener", "broken_json",
    ] {
      #expect(score(report, name)?["caught"]?.int == 8, "\(name)")
    }
    #expect(score(report, "off_by_one")?["firstBy"]?["correctness.math"]?.int == 8)
    #expect(score(report, "missing_opener")?["repaired"]?.int == 8)
    #expect(score(report, "broken_json")?["quarantined"]?.int == 8)
    // Nobody looks for it, so every planting is kept and shown.
    #expect(score(report, "identity_leak")?["caught"]?.int == 0)
    #expect(score(report, "identity_leak")?["examples"]?.array?.count == 3)
    // The recipe only marks refusals; where no grader sees them they are caught all the same.
    #expect(score(report, "refusal")?["caught"]?.int == 8)
    #expect(score(report, "untouched")?["dropped"]?.int == 0)
    #expect(report.json["falseDropRate"]?.double == 0)
    #expect(Files.exists(run.folder.path + "/audit/audit.html"))
  }

  @Test func threadsAndRepetitionChangeNothing() throws {
    let run = try run()
    var options = AuditRun.Options()
    options.samples = 5
    options.only = ["off_by_one", "loop_line", "near_duplicate", "refusal"]
    options.threads = 1
    let first = try audit(run, options).json
    options.threads = 2
    #expect(try audit(run, options).json == first)
    options.seed = 7
    #expect(try audit(run, options).json != first)
  }

  @Test func barsDecide() throws {
    let run = try run()
    var options = AuditRun.Options()
    options.recipe = try Recipe(
      yaml: Self.recipe + "\naudit: {samples: 20, ignore: [identity_leak]}", file: "r.yaml",
      defaults: try Recipe.embedded())
    options.only = ["identity_leak"]
    #expect(try audit(run, options).isMet)
    options.only = ["html_debris"]
    let report = try audit(run, options)
    #expect(!report.isMet)
    #expect(report.shortfalls.first?.hasPrefix("html_debris: 0.0 % caught") == true)
  }

  @Test func unknownMutation() throws {
    let run = try run()
    var options = AuditRun.Options()
    options.only = ["loop_lin"]
    #expect(throws: ConfigError.self) { try audit(run, options) }
  }

  @Test func pageObeysNothing() throws {
    let run = try run()
    var options = AuditRun.Options()
    options.samples = 6
    options.only = ["html_debris", "control_characters"]
    _ = try audit(run, options)
    let page = try Files.readText(run.folder.path + "/audit/audit.html")
    #expect(page.contains("&lt;"))
    #expect(!page.contains("<script"))
    #expect(!page.contains("onclick=\""))
    #expect(!page.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  @Test func knownLines() throws {
    let run = try run()
    let truths = DemoWorld.dataset.defects.split(separator: UInt8(ascii: "\n")).prefix(3000)
    let sidecar = Self.folder.path + "/truth.jsonl"
    try Files.write(Array(truths.joined(separator: [UInt8(ascii: "\n")])), to: sidecar)
    var options = AuditRun.Options()
    (options.truth, options.plants) = (sidecar, false)
    let truth = try #require(try audit(run, options).json["truth"])
    #expect(truth["lines"]?.int == 3000)
    #expect(truth["falseDrops"]?.int == 0)
    let kinds = try #require(truth["kinds"]?.array)
    for name in ["systematic_fault", "unclosed_think", "think_in_off"] {
      let kind = try #require(kinds.first { $0["kind"]?.string == name })
      #expect(kind["rate"]?.double == 1, "\(name)")
    }
    let leak = try #require(kinds.first { $0["kind"]?.string == "html_debris" })
    #expect(leak["caught"]?.int == 0)
    #expect(leak["met"]?.bool == false)
  }

  @Test func truthThatIsNone() throws {
    let run = try run()
    try Files.write(Array("{\"kind\":\"loop\"}\n".utf8), to: Self.folder.path + "/none.jsonl")
    var options = AuditRun.Options()
    (options.truth, options.plants) = (Self.folder.path + "/none.jsonl", false)
    #expect(throws: CatalogError.self) { try audit(run, options) }
  }
}

/// Mistakes in a recipe's `audit:` section.
@Suite struct AuditRuleTests {
  @Test(arguments: [
    ("audit: {sample: 3}", "r.yaml:1: audit has no sample; did you mean samples?"),
    ("audit: {samples: 0}", "r.yaml:1: samples must be at least 1"),
    ("audit: {ignore: [loop_lin]}", "r.yaml:1: ignore has no loop_lin; did you mean loop_line?"),
    ("audit: {bars: {catch: {max: 1}}}", "r.yaml:1: catch has no max; did you mean min?"),
    ("audit: {bars: {falseDrop: {max: 2}}}", "r.yaml:1: falseDrop must be between 0 and 1"),
  ])
  func errors(yaml: String, expected: String) {
    do {
      _ = try Recipe(yaml: yaml, file: "r.yaml", defaults: try Recipe.embedded())
      Issue.record("no error")
    } catch {
      #expect("\(error)".hasPrefix(expected), "\(error)")
    }
  }
}
