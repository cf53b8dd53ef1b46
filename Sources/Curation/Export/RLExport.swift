// Prompts for reinforcement learning: what a reward needs to judge an answer, how hard the prompt is,
// and its batch. Free-form objects are JSON text, since their members differ from row to row
// (Llama-Nemotron's own instruction-following prompts broke loaders by that).

import Bytes

struct RLExport {
  let folder: RunFolder
  let catalog: Catalog
  let recipe: Recipe

  private struct Prompt {
    let passed: Int
    let judged: Int
    let split: Split
    let batch: Int
  }

  func write(_ files: ExportFiles) throws {
    guard recipe.rl.isActive else {
      throw CatalogError(
        path: folder.path, problem: "its recipe has no rl section; add one and run again")
    }
    var wanted: [(row: Int, position: Int)] = []
    var prompts: [Prompt] = []
    try catalog.database.read { db in
      let sql = "SELECT row, passed, judged, split, batch FROM rl_prompt ORDER BY position"
      try db.rows(sql) { row in
        wanted.append((row.int(0), prompts.count))
        prompts.append(
          Prompt(
            passed: row.int(1), judged: row.int(2),
            split: Split(rawValue: row.text(3)) ?? .train, batch: row.optionalInt(4) ?? -1))
      }
    }
    var decoder = SampleDecoder()
    let order = PoolOrder(folder: folder, catalog: catalog, workers: Workers(threads: 1))
    try order.forEach(wanted) { position, bytes, line in
      let sample = try decoder.decode(bytes, in: line, ordinal: position)
      let row = try row(sample, prompts[position], position)
      try files.append(row, category: sample.category, split: prompts[position].split)
    }
  }

  private func row(_ sample: Sample, _ prompt: Prompt, _ position: Int) throws -> JSONObject {
    let (low, high) = wilsonInterval(passed: prompt.passed, of: prompt.judged)
    let gold = try gold(sample)
    let constraints = sample.constraints ?? []
    return [
      "prompt_id": .string(sample.promptID.hex), "prompt": .array(turns(sample)),
      "category": .string(sample.category), "expected_answer": .string(gold.answer),
      "gold_origin": .string(gold.origin), "choices": .string(json(sample, .choices)),
      "tests": .string(json(sample, .tests)),
      "instruction_id_list": .array(constraints.map { .string($0["id"]?.string ?? "") }),
      "kwargs": .string(
        constraints.isEmpty
          ? "" : JSONValue.array(constraints.map { $0["args"] ?? [:] }).text),
      "tools": .string(json(sample, .tools)),
      "expected_tool_calls": .string(json(sample, .expectedToolCalls)),
      "passed": .int(prompt.passed), "judged": .int(prompt.judged),
      "pass_rate": .double(Double(prompt.passed) / Double(prompt.judged)),
      "pass_rate_low": .double(low), "pass_rate_high": .double(high),
      "batch": .int(prompt.batch), "position": .int(position),
      "license": .string(sample.license), "source": .string(sample.source),
    ]
  }

  /// Without a toggle where both modes were counted: then the training chooses the mode.
  private func turns(_ sample: Sample) -> [JSONValue] {
    let system = sample.systemPrompt(toggle: Mode(rawValue: recipe.rl.mode.rawValue))
    let first = system.isEmpty ? [] : [Turn(role: "system", content: system)]
    return (first + sample.input).map {
      ["role": .string($0.role), "content": .string($0.content)]
    }
  }

  private func json(_ sample: Sample, _ part: Sample.Part) -> String {
    sample.part(part)?.text ?? ""
  }

  /// The majority's answer where it stands in, else the source's.
  private func gold(_ sample: Sample) throws -> (answer: String, origin: String) {
    var answer: String?
    try catalog.database.read { db in
      let sql = "SELECT answer FROM gold WHERE prompt = ?"
      try db.rows(sql, [.blob(sample.promptID.blob)]) { answer = $0.text(0) }
    }
    if let answer { return (answer, "majority") }
    return sample.expectedAnswer.map { ($0, "source") } ?? ("", "")
  }
}
