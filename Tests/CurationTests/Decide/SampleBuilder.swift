import Bytes
import Curation

/// States of samples for the deciding steps, by short words.
struct SampleBuilder {
  private(set) var samples: [SampleState] = []

  /// - Parameters:
  ///   - prompt: samples with one word have one prompt.
  ///   - content: what exact dedup compares; nil makes it unique.
  ///   - isDropped: by a filter, before the deciding steps.
  mutating func add(
    prompt: String, _ mode: Mode, correct: Bool? = true, bytes: Int = 100, content: String? = nil,
    category: Int32 = 1, difficulty: Double = 0, score: Double = 0, exact: UInt64 = 0,
    reasoning: Int32 = 0, size: Double = 1, isDropped: Bool = false
  ) {
    let number = samples.count + 1
    var state = SampleState(
      row: number, id: Hash128(of: "sample \(number)"), prompt: Hash128(of: prompt), mode: mode,
      category: category, generator: 3, source: 4, lineBytes: 200, responseBytes: Int32(bytes))
    state.duplicateKey = Hash128(of: content ?? "unique \(number)")
    state.isCorrect = correct
    state.difficulty = difficulty
    state.score = score
    state.exact = exact
    state.reasoning = reasoning
    state.size = size
    if isDropped { state.drop = 0 }
    samples.append(state)
  }
}

/// Names of terms by number, as the catalog has them.
let testTerms = ["", "math", "code", "teacher", "source"]

/// The rules of a recipe's section.
func rules(_ yaml: String) throws -> Recipe {
  try Recipe(yaml: yaml, file: "r.yaml", defaults: try Recipe.embedded())
}
