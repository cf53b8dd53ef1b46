// Reading values out of a configuration tree; every mistake becomes a ConfigError with its line.

extension ConfigNode {
  /// The members of a mapping.
  ///
  /// - Parameter allowed: the keys that may occur; nil allows any.
  /// - Throws: when this is no mapping, or at the first unknown key, naming the nearest known one.
  public func map(_ what: String, allowed: [String]?) throws(ConfigError) -> ConfigMap {
    guard case .map(let pairs) = value else { throw error("\(what) must be a mapping") }
    if let allowed {
      for pair in pairs where !allowed.contains(pair.key) {
        throw pair.node.error(unknown(pair.key, of: what, known: allowed))
      }
    }
    return ConfigMap(node: self, pairs: pairs)
  }

  public func list(_ what: String) throws(ConfigError) -> [ConfigNode] {
    switch value {
    case .list(let nodes): return nodes
    case .scalar(let text, true) where text.isEmpty: return []
    default: throw error("\(what) must be a list")
    }
  }

  public func string(_ what: String) throws(ConfigError) -> String {
    guard case .scalar(let text, _) = value else { throw error("\(what) must be a text") }
    return text
  }

  public func int(_ what: String) throws(ConfigError) -> Int {
    let text = try string(what).replacing("_", with: "")
    guard let number = Int(text) else { throw error("\(what) must be a whole number, not \(text)") }
    return number
  }

  public func double(_ what: String) throws(ConfigError) -> Double {
    let text = try string(what).replacing("_", with: "")
    guard let number = Double(text), number.isFinite else {
      throw error("\(what) must be a number, not \(text)")
    }
    return number
  }

  public func bool(_ what: String) throws(ConfigError) -> Bool {
    switch try string(what) {
    case "true": return true
    case "false": return false
    case let text: throw error("\(what) must be true or false, not \(text)")
    }
  }

  /// One of the cases of an enumeration.
  public func choice<T: RawRepresentable & CaseIterable>(_ what: String, _ type: T.Type)
    throws(ConfigError) -> T where T.RawValue == String
  {
    let text = try string(what)
    guard let value = T(rawValue: text) else {
      throw error(unknown(text, of: what, known: T.allCases.map(\.rawValue)))
    }
    return value
  }

  /// Whether the value is YAML's null or nothing at all.
  public var isNull: Bool {
    if case .scalar(let text, true) = value {
      text.isEmpty || text == "null" || text == "~"
    } else {
      false
    }
  }
}

/// The text of an "unknown name" error: the nearest name, or else all of them.
///
/// - Parameter kind: what the names are, where `what` has several kinds: "category".
func unknown(_ name: String, _ kind: String = "", of what: String, known: [String]) -> String {
  let text = "\(what) has no \(kind.isEmpty ? "" : kind + " ")\(name)"
  let choices = known.isEmpty ? "it has none" : "it has " + known.joined(separator: ", ")
  guard let near = nearest(to: name, among: known) else { return "\(text); \(choices)" }
  return "\(text); did you mean \(near)?" + (known.count <= 12 ? " (\(choices))" : "")
}

/// A mapping whose keys have been checked.
public struct ConfigMap: Sendable {
  public let node: ConfigNode
  public let pairs: [(key: String, node: ConfigNode)]

  public subscript(key: String) -> ConfigNode? {
    guard let node = pairs.first(where: { $0.key == key })?.node, !node.isNull else { return nil }
    return node
  }

  public func required(_ key: String, of what: String) throws(ConfigError) -> ConfigNode {
    guard let node = self[key] else { throw node.error("\(what) needs \(key)") }
    return node
  }

  public func string(_ key: String) throws(ConfigError) -> String? {
    guard let node = self[key] else { return nil }
    return try node.string(key)
  }
  public func int(_ key: String) throws(ConfigError) -> Int? {
    guard let node = self[key] else { return nil }
    return try node.int(key)
  }
  public func double(_ key: String) throws(ConfigError) -> Double? {
    guard let node = self[key] else { return nil }
    return try node.double(key)
  }
  public func bool(_ key: String) throws(ConfigError) -> Bool? {
    guard let node = self[key] else { return nil }
    return try node.bool(key)
  }
  public func choice<T: RawRepresentable & CaseIterable>(_ key: String, _ type: T.Type)
    throws(ConfigError) -> T? where T.RawValue == String
  {
    guard let node = self[key] else { return nil }
    return try node.choice(key, type)
  }

  /// A list of texts; a single text counts as a list of one.
  public func strings(_ key: String) throws(ConfigError) -> [String]? {
    guard let node = self[key] else { return nil }
    if case .scalar(let text, _) = node.value { return [text] }
    var texts: [String] = []
    for item in try node.list(key) { texts.append(try item.string(key)) }
    return texts
  }
}
