// LaTeX and plain text into tokens, in one pass over bytes. What says nothing about the value
// (spacing, sizes, `\left`, `$`) is dropped here, so the parser sees mathematics only. Runs of
// letters are the hard part: `xy` is a product, `sin` a function, `cm` a unit, `Monday` a word; see
// LexerWords.swift.

package struct Lexer {
  let bytes: [UInt8]
  let reading: Reading
  var at = 0
  var end: Int
  package var tokens: [Token] = []
  package var literals: [NumberLiteral] = []
  /// A comma was read as grouping thousands, or could have been a decimal point.
  package var sawGrouping = false
  package var sawDecimalComma = false
  /// Something was read as prose (`\text`, a word): compare case-insensitively as well.
  package var sawText = false
  /// A word with letters beyond ASCII stood before: short words of its language are words too.
  var sawForeignWord = false
  var spaced = false
  /// Inside `\text{…}`: letters are words there.
  var inText = false
  var textDepth = 0
  /// Inside `\mathrm` or `\operatorname`: a run of letters may be a function of two letters.
  var isRoman = false
  var sawEnvironment = false
  /// The whole is a set in braces without backslashes.
  private var isPlainSet = false
  /// Round, square and set brackets that are open.
  private(set) var openBrackets = 0

  package init(_ bytes: [UInt8], reading: Reading = .usual) {
    self.bytes = bytes
    self.reading = reading
    end = bytes.count
    tokens.reserveCapacity(min(bytes.count, 256))
  }

  @inline(__always)
  func byte(_ index: Int) -> UInt8 { index < end ? bytes[index] : 0 }

  package mutating func run() throws(ParseFailure) {
    while at < end {
      try step()
      guard tokens.count < Bounds.tokens else { throw failure("more than \(Bounds.tokens) tokens") }
    }
  }

  func failure(_ problem: String) -> ParseFailure { ParseFailure(offset: at, problem: problem) }

  mutating func emit(_ kind: Token.Kind, length: Int) {
    countBrackets(kind)
    tokens.append(Token(kind: kind, start: at, end: at + length, spaced: spaced))
    at += length
    spaced = false
  }

  private mutating func countBrackets(_ kind: Token.Kind) {
    switch kind {
    case .open(.parenthesis), .open(.square), .open(.set): openBrackets += 1
    case .close(.parenthesis), .close(.square), .close(.set): openBrackets -= 1
    default: break
    }
  }

  mutating func emit(_ kind: Token.Kind, from start: Int) {
    countBrackets(kind)
    tokens.append(Token(kind: kind, start: start, end: at, spaced: spaced))
    spaced = false
  }

  mutating func step() throws(ParseFailure) {
    let current = bytes[at]
    switch current {
    case 0x30...0x39: try number()
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80...:
      letters()
    case UInt8(ascii: "\\"): try command()
    case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "~"):
      spaced = true
      at += 1
    case UInt8(ascii: "."): try point()
    default: punctuation(current)
    }
  }

  private mutating func point() throws(ParseFailure) {
    if byte(at + 1) >= 0x30, byte(at + 1) <= 0x39 { return try number() }
    if byte(at + 1) == UInt8(ascii: "."), byte(at + 2) == UInt8(ascii: ".") {
      return emit(.ellipsis, length: 3)
    }
    at += 1
    spaced = true
  }

  private mutating func punctuation(_ current: UInt8) {
    let next = byte(at + 1)
    switch current {
    case UInt8(ascii: "+"):
      let isPlusMinus = next == UInt8(ascii: "/") && byte(at + 2) == UInt8(ascii: "-")
      emit(isPlusMinus ? .plusMinus(reversed: false) : .plus, length: isPlusMinus ? 3 : 1)
    case UInt8(ascii: "-"):
      if next == UInt8(ascii: ">") {
        emit(.comparison(.arrow), length: 2)
      } else {
        emit(.minus, length: 1)
      }
    case UInt8(ascii: "*"):
      if next == UInt8(ascii: "*") { emit(.caret, length: 2) } else { emit(.times, length: 1) }
    case UInt8(ascii: "/"): emit(.over, length: next == UInt8(ascii: "/") ? 2 : 1)
    case UInt8(ascii: "^"): emit(.caret, length: 1)
    case UInt8(ascii: "_"): emit(.underscore, length: 1)
    case UInt8(ascii: "!"):
      if next == UInt8(ascii: "=") {
        emit(.comparison(.notEqual), length: 2)
      } else {
        emit(.bang, length: 1)
      }
    case UInt8(ascii: "%"): emit(.percent, length: 1)
    case UInt8(ascii: "'"): emit(.prime, length: 1)
    case UInt8(ascii: ","): emit(.comma, length: 1)
    case UInt8(ascii: ";"): emit(.semicolon, length: 1)
    case UInt8(ascii: ":"): emit(.colon, length: 1)
    case UInt8(ascii: "&"): emit(.ampersand, length: 1)
    case UInt8(ascii: "|"): emit(.bar, length: 1)
    case UInt8(ascii: "("): emit(.open(.parenthesis), length: 1)
    case UInt8(ascii: ")"): emit(.close(.parenthesis), length: 1)
    case UInt8(ascii: "["): emit(.open(.square), length: 1)
    case UInt8(ascii: "]"): emit(.close(.square), length: 1)
    case UInt8(ascii: "{"):
      if tokens.isEmpty { isPlainSet = beginsBuilder }
      emit(.open(tokens.isEmpty && isPlainSet ? .set : .brace), length: 1)
    case UInt8(ascii: "}"):
      let endsSet = isPlainSet && !bytes[(at + 1)..<end].contains { $0 > 0x20 }
      emit(.close(endsSet ? .set : .brace), length: 1)
    case UInt8(ascii: "="): equals(next)
    case UInt8(ascii: "<"), UInt8(ascii: ">"): order(current, next)
    default: at += 1  // quotes, $, #, @, ?: no value
    }
  }

  /// `{x | x > 2}`: braces without their backslashes around a letter and a bar.
  private var beginsBuilder: Bool {
    var next = at + 1
    while byte(next) == 0x20 { next += 1 }
    guard ASCII.isLetter(byte(next)) else { return false }
    next += 1
    while byte(next) == 0x20 { next += 1 }
    guard byte(next) == UInt8(ascii: "|") || byte(next) == UInt8(ascii: ":"),
      let last = bytes[..<end].last(where: { $0 > 0x20 })
    else { return false }
    return last == UInt8(ascii: "}")
  }

  private mutating func equals(_ next: UInt8) {
    switch next {
    case UInt8(ascii: "="): emit(.comparison(.equal), length: 2)
    case UInt8(ascii: ">"): emit(.comparison(.arrow), length: 2)
    case UInt8(ascii: "<"): emit(.comparison(.lessOrEqual), length: 2)
    default: emit(.comparison(.equal), length: 1)
    }
  }

  private mutating func order(_ current: UInt8, _ next: UInt8) {
    let isLess = current == UInt8(ascii: "<")
    if next == UInt8(ascii: "=") {
      emit(.comparison(isLess ? .lessOrEqual : .greaterOrEqual), length: 2)
    } else if isLess, next == UInt8(ascii: ">") {
      emit(.comparison(.notEqual), length: 2)
    } else {
      emit(.comparison(isLess ? .less : .greater), length: 1)
    }
  }
}
