/// The schemas by the names that `schema:` in a dataset's YAML may have.
///
/// A schema with options reads its keys of the source (`fields:`, `requests:`) itself.
enum SchemaCatalog {
  typealias Make = @Sendable (SchemaOptions) throws(ConfigError) -> any Schema

  static let makers: KeyValuePairs<String, Make> = [
    "sluice": { (_) throws(ConfigError) in SluiceSchema() },
    "nemotron_v1": { (_) throws(ConfigError) in NemotronSchema() },
    "nemotron_v1_1": { (_) throws(ConfigError) in NemotronSchema() },
    "nemotron_post_training": { (_) throws(ConfigError) in NemotronPostTrainingSchema() },
    "openai": { (options) throws(ConfigError) in try OpenAISchema(options) },
    "nemo_skills": { (_) throws(ConfigError) in NemoSkillsSchema() },
    "openr1": { (_) throws(ConfigError) in OpenR1Schema() },
    "alpaca": { (_) throws(ConfigError) in AlpacaSchema() },
    "sharegpt": { (_) throws(ConfigError) in ShareGPTSchema() },
    "stackexchange": { (_) throws(ConfigError) in StackExchangeSchema() },
    "mapping": { (options) throws(ConfigError) in try MappingSchema(options) },
  ]

  static var names: [String] { makers.map(\.key) }

  /// - Throws: `ConfigError` at `node` for an unknown name or for wrong options.
  static func schema(_ node: ConfigNode, _ options: SchemaOptions) throws(ConfigError) -> any Schema
  {
    let name = try node.string("schema")
    guard let make = makers.first(where: { $0.key == name })?.value else {
      throw node.error(unknown(name, of: "schema", known: names))
    }
    for (key, owner) in SchemaOptions.owners where name != owner {
      if let option = options.source[key] {
        throw option.error("\(key) belongs to schema \(owner), not \(name)")
      }
    }
    return try make(options)
  }
}

/// What a schema may read of its source.
struct SchemaOptions {
  let source: ConfigMap
  /// The folder of the YAML, which relative paths start from.
  let folder: String

  /// The keys that only one schema has.
  static let owners: KeyValuePairs<String, String> = ["fields": "mapping", "requests": "openai"]
}
