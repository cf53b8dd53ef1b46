import Bytes

/// One raw record while a schema reads it.
///
/// Members are taken by name, and decoded only then; what no schema took survives as metadata.
struct Record {
  let reader: JSONReader
  private let names: [String]
  private let nodes: [JSONNode]
  private var isTaken: [Bool]

  /// Reads the object that `reader` has parsed last.
  ///
  /// - Throws: `not_an_object`, `lone_surrogate`.
  init(_ reader: JSONReader) throws(RecordProblem) {
    guard reader.kind(reader.root) == .object else {
      throw RecordProblem("not_an_object", "the record is JSON but no object")
    }
    guard reader.firstLoneSurrogate == nil else {
      throw RecordProblem("lone_surrogate", "the record has half of a surrogate pair")
    }
    var names: [String] = []
    var nodes: [JSONNode] = []
    for (key, value) in reader.members(reader.root) {
      names.append(try Record.wellFormed { () throws(JSONError) in try reader.string(key) })
      nodes.append(value)
    }
    self.reader = reader
    self.names = names
    self.nodes = nodes
    isTaken = Array(repeating: false, count: names.count)
  }

  /// The value of a member without taking it; of repeated keys the last one counts, null is nothing.
  func peek(_ name: String) -> JSONNode? {
    guard let index = names.lastIndex(of: name), reader.kind(nodes[index]) != .null else {
      return nil
    }
    return nodes[index]
  }

  func has(_ name: String) -> Bool { peek(name) != nil }
  func isNull(_ name: String) -> Bool { names.contains(name) && !has(name) }
  func isList(_ name: String) -> Bool { peek(name).map { reader.kind($0) == .array } ?? false }

  func names(where isWanted: (String) -> Bool) -> [String] { names.filter(isWanted) }

  /// Marks a member as read, so that it does not become metadata. Nulls need no marking.
  mutating func take(_ name: String) {
    for index in names.indices where names[index] == name { isTaken[index] = true }
  }

  // MARK: Taking

  /// A text; nil where the member is missing or null.
  ///
  /// - Throws: `wrong_type`.
  mutating func text(_ name: String) throws(RecordProblem) -> String? {
    guard let node = try string(name) else { return nil }
    return try Record.wellFormed { () throws(JSONError) in try reader.string(node) }
  }

  /// The text of the first of these members that is there.
  mutating func text(firstOf names: String...) throws(RecordProblem) -> String? {
    guard let name = names.first(where: has) else { return nil }
    return try text(name)
  }

  /// The bytes of a text.
  mutating func bytes(_ name: String) throws(RecordProblem) -> [UInt8]? {
    guard let node = try string(name) else { return nil }
    return try Record.wellFormed { () throws(JSONError) in try reader.utf8(node) }
  }

  private mutating func string(_ name: String) throws(RecordProblem) -> JSONNode? {
    guard let node = peek(name) else { return nil }
    guard reader.kind(node) == .string else {
      throw RecordProblem("wrong_type", "\(name) must be a text")
    }
    take(name)
    return node
  }

  /// A text, a number or a truth value as text; other kinds are left alone.
  mutating func label(_ name: String) throws(RecordProblem) -> String? {
    guard let node = peek(name) else { return nil }
    switch reader.kind(node) {
    case .string: return try text(name)
    case .number, .true, .false:
      take(name)
      return String(decoding: reader.bytes[reader.range(node)], as: UTF8.self)
    default: return nil
    }
  }

  /// Any value as a tree.
  mutating func value(_ name: String) throws(RecordProblem) -> JSONValue? {
    guard let node = peek(name) else { return nil }
    take(name)
    return try tree(node)
  }

  /// A list, or a text that is the JSON of one, as some releases write it.
  mutating func list(_ name: String) throws(RecordProblem) -> [JSONValue]? {
    guard let value = try value(name) else { return nil }
    if let list = value.array { return list }
    if let text = value.string, let list = (try? JSONValue(parsing: text))?.array { return list }
    throw RecordProblem("wrong_type", "\(name) must be a list")
  }

  /// The JSON of a value as it was written, on one line.
  mutating func json(_ name: String) throws(RecordProblem) -> [UInt8]? {
    guard let node = peek(name) else { return nil }
    take(name)
    return try json(node)
  }

  // MARK: The rest

  /// Adds the members that nobody took.
  func addRest(to metadata: inout Metadata) throws(RecordProblem) {
    var seen: Set<String> = []
    for index in names.indices.reversed() where !isTaken[index] {
      guard seen.insert(names[index]).inserted, reader.kind(nodes[index]) != .null else { continue }
      metadata.add(names[index], json: try json(nodes[index]))
    }
  }

  func tree(_ node: JSONNode) throws(RecordProblem) -> JSONValue {
    try Record.wellFormed { () throws(JSONError) in try reader.value(node) }
  }

  private func json(_ node: JSONNode) throws(RecordProblem) -> [UInt8] {
    let token = reader.bytes[reader.tokenRange(node)]
    // A pretty-printed record would break the lines of the pool.
    guard token.contains(0x0A) || token.contains(0x0D) else { return Array(token) }
    return try tree(node).encoded
  }

  /// Lone surrogates are found before anything is taken, so this never throws in practice.
  private static func wellFormed<T>(_ body: () throws(JSONError) -> T) throws(RecordProblem) -> T {
    do throws(JSONError) {
      return try body()
    } catch {
      throw RecordProblem(error)
    }
  }
}
