import Bytes

/// One raw record while a schema reads it.
///
/// Members are taken by name, and decoded only then; what no schema took survives as metadata.
struct Record {
  let reader: JSONReader
  private let bytes: [UInt8]
  private var members: [Member] = []
  /// The keys that have escapes, by their member's index; the others are compared in place.
  private var escapedNames: [Int: String] = [:]
  /// A bit for each length and first byte that keys have, since most names that schemas ask for are
  /// not there.
  private var keySigns: UInt64 = 0

  private struct Member {
    let key: Range<Int>
    let node: JSONNode
    var isTaken = false
  }

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
    self.reader = reader
    bytes = reader.bytes
    members.reserveCapacity(24)
    for (key, value) in reader.members(reader.root) {
      let range = reader.range(key)
      if reader.hasEscape(key) {
        escapedNames[members.count] = try? reader.string(key)
        keySigns = .max
      } else {
        keySigns |= Record.sign(
          count: range.count, first: range.isEmpty ? 0 : bytes[range.lowerBound])
      }
      members.append(Member(key: range, node: value))
    }
  }

  // MARK: Looking

  /// Of repeated keys the last one counts.
  private func index(of name: String) -> Int? {
    let utf8 = name.utf8
    let wanted = utf8.span
    let sign = Record.sign(count: wanted.count, first: wanted.isEmpty ? 0 : wanted[0])
    guard keySigns & sign != 0 else { return nil }
    var index = members.count - 1
    while index >= 0 {
      if matches(index, name, wanted) { return index }
      index -= 1
    }
    return nil
  }

  private static func sign(count: Int, first: UInt8) -> UInt64 {
    1 << ((UInt64(truncatingIfNeeded: count) &* 7 &+ UInt64(first)) & 63)
  }

  private func matches(_ index: Int, _ name: String, _ wanted: Span<UInt8>) -> Bool {
    let key = members[index].key
    if !escapedNames.isEmpty, let own = escapedNames[index] { return own == name }
    guard key.count == wanted.count else { return false }
    for offset in wanted.indices where bytes[key.lowerBound + offset] != wanted[offset] {
      return false
    }
    return true
  }

  private func name(at index: Int) -> String {
    escapedNames[index] ?? String(decoding: bytes[members[index].key], as: UTF8.self)
  }

  /// The value of a member without taking it; null is nothing.
  func peek(_ name: String) -> JSONNode? {
    guard let index = index(of: name), !reader.isNull(members[index].node) else { return nil }
    return members[index].node
  }

  func has(_ name: String) -> Bool { peek(name) != nil }
  func isNull(_ name: String) -> Bool {
    index(of: name).map { reader.isNull(members[$0].node) } ?? false
  }
  func isList(_ name: String) -> Bool { peek(name).map { reader.kind($0) == .array } ?? false }

  func names(where isWanted: (String) -> Bool) -> [String] {
    members.indices.map(name(at:)).filter(isWanted)
  }

  // MARK: Taking

  /// Marks a member as read, so that it does not become metadata; nulls need no marking.
  mutating func take(_ name: String) {
    if let index = index(of: name) { members[index].isTaken = true }
  }

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
    guard let index = index(of: name) else { return nil }
    let node = members[index].node
    switch reader.kind(node) {
    case .string:
      members[index].isTaken = true
      return node
    case .null: return nil
    default: throw RecordProblem("wrong_type", "\(name) must be a text")
    }
  }

  /// A text, a number or a truth value as text; other kinds are left alone.
  mutating func label(_ name: String) throws(RecordProblem) -> String? {
    guard let index = index(of: name) else { return nil }
    let node = members[index].node
    switch reader.kind(node) {
    case .string:
      members[index].isTaken = true
      return try Record.wellFormed { () throws(JSONError) in try reader.string(node) }
    case .number, .true, .false:
      members[index].isTaken = true
      return String(decoding: bytes[reader.range(node)], as: UTF8.self)
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
    for index in members.indices where !members[index].isTaken {
      let name = name(at: index)
      let member = members[index]
      // Searching from the end finds a repeated key at its last place.
      guard self.index(of: name) == index, !reader.isNull(member.node) else { continue }
      metadata.add(name, json: try json(member.node))
    }
  }

  func tree(_ node: JSONNode) throws(RecordProblem) -> JSONValue {
    try Record.wellFormed { () throws(JSONError) in try reader.value(node) }
  }

  private func json(_ node: JSONNode) throws(RecordProblem) -> [UInt8] {
    let token = bytes[reader.tokenRange(node)]
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
