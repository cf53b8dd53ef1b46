// A clause that holds an answer among words: "the largest $n$ is 34", "not 41 but 42", "35 + 70 =
// 105 apples". The whole clause is tried as mathematics first, then what follows its last verb, then
// its last formula, then its last number.

enum Clause {
  /// Where the sentence that begins at an offset ends: a full stop before white space, a line's end,
  /// or the limit.
  ///
  /// Inside $…$, \[…\] and environments only an empty line ends it.
  static func end(of bytes: [UInt8], from start: Int, limit: Int) -> Int {
    var at = start
    var inMath = false
    var depth = 0
    while at < limit {
      switch bytes[at] {
      case UInt8(ascii: "$"):
        inMath.toggle()
        // the full stop may stand inside the formula: $x = 3.$ Then
        if !inMath, at > start, bytes[at - 1] == UInt8(ascii: "."), at + 1 < limit,
          bytes[at + 1] <= 0x20
        {
          return at + 1
        }
      case UInt8(ascii: "\\") where at + 1 < limit:
        switch bytes[at + 1] {
        case UInt8(ascii: "["), UInt8(ascii: "("): inMath = true
        case UInt8(ascii: "]"), UInt8(ascii: ")"): inMath = false
        case UInt8(ascii: "b"): if bytes.has("\\begin", at: at) { depth += 1 }
        case UInt8(ascii: "e"): if bytes.has("\\end", at: at) { depth -= 1 }
        default: break
        }
        at += 1
      case UInt8(ascii: "."):
        if !inMath, depth <= 0, endsSentence(bytes, at, limit) { return at }
      case 0x0A:
        if depth <= 0, at > start, !inMath || isBlankLine(bytes, at + 1, limit) { return at }
      case 0xE0, 0xE3: if bytes.has("。", at: at) || bytes.has("।", at: at) { return at }
      default: break
      }
      at += 1
    }
    return limit
  }

  private static func endsSentence(_ bytes: [UInt8], _ at: Int, _ limit: Int) -> Bool {
    let next = at + 1
    guard next >= limit || bytes[next] <= 0x20 || bytes[next] == UInt8(ascii: "*") else {
      return false
    }
    // p.m.: a letter between points
    return !(at >= 2 && bytes[at - 2] == UInt8(ascii: ".") && ASCII.isLetter(bytes[at - 1]))
  }

  private static func isBlankLine(_ bytes: [UInt8], _ from: Int, _ limit: Int) -> Bool {
    var at = from
    while at < limit, bytes[at] == 0x20 || bytes[at] == 0x09 || bytes[at] == 0x0D { at += 1 }
    return at >= limit || bytes[at] == 0x0A
  }

  /// The answer in a clause.
  ///
  /// - Parameter isAnnounced: "the answer is" stood before it, so words alone are an answer.
  static func answer(in clause: [UInt8], isAnnounced: Bool = false) -> [UInt8]? {
    let text = clause.withoutEmphasis.trimmed
    guard !text.isEmpty else { return nil }
    guard text.count <= 4_000 else { return text }
    // "it is 42!" cries out; 42! alone is a factorial
    if text.last == UInt8(ascii: "!"), hasWord(text[...], letters: 2) {
      return answer(in: Array(text.dropLast()), isAnnounced: isAnnounced)
    }
    if isMathematics(text) { return text }
    if let rest = withoutRemark(text) { return answer(in: rest, isAnnounced: isAnnounced) }
    if let rest = afterContrast(text) { return answer(in: rest, isAnnounced: isAnnounced) }
    if let rest = afterVerb(text), isMathematics(rest) { return rest }
    if let head = beforeComma(text), isMathematics(head) { return head }
    if isNegated(text) { return nil }
    if let formula = Formula.last(in: text) { return formula }
    if breaksOff(text) { return nil }
    if let number = NumberRun.last(in: text) { return number }
    return isAnnounced && isShort(text) ? text : nil
  }

  /// Whether the whole text reads as mathematics rather than words.
  static func isMathematics(_ text: [UInt8]) -> Bool {
    guard let parsed = try? Parser.parse(UnicodeMathematics.asciified(text)) else { return false }
    return !parsed.isProse && !parsed.expression.isText
  }

  /// A text without what only comments on its answer: "(see step 3)", "because 6 · 7 = 42"; nil where
  /// there is no such thing.
  static func withoutRemark(_ text: [UInt8]) -> [UInt8]? {
    if text.last == UInt8(ascii: ")"),
      let open = text.lastOffset(of: " (", in: 0..<text.count),
      hasWord(text[open...], letters: 4), text[..<open].contains(where: ASCII.isDigit)
    {
      return Array(text[..<open])
    }
    for word: StaticString in [
      " because ", " since ", ", as ", ", so that ", " and not ", ", which ", ", attained ",
      ", achieved ", ", reached ",
    ] {
      if let at = text.firstOffset(of: word, in: 0..<text.count),
        text[..<at].contains(where: ASCII.isDigit)
      {
        return Array(text[..<at])
      }
    }
    return nil
  }

  /// So many letters in a row, in a text without commands.
  private static func hasWord(_ text: ArraySlice<UInt8>, letters: Int) -> Bool {
    var run = 0
    for byte in text {
      run = ASCII.isLetter(byte) ? run + 1 : 0
      if run == letters { return !text.contains(UInt8(ascii: "\\")) }
    }
    return false
  }

  /// "not 4", "at least 7": a few words that turn the number into something else.
  private static func isNegated(_ text: [UInt8]) -> Bool {
    let words = text.split(whereSeparator: { $0 <= 0x20 })
    // "no" and "no solution" are answers
    return words.count <= 5 && text.contains(where: ASCII.isDigit)
      && words.contains { Vocabulary.negations.contains(Vocabulary.hash($0.lazy.map(ASCII.lower))) }
  }

  /// What follows "but" after "not": "not 41 but 42".
  private static func afterContrast(_ text: [UInt8]) -> [UInt8]? {
    let whole = 0..<text.count
    guard text.firstOffset(of: "not ", in: whole) ?? text.firstOffset(of: "n't ", in: whole) != nil
    else { return nil }
    for mark: StaticString in [" but ", " rather ", " it's ", " it is "] {
      if let at = text.lastOffset(of: mark, in: whole) {
        return Array(text[(at + mark.utf8CodeUnitCount)...])
      }
    }
    return nil
  }

  /// What follows the last verb or sign that says what something is.
  private static func afterVerb(_ text: [UInt8]) -> [UInt8]? {
    var best = 0
    for verb: StaticString in [" is ", " are ", " equals ", " be ", " was ", " get ", ": "] {
      if let at = text.lastOffset(of: verb, in: 0..<text.count) {
        best = max(best, at + verb.utf8CodeUnitCount)
      }
    }
    return best > 0 ? Array(text[best...]) : nil
  }

  /// What stands before a comma and words: "42, which is even".
  private static func beforeComma(_ text: [UInt8]) -> [UInt8]? {
    text.firstOffset(of: ", ", in: 0..<text.count).map { Array(text[..<$0]) }
  }

  /// A formula that begins and never ends, with a brace open: the response was cut off.
  private static func breaksOff(_ text: [UInt8]) -> Bool {
    guard let dollar = text.lastIndex(of: UInt8(ascii: "$")),
      text.count(where: { $0 == UInt8(ascii: "$") }) % 2 == 1
    else { return false }
    let rest = text[dollar...]
    return rest.count { $0 == UInt8(ascii: "{") } > rest.count { $0 == UInt8(ascii: "}") }
  }

  private static func isShort(_ text: [UInt8]) -> Bool {
    text.split(whereSeparator: { $0 <= 0x20 }).count <= 8
  }
}

extension Expression {
  /// Words rather than mathematics.
  var isText: Bool {
    switch self {
    case .text: true
    case .list(let parts), .tuple(let parts), .set(let parts):
      !parts.isEmpty && parts.allSatisfy(\.isText)
    default: false
    }
  }
}
