// Prompts for reinforcement learning: what can be judged, is neither too easy nor leaked, in the order
// of a curriculum. All prompts of the run are looked at, not only kept ones: a prompt that the teacher
// got wrong most times is what a student can learn from.

import Bytes

/// A prompt for reinforcement learning.
package struct RLPrompt: Sendable {
  /// Of the sample that stands for the prompt.
  package let index: Int32
  package let passed: Int32
  package let judged: Int32
  /// Nil outside of the training split.
  package var batch: Int32?
  package let split: Split
}

/// The prompts of a run for reinforcement learning, in order.
package struct RLPlan: Sendable {
  package private(set) var prompts: [RLPrompt] = []
  /// Prompts that are left out, by cause.
  package private(set) var left: [String: Int] = [:]
  package private(set) var batches = 0

  package init(
    _ samples: [SampleState], _ groups: PromptGroups, drops: DropTable, recipe: Recipe,
    clusters: PromptClusters
  ) {
    let selection = PromptSelection(
      samples: samples, drops: drops, recipe: recipe, clusters: clusters)
    var train: [RLPrompt] = []
    for group in groups {
      switch selection.prompt(group) {
      case .taken(let prompt):
        if prompt.split == .train { train.append(prompt) } else { prompts.append(prompt) }
      case .left(let cause): left[cause, default: 0] += 1
      }
    }
    let heldOut = prompts
    prompts = []
    let curriculum = Curriculum(
      rates: train.map { Double($0.passed) / Double($0.judged) }, batch: recipe.rl.batch,
      buckets: recipe.rl.buckets, sigma: recipe.rl.sigma, seed: recipe.blend.seed)
    batches = curriculum.batches.count
    for (number, batch) in curriculum.batches.enumerated() {
      for item in batch {
        var prompt = train[item]
        prompt.batch = Int32(clamping: number)
        prompts.append(prompt)
      }
    }
    prompts += heldOut
  }

  var json: JSONValue {
    [
      "prompts": .int(prompts.count), "batches": .int(batches),
      "left": .object(JSONObject(left.sorted { $0.key < $1.key }.map { ($0.key, .int($0.value)) })),
    ]
  }

  func store(_ samples: [SampleState], in db: borrowing Connection) throws(DatabaseError) {
    let columns = ["position", "row", "passed", "judged", "split", "batch"]
    let insert = db.bulkInsert(into: "rl_prompt", columns)
    for (position, prompt) in prompts.enumerated() {
      insert.int(position)
      insert.int(samples[Int(prompt.index)].row)
      insert.int(Int(prompt.passed))
      insert.int(Int(prompt.judged))
      insert.text(prompt.split.rawValue)
      if let batch = prompt.batch { insert.int(Int(batch)) } else { insert.null() }
      try insert.endRow()
    }
    try insert.finish()
  }
}

/// Which prompts are taken, and why others are not.
private struct PromptSelection {
  let samples: [SampleState]
  let drops: DropTable
  let recipe: Recipe
  let clusters: PromptClusters

  enum Choice {
    case taken(RLPrompt)
    case left(String)
  }

  func prompt(_ group: [Int]) -> Choice {
    guard let index = group.first(where: { samples[$0].hasGold }) ?? group.first else {
      return .left("empty")
    }
    let stages = group.map { samples[$0].drop.map { drops[$0].stage } }
    if stages.contains(.decontaminate) { return .left("contaminated") }
    if isCopy(stages) { return .left("duplicate") }
    let counted = group.filter { counts(samples[$0]) }
    let judged = counted.filter { samples[$0].isCorrect != nil }.count
    let passed = counted.filter { samples[$0].isCorrect == true }.count
    guard judged >= recipe.rl.minJudged else {
      return .left(judged == 0 ? "not_judged" : "too_few_judged")
    }
    let rate = Double(passed) / Double(judged)
    guard recipe.rl.allows(rate) else { return .left("pass_rate") }
    return .taken(
      RLPrompt(
        index: Int32(index), passed: Int32(passed), judged: Int32(judged), batch: nil,
        split: Split(
          prompt: samples[index].prompt, of: clusters, rule: recipe.export,
          seed: recipe.blend.seed)))
  }

  private func counts(_ sample: SampleState) -> Bool {
    recipe.rl.mode == .both || recipe.rl.mode.rawValue == sample.mode.rawValue
  }

  /// Whether the keepers of all that dedup took from the prompt stand in another one.
  private func isCopy(_ stages: [Stage?]) -> Bool {
    stages.contains(.dedup) && !stages.contains { $0?.isChoice ?? true }
  }
}
