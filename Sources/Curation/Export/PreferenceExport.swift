import Bytes

/// Comparisons in TRL's conversational preference format with an explicit prompt.
struct PreferenceExport {
  let folder: RunFolder
  let catalog: Catalog
  let recipe: Recipe

  func write(_ files: ExportFiles) throws {
    guard recipe.preference.isActive else {
      throw CatalogError(
        path: folder.path, problem: "its recipe has no preference section; add one and run again")
    }
    // The chosen response of a comparison stands before the rejected one.
    var wanted: [(row: Int, position: Int)] = []
    try catalog.database.read { db in
      try db.rows("SELECT chosen, rejected FROM preference ORDER BY number") { row in
        wanted.append((row.int(0), wanted.count))
        wanted.append((row.int(1), wanted.count))
      }
    }
    var decoder = SampleDecoder()
    let clusters = try PromptClusters(catalog)
    var chosen: Sample?
    let order = PoolOrder(folder: folder, catalog: catalog, workers: Workers(threads: 1))
    try order.forEach(wanted) { position, bytes, line in
      let sample = try decoder.decode(bytes, in: line, ordinal: position)
      guard let better = chosen else {
        chosen = sample
        return
      }
      chosen = nil
      try files.append(
        row(better, sample), category: better.category,
        split: Split(
          prompt: better.promptID, of: clusters, rule: recipe.export, seed: recipe.blend.seed))
    }
  }

  private func row(_ chosen: Sample, _ rejected: Sample) -> JSONObject {
    let system = chosen.systemPrompt(toggle: chosen.mode)
    let prompt = [Turn(role: "system", content: system)] + chosen.input
    return [
      "prompt": .array(prompt.map(message)),
      "chosen": .array([answer(chosen)]), "rejected": .array([answer(rejected)]),
      "score_chosen": .double(1), "score_rejected": .double(0),
      "category": .string(chosen.category), "reasoning": .string(chosen.mode.rawValue),
      "license": .string(chosen.license), "generator_chosen": .string(chosen.generator),
      "generator_rejected": .string(rejected.generator),
      "prompt_id": .string(chosen.promptID.hex), "chosen_id": .string(chosen.id),
      "rejected_id": .string(rejected.id),
    ]
  }

  private func answer(_ sample: Sample) -> JSONValue {
    message(Turn(role: "assistant", content: sample.response.text))
  }

  private func message(_ turn: Turn) -> JSONValue {
    ["role": .string(turn.role), "content": .string(turn.content)]
  }
}
