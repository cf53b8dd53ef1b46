import Bytes

/// A sample as a schema reads it out of a raw record, before anything is normalised.
///
/// What a schema does not find it leaves nil; the normaliser fills it from the dataset's YAML.
struct Draft {
  /// The conversation up to the response, as given; system turns may still be among them.
  var turns: [Turn] = []
  var systemPrompt: String?
  /// The response, UTF-8.
  var output: [UInt8] = []
  var mode: Mode?
  var category: String?
  var generator: String?
  var license: String?
  var version: String?
  var expectedAnswer: String?
  var finishReason: String?
  var openTagPrefilled = false
  /// Tests, tools and the like: JSON, each on one line.
  var parts: [(part: Sample.Part, json: [UInt8])] = []
  var metadata = Metadata()

  mutating func set(_ part: Sample.Part, _ value: JSONValue?) {
    guard let value, !value.isNull else { return }
    set(part, json: value.encoded)
  }

  mutating func set(_ part: Sample.Part, json: [UInt8]?) {
    guard let json else { return }
    parts.append((part, json))
  }

  func json(of part: Sample.Part) -> [UInt8]? { parts.last { $0.part == part }?.json }
}

/// A layout of raw records: one file a schema, one line in `SchemaCatalog`.
///
/// A record may hold several responses (`generations`, `choices`); each becomes a draft.
protocol Schema: Sendable {
  func drafts(from record: inout Record) throws(RecordProblem) -> [Draft]

  /// Contents of files that the drafts depend on, beside the settings.
  var fingerprint: String { get }
}

extension Schema {
  var fingerprint: String { "" }
}
