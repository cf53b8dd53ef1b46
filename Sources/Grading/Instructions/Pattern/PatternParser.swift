// The grammar of Python 3.11's `re`: what is an error there is an error here, since a keyword that
// the reference cannot compile has no verdict.

struct PatternParser {
  private let source: [UInt32]
  private var place = 0
  private var depth = 0
  private var names: [ScalarText: Int] = [:]
  private var openGroups: Set<Int> = []
  private(set) var groupCount = 0

  private static let maxDepth = 100
  private static let maxRepeat = 1 << 20

  init(_ source: ScalarText) { self.source = Array(source.scalars) }

  /// Parses the whole source.
  mutating func parse() throws(Undecided) -> PatternNode {
    let node = try parseAlternatives()
    guard place == source.count else { throw .badPattern }  // an unbalanced parenthesis
    return node
  }

  private var next: UInt32? { place < source.count ? source[place] : nil }

  private mutating func take(_ literal: Unicode.Scalar) -> Bool {
    guard next == literal.value else { return false }
    place += 1
    return true
  }

  private mutating func takeText(_ text: String) -> Bool {
    let wanted = text.unicodeScalars.map(\.value)
    guard source[place...].starts(with: wanted) else { return false }
    place += wanted.count
    return true
  }

  private mutating func parseAlternatives() throws(Undecided) -> PatternNode {
    depth += 1
    guard depth <= Self.maxDepth else { throw .badPattern }
    defer { depth -= 1 }
    var branches = [try parseSequence()]
    while take("|") { branches.append(try parseSequence()) }
    return branches.count == 1 ? branches[0] : .alternatives(branches)
  }

  private mutating func parseSequence() throws(Undecided) -> PatternNode {
    var nodes: [PatternNode] = []
    while let scalar = next, scalar != 0x7C, scalar != 0x29 {
      guard let atom = try parseAtom() else { continue }
      nodes.append(try parseRepeat(of: atom))
    }
    return .sequence(nodes)
  }

  // MARK: repeats

  private mutating func parseRepeat(of atom: PatternNode) throws(Undecided) -> PatternNode {
    guard let bounds = try parseBounds() else { return atom }
    if case .assertion = atom { throw .badPattern }  // nothing to repeat
    let greed: PatternNode.Greed = take("?") ? .lazy : take("+") ? .possessive : .greedy
    let start = place
    if try parseBounds() != nil {
      place = start
      throw .badPattern  // a repeat of a repeat
    }
    return .repeated(atom, atLeast: bounds.lowerBound, atMost: bounds.upperBound, greed)
  }

  private mutating func parseBounds() throws(Undecided) -> ClosedRange<Int>? {
    if take("*") { return 0...Int.max }
    if take("+") { return 1...Int.max }
    if take("?") { return 0...1 }
    return try parseBraces()
  }

  /// `{2}`, `{2,}`, `{,3}`, `{2,3}`; other braces are literal.
  private mutating func parseBraces() throws(Undecided) -> ClosedRange<Int>? {
    let start = place
    guard take("{") else { return nil }
    let low = try parseNumber()
    let hasComma = take(",")
    let high = hasComma ? try parseNumber() : low
    guard take("}"), low != nil || hasComma else {
      place = start
      return nil
    }
    let least = low ?? 0
    let most = high ?? Int.max
    guard least <= most else { throw .badPattern }
    return least...most
  }

  private mutating func parseNumber() throws(Undecided) -> Int? {
    var value: Int?
    while let digit = next, (0x30...0x39).contains(digit) {
      value = (value ?? 0) * 10 + Int(digit - 0x30)
      guard value ?? 0 <= Self.maxRepeat else { throw .badPattern }
      place += 1
    }
    return value
  }

  // MARK: atoms

  /// One atom; nil for a comment, which is none.
  private mutating func parseAtom() throws(Undecided) -> PatternNode? {
    guard let scalar = next else { throw .badPattern }
    place += 1
    switch Unicode.Scalar(scalar) {
    case ".": return .any
    case "^": return .assertion(.textStart)
    case "$": return .assertion(.lastLineEnd)
    case "(": return try parseGroup()
    case "[": return .set(try parseSet())
    case "\\": return try parseEscape()
    case "*", "+", "?": throw .badPattern  // nothing to repeat
    case "{":
      place -= 1
      if try parseBraces() != nil { throw .badPattern }
      place += 1
      return .scalar(scalar)
    default: return .scalar(scalar)
    }
  }

  private mutating func parseGroup() throws(Undecided) -> PatternNode? {
    guard take("?") else { return try parseCapture(name: nil) }
    if takeText("#") {
      guard let end = source[place...].firstIndex(of: 0x29) else { throw .badPattern }
      place = end + 1
      return nil
    }
    if takeText("P<") { return try parseCapture(name: try parseName(until: ">")) }
    if takeText("P=") {
      guard let index = names[try parseName(until: ")")] else { throw .badPattern }
      return .backreference(index)
    }
    if take(":") { return try close(.group(try parseAlternatives(), index: nil)) }
    if take(">") { return try close(.atomic(try parseAlternatives())) }
    if take("=") { return try parseLook(isAhead: true, isNegated: false) }
    if take("!") { return try parseLook(isAhead: true, isNegated: true) }
    if takeText("<=") { return try parseLook(isAhead: false, isNegated: false) }
    if takeText("<!") { return try parseLook(isAhead: false, isNegated: true) }
    throw .badPattern
  }

  private mutating func close(_ node: PatternNode) throws(Undecided) -> PatternNode {
    guard take(")") else { throw .badPattern }
    return node
  }

  private mutating func parseLook(isAhead: Bool, isNegated: Bool) throws(Undecided) -> PatternNode {
    let node = try parseAlternatives()
    guard isAhead || node.width != nil else { throw .badPattern }
    return try close(.look(node, isAhead: isAhead, isNegated: isNegated))
  }

  private mutating func parseCapture(name: ScalarText?) throws(Undecided) -> PatternNode {
    groupCount += 1
    let index = groupCount
    if let name {
      guard names.updateValue(index, forKey: name) == nil else { throw .badPattern }
    }
    openGroups.insert(index)
    let node = try close(.group(try parseAlternatives(), index: index))
    openGroups.remove(index)
    return node
  }

  private mutating func parseName(until end: Unicode.Scalar) throws(Undecided) -> ScalarText {
    let start = place
    let table = CharacterTable.shared
    while let scalar = next, table[scalar].contains(.word) { place += 1 }
    let name = ScalarText(source[start..<place])
    guard let first = name.scalars.first, !table[first].contains(.digit), take(end) else {
      throw .badPattern
    }
    return name
  }

  // MARK: escapes and sets

  private mutating func parseEscape() throws(Undecided) -> PatternNode {
    guard let scalar = next else { throw .badPattern }
    switch Unicode.Scalar(scalar) {
    case "A": place += 1; return .assertion(.textStart)
    case "Z": place += 1; return .assertion(.textEnd)
    case "b": place += 1; return .assertion(.wordBoundary)
    case "B": place += 1; return .assertion(.noWordBoundary)
    default: break
    }
    if (0x31...0x39).contains(scalar) { return try parseReference() }
    if let (kind, isNegated) = takeClass() {
      var set = PatternSet()
      set.insert(kind, isNegated: isNegated)
      return .set(set)
    }
    return .scalar(try parseEscapedScalar())
  }

  private mutating func takeClass() -> (CharacterClass, Bool)? {
    guard let scalar = next else { return nil }
    let found: (CharacterClass, Bool)? =
      switch Unicode.Scalar(scalar) {
      case "d": (.decimal, false)
      case "D": (.decimal, true)
      case "s": (.space, false)
      case "S": (.space, true)
      case "w": (.word, false)
      case "W": (.word, true)
      default: nil
      }
    if found != nil { place += 1 }
    return found
  }

  /// `\1` to `\99`; three octal digits are a scalar.
  private mutating func parseReference() throws(Undecided) -> PatternNode {
    let digits = source[place...].prefix { (0x30...0x39).contains($0) }.prefix(3)
    let isOctal = digits.count == 3 && digits.allSatisfy { $0 < 0x38 }
    if isOctal { return .scalar(try parseOctal(digits: 3)) }
    let short = digits.prefix(2)
    place += short.count
    let index = short.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    guard index <= groupCount, !openGroups.contains(index) else { throw .badPattern }
    return .backreference(index)
  }

  private mutating func parseEscapedScalar() throws(Undecided) -> UInt32 {
    guard let scalar = next else { throw .badPattern }
    place += 1
    switch Unicode.Scalar(scalar) {
    case "n": return 0x0A
    case "t": return 0x09
    case "r": return 0x0D
    case "f": return 0x0C
    case "v": return 0x0B
    case "a": return 0x07
    case "x": return try parseHex(digits: 2)
    case "u": return try parseHex(digits: 4)
    case "U": return try parseHex(digits: 8)
    case "0": return try parseOctal(digits: 2)
    default: break
    }
    // Other letters and digits have no meaning after a backslash, now or yet.
    let isReserved =
      (0x30...0x39).contains(scalar) || (0x41...0x5A).contains(scalar)
      || (0x61...0x7A).contains(scalar)
    guard !isReserved else { throw .badPattern }
    return scalar
  }

  private mutating func parseHex(digits: Int) throws(Undecided) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard
        let digit = next.flatMap(Unicode.Scalar.init)
          .flatMap({ Character($0).hexDigitValue }), value < 1 << 24
      else { throw .badPattern }
      value = value << 4 | UInt32(digit)
      place += 1
    }
    guard value <= 0x10FFFF else { throw .badPattern }
    return value
  }

  private mutating func parseOctal(digits most: Int) throws(Undecided) -> UInt32 {
    let digits = source[place...].prefix { (0x30...0x37).contains($0) }.prefix(most)
    place += digits.count
    let value = digits.reduce(0) { $0 * 8 + ($1 - 0x30) }
    guard value <= 0o377 else { throw .badPattern }
    return value
  }

  private mutating func parseSet() throws(Undecided) -> PatternSet {
    var set = PatternSet()
    set.isNegated = take("^")
    var isFirst = true
    while isFirst || next != 0x5D {
      isFirst = false
      guard let low = try parseSetMember(into: &set) else { continue }
      guard next == 0x2D, place + 1 < source.count, source[place + 1] != 0x5D else {
        set.ranges.append(low...low)
        continue
      }
      place += 1
      guard let high = try parseSetMember(into: &set), low <= high else { throw .badPattern }
      set.ranges.append(low...high)
    }
    place += 1
    return set
  }

  /// One scalar of a set; nil where it was a class, which is inserted.
  private mutating func parseSetMember(into set: inout PatternSet) throws(Undecided) -> UInt32? {
    guard let scalar = next else { throw .badPattern }
    place += 1
    guard scalar == 0x5C else { return scalar }
    if let (kind, isNegated) = takeClass() {
      set.insert(kind, isNegated: isNegated)
      return nil
    }
    if take("b") { return 0x08 }
    if let digit = next, (0x30...0x37).contains(digit) { return try parseOctal(digits: 3) }
    return try parseEscapedScalar()
  }
}
