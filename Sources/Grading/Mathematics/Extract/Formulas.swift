// Formulas in running text: $…$, $$…$$, \(…\), \[…\]. Two dollar amounts look like a formula ("$4
// each and pays $"), so what stands between dollars counts only if it reads as mathematics.

enum Formula {
  private struct Span {
    var whole: Range<Int>
    var content: Range<Int>
  }

  /// The last formula, with neighbours that only commas and "and" separate; nil where a number
  /// stands behind it.
  static func last(in text: [UInt8]) -> [UInt8]? {
    let spans = all(in: text)
    guard var index = spans.indices.last else { return nil }
    let end = spans[index].whole.upperBound
    if NumberRun.range(in: text, from: end) != nil { return nil }
    var parts = [text[spans[index].content]]
    while index > 0, joins(text, spans[index - 1].whole.upperBound..<spans[index].whole.lowerBound)
    {
      index -= 1
      parts.append(text[spans[index].content])
    }
    var out = Array(parts.reversed().joined(separator: ", ".utf8))
    if end < text.count, text[end] == UInt8(ascii: "%") || text.has("\\%", at: end) {
      out += "\\%".utf8
    }
    return out.trimmed
  }

  private static func joins(_ text: [UInt8], _ gap: Range<Int>) -> Bool {
    let between = Array(text[gap]).trimmed
    return [",", "and", ", and", "or", ";"].contains { between.elementsEqual($0.utf8) }
  }

  private static func all(in text: [UInt8]) -> [Span] {
    var spans: [Span] = []
    var at = 0
    while at < text.count {
      if let span = delimited(text, at) {
        let isFormula = isMathematics(text, span)
        if isFormula { spans.append(span) }
        at = isFormula ? span.whole.upperBound : span.content.lowerBound
      } else {
        at += text[at] == UInt8(ascii: "\\") ? 2 : 1
      }
    }
    return spans
  }

  /// A delimited span that begins here; at most 2,000 bytes of content.
  private static func delimited(_ text: [UInt8], _ at: Int) -> Span? {
    let pairs: [(StaticString, StaticString)] = [
      ("$$", "$$"), ("\\[", "\\]"), ("\\(", "\\)"), ("$", "$"),
    ]
    for (open, close) in pairs where text.has(open, at: at) {
      let start = at + open.utf8CodeUnitCount
      let limit = min(text.count, start + 2_000)
      guard let end = unescaped(close, in: text, start..<max(start, limit)), end > start else {
        continue
      }
      return Span(whole: at..<end + close.utf8CodeUnitCount, content: start..<end)
    }
    return nil
  }

  private static func unescaped(_ close: StaticString, in text: [UInt8], _ range: Range<Int>)
    -> Int?
  {
    var at = range.lowerBound
    while at < range.upperBound, let found = text.firstOffset(of: close, in: at..<range.upperBound)
    {
      if close.utf8CodeUnitCount > 1 || text[found - 1] != UInt8(ascii: "\\") { return found }
      at = found + 1
    }
    return nil
  }

  private static func isMathematics(_ text: [UInt8], _ span: Span) -> Bool {
    let content = Array(text[span.content])
    // "$4 each and pays $12": a space before the closing dollar, a digit behind it
    let next = span.whole.upperBound
    if next < text.count, ASCII.isDigit(text[next]), content.last == 0x20 { return false }
    if content.contains(UInt8(ascii: "\\")) { return true }
    return Clause.isMathematics(content)
  }
}
