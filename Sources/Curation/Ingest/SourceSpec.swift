import Grading

/// One source of raw teacher responses, as `datasets/NAME/dataset.yaml` declares it.
struct SourceSpec: Sendable {
  let name: String
  /// Paths after expanding globs, relative ones taken from the YAML's folder; `-` is stdin.
  let files: [String]
  let schema: any Schema
  /// Given to samples whose record does not say.
  let category: String?
  let generator: String?
  let license: String?
  let version: String?
  let mode: Mode?
  /// Other names of categories: `mathematics: math`.
  let categoryAliases: [String: String]
  /// The pairs of phrases that switch reasoning in a prompt.
  let toggles: [Toggle]
  /// Tag pairs that are read as `<think>` and `</think>`.
  let thinkAliases: [ThinkTags]
  let repairsMissingOpener: Bool
  let stripsTemplateTokens: Bool
  /// Texts that are taken out of responses wherever they stand.
  let removedTexts: [String]
  /// Lines above this many bytes are quarantined.
  let maxLineBytes: Int
  /// The YAML of this source in canonical form, without its files: what a receipt of ingest depends
  /// on beside the file.
  let fingerprint: String
}
