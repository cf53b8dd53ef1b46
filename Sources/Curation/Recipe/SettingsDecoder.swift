// Decodes the settings of a filter from a configuration tree.
//
// A Decoder of our own, because it must say the line of a wrong value, and because it must find keys
// that the filter does not have: it notes which keys the filter asked for and compares afterwards.

/// Decodes `type` from the mapping at `node`.
///
/// - Throws: `ConfigError` for a missing key, a wrong type, or a key that `type` never asked for.
func decodeSettings<T: Decodable>(_ type: T.Type, from node: ConfigNode, of what: String)
  throws(ConfigError) -> T
{
  let decoder = SettingsDecoder(node: node, what: what)
  let value: T
  do {
    value = try T(from: decoder)
  } catch let error as ConfigError {
    throw error
  } catch {
    throw node.error("\(what): \(error)")
  }
  try decoder.checkUnasked()
  return value
}

private final class SettingsDecoder: Decoder {
  let node: ConfigNode
  let what: String
  private var asked: [String] = []
  let codingPath: [any CodingKey] = []
  let userInfo: [CodingUserInfoKey: Any] = [:]

  init(node: ConfigNode, what: String) {
    self.node = node
    self.what = what
  }

  func note(_ key: String) { asked.append(key) }

  func checkUnasked() throws(ConfigError) {
    guard case .map(let pairs) = node.value else { return }
    for pair in pairs where !asked.contains(pair.key) {
      let has =
        asked.isEmpty ? "\(what) has no settings" : unknown(pair.key, of: what, known: asked)
      throw pair.node.error(has)
    }
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .map(let pairs) = node.value else { throw node.error("\(what) must be a mapping") }
    return KeyedDecodingContainer(Keyed<Key>(decoder: self, pairs: pairs))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    Unkeyed(what: what, nodes: try node.list(what))
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer {
    Single(node: node, what: what)
  }
}

private func decodeNode<T: Decodable>(_ type: T.Type, _ node: ConfigNode, _ what: String) throws
  -> T
{
  try decodeSettings(type, from: node, of: what)
}

private struct Keyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let decoder: SettingsDecoder
  let pairs: [(key: String, node: ConfigNode)]
  let codingPath: [any CodingKey] = []
  var allKeys: [Key] { pairs.compactMap { Key(stringValue: $0.key) } }

  private func find(_ key: Key) -> ConfigNode? {
    decoder.note(key.stringValue)
    return pairs.first { $0.key == key.stringValue }?.node
  }
  private func need(_ key: Key) throws -> ConfigNode {
    guard let node = find(key) else {
      throw decoder.node.error("\(decoder.what) needs the setting \(key.stringValue)")
    }
    return node
  }

  func contains(_ key: Key) -> Bool { find(key) != nil }
  func decodeNil(forKey key: Key) throws -> Bool { find(key)?.isNull ?? true }
  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    try decodeNode(type, need(key), "\(decoder.what).\(key.stringValue)")
  }
  func nestedContainer<N: CodingKey>(keyedBy type: N.Type, forKey key: Key) throws
    -> KeyedDecodingContainer<N>
  {
    try SettingsDecoder(node: need(key), what: key.stringValue).container(keyedBy: type)
  }
  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    Unkeyed(what: key.stringValue, nodes: try need(key).list(key.stringValue))
  }
  func superDecoder() throws -> any Decoder { decoder }
  func superDecoder(forKey key: Key) throws -> any Decoder { decoder }
}

private struct Unkeyed: UnkeyedDecodingContainer {
  let what: String
  let nodes: [ConfigNode]
  var currentIndex = 0
  let codingPath: [any CodingKey] = []
  var count: Int? { nodes.count }
  var isAtEnd: Bool { currentIndex == nodes.count }

  init(what: String, nodes: [ConfigNode]) {
    self.what = what
    self.nodes = nodes
  }
  private mutating func next() -> ConfigNode {
    defer { currentIndex += 1 }
    return nodes[currentIndex]
  }
  mutating func decodeNil() throws -> Bool { false }
  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
    try decodeNode(type, next(), what)
  }
  mutating func nestedContainer<N: CodingKey>(keyedBy type: N.Type) throws
    -> KeyedDecodingContainer<N>
  {
    try SettingsDecoder(node: next(), what: what).container(keyedBy: type)
  }
  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    Unkeyed(what: what, nodes: try next().list(what))
  }
  mutating func superDecoder() throws -> any Decoder {
    SettingsDecoder(node: next(), what: what)
  }
}

private struct Single: SingleValueDecodingContainer {
  let node: ConfigNode
  let what: String
  let codingPath: [any CodingKey] = []

  func decodeNil() -> Bool { node.isNull }
  func decode(_ type: Bool.Type) throws -> Bool { try node.bool(what) }
  func decode(_ type: String.Type) throws -> String { try node.string(what) }
  func decode(_ type: Double.Type) throws -> Double { try node.double(what) }
  func decode(_ type: Float.Type) throws -> Float { Float(try node.double(what)) }
  func decode(_ type: Int.Type) throws -> Int { try count() }
  func decode(_ type: Int8.Type) throws -> Int8 { try narrow() }
  func decode(_ type: Int16.Type) throws -> Int16 { try narrow() }
  func decode(_ type: Int32.Type) throws -> Int32 { try narrow() }
  func decode(_ type: Int64.Type) throws -> Int64 { try narrow() }
  func decode(_ type: UInt.Type) throws -> UInt { try narrow() }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try narrow() }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try narrow() }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try narrow() }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try narrow() }
  func decode<T: Decodable>(_ type: T.Type) throws -> T { try decodeNode(type, node, what) }

  /// Whole numbers of settings are counts and sizes; the bound keeps sums and small multiples of them
  /// from overflowing.
  private func count() throws -> Int {
    let number = try node.int(what)
    guard (0...1_000_000_000_000).contains(number) else {
      throw node.error("\(what) must be 0...1_000_000_000_000, not \(number)")
    }
    return number
  }

  private func narrow<T: FixedWidthInteger>() throws -> T {
    let number = try node.int(what)
    guard let value = T(exactly: number) else { throw node.error("\(what) is out of range") }
    return value
  }
}
