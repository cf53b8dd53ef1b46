import Bytes
import Grading

/// Reads one source of a dataset's YAML.
struct SourceReading {
  let map: ConfigMap
  let name: String
  let folder: String

  static let keys =
    [
      "name", "files", "schema", "category", "generator", "license", "version", "reasoning",
      "categories", "toggles", "think", "templateTokens", "remove", "maxLineMiB",
    ] + SchemaOptions.owners.map(\.key)

  /// - Throws: `ConfigError` with the line of what is wrong.
  func spec() throws(ConfigError) -> SourceSpec {
    let schemaNode = try map.required("schema", of: "source \(name)")
    let options = SchemaOptions(source: map, folder: folder)
    let schema = try SchemaCatalog.schema(schemaNode, options)
    let think = try map["think"]?.map("think", allowed: ["aliases", "repairOpener"])
    let templateTokens = try map.choice("templateTokens", TemplateTokenPolicy.self) ?? .strip
    return SourceSpec(
      name: name,
      files: try SourceFiles.expand(
        map.required("files", of: "source \(name)"), what: "files", folder: folder),
      schema: schema,
      category: try map.string("category"),
      generator: try map.string("generator"),
      license: try map.string("license"),
      version: try map.string("version"),
      mode: try map.choice("reasoning", Mode.self),
      categoryAliases: try texts("categories"),
      toggles: try toggles(),
      thinkAliases: try aliases(think?["aliases"]),
      repairsMissingOpener: try think?.bool("repairOpener") ?? true,
      stripsTemplateTokens: templateTokens == .strip,
      removedTexts: try map.strings("remove") ?? [],
      maxLineBytes: try maxLineBytes(),
      fingerprint: fingerprint(schema))
  }

  private enum TemplateTokenPolicy: String, CaseIterable { case strip, keep }

  private func texts(_ key: String) throws(ConfigError) -> [String: String] {
    guard let node = map[key] else { return [:] }
    var texts: [String: String] = [:]
    for pair in try node.map(key, allowed: nil).pairs {
      texts[pair.key] = try pair.node.string(pair.key)
    }
    return texts
  }

  private func maxLineBytes() throws(ConfigError) -> Int {
    guard let node = map["maxLineMiB"] else { return 64 << 20 }
    let mebibytes = try node.int("maxLineMiB")
    guard (1...2048).contains(mebibytes) else { throw node.error("maxLineMiB must be 1 to 2048") }
    return mebibytes << 20
  }

  // MARK: Toggles and tags

  /// Names of known toggles, or `{thinking: …, direct: …}` of others.
  private func toggles() throws(ConfigError) -> [Toggle] {
    guard let node = map["toggles"] else { return [.detailedThinking] }
    var toggles: [Toggle] = []
    for item in try node.list("toggles") {
      if case .map = item.value {
        let phrases = try item.map("a toggle", allowed: ["thinking", "direct"])
        toggles.append(
          Toggle(
            on: try phrases.required("thinking", of: "a toggle").nonEmpty("thinking"),
            off: try phrases.required("direct", of: "a toggle").nonEmpty("direct")))
      } else {
        let name = try item.string("a toggle")
        guard let known = Toggle.known.first(where: { $0.key == name })?.value else {
          throw item.error(unknown(name, of: "toggles", known: Toggle.known.map(\.key)))
        }
        toggles.append(known)
      }
    }
    return toggles
  }

  /// Pairs `[open, close]`, or `known` for all that are in use.
  private func aliases(_ node: ConfigNode?) throws(ConfigError) -> [ThinkTags] {
    guard let node else { return [] }
    if case .scalar(let text, _) = node.value {
      guard text == "known" else { throw node.error("aliases must be known or a list of pairs") }
      return ThinkTags.others
    }
    var aliases: [ThinkTags] = []
    for item in try node.list("aliases") {
      let pair = try item.list("an alias")
      guard pair.count == 2 else { throw item.error("an alias is a pair of tags: [open, close]") }
      aliases.append(
        ThinkTags(open: try pair[0].nonEmpty("a tag"), close: try pair[1].nonEmpty("a tag")))
    }
    return aliases
  }

  /// All that decides what becomes of a line, whatever the order of the keys.
  private func fingerprint(_ schema: any Schema) -> String {
    let pairs = map.pairs.filter { $0.key != "files" && $0.key != "name" && !$0.node.isNull }
    let sorted = pairs.sorted { $0.key < $1.key }
    var object = JSONObject(sorted.map { ($0.key, $0.node.json) })
    object["name"] = .string(name)
    object["ingest"] = .int(Normaliser.version)
    if !schema.fingerprint.isEmpty { object["schema_files"] = .string(schema.fingerprint) }
    return JSONValue.object(object).text
  }
}

extension ConfigNode {
  fileprivate func nonEmpty(_ what: String) throws(ConfigError) -> String {
    let text = try string(what)
    guard !text.isEmpty else { throw error("\(what) must not be empty") }
    return text
  }
}
