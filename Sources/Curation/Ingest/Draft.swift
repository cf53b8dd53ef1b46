import Bytes

/// A sample as a schema reads it out of a raw record, before anything is normalised.
///
/// What a schema does not find it leaves nil; the normaliser fills it from the dataset's YAML.
struct Draft {
  /// The conversation up to the response, as given; system turns may still be among them.
  var turns: [Turn] = []
  var systemPrompt: String?
  var output = ""
  var mode: Mode?
  var category: String?
  var generator: String?
  var license: String?
  var version: String?
  var expectedAnswer: String?
  var finishReason: String?
  var openTagPrefilled = false
  /// Tests, tools and the like, as JSON.
  var parts: [(Sample.Part, JSONValue)] = []
  /// Fields of the record that have no place of their own; they survive as `metadata`.
  var metadata = JSONObject()

  mutating func set(_ part: Sample.Part, _ value: JSONValue?) {
    guard let value, !value.isNull else { return }
    parts.append((part, value))
  }
}

/// A layout of raw records: one file a schema, one line in `SchemaCatalog`.
///
/// A record may hold several responses (`generations`, `choices`); each becomes a draft.
protocol Schema: Sendable {
  func drafts(from record: JSONValue) throws(RecordProblem) -> [Draft]
}
