import Grading

/// One source of raw teacher responses, as `datasets/NAME/dataset.yaml` declares it.
package struct SourceSpec: Sendable {
  package let name: String
  /// Paths after expanding globs, relative ones taken from the YAML's folder; `-` is stdin.
  package let files: [String]
  let schema: any Schema
  /// Given to samples whose record does not say.
  package let category: String?
  package let generator: String?
  package let license: String?
  package let version: String?
  package let mode: Mode?
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
  package let maxLineBytes: Int
  /// The YAML of this source in canonical form, without its files: what a receipt of ingest depends
  /// on beside the file.
  package let fingerprint: String
}
