// Explicit marks of an answer: #### and <answer>.

extension ResponseText {
  /// The line after the last `####`, as in GSM8K's references.
  func afterHashes() -> Search {
    guard let mark = bytes.lastOffset(of: "####", in: range) else { return .absent }
    var start = mark + 4
    while start < range.upperBound, " #:*".utf8.contains(bytes[start]) { start += 1 }
    var end = start
    while end < range.upperBound, bytes[end] != 0x0A { end += 1 }
    let line = Array(bytes[start..<end]).trimmed
    // a heading ("#### Step 2") is no answer
    guard let first = line.first, !ASCII.isLetter(first), line.contains(where: ASCII.isDigit) else {
      return .absent
    }
    return .found(Clause.answer(in: line) ?? line)
  }

  /// The answer inside the last <answer> element.
  func answerTag() -> Search {
    guard let open = bytes.lastOffset(of: "<answer>", in: range) else { return .absent }
    let start = open + 8
    let end = bytes.firstOffset(of: "</answer>", in: start..<range.upperBound) ?? range.upperBound
    let content = Array(bytes[start..<end]).trimmed
    if content.isEmpty { return .none }
    return .found(Clause.answer(in: content, isAnnounced: true) ?? content)
  }
}
