import Bytes
import Curation
import Testing

/// A sample to choose from, with the columns that a selection goes by.
struct Selectable: Sendable {
  let name: String
  var prompt: String
  var mode = "off"
  var category = "math"
  var columns: JSONObject

  init(
    _ name: String, prompt: String? = nil, mode: String = "off", category: String = "math",
    _ columns: JSONObject
  ) {
    self.name = name
    self.prompt = prompt ?? "question \(name)"
    self.mode = mode
    self.category = category
    self.columns = columns
  }

  var line: String {
    var line: JSONObject = [
      "prompt": .string(prompt), "reasoning": .string(mode), "category": .string(category),
      "generator": .string(name),
      "output": .string(mode == "on" ? "<think>hm</think>\(name)" : "answer \(name)"),
    ]
    for member in columns.members { line[member.key] = member.value }
    return JSONValue.object(line).text
  }
}

/// What a whole run made of samples.
struct Selected {
  let finished: FinishedRun
  /// `kept`, or the filter and reason, by name.
  let fates: [String: String]
  /// Names of what was too similar, with whom it was like.
  let nearest: [String: String]
  var kept: [String] { fates.filter { $0.value == "kept" }.map(\.key).sorted() }
}

/// Runs a recipe's `select` over samples.
///
/// - Parameter more: further sections of the recipe.
func select(
  _ samples: [Selectable], _ steps: String, more: String = "pair: {}\n", threads: Int = 2,
  in world: RunWorld? = nil, name: String = "run"
) throws -> Selected {
  let world = try world ?? RunWorld([("a.jsonl", samples.map(\.line))])
  let finished = try world.run(
    more + "select: \(steps)\n", name: name, threads: threads,
    filters: """
      name: world
      complexity: [{field: {settings: {field: hard, words: []}}}, {tags: {settings: {field: tags}}}]
      quality: [{field: {settings: {field: good, words: []}}}]

      """)
  var fates: [String: String] = [:]
  var nearest: [String: String] = [:]
  try finished.run.catalog.database.read { db in
    let sql = """
      SELECT s.generator, d.verdict, d.filter, d.reason FROM decision d JOIN sample s USING(row)
      """
    try db.rows(sql) { row in
      fates[row.text(0)] = row.text(1) == "kept" ? "kept" : "\(row.text(2)): \(row.text(3))"
    }
    let pairs = """
      SELECT s.generator, k.generator FROM duplicate d JOIN sample s USING(row)
        JOIN sample k ON k.row = d.keeper WHERE d.kind = 'select'
      """
    try db.rows(pairs) { row in nearest[row.text(0)] = row.text(1) }
  }
  let funnel = try Funnel(finished.run.catalog)
  #expect(funnel.samples == funnel.kept + funnel.steps.reduce(0) { $0 + $1.dropped })
  return Selected(finished: finished, fates: fates, nearest: nearest)
}
