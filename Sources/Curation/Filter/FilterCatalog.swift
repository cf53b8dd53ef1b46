/// All sample-wise filters by name.
///
/// One line a filter.
public enum FilterCatalog {
  public static let all: [(name: String, type: any Filter.Type)] = [
    ("complexity.checks", Checks.self),
    ("complexity.code", CodeTraits.self),
    ("complexity.compression", Compression.self),
    ("complexity.field", MetadataField.self),
    ("complexity.ifd", InstructionDifficulty.self),
    ("complexity.length", Length.self),
    ("complexity.markers", Markers.self),
    ("complexity.perplexity", Perplexity.self),
    ("complexity.prompt", PromptTraits.self),
    ("complexity.tags", Tags.self),
    ("complexity.tokens", Tokens.self),
    ("complexity.topic", Topic.self),
    ("correctness.choice", MultipleChoice.self),
    ("correctness.code", Code.self),
    ("correctness.format", Format.self),
    ("correctness.instructions", Instructions.self),
    ("correctness.judge", Judgement.self),
    ("correctness.markup", MarkupValidity.self),
    ("correctness.math", Mathematics.self),
    ("correctness.tools", ToolUse.self),
    (BenchmarkOverlap.name, BenchmarkOverlap.self),
    (MinHashSignature.name, MinHashSignature.self),
    (SampleEmbedding.name, SampleEmbedding.self),
    ("quality.answer", FinalAnswer.self),
    ("quality.arithmetic", Arithmetic.self),
    ("quality.consistency", Consistency.self),
    ("quality.field", MetadataField.self),
    ("quality.identity", Identity.self),
    ("quality.information", Information.self),
    ("quality.language", Language.self),
    ("quality.markup", Markup.self),
    ("quality.narrative", Narrative.self),
    ("quality.ngrams", NgramShares.self),
    ("quality.personal", PersonalData.self),
    ("quality.refusal", Refusal.self),
    ("quality.repetition", Repetition.self),
    ("quality.template", TemplateResidue.self),
    ("quality.truncation", Truncation.self),
    ("quality.unicode", UnicodeGarbage.self),
  ]

  public static func type(named name: String) -> (any Filter.Type)? {
    all.first { $0.name == name }?.type
  }

  public static var names: [String] { all.map(\.name) }
}
