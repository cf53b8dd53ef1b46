/// The kinds of dedup that compare by likeness, in the order in which they drop.
struct NearDedup {
  private let fuzzy: FuzzyDedup?
  private let semantic: SemanticDedup?
  /// The places of their filters among the findings of a sample.
  private let bands: Int?
  private let embedding: Int?

  init(_ filters: [PreparedFilter], fuzzy: FuzzyDedup?, semantic: SemanticDedup?) {
    self.fuzzy = fuzzy
    self.semantic = semantic
    bands = filters.firstIndex { $0.line.name == MinHashSignature.name }
    embedding = filters.firstIndex { $0.line.name == SampleEmbedding.name }
  }

  /// Takes in what was found of a sample.
  func add(_ findings: SampleFindings, of sample: Int, _ tally: inout Tally) throws {
    if let bands, let finding = findings[bands] { try fuzzy?.add(finding, of: sample) }
    if let embedding, let finding = findings[embedding] {
      try semantic?.add(finding, of: sample, &tally)
    }
  }

  func run(_ samples: inout [SampleState], _ groups: PromptGroups, _ tally: inout Tally) throws
    -> [Duplicate]
  {
    let alike = try fuzzy?.run(&samples, groups, &tally) ?? []
    return alike + (try semantic?.run(&samples, groups, &tally) ?? [])
  }
}
