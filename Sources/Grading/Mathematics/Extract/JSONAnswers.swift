// Answers given as JSON: {"reasoning": "…", "answer": "18"}. The object is often broken (raw line
// feeds, LaTeX backslashes), so the member is read by itself rather than by a JSON parser.

extension ResponseText {
  /// The value of the last member called answer or final_answer.
  func jsonAnswer() -> Search {
    var end = range.upperBound
    for _ in 0..<ResponseText.tries {
      guard let at = bytes.lastOffset(of: "answer\"", in: range.lowerBound..<end) else { break }
      if isKey(at), let value = memberValue(after: at + 7) { return .found(value) }
      end = at
    }
    return .absent
  }

  /// A key begins with a quote and at most a few letters before `answer`.
  private func isKey(_ at: Int) -> Bool {
    var index = at - 1
    while index >= range.lowerBound, at - index < 12 {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") { return true }
      guard ASCII.isLetter(byte) || byte == UInt8(ascii: "_") || byte == 0x20 else { return false }
      index -= 1
    }
    return false
  }

  private func memberValue(after offset: Int) -> [UInt8]? {
    var at = skippingSpace(offset)
    guard at < range.upperBound, bytes[at] == UInt8(ascii: ":") else { return nil }
    at = skippingSpace(at + 1)
    guard at < range.upperBound else { return nil }
    if bytes[at] == UInt8(ascii: "\"") { return stringValue(from: at + 1) }
    var end = at
    while end < range.upperBound, !",}\n".utf8.contains(bytes[end]) { end += 1 }
    let value = Array(bytes[at..<end]).trimmed
    return value.isEmpty || value.elementsEqual("null".utf8) ? nil : value
  }

  private func skippingSpace(_ offset: Int) -> Int {
    var at = offset
    while at < range.upperBound, bytes[at] <= 0x20 { at += 1 }
    return at
  }

  /// Up to the closing quote, with JSON's escapes undone.
  private func stringValue(from start: Int) -> [UInt8]? {
    var value: [UInt8] = []
    var at = start
    while at < range.upperBound {
      let byte = bytes[at]
      if byte == UInt8(ascii: "\"") { return value.trimmed.isEmpty ? nil : value }
      if byte == UInt8(ascii: "\\"), at + 1 < range.upperBound {
        value += unescaped(bytes[at + 1])
        at += 2
      } else {
        value.append(byte)
        at += 1
      }
    }
    return nil
  }

  /// `\frac` keeps its backslash: models write LaTeX into JSON without doubling it.
  private func unescaped(_ next: UInt8) -> [UInt8] {
    switch next {
    case UInt8(ascii: "n"): [0x20]
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): [next]
    default: [UInt8(ascii: "\\"), next]
    }
  }
}
