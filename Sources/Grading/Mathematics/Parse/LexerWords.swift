// Runs of letters: words, functions, units and products of variables.

/// Words that the lexer looks for one by one.
enum LexerWords {
  static let per = Vocabulary.hash("per".utf8)
  static let to = Vocabulary.hash("to".utf8)
  static let am = Vocabulary.hash("am".utf8)
  static let pm = Vocabulary.hash("pm".utf8)
  static let conjunctions: [StaticString] = [
    "или", "и", "або", "та", "或者", "或", "和", "及", "与", "または", "と", "또는", "그리고", "और",
    "या", "و", "أو",
  ]
  static let shortConjunctions = Set(
    ["et", "ou", "y", "o", "und", "oder", "og", "och", "en", "of", "lub", "ve", "veya", "dan"].map {
      Vocabulary.hash($0.utf8)
    })
}

extension Lexer {
  func isLetter(_ byte: UInt8) -> Bool {
    byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z") && byte < 0x80
  }

  /// Reads a run of letters: a word, a function, a unit or a product of variables.
  mutating func letters() {
    let start = at
    if bytes[start] < 0x61, isDigit(byte(start + 1)), lettered() { return }
    var next = at
    while next < end, isLetter(bytes[next]) || bytes[next] >= 0x80 { next += 1 }
    if let length = conjunction(start, next) {
      at += length
      return emit(.and, from: start)
    }
    if bytes[start..<next].contains(where: { $0 >= 0x80 }) {
      at = next
      sawForeignWord = true
      return word(from: start)
    }
    let length = next - start
    if length == 1 { return single(start) }
    if length == 2, !spaced, isOrdinal(start) {
      at = next
      return
    }
    // isn't, o'clock
    if byte(next) == UInt8(ascii: "'"), isLetter(byte(next + 1)), !isLetter(byte(next + 2)) {
      at = next + 2
      return word(from: start)
    }
    run(start, length)
  }

  /// The ending of 6th, directly behind its number.
  private func isOrdinal(_ start: Int) -> Bool {
    guard case .number? = tokens.last?.kind, start > 0, isDigit(bytes[start - 1]) else {
      return false
    }
    return matches("st", start) || matches("nd", start) || matches("rd", start)
      || matches("th", start)
  }

  private mutating func word(from start: Int) {
    sawText = true
    emit(.word, from: start)
  }

  private mutating func single(_ start: Int) {
    let letter = bytes[start]
    at += 1
    if inText {
      sawText = true
      if letter == UInt8(ascii: "a"), byte(at) == 0x20, isLetter(byte(at + 1)) {
        return emit(.word, from: start)
      }
    }
    if timesSign(letter, start) { return emit(.times, from: start) }
    // p.m.
    if byte(at) == UInt8(ascii: "."), byte(at + 1) == UInt8(ascii: "m"), !isLetter(byte(at + 2)),
      letter == UInt8(ascii: "a") || letter == UInt8(ascii: "p")
    {
      at += byte(at + 2) == UInt8(ascii: ".") ? 3 : 2
      return word(from: start)
    }
    if letter == UInt8(ascii: "C") || letter == UInt8(ascii: "F"), followsDegree {
      return emit(.unit(letter == UInt8(ascii: "C") ? .celsius : .fahrenheit), from: start)
    }
    if let unit = compoundUnit(letter, start) { return emit(.unit(unit), from: start) }
    if micro(letter, start) { return }
    switch letter {
    case UInt8(ascii: "e"): emit(.constant(.e), from: start)
    case UInt8(ascii: "i"): emit(.constant(.i), from: start)
    default:
      if reading.bareUnits || inText || followsUnitOver, followsNumber(allowGap: true),
        let unit = Unit.letters[letter]
      {
        return emit(.unit(unit), from: start)
      }
      emit(.symbol(Symbol(letter: letter)), from: start)
    }
  }

  /// An x between two numbers: `39 x 2`, `10x6`.
  private func timesSign(_ letter: UInt8, _ start: Int) -> Bool {
    guard letter == UInt8(ascii: "x"), followsNumber(allowGap: true) else { return false }
    var next = start + 1
    while byte(next) == 0x20 { next += 1 }
    return isDigit(byte(next)) || byte(next) == UInt8(ascii: "$")
      || byte(next) == UInt8(ascii: "\\") && byte(next + 1) == UInt8(ascii: "$")
  }

  /// Behind 25° a C or an F says which degrees.
  private var followsDegree: Bool {
    guard let last = tokens.last?.kind else { return false }
    if last == .degree { return true }
    return last == .close(.brace) && tokens.count > 1 && tokens[tokens.count - 2].kind == .degree
  }

  /// Behind `60 km/` only a unit can stand.
  private var followsUnitOver: Bool {
    guard tokens.count >= 2, case .over = tokens[tokens.count - 1].kind,
      case .unit = tokens[tokens.count - 2].kind
    else { return false }
    return true
  }

  func followsNumber(allowGap: Bool) -> Bool {
    guard let last = tokens.last, allowGap || !spaced else { return false }
    switch last.kind {
    case .number: return true
    case .over where followsUnitOver: return true
    case .unit, .over: return tokens.count >= 2 && (reading.bareUnits || inText)
    case .close(.brace): return reading.bareUnits
    default: return false
    }
  }

  /// A run of two or more ASCII letters.
  private mutating func run(_ start: Int, _ length: Int) {
    let name = bytes[start..<start + length]
    if let kind = Vocabulary.words[Vocabulary.hash(name)], accepts(kind, length) {
      at += length
      if case .unit = kind { sawText = sawText || inText }
      return emit(kind, from: start)
    }
    let lower = Vocabulary.hash(name.lazy.map { $0 | 0x20 })
    if length == 3, lower == LexerWords.per, case .unit? = tokens.last?.kind {
      at += length
      return emit(.over, from: start)
    }
    if length == 2, spaced || inText, followsNumber(allowGap: true),
      inText || !bytes[(start + 2)...].contains(where: { $0 > 0x20 }),
      let unit = Unit.prefixed(bytes[start], bytes[start + 1])
    {
      at += length
      return emit(.unit(unit), from: start)
    }
    if length == 2, lower == LexerWords.to, isBetweenNumbers(start + length) {
      at += length
      return emit(.colon, from: start)
    }
    if length == 2, lower == LexerWords.am || lower == LexerWords.pm, isClockTime {
      at += length
      return word(from: start)
    }
    if length > 2, let kind = Vocabulary.words[lower], accepts(kind, length), isWordLike(kind) {
      at += length
      return emit(kind, from: start)
    }
    if inText || isProse(name, lower, start)
      || reading.bareUnits && length <= 3 && followsNumber(allowGap: true)
    {
      at += length
      return word(from: start)
    }
    if splitFunction(start, length) { return }
    for _ in 0..<length { single(at) }
  }

  /// `3 to 4`, also where the word stands in a \text of its own.
  private func isBetweenNumbers(_ stop: Int) -> Bool {
    guard case .number? = tokens.last?.kind, tokens.count == 1 else { return false }
    var next = stop
    while next < bytes.count, bytes[next] == 0x20 || bytes[next] == UInt8(ascii: "}") { next += 1 }
    return next < bytes.count && isDigit(bytes[next])
  }

  /// Behind `3:30`.
  private var isClockTime: Bool {
    guard tokens.count >= 3, case .number = tokens[tokens.count - 1].kind,
      case .colon = tokens[tokens.count - 2].kind
    else { return false }
    return true
  }

  /// In prose `in` and `as` are words; a two-letter unit needs a number before it.
  private func accepts(_ kind: Token.Kind, _ length: Int) -> Bool {
    switch kind {
    case .unit(let unit): inText || length > 2 || unit.isCurrency || followsNumber(allowGap: true)
    case .fraction: byte(at + length) == UInt8(ascii: "{")
    case .function: !inText || isRoman || length > 2
    default: true
    }
  }

  private func isWordLike(_ kind: Token.Kind) -> Bool {
    switch kind {
    case .unit, .percent, .constant, .function, .and, .or, .scale: true
    default: false
    }
  }

  private func isProse(_ name: ArraySlice<UInt8>, _ lower: UInt64, _ start: Int) -> Bool {
    if Vocabulary.shortWords.contains(lower) {
      guard standsAlone(start, start + name.count) else { return false }
      return name.first.map { $0 >= 0x61 } ?? false || name.count > 3
        || name.dropFirst().contains { $0 >= 0x61 }
    }
    guard name.count >= 4 else {
      return sawForeignWord && standsAlone(start, start + name.count)
    }
    let isUpper = name.allSatisfy { $0 < 0x61 }
    if isUpper, name.count <= 6 { return false }
    return !isAlphabetic(name)
  }

  /// A short word is one only between spaces or stops: in e^{at} and v = u + at the letters multiply.
  private func standsAlone(_ start: Int, _ stop: Int) -> Bool {
    let before = start > 0 ? bytes[start - 1] : 0x20
    // "(one half)", but not (at)
    let opensRemark = before == UInt8(ascii: "(") && byte(stop) == 0x20 && isLetter(byte(stop + 1))
    guard before <= 0x20 || "\"'$".utf8.contains(before) || opensRemark else { return false }
    guard byte(stop) <= 0x20 || ".,:;!?\"$".utf8.contains(byte(stop)) else { return false }
    var next = stop
    while byte(next) == 0x20 { next += 1 }
    // "is -3": a sign
    let isSign = byte(next) == UInt8(ascii: "-") && next > stop && isDigit(byte(next + 1))
    if !isSign, "+-*/^".utf8.contains(byte(next)) { return false }
    switch tokens.last?.kind {
    case .plus?, .minus?, .times?, .over?, .caret?: return false
    case .open?: return opensRemark
    default: return true
    }
  }

  /// abcd, wxyz: neighbours in the alphabet are variables.
  private func isAlphabetic(_ name: ArraySlice<UInt8>) -> Bool {
    zip(name, name.dropFirst()).allSatisfy { $0 &+ 1 == $1 }
  }

  /// `sinx`, `xsin`: a known function with at most two letters around it.
  private mutating func splitFunction(_ start: Int, _ length: Int) -> Bool {
    guard length <= 9, length > 3 else { return false }
    for size in stride(from: length - 1, through: max(3, length - 2), by: -1) {
      for offset in 0...(length - size) {
        let hash = Vocabulary.hash(bytes[start + offset..<start + offset + size])
        guard case .function(let function)? = Vocabulary.words[hash] else { continue }
        for _ in 0..<offset { single(at) }
        let from = at
        at += size
        emit(.function(function), from: from)
        while at < start + length { single(at) }
        return true
      }
    }
    return false
  }
}
