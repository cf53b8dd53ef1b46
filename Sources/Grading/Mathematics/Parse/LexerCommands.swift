// Backslash commands, and the arguments of those that hold prose.

extension Lexer {
  /// Reads what starts with a backslash.
  mutating func command() throws(ParseFailure) {
    let start = at
    let next = byte(at + 1)
    guard isLetter(next) else { return controlSymbol(next) }
    var stop = at + 1
    while isLetter(byte(stop)) { stop += 1 }
    let name = bytes[at + 1..<stop]
    at = stop
    guard let command = Vocabulary.commands[Vocabulary.hash(name)] else {
      return try special(name, start)
    }
    switch command {
    case .skip:
      // \left. opens nothing
      let isInvisible = name.elementsEqual("left".utf8) || name.elementsEqual("right".utf8)
      if isInvisible, byte(at) == UInt8(ascii: ".") { at += 1 }
      spaced = true
    case .skipArgument: if let close = groupEnd(at) { at = close + 1 }
    case .token(.symbol(Symbol.ohmSign)) where ohm(start): break
    case .token(let kind): emit(kind, from: start)
    case .text: try prose(start, text: true)
    case .roman: try prose(start, text: false)
    }
  }

  /// A backslash before something that is no letter.
  private mutating func controlSymbol(_ next: UInt8) {
    switch next {
    case UInt8(ascii: "%"): emit(.percent, length: 2)
    case UInt8(ascii: "$"): emit(.currency, length: 2)
    case UInt8(ascii: "{"): emit(.open(.set), length: 2)
    case UInt8(ascii: "}"): emit(.close(.set), length: 2)
    case UInt8(ascii: "|"): emit(.bar, length: 2)
    case UInt8(ascii: "\\"): doubled()
    case UInt8(ascii: "_"), UInt8(ascii: "&"), UInt8(ascii: "#"):
      at += 2
    default:
      at += next == 0 ? 1 : 2
      spaced = true
    }
  }

  /// `\\` ends a row; before a command's name it is a backslash that was escaped twice.
  private mutating func doubled() {
    var stop = at + 2
    while isLetter(byte(stop)) { stop += 1 }
    let name = bytes[min(at + 2, end)..<stop]
    let isCommand =
      !name.isEmpty
      && (Vocabulary.commands[Vocabulary.hash(name)] != nil || name.elementsEqual("begin".utf8)
        || name.elementsEqual("end".utf8))
    if isCommand, !sawEnvironment {
      at += 1
    } else {
      emit(.rowBreak, length: 2)
    }
  }

  /// Commands whose argument changes what they are.
  private mutating func special(_ name: ArraySlice<UInt8>, _ start: Int) throws(ParseFailure) {
    if name.elementsEqual("begin".utf8) || name.elementsEqual("end".utf8) {
      return try environment(isBegin: name.count == 5, start)
    }
    if name.elementsEqual("mathbb".utf8) || name.elementsEqual("Bbb".utf8) {
      while byte(at) == 0x20 { at += 1 }
      let open = byte(at) == UInt8(ascii: "{")
      let letter = byte(at + (open ? 1 : 0))
      at = min(end, at + (open ? 3 : 1))
      // the probability and the expectation
      if letter == UInt8(ascii: "P") || letter == UInt8(ascii: "E") {
        return emit(.symbol(Symbol(letter: letter)), from: start)
      }
      return emit(.numberSet(letter), from: start)
    }
    // \lambdakT: a known command whose space was lost
    for length in stride(from: name.count - 1, through: 2, by: -1) {
      guard case .token(let kind)? = Vocabulary.commands[Vocabulary.hash(name.prefix(length))]
      else { continue }
      at = start + 1 + length
      return emit(kind, from: start)
    }
    // An unknown command is a name of its own, so that equal unknowns are equal.
    emit(.symbol(Symbol(code: Vocabulary.hash(name) | 1 << 63)), from: start)
  }

  private mutating func environment(isBegin: Bool, _ start: Int) throws(ParseFailure) {
    guard let close = groupEnd(at) else { throw failure("an environment without a name") }
    let name = bytes[at + 1..<close]
    let kind = Vocabulary.environments[Vocabulary.hash(name)]
    at = close + 1
    guard isBegin else { return emit(.end, from: start) }
    guard let kind else { throw failure("an unknown environment") }
    if kind == .array, let columns = groupEnd(at) { at = columns + 1 }
    sawEnvironment = true
    emit(.begin(kind), from: start)
  }

  /// The offset of the brace that closes the one here (spaces before it allowed).
  private mutating func groupEnd(_ from: Int) -> Int? {
    var next = from
    while byte(next) == 0x20 { next += 1 }
    guard byte(next) == UInt8(ascii: "{") else { return nil }
    at = next
    var depth = 0
    while next < end {
      switch bytes[next] {
      case UInt8(ascii: "\\"): next += 1
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 { return next }
      default: break
      }
      next += 1
    }
    return nil
  }

  /// The argument of `\text` or `\mathrm`, read as prose or as a name.
  private mutating func prose(_ start: Int, text: Bool) throws(ParseFailure) {
    guard let close = groupEnd(at) else {
      if byte(at) == UInt8(ascii: "{") { throw failure("a group that never ends") }
      return
    }
    let outerEnd = end
    let outerText = inText
    guard textDepth < 8 else { throw failure("text nested deeper than 8") }
    textDepth += 1
    at += 1
    end = close
    inText = text || close - at > 1
    let outerRoman = isRoman
    isRoman = !text
    if text { sawText = true }
    while at < end { try step() }
    inText = outerText
    isRoman = outerRoman
    textDepth -= 1
    end = outerEnd
    at = close + 1
    spaced = true
  }
}
