import Bytes

extension MappingRule {
  /// The operators and the keys that may stand beside them.
  private static let operators: KeyValuePairs<String, [String]> = [
    "path": [], "const": [], "first": [], "json": [], "text": [], "turns": [], "zip": [],
    "object": [], "list": [], "map": ["values", "otherwise"], "switch": ["cases", "otherwise"],
    "rename": ["of"], "compact": [], "join": ["with"],
  ]

  /// Reads a rule.
  ///
  /// - Throws: `ConfigError` with the line of an unknown operator or of a wrong operand.
  init(_ node: ConfigNode) throws(ConfigError) {
    switch node.value {
    case .scalar(let text, _): self = .path(try FieldPath(text, at: node))
    case .list: throw node.error("a field is made by a path or an operator, not by a list")
    case .map(let pairs): self = try MappingRule.read(node, pairs.map(\.key))
    }
  }

  private static func read(_ node: ConfigNode, _ keys: [String]) throws(ConfigError) -> MappingRule
  {
    guard let (name, companions) = operators.first(where: { keys.contains($0.key) }) else {
      let names = operators.map(\.key)
      throw node.error(unknown(keys.first ?? "", of: "a field", known: names))
    }
    let map = try node.map(name, allowed: [name] + companions)
    guard let operand = map[name] else { throw node.error("\(name) needs a value") }
    switch name {
    case "path": return .path(try FieldPath(operand.string(name), at: operand))
    case "const": return .const(operand.json)
    case "first": return .first(try rules(operand, name))
    case "json": return .json(try MappingRule(operand))
    case "text": return .text(try MappingRule(operand))
    case "turns": return .turns(try MappingRule(operand))
    case "zip": return .zip(try members(operand, name))
    case "object": return .object(try members(operand, name))
    case "list": return .list(try rules(operand, name))
    case "compact": return .compact(try MappingRule(operand))
    case "join": return .join(try rules(operand, name), separator: try map.string("with") ?? "\n\n")
    case "rename": return try rename(operand, map)
    default: return try select(name, operand, map)
    }
  }

  private static func rules(_ node: ConfigNode, _ name: String) throws(ConfigError) -> [MappingRule]
  {
    var rules: [MappingRule] = []
    for item in try node.list(name) { rules.append(try MappingRule(item)) }
    return rules
  }

  private static func members(_ node: ConfigNode, _ name: String) throws(ConfigError) -> [Member] {
    var members: [Member] = []
    for (key, value) in try node.map(name, allowed: nil).pairs {
      members.append(Member(name: key, rule: try MappingRule(value)))
    }
    return members
  }

  private static func rename(_ operand: ConfigNode, _ map: ConfigMap) throws(ConfigError)
    -> MappingRule
  {
    var names: [String: String] = [:]
    for (key, value) in try operand.map("rename", allowed: nil).pairs {
      names[key] = try value.string("the new name of \(key)")
    }
    return .rename(try MappingRule(map.required("of", of: "rename")), names: names)
  }

  /// `map` and `switch`.
  private static func select(_ name: String, _ operand: ConfigNode, _ map: ConfigMap)
    throws(ConfigError) -> MappingRule
  {
    let subject = try MappingRule(operand)
    var otherwise: MappingRule?
    if let node = map["otherwise"] { otherwise = try MappingRule(node) }
    let key = name == "map" ? "values" : "cases"
    let pairs = try map.required(key, of: name).map(key, allowed: nil).pairs
    if name == "map" {
      var values: [String: JSONValue] = [:]
      for pair in pairs { values[pair.key] = pair.node.json }
      return .map(subject, values: values, otherwise: otherwise)
    }
    var cases: [String: MappingRule] = [:]
    for pair in pairs { cases[pair.key] = try MappingRule(pair.node) }
    return .choose(subject, cases: cases, otherwise: otherwise)
  }
}

extension ConfigNode {
  /// The tree as JSON.
  ///
  /// A plain scalar that is a JSON number, `true`, `false` or `null` is one; other
  /// scalars, `on` and `off` among them, are texts.
  var json: JSONValue {
    switch value {
    case .scalar(let text, let isPlain):
      guard isPlain, let parsed = try? JSONValue(parsing: text) else { return .string(text) }
      return parsed
    case .list(let nodes): return .array(nodes.map(\.json))
    case .map(let pairs): return .object(JSONObject(pairs.map { ($0.key, $0.node.json) }))
    }
  }
}
