// \boxed{…} and \fbox{…}: matching braces, neighbours that form one answer, and boxes that say
// nothing.

enum BoxSearch {
  case absent
  /// The content, and where the box ends.
  case found([UInt8], Int)
  /// A placeholder, and where it ends.
  case empty(Int)
  case unclosed
}

/// A box: from its backslash to one past its closing brace, and what is inside.
private struct Box {
  var whole: Range<Int>
  var content: Range<Int>
}

extension ResponseText {
  /// The last box, joined with boxes that stand beside it in one answer.
  func lastBox(joiningNeighbours: Bool = true) -> BoxSearch {
    guard let start = boxStart(before: range.upperBound) else { return .absent }
    guard let box = box(at: start).map(outermost) else { return .unclosed }
    guard !isPlaceholder(box.content) else { return .empty(box.whole.upperBound) }
    var parts = [content(of: box)]
    var first = box
    while joiningNeighbours, parts.count < 64,
      let previous = boxStart(before: first.whole.lowerBound),
      let earlier = self.box(at: previous).map(outermost),
      earlier.whole.upperBound <= first.whole.lowerBound, !isPlaceholder(earlier.content),
      joins(earlier.whole.upperBound..<first.whole.lowerBound)
    {
      parts.append(content(of: earlier))
      first = earlier
    }
    let joined = parts.count == 1 ? parts[0] : Array(parts.reversed().joined(separator: ", ".utf8))
    return .found(joined, box.whole.upperBound)
  }

  /// How many boxes begin here, placeholders and unclosed ones included.
  var boxCount: Int {
    var count = 0
    var end = range.upperBound
    while let start = boxStart(before: end) {
      count += 1
      end = start
    }
    return count
  }

  /// The backslash of the last box that begins before an offset.
  private func boxStart(before end: Int) -> Int? {
    var index = end - 3
    while index > range.lowerBound {
      if bytes[index] == UInt8(ascii: "b") {
        if bytes.has("\\boxed", at: index - 1) { return index - 1 }
        if index - 2 >= range.lowerBound, bytes.has("\\fbox", at: index - 2) { return index - 2 }
      }
      index -= 1
    }
    return nil
  }

  private func box(at start: Int) -> Box? {
    var at = start + (bytes.has("\\boxed", at: start) ? 6 : 5)
    while at < range.upperBound, bytes[at] == 0x20 { at += 1 }
    guard at < range.upperBound else { return nil }
    if bytes[at] == UInt8(ascii: "{") {
      let close = closingBrace(from: at) ?? escapedClosingBrace(from: at)
      return close.map { Box(whole: start..<$0 + 1, content: at + 1..<$0) }
    }
    // \boxed 7
    var end = at
    while end < range.upperBound, bytes[end] > 0x20, bytes[end] != UInt8(ascii: "$"),
      bytes[end] != UInt8(ascii: "\\")
    {
      end += 1
    }
    return end > at ? Box(whole: start..<end, content: at..<end) : nil
  }

  /// The brace that closes the one at an offset; \{ and \} do not count.
  private func closingBrace(from open: Int) -> Int? {
    var depth = 0
    var at = open
    while at < range.upperBound {
      switch bytes[at] {
      case UInt8(ascii: "\\"): at += 1
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 { return at }
      default: break
      }
      at += 1
    }
    return nil
  }

  /// `\boxed{185\}`: a stray backslash before the brace that ends everything.
  private func escapedClosingBrace(from open: Int) -> Int? {
    let inside = bytes[open..<range.upperBound]
    let opens = inside.count { $0 == UInt8(ascii: "{") }
    let closes = inside.count { $0 == UInt8(ascii: "}") }
    guard opens == closes else { return nil }
    return inside.lastIndex { $0 == UInt8(ascii: "}") }
  }

  /// The box around a box, as in `\boxed{x = \boxed{5}}`; nesting deeper than 16 is not followed.
  private func outermost(_ inner: Box) -> Box {
    var best = inner
    var at = inner.whole.lowerBound
    for _ in 0..<16 {
      guard let start = boxStart(before: at), inner.whole.lowerBound - start < 200 else { break }
      if let outer = box(at: start), outer.content.contains(best.whole.lowerBound),
        outer.content.upperBound >= best.whole.upperBound
      {
        best = outer
      }
      at = start
    }
    return best
  }

  /// What the box says, with the base that stands behind it: \boxed{204}_5.
  private func content(of box: Box) -> [UInt8] {
    let after = box.whole.upperBound
    guard after + 1 < range.upperBound, bytes[after] == UInt8(ascii: "_") else {
      return Array(bytes[box.content])
    }
    let isGroup = bytes[after + 1] == UInt8(ascii: "{")
    let end = isGroup ? closingBrace(from: after + 1) ?? after : after + 1
    return Array(bytes[box.content]) + bytes[after...end]
  }

  /// Whether a box is empty or repeats the instruction: `\boxed{}`, `\boxed{answer}`, `\boxed{?}`.
  private func isPlaceholder(_ content: Range<Int>) -> Bool {
    guard content.count < 60 else { return false }
    let text = NormalizedText.words(bytes[content])
    if text.isEmpty {
      let dots: [StaticString] = ["\\ldots", "\\dots", "\\cdots"]
      let inner = Array(bytes[content]).trimmed
      if dots.contains(where: { inner.count == $0.utf8CodeUnitCount && inner.has($0, at: 0) }) {
        return true
      }
      return bytes[content].allSatisfy { $0 <= 0x20 || ".?_{}".utf8.contains($0) }
    }
    return ResponseText.placeholders.contains(text)
  }

  private static let placeholders: Set<String> = [
    "answer", "your answer", "your final answer", "final answer", "your answer here", "result",
    "answer here", "final answer here",
  ]

  /// Whether two boxes with this text between them are one answer: commas, and/or, at most one word
  /// and a left side such as `y_2 =`; no end of a sentence.
  private func joins(_ gap: Range<Int>) -> Bool {
    guard gap.count <= 70 else { return false }
    var words = 0
    var hasSeparator = false
    var at = gap.lowerBound
    while at < gap.upperBound {
      switch bytes[at] {
      case let byte where ASCII.isLetter(byte):
        let start = at
        while at < gap.upperBound, ASCII.isLetter(bytes[at]) { at += 1 }
        let word = bytes[start..<at]
        let isCommand = start > 0 && bytes[start - 1] == UInt8(ascii: "\\")
        if word.elementsEqual("and".utf8) || word.elementsEqual("or".utf8) {
          hasSeparator = true
        } else if word.count > 1, !isCommand {
          words += 1
        }
        continue
      case UInt8(ascii: ","), UInt8(ascii: ";"): hasSeparator = true
      case UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "!"), UInt8(ascii: "*"): return false
      case 0x0A: if at + 1 < gap.upperBound, bytes[at + 1] == 0x0A { return false }
      default: break
      }
      at += 1
    }
    return words <= 1 && (hasSeparator || words == 0 && gap.count < 10)
  }
}
