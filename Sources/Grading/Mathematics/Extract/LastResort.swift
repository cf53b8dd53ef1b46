// Answers without any mark: a response that is nothing but mathematics, the last formula or bold
// part, the last number. None of them is tried on a response that breaks off in mid-sentence.

extension ResponseText {
  /// A short response that is mathematics without a word.
  func whole() -> Search {
    guard range.count <= 400 else { return .absent }
    let text = Array(bytes[range]).withoutEmphasis.trimmed
    guard !text.isEmpty,
      let parsed = try? Parser.parse(UnicodeMathematics.asciified(text)), !parsed.sawText
    else { return .absent }
    return .found(text)
  }

  /// The last bold part or formula of the last sentence that has one.
  func lastFormula() -> Search {
    guard !isTruncated else { return .none }
    for sentence in lastSentences(6) {
      if let bold = boldAnswer(in: sentence) { return .found(bold) }
      let whole = Array(bytes[sentence])
      let text = Clause.withoutRemark(whole) ?? whole
      if let formula = Formula.last(in: text) { return .found(formula) }
      if NumberRun.range(in: text, from: 0) != nil { return .absent }
    }
    return .absent
  }

  /// `**42**`; a bold heading is none.
  private func boldAnswer(in sentence: Range<Int>) -> [UInt8]? {
    guard let close = bytes.lastOffset(of: "**", in: sentence),
      let open = bytes.lastOffset(of: "**", in: sentence.lowerBound..<close)
    else { return nil }
    let content = Array(bytes[open + 2..<close]).trimmed
    guard content.contains(where: ASCII.isDigit), content.last != UInt8(ascii: ":") else {
      return nil
    }
    return Clause.answer(in: content)
  }

  /// The answer in the last sentence that has a number.
  func lastNumber() -> Search {
    guard !isTruncated else { return .none }
    for sentence in lastSentences(12) {
      let text = Array(bytes[sentence])
      guard NumberRun.range(in: text, from: 0) != nil else { continue }
      if let answer = Clause.answer(in: text) { return .found(answer) }
    }
    return .absent
  }

  /// Up to `count` sentences, the last first; only the last 8,000 bytes are looked at.
  func lastSentences(_ count: Int) -> [Range<Int>] {
    var sentences: [Range<Int>] = []
    var at = max(range.lowerBound, range.upperBound - 8_000)
    while at < range.upperBound {
      let end = Clause.end(of: bytes, from: at, limit: range.upperBound)
      if end > at { sentences.append(at..<end) }
      at = end + 1
      while at < range.upperBound, bytes[at] <= 0x20 { at += 1 }
    }
    return sentences.suffix(count).reversed()
  }

  /// Whether the text breaks off: it ends in a comma or in a word that needs another one.
  private var isTruncated: Bool {
    var end = range.upperBound
    while end > range.lowerBound, bytes[end - 1] <= 0x20 { end -= 1 }
    guard end > range.lowerBound else { return false }
    if ",;".utf8.contains(bytes[end - 1]) { return true }
    var start = end
    while start > range.lowerBound, ASCII.isLetter(bytes[start - 1]) { start -= 1 }
    return ResponseText.openWords.contains(
      Vocabulary.hash(bytes[start..<end].lazy.map(ASCII.lower)))
  }

  private static let openWords: Set<UInt64> = Set(
    """
    the a an to of is are we this that in and or by with for from at as be so if then which can need
    have has let since because on where when
    """.split(whereSeparator: \.isWhitespace).map { Vocabulary.hash($0.utf8) })
}
