import Bytes

/// Where measures with a role in blending come from: `complexity.length.words`.
struct MeasureRoles {
  struct Source {
    let filter: Int?
    let measure: String

    /// - Parameter missing: where nobody measured it.
    func value(_ findings: SampleFindings, missing: Double = 0) -> Double {
      guard let filter else { return missing }
      return findings[filter]?.value(of: measure) ?? missing
    }

    init(_ name: String?, _ filters: [PreparedFilter]) {
      let parts = (name ?? "").split(separator: ".")
      let owner = parts.dropLast().joined(separator: ".")
      measure = parts.last.map(String.init) ?? ""
      filter = filters.firstIndex { $0.line.name == owner }
    }
  }
  /// Characters of reasoning.
  let reasoning: Source
  /// The filter whose details name the topic.
  private let topicFilter: Int?
  let difficulty: Source
  let score: Source
  let size: Source

  func topic(_ findings: SampleFindings) -> String? {
    topicFilter.flatMap { findings[$0]?.details?["topic"]?.string }
  }

  init(recipe: Recipe, filters: [PreparedFilter]) {
    topicFilter = filters.firstIndex { $0.line.name == "complexity.topic" }
    reasoning = Source("complexity.length.reasoningCharacters", filters)
    difficulty = Source(recipe.blend.difficulty, filters)
    score = Source(recipe.pair.score, filters)
    let hasTokens = filters.contains { $0.line.name == "complexity.tokens" }
    size = Source(hasTokens ? "complexity.tokens.total" : "complexity.length.words", filters)
  }
}
