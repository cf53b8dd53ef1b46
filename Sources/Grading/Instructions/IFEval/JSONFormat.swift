internal import Bytes

/// detectable_format:json_format: the response is JSON, perhaps in one code fence.
///
/// The reference takes what Python's `json.loads` takes: any value, NaN and Infinity, repeated keys;
/// not a byte-order mark, raw control characters in strings, or an integer of more than 4,300
/// digits. The literal reading wants JSON (RFC 8259), and an object or an array.
struct JSONFormat: Instruction {
  private let reading: InstructionReading

  init(_ arguments: InstructionArguments, _ context: InstructionContext) {
    reading = context.reading
  }

  func isFollowed(by response: ScalarText) -> Bool {
    var text = response.trimmed()
    for fence in ["```json", "```Json", "```JSON", "```"] as [ScalarText] {
      text = text.removing(prefix: fence)
    }
    text = text.removing(suffix: "```").trimmed()
    guard reading == .literal else { return PythonJSON.isValid(text) }
    guard let value = try? JSONValue(parsing: Array(text.string.utf8)) else { return false }
    return value.object != nil || value.array != nil
  }
}

/// The language that Python's `json.loads` accepts.
struct PythonJSON {
  private let text: [UInt32]
  private var place = 0
  private var depth = 0

  // The reference's decoder recurses at most about as deep.
  private static let maxDepth = 900
  private static let maxIntegerDigits = 4_300

  static func isValid(_ text: ScalarText) -> Bool {
    var parser = PythonJSON(text: Array(text.scalars))
    return parser.skipSpace() && parser.value() && parser.skipSpace()
      && parser.place == parser.text.count
  }

  private init(text: [UInt32]) { self.text = text }

  private var next: UInt32? { place < text.count ? text[place] : nil }

  private mutating func skipSpace() -> Bool {
    while let value = next, [0x20, 0x09, 0x0A, 0x0D].contains(value) { place += 1 }
    return true
  }

  private mutating func take(_ literal: String) -> Bool {
    let wanted = literal.unicodeScalars.map(\.value)
    guard text[place...].starts(with: wanted) else { return false }
    place += wanted.count
    return true
  }

  private mutating func value() -> Bool {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maxDepth, let first = next else { return false }
    switch Unicode.Scalar(first) {
    case "\"": return string()
    case "{": return object()
    case "[": return array()
    default: break
    }
    for word in ["null", "true", "false", "NaN", "Infinity", "-Infinity"] where take(word) {
      return true
    }
    return number()
  }

  private mutating func object() -> Bool {
    place += 1
    _ = skipSpace()
    if take("}") { return true }
    while true {
      _ = skipSpace()
      guard next == scalar("\""), string(), skipSpace(), take(":"), skipSpace(), value() else {
        return false
      }
      _ = skipSpace()
      if take("}") { return true }
      guard take(",") else { return false }
    }
  }

  private mutating func array() -> Bool {
    place += 1
    _ = skipSpace()
    if take("]") { return true }
    while true {
      guard skipSpace(), value(), skipSpace() else { return false }
      if take("]") { return true }
      guard take(",") else { return false }
    }
  }

  private mutating func string() -> Bool {
    place += 1
    while let value = next {
      place += 1
      if value == scalar("\"") { return true }
      if value < 0x20 { return false }
      if value == scalar("\\"), !escape() { return false }
    }
    return false
  }

  private mutating func escape() -> Bool {
    guard let kind = next else { return false }
    place += 1
    guard kind == scalar("u") else {
      return "\"\\/bfnrt".unicodeScalars.contains { $0.value == kind }
    }
    for _ in 0..<4 {
      guard let digit = next.flatMap(Unicode.Scalar.init), digit.isASCII,
        Character(digit).isHexDigit
      else { return false }
      place += 1
    }
    return true
  }

  private mutating func number() -> Bool {
    _ = take("-")
    let start = place
    guard digits() > 0 else { return false }
    if text[start] == scalar("0") { place = start + 1 }
    let whole = place - start
    let isFraction = takeFraction()
    let isPower = takePower()
    return isFraction || isPower || whole <= Self.maxIntegerDigits
  }

  private mutating func digits() -> Int {
    let start = place
    while let digit = next, (0x30...0x39).contains(digit) { place += 1 }
    return place - start
  }

  private mutating func takeFraction() -> Bool {
    let start = place
    if take("."), digits() > 0 { return true }
    place = start
    return false
  }

  private mutating func takePower() -> Bool {
    let start = place
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      if digits() > 0 { return true }
    }
    place = start
    return false
  }
}
