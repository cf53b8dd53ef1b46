/// One source of raw teacher responses, as `datasets/NAME/dataset.yaml` declares it.
package struct SourceSpec: Sendable {
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
  /// Tag pairs that are read as `<think>` and `</think>`.
  let thinkAliases: [(open: String, close: String)]
  let repairsMissingOpener: Bool
  let stripsTemplateTokens: Bool
  /// Lines above this many bytes are quarantined.
  let maxLineBytes: Int
  /// The YAML of this source in canonical form: what a receipt of ingest depends on.
  let fingerprint: String
}

/// `datasets/NAME/dataset.yaml`.
package struct DatasetFile: Sendable {
  package let name: String
  package let file: String
  let sources: [SourceSpec]
  /// Quarantined lines that the dataset is known to have; more end a run with status 3.
  let toleratedQuarantine: Int
}
