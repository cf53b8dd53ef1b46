import Bytes

// Calls in the syntax of Python: `[get_weather(city="Paris"), now()]`. Only read, never evaluated:
// arguments must be keywords with literal values (https://docs.python.org/3/reference/lexical_analysis
// and `ast.literal_eval`); an expression, a nested call, a positional or starred argument is no call
// that can be graded. `true`, `false` and `null` are taken for Python's, since models mix them up.

/// Parses Python calls from a part of a text.
struct PythonCalls {
  private let bytes: [UInt8]
  private let end: Int
  private(set) var at: Int
  private var depth = 0

  /// The text is not what the parser reads; where does not matter, since nothing is shown of it.
  struct Failure: Error {}

  init(_ bytes: [UInt8], _ region: Range<Int>) {
    self.bytes = bytes
    (at, end) = (region.lowerBound, region.upperBound)
  }

  /// The calls of a region that holds nothing else, or nil.
  ///
  /// They stand in a list, or one after the other with line ends, commas or semicolons between.
  static func parse(_ bytes: [UInt8], _ region: Range<Int>) -> [ToolCall]? {
    var parser = PythonCalls(bytes, region)
    guard let calls = try? parser.calls() else { return nil }
    parser.skipSpace()
    return parser.at == parser.end ? calls : nil
  }

  mutating func calls() throws(Failure) -> [ToolCall] {
    skipSpace()
    if take(UInt8(ascii: "[")) {
      let calls = try list(until: UInt8(ascii: "]")) { parser throws(Failure) in try parser.call() }
      return calls
    }
    var calls = [try call()]
    while true {
      let before = at
      skipSpace()
      while take(UInt8(ascii: ";")) || take(UInt8(ascii: ",")) { skipSpace() }
      guard at < end, Self.isNameStart(bytes[at]) else {
        at = before
        return calls
      }
      calls.append(try call())
    }
  }

  private mutating func call() throws(Failure) -> ToolCall {
    skipSpace()
    let name = try dottedName()
    skipSpace()
    guard take(UInt8(ascii: "(")) else { throw Failure() }
    var arguments = JSONObject()
    _ = try list(until: UInt8(ascii: ")")) { parser throws(Failure) in
      let key = try parser.name()
      parser.skipSpace()
      guard parser.take(UInt8(ascii: "=")), arguments.value(key) == nil else { throw Failure() }
      arguments[key] = try parser.value()
      return key
    }
    return ToolCall(name: name, arguments: arguments)
  }

  /// Items separated by commas, a comma after the last allowed, and the closing mark.
  private mutating func list<T>(
    until close: UInt8, _ item: (inout PythonCalls) throws(Failure) -> T
  ) throws(Failure) -> [T] {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 100 else { throw Failure() }
    var items: [T] = []
    while true {
      skipSpace()
      if take(close) { return items }
      items.append(try item(&self))
      skipSpace()
      if take(UInt8(ascii: ",")) { continue }
      guard take(close) else { throw Failure() }
      return items
    }
  }

  // MARK: Names and space

  private var peek: UInt8? { at < end ? bytes[at] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    at += 1
    return true
  }

  /// White space, and comments.
  private mutating func skipSpace() {
    while let byte = peek {
      if byte == UInt8(ascii: "#") {
        while let byte = peek, byte != UInt8(ascii: "\n") { at += 1 }
      } else if byte <= 0x20 {
        at += 1
      } else {
        return
      }
    }
  }

  static func isNameStart(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "_") || byte >= 0x80
  }

  private mutating func name() throws(Failure) -> String {
    let start = at
    guard let first = peek, Self.isNameStart(first) else { throw Failure() }
    while let byte = peek, Self.isNameStart(byte) || (0x30...0x39).contains(byte) { at += 1 }
    guard let name = String(validating: bytes[start..<at], as: UTF8.self) else { throw Failure() }
    return name
  }

  private mutating func dottedName() throws(Failure) -> String {
    var whole = try name()
    while take(UInt8(ascii: ".")) { whole += "." + (try name()) }
    return whole
  }

  // MARK: Values

  private mutating func value() throws(Failure) -> JSONValue {
    skipSpace()
    guard let byte = peek else { throw Failure() }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return .string(try strings())
    case UInt8(ascii: "["):
      at += 1
      return .array(
        try list(until: UInt8(ascii: "]")) { parser throws(Failure) in
          try parser.value()
        })
    case UInt8(ascii: "("): return try tuple()
    case UInt8(ascii: "{"): return .object(try dictionary())
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), 0x30...0x39:
      return .number(JSONNumber(token: try number()))
    default: return try word()
    }
  }

  /// A tuple, or a value in parentheses.
  private mutating func tuple() throws(Failure) -> JSONValue {
    at += 1
    let items = try list(until: UInt8(ascii: ")")) { parser throws(Failure) in try parser.value() }
    var before = at - 2
    while before >= 0, bytes[before] <= 0x20 { before -= 1 }
    let hasTrailingComma = before >= 0 && bytes[before] == UInt8(ascii: ",")
    return items.count == 1 && !hasTrailingComma ? items[0] : .array(items)
  }

  private mutating func dictionary() throws(Failure) -> JSONObject {
    at += 1
    var object = JSONObject()
    _ = try list(until: UInt8(ascii: "}")) { parser throws(Failure) in
      let key = try parser.value()
      parser.skipSpace()
      guard parser.take(UInt8(ascii: ":")) else { throw Failure() }
      let value = try parser.value()
      switch key {
      case .string(let text): object[text] = value
      case .number, .bool, .null: object[key.text] = value
      default: throw Failure()
      }
      return true
    }
    return object
  }

  private mutating func word() throws(Failure) -> JSONValue {
    let start = at
    let word = try name()
    switch word {
    case "True", "true": return .bool(true)
    case "False", "false": return .bool(false)
    case "None", "null": return .null
    default:
      guard peek == UInt8(ascii: "\"") || peek == UInt8(ascii: "'") else { throw Failure() }
      at = start
      return .string(try strings())
    }
  }

  // MARK: Numbers

  /// An integer or a float as a token of JSON; underscores and other bases are rewritten.
  private mutating func number() throws(Failure) -> String {
    let isNegative = peek == UInt8(ascii: "-")
    if isNegative || peek == UInt8(ascii: "+") { at += 1 }
    while peek == 0x20 { at += 1 }
    let start = at
    while let byte = peek {
      let isSign = byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
      let isAfterExponent = at > start && bytes[at - 1] | 0x20 == UInt8(ascii: "e")
      let isHex = at - start > 1 && bytes[start + 1] | 0x20 == UInt8(ascii: "x")
      guard
        Self.isNameStart(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: ".")
          || isSign && isAfterExponent && !isHex
      else { break }
      at += 1
    }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    guard let token = Self.token(text) else { throw Failure() }
    return (isNegative ? "-" : "") + token
  }

  private static func token(_ text: String) -> String? {
    guard !text.hasPrefix("_"), !text.hasSuffix("_"), !text.contains("__") else { return nil }
    let digits = text.filter { $0 != "_" }.lowercased()
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where digits.hasPrefix(prefix) {
      return UInt64(digits.dropFirst(2), radix: radix).map { String($0) }
    }
    let exponentAt = digits.firstIndex(of: "e") ?? digits.endIndex
    let parts = digits[..<exponentAt].split(
      separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let isFloat = parts.count == 2 || exponentAt != digits.endIndex
    let whole = parts[0]
    let fraction = parts.count == 2 ? parts[1] : ""
    guard (whole + fraction).utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      !(whole.isEmpty && fraction.isEmpty)
    else { return nil }
    let stripped = whole.drop { $0 == "0" }
    if !isFloat, whole.hasPrefix("0"), !stripped.isEmpty { return nil }  // 007 is an error
    var token = stripped.isEmpty ? "0" : String(stripped)
    if parts.count == 2 { token += "." + (fraction.isEmpty ? "0" : fraction) }
    guard exponentAt != digits.endIndex else { return token }
    let exponent = digits[digits.index(after: exponentAt)...]
    guard Int(exponent) != nil else { return nil }
    return token + "e" + exponent
  }

  // MARK: Strings

  /// One string, or several side by side, which Python joins.
  private mutating func strings() throws(Failure) -> String {
    var whole: [UInt8] = []
    while true {
      var literal = PythonString(bytes, at: at, end: end)
      guard let text = literal.parse() else { throw Failure() }
      whole += text
      at = literal.at
      let before = at
      skipSpace()
      guard PythonString.begins(bytes, at: at, end: end) else {
        at = before
        break
      }
    }
    guard let text = String(validating: whole, as: UTF8.self) else { throw Failure() }
    return text
  }
}
