import CJSON

/// The kind of a JSON value.
public enum JSONKind: UInt8, Sendable {
  case null, `false`, `true`, number, string, array, object
}

/// A value or a key of the text that a `JSONReader` has parsed last.
public struct JSONNode: Sendable, Hashable {
  let index: UInt32
}

/// Reads one JSON text (RFC 8259) after another into the same memory: the whole grammar is checked,
/// and values are left where they are in the text until they are asked for.
///
/// For one thread.
///
/// Numbers keep their token, so 400 digits are fine. Of repeated keys the last one counts. A lone
/// surrogate in an escape is well-formed JSON, but has no UTF-8: see `firstLoneSurrogate`.
@safe public final class JSONReader {
  /// Where the text is; ranges of nodes are ranges in it.
  public private(set) var bytes: [UInt8] = []
  // SAFETY: the address of the first of `bytes`, which are kept and never changed until both are
  // replaced together. Going through the array costs a lock on the property and two counts a value.
  private var base: UnsafePointer<UInt8>?
  // On the heap, so that the property is constant and its use needs no check of exclusive access.
  private let tape: UnsafeMutablePointer<cj_tape>
  private var textStart = 0

  /// - Parameters:
  ///   - maxDepth: arrays and objects around a value that are allowed.
  ///   - maxValues: values and keys in a text that are allowed; each takes 16 bytes.
  public init(maxDepth: Int = 256, maxValues: Int = 1 << 22) {
    unsafe tape = .allocate(capacity: 1)
    unsafe tape.initialize(to: cj_tape())
    unsafe tape.pointee.max_depth = UInt32(clamping: max(maxDepth, 0))
    unsafe tape.pointee.max_nodes = UInt32(clamping: max(maxValues, 1))
  }

  deinit {
    unsafe cj_free(tape)
    unsafe tape.deallocate()
  }

  /// Parses a part of a buffer, which is kept, not copied, until the next call.
  ///
  /// - Returns: the value at the root.
  /// - Throws: `JSONError` with the offset from the start of the range.
  @discardableResult
  public func parse(_ buffer: [UInt8], in range: Range<Int>) throws(JSONError) -> JSONNode {
    precondition(range.upperBound <= buffer.count, "\(range) of \(buffer.count) bytes")
    bytes = buffer
    textStart = range.lowerBound
    // SAFETY: the kernel reads within the array. The tape holds offsets, no pointers into it.
    let code = unsafe buffer.span.withUnsafeBufferPointer { source in
      unsafe base = source.baseAddress
      guard let base = unsafe base else { return Int32(CJ_ENDS_EARLY) }
      return unsafe cj_parse(base, range.lowerBound, range.upperBound, source.count, tape)
    }
    guard code == Int32(CJ_OK) else {
      let offset = unsafe max(Int(tape.pointee.error_offset) - textStart, 0)
      unsafe tape.pointee.count = 0
      throw JSONError(code: code, offset: offset)
    }
    return JSONNode(index: 0)
  }

  @discardableResult
  public func parse(_ buffer: [UInt8]) throws(JSONError) -> JSONNode {
    try parse(buffer, in: 0..<buffer.count)
  }

  /// Parses a copy of the text.
  @discardableResult
  public func parse(_ text: Span<UInt8>) throws(JSONError) -> JSONNode {
    try parse(unsafe text.withUnsafeBufferPointer { unsafe Array($0) })
  }

  // MARK: Nodes

  private func node(_ node: JSONNode) -> cj_node {
    // SAFETY: the tape has `count` nodes.
    guard unsafe node.index < tape.pointee.count, let nodes = unsafe tape.pointee.nodes else {
      preconditionFailure("a node of another text")
    }
    return unsafe nodes[Int(node.index)]
  }

  public var root: JSONNode { JSONNode(index: 0) }

  public func kind(_ node: JSONNode) -> JSONKind {
    JSONKind(rawValue: self.node(node).kind) ?? .null
  }

  /// Where a value is in `bytes`; of a string, the inside of the quotes, still escaped.
  public func range(_ node: JSONNode) -> Range<Int> {
    let node = self.node(node)
    return Int(node.start)..<Int(node.end)
  }

  /// Where the text of a value is in `bytes`, with a string's quotes: JSON by itself.
  public func tokenRange(_ node: JSONNode) -> Range<Int> {
    let range = range(node)
    return kind(node) == .string ? (range.lowerBound - 1)..<(range.upperBound + 1) : range
  }

  /// Bytes of the text, until the next one is parsed.
  private func text(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    // SAFETY: ranges of nodes are ranges of `bytes`, of which `base` is the first.
    unsafe UnsafeBufferPointer(start: base.map { unsafe $0 + range.lowerBound }, count: range.count)
  }

  public func hasEscape(_ node: JSONNode) -> Bool { self.node(node).flags & 1 != 0 }

  /// The first string or key with half of a surrogate pair: it cannot be unescaped.
  public var firstLoneSurrogate: JSONNode? {
    let index = unsafe tape.pointee.lone_surrogate
    return index == .max ? nil : JSONNode(index: index)
  }

  // MARK: Members and elements

  /// The last member of an object with this key; nil for other kinds of value.
  public func member(_ object: JSONNode, _ key: String) -> JSONNode? {
    let utf8 = key.utf8
    return member(object, utf8.span)
  }

  public func member(_ object: JSONNode, _ key: Span<UInt8>) -> JSONNode? {
    let parent = node(object)
    guard parent.kind == CJ_OBJECT else { return nil }
    var found: JSONNode?
    var index = object.index + 1
    while index < parent.next {
      if isKey(JSONNode(index: index), key) { found = JSONNode(index: index + 1) }
      index = node(JSONNode(index: index + 1)).next
    }
    return found
  }

  private func isKey(_ node: JSONNode, _ key: Span<UInt8>) -> Bool {
    let range = range(node)
    if hasEscape(node) {
      guard let plain = try? utf8(node) else { return false }
      return equal(plain.span, key)
    }
    guard range.count == key.count else { return false }
    return unsafe equal(text(range).span, key)
  }

  /// The members of an object in their order, repeated keys included; none for other kinds.
  public func members(_ object: JSONNode) -> JSONMembers {
    let parent = node(object)
    let end = parent.kind == CJ_OBJECT ? parent.next : object.index + 1
    return JSONMembers(reader: self, index: object.index + 1, end: end)
  }

  /// The elements of an array; none for other kinds.
  public func elements(_ array: JSONNode) -> JSONElements {
    let parent = node(array)
    let end = parent.kind == CJ_ARRAY ? parent.next : array.index + 1
    return JSONElements(reader: self, index: array.index + 1, end: end)
  }

  fileprivate func next(_ index: UInt32) -> UInt32 { node(JSONNode(index: index)).next }

  // MARK: Values

  /// The text of a string as UTF-8.
  ///
  /// - Throws: for other kinds and for a lone surrogate; the offset is from the start of the text.
  public func utf8(_ node: JSONNode) throws(JSONError) -> [UInt8] {
    var out: [UInt8] = []
    try appendUTF8(node, to: &out)
    return out
  }

  public func appendUTF8(_ node: JSONNode, to out: inout [UInt8]) throws(JSONError) {
    let inside = range(node)
    guard kind(node) == .string else {
      throw JSONError(
        offset: inside.lowerBound - textStart, problem: "expected a string, not \(kind(node))")
    }
    guard hasEscape(node) else {
      unsafe out.append(contentsOf: text(inside))
      return
    }
    do throws(JSONError) {
      unsafe try JSONEscape.unescape(text(inside).span, appendingTo: &out)
    } catch {
      let offset = inside.lowerBound - textStart + error.offset
      throw JSONError(offset: offset, problem: error.problem)
    }
  }

  public func string(_ node: JSONNode) throws(JSONError) -> String {
    if kind(node) == .string, !hasEscape(node) {
      return unsafe String(decoding: text(range(node)), as: UTF8.self)
    }
    return String(decoding: try utf8(node), as: UTF8.self)
  }

  /// The value where the token is written as an integer that fits; nil for other kinds.
  public func int(_ node: JSONNode) -> Int? {
    guard kind(node) == .number else { return nil }
    return Int(token(node))
  }

  /// The nearest double; nil where the magnitude overflows, and for other kinds.
  public func double(_ node: JSONNode) -> Double? {
    guard kind(node) == .number else { return nil }
    if let integer = shortInteger(node) { return Double(integer) }
    guard let value = Double(token(node)), value.isFinite else { return nil }
    return value
  }

  /// A number of at most 15 digits and nothing else, which a double holds exactly; read in place,
  /// since most numbers are.
  private func shortInteger(_ node: JSONNode) -> Int? {
    let digits = unsafe text(range(node)).span
    guard digits.count <= 15 else { return nil }
    var value = 0
    for index in digits.indices {
      let digit = digits[index]
      guard digit &- 0x30 < 10 else { return nil }
      value = value * 10 + Int(digit &- 0x30)
    }
    return value
  }

  private func token(_ node: JSONNode) -> String {
    unsafe String(decoding: text(range(node)), as: UTF8.self)
  }

  public func bool(_ node: JSONNode) -> Bool? {
    switch kind(node) {
    case .true: true
    case .false: false
    default: nil
    }
  }

  public func isNull(_ node: JSONNode) -> Bool { kind(node) == .null }

  /// The value as a tree.
  public func value(_ node: JSONNode) throws(JSONError) -> JSONValue {
    switch kind(node) {
    case .null: return .null
    case .false: return .bool(false)
    case .true: return .bool(true)
    case .number: return .number(JSONNumber(token: token(node)))
    case .string: return .string(try string(node))
    case .array:
      var values: [JSONValue] = []
      for element in elements(node) { values.append(try value(element)) }
      return .array(values)
    case .object:
      var object = JSONObject()
      for (key, member) in members(node) {
        object.append(key: try string(key), value: try value(member))
      }
      return .object(object)
    }
  }
}

/// The members of an object: key and value.
public struct JSONMembers: Sequence, IteratorProtocol {
  private let reader: JSONReader
  private var index: UInt32
  private let end: UInt32

  init(reader: JSONReader, index: UInt32, end: UInt32) {
    self.reader = reader
    self.index = index
    self.end = end
  }

  public mutating func next() -> (key: JSONNode, value: JSONNode)? {
    guard index < end else { return nil }
    defer { index = reader.next(index + 1) }
    return (JSONNode(index: index), JSONNode(index: index + 1))
  }
}

/// The elements of an array.
public struct JSONElements: Sequence, IteratorProtocol {
  private let reader: JSONReader
  private var index: UInt32
  private let end: UInt32

  init(reader: JSONReader, index: UInt32, end: UInt32) {
    self.reader = reader
    self.index = index
    self.end = end
  }

  public mutating func next() -> JSONNode? {
    guard index < end else { return nil }
    defer { index = reader.next(index) }
    return JSONNode(index: index)
  }
}

private func equal(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Bool {
  guard a.count == b.count else { return false }
  for index in a.indices where a[index] != b[index] { return false }
  return true
}
