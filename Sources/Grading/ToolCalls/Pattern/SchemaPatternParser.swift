// The syntax tree and the parser of the regular expressions of JSON Schema: ECMA-262, in Unicode
// mode, https://tc39.es/ecma262/#sec-patterns. Lenient where Annex B is: an escape without meaning
// stands for its character, a brace that begins no quantifier for itself. Not supported, and said so:
// back references, inline flags, `\p` of scripts.

/// Why a pattern cannot be used.
public struct SchemaPatternError: Error, Sendable, Equatable {
  public let problem: String
  /// In Unicode scalars from the start of the pattern.
  public let offset: Int
}

/// A regular expression as a tree.
indirect enum SchemaPatternNode: Sendable {
  case empty
  case set(ScalarSet)
  case sequence([SchemaPatternNode])
  case either([SchemaPatternNode])
  /// A nil maximum is without bound.
  case repeated(SchemaPatternNode, minimum: Int, maximum: Int?)
  case start
  case end
  case wordBoundary(isNegated: Bool)
  case look(SchemaPatternNode, isAhead: Bool, isNegated: Bool)
}

/// A recursive-descent parser of patterns.
struct SchemaPatternParser {
  private let scalars: [Unicode.Scalar]
  private var at = 0
  private var depth = 0

  init(_ pattern: String) { scalars = Array(pattern.unicodeScalars) }

  static func parse(_ pattern: String) throws(SchemaPatternError) -> SchemaPatternNode {
    var parser = SchemaPatternParser(pattern)
    let node = try parser.alternatives()
    guard parser.at == parser.scalars.count else { throw parser.error("a ')' without its '('") }
    return node
  }

  private func error(_ problem: String) -> SchemaPatternError {
    SchemaPatternError(problem: problem, offset: at)
  }
  private var peek: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

  private mutating func take(_ word: String) -> Bool {
    guard scalars[at...].starts(with: word.unicodeScalars) else { return false }
    at += word.unicodeScalars.count
    return true
  }

  private mutating func alternatives() throws(SchemaPatternError) -> SchemaPatternNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 100 else { throw error("nested deeper than 100") }
    var branches = [try sequence()]
    while take("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .either(branches)
  }

  private mutating func sequence() throws(SchemaPatternError) -> SchemaPatternNode {
    var items: [SchemaPatternNode] = []
    while let scalar = peek, scalar != "|", scalar != ")" {
      let item = try term(scalar)
      items.append(try quantified(item))
    }
    return items.count == 1 ? items[0] : items.isEmpty ? .empty : .sequence(items)
  }

  private mutating func term(_ scalar: Unicode.Scalar) throws(SchemaPatternError)
    -> SchemaPatternNode
  {
    at += 1
    switch scalar {
    case "^": return .start
    case "$": return .end
    case ".": return .set(.dot)
    case "(": return try group()
    case "[": return .set(try scalarClass())
    case "\\": return try escape()
    case "*", "+", "?":
      at -= 1
      throw error("nothing to repeat")
    default: return .set(ScalarSet(scalar))
    }
  }

  private mutating func group() throws(SchemaPatternError) -> SchemaPatternNode {
    var look: (isAhead: Bool, isNegated: Bool)?
    if take("?=") {
      look = (true, false)
    } else if take("?!") {
      look = (true, true)
    } else if take("?<=") {
      look = (false, false)
    } else if take("?<!") {
      look = (false, true)
    } else if take("?<") || take("?P<") {
      while let scalar = peek, scalar != ">" { at += scalar == ")" ? scalars.count : 1 }
      guard take(">") else { throw error("a group's name that never ends") }
    } else if peek == "?", !take("?:") {
      throw error("a kind of group that is not supported")
    }
    let body = try alternatives()
    guard take(")") else { throw error("a '(' without its ')'") }
    return look.map { .look(body, isAhead: $0.isAhead, isNegated: $0.isNegated) } ?? body
  }

  private mutating func quantified(_ node: SchemaPatternNode) throws(SchemaPatternError)
    -> SchemaPatternNode
  {
    guard let (minimum, maximum) = try quantifier() else { return node }
    _ = take("?")  // laziness does not change whether there is a match
    if case .look = node { throw error("a look-around that repeats") }
    return .repeated(node, minimum: minimum, maximum: maximum)
  }

  private mutating func quantifier() throws(SchemaPatternError) -> (Int, Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    let start = at
    guard take("{"), let minimum = number() else {
      at = start
      return nil
    }
    var maximum: Int? = minimum
    if take(",") { maximum = number() }
    guard take("}") else {
      at = start
      return nil
    }
    if let maximum, maximum < minimum { throw error("a quantifier that counts backwards") }
    return (minimum, maximum)
  }

  private mutating func number() -> Int? {
    let start = at
    var value = 0
    while let digit = peek.flatMap({ Int(String($0)) }), peek?.isASCII == true {
      value = min(value * 10 + digit, 1_000_000)
      at += 1
    }
    return at > start ? value : nil
  }

  // MARK: Escapes

  private mutating func escape() throws(SchemaPatternError) -> SchemaPatternNode {
    guard let scalar = peek else { throw error("a backslash at the end") }
    switch scalar {
    case "b", "B":
      at += 1
      return .wordBoundary(isNegated: scalar == "B")
    case "1"..."9", "k": throw error("a back reference, which is not supported")
    default: return .set(try escapedSet())
    }
  }

  /// What follows a backslash, inside a class or outside.
  private mutating func escapedSet() throws(SchemaPatternError) -> ScalarSet {
    guard let scalar = peek else { throw error("a backslash at the end") }
    at += 1
    switch scalar {
    case "d": return .digits
    case "D": return .digits.inverted
    case "w": return .words
    case "W": return .words.inverted
    case "s": return .spaces
    case "S": return .spaces.inverted
    case "p", "P": return try property(isNegated: scalar == "P")
    case "t": return ScalarSet("\t")
    case "n": return ScalarSet("\n")
    case "r": return ScalarSet("\r")
    case "v": return ScalarSet("\u{0B}")
    case "f": return ScalarSet("\u{0C}")
    case "0": return ScalarSet("\0")
    case "c": return try control()
    case "x": return ScalarSet(try hex(2) ?? scalar)
    case "u": return ScalarSet(try unicodeEscape() ?? scalar)
    default: return ScalarSet(scalar)
    }
  }

  private mutating func control() throws(SchemaPatternError) -> ScalarSet {
    guard let letter = peek, letter.isASCII, letter.properties.isAlphabetic else {
      throw error("'\\c' without its letter")
    }
    at += 1
    return ScalarSet(Unicode.Scalar(UInt8(letter.value % 32)))
  }

  private mutating func hex(_ count: Int) throws(SchemaPatternError) -> Unicode.Scalar? {
    guard let value = hexValue(count) else { return nil }
    return Unicode.Scalar(value)
  }

  private mutating func hexValue(_ count: Int) -> UInt32? {
    guard at + count <= scalars.count else { return nil }
    let digits = scalars[at..<at + count].map { Character($0).hexDigitValue }
    guard digits.allSatisfy({ $0 != nil }) else { return nil }
    at += count
    return digits.reduce(0) { $0 * 16 + UInt32($1 ?? 0) }
  }

  /// `\uXXXX`, a pair of surrogates, or `\u{X…}`.
  private mutating func unicodeEscape() throws(SchemaPatternError) -> Unicode.Scalar? {
    if take("{") {
      let start = at
      while let scalar = peek, scalar != "}" { at += 1 }
      let value = UInt32(String(String.UnicodeScalarView(scalars[start..<at])), radix: 16)
      guard take("}"), let scalar = value.flatMap(Unicode.Scalar.init) else {
        throw error("'\\u{' without a code point")
      }
      return scalar
    }
    guard let first = hexValue(4) else { return nil }
    guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) }
    guard take("\\u"), let second = hexValue(4), (0xDC00..<0xE000).contains(second) else {
      throw error("a lone surrogate")
    }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
  }

  private mutating func property(isNegated: Bool) throws(SchemaPatternError) -> ScalarSet {
    guard take("{") else { throw error("'\\p' without its '{'") }
    let start = at
    while let scalar = peek, scalar != "}" { at += 1 }
    let name = String(String.UnicodeScalarView(scalars[start..<at]))
    guard take("}"), let set = ScalarSet(property: name) else {
      throw error("a property that is not known")
    }
    return isNegated ? set.inverted : set
  }

  // MARK: Classes

  private mutating func scalarClass() throws(SchemaPatternError) -> ScalarSet {
    let isNegated = take("^")
    var set = ScalarSet()
    while let scalar = peek, scalar != "]" {
      let low = try classAtom(scalar)
      guard peek == "-", at + 1 < scalars.count, scalars[at + 1] != "]", let first = low.single
      else {
        set.formUnion(low)
        continue
      }
      at += 1
      let high = try classAtom(scalars[at])
      guard let last = high.single else {
        set.formUnion(low)
        set.formUnion(ScalarSet("-"))
        set.formUnion(high)
        continue
      }
      guard first <= last else { throw error("a range that counts backwards") }
      set.insert(first...last)
    }
    guard take("]") else { throw error("a '[' without its ']'") }
    return isNegated ? set.inverted : set
  }

  private mutating func classAtom(_ scalar: Unicode.Scalar) throws(SchemaPatternError) -> ScalarSet
  {
    at += 1
    guard scalar == "\\" else { return ScalarSet(scalar) }
    if take("b") { return ScalarSet("\u{08}") }
    return try escapedSet()
  }
}
