import Bytes

/// Runs the small tests that a recipe carries with its filters.
///
/// They are executed before any data is read, so a threshold that contradicts its own examples never
/// costs an hour (the idea is NeMo-Skills').
public struct RecipeCheck {
  let recipe: Recipe

  public init(_ recipe: Recipe) { self.recipe = recipe }

  /// - Returns: the number of tests.
  /// - Throws: `ConfigError` with the line of the first test that does not hold.
  @discardableResult
  public func run() throws -> Int {
    try checkRoles()
    try checkTags()
    try checkLengths()
    _ = try recipe.decontaminate.benchmarks()
    var count = 0
    for line in recipe.filters where PromptwiseCatalog.type(named: line.name) != nil {
      if let test = line.tests.first {
        throw ConfigError(
          file: line.file, line: test.line,
          problem: "\(line.name) looks at many samples together, so a test of one shows nothing")
      }
    }
    for line in recipe.filters where PromptwiseCatalog.type(named: line.name) == nil {
      let filter = try PreparedFilter(line.withoutSelector)
      for test in line.tests {
        try check(test, filter)
        count += 1
      }
    }
    return count
  }

  /// The measures that blending and pairing go by must be measured.
  private func checkRoles() throws(ConfigError) {
    let difficulty = recipe.blend.order == .easyToHard ? recipe.blend.difficulty : nil
    let selecting = recipe.select.steps.flatMap(\.measures).map { ("select.by", Optional($0)) }
    for (key, name) in [("blend.difficulty", difficulty), ("pair.score", recipe.pair.score)]
      + selecting
    {
      guard let name else { continue }
      let owner = name.split(separator: ".").dropLast().joined(separator: ".")
      let measure = name.split(separator: ".").last.map(String.init) ?? ""
      let measures = FilterCatalog.type(named: owner)?.measures ?? []
      let isLine = recipe.filters.contains { $0.name == owner }
      guard isLine, measures.contains(measure) else {
        let sampleWise = recipe.filters.map(\.name).filter { FilterCatalog.type(named: $0) != nil }
        let problem =
          isLine && !measures.isEmpty
          ? unknown(measure, of: owner, known: measures)
          : "\(key) names \(name), which no line of the recipe measures sample by sample; it has "
            + (sampleWise.isEmpty ? "none that does" : sampleWise.joined(separator: ", "))
        throw ConfigError(file: recipe.file, line: 1, problem: problem)
      }
    }
  }

  private func checkTags() throws(ConfigError) {
    guard let step = recipe.select.steps.first(where: { $0.method == .instag }),
      !recipe.filters.contains(where: { $0.name == TagSelection.filter })
    else { return }
    throw step.node.error(
      "instag needs the line complexity: [tags: {settings: {field: COLUMN}}]")
  }

  /// What is counted in tokens must be measured, or words stand in.
  private func checkLengths() throws(ConfigError) {
    let counters = ["complexity.length", "complexity.tokens"]
    guard recipe.blend.unit == .tokens,
      !recipe.filters.contains(where: { counters.contains($0.name) })
    else { return }
    throw ConfigError(
      file: recipe.file, line: 1,
      problem: "blend.by: tokens needs the line complexity: [length: {}]")
  }

  private func check(_ test: InlineTest, _ filter: PreparedFilter) throws {
    var decoder = SampleDecoder()
    let sample: Sample
    do {
      sample = try decoder.decode(test.sampleJSON, ordinal: 0)
    } catch {
      throw ConfigError(
        file: filter.line.file, line: test.line, problem: "the test is no sample: \(error.problem)")
    }
    let findings = filter.measure([sample])
    guard let finding = findings.first else { return }
    let stored = StoredFinding(finding, names: filter.measures)
    let verdict = Verdict(stored, limits: filter.line.limits)
    guard verdict.name == test.expected else {
      let why = verdict.reason.map { " (\($0))" } ?? ""
      throw ConfigError(
        file: filter.line.file, line: test.line,
        problem: "\(filter.line.name) says \(verdict.name)\(why) of its own test, which expects "
          + test.expected)
    }
  }
}

extension InlineTest {
  /// The test's fields as a sample; a missing prompt is an empty one.
  var sampleJSON: [UInt8] {
    var object = sample.json.object ?? [:]
    object["expect"] = nil
    if object["prompt"] == nil, object["input"] == nil { object["prompt"] = "" }
    return JSONValue.object(object).encoded
  }
}
