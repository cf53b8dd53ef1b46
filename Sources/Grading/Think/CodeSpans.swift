// Which bytes of a text are code in Markdown: fenced blocks and inline spans. A tag that is quoted
// there is text, not markup.
//
// CommonMark's rules for fences and spans (https://spec.commonmark.org/0.31.2/, sections 4.5 and
// 6.1), with two changes for the texts of language models: a fence may stand at any indentation
// (lists), and a fence that is never closed is no code at all, so that a draft that breaks off
// cannot swallow the rest of a response. Linear in time whatever the text.

/// The fenced blocks and inline code spans of one region of a text, fences and ticks included.
///
/// - Returns: ranges in rising order that do not overlap.
package func codeRanges(in text: Span<UInt8>, region: Range<Int>) -> [Range<Int>] {
  var scanner = CodeScanner(end: region.upperBound)
  scanner.scan(text, from: region.lowerBound)
  return scanner.ranges
}

private let tick = UInt8(ascii: "`")
private let tilde = UInt8(ascii: "~")
private let newline = UInt8(ascii: "\n")

private struct CodeScanner {
  private struct Ticks {
    let start: Int
    let count: Int
  }
  private struct Closer {
    let start: Int
    let lineEnd: Int
    let length: Int
    /// The longest run of this line and all later ones, so that a search which would fail is not begun.
    var longest: Int
  }
  let end: Int
  var ranges: [Range<Int>] = []
  /// The runs of ticks of the paragraph so far.
  private var runs: [Ticks] = []
  /// The lines that may close a fence, by their mark; looked up once, when the first fence opens.
  private var closers: [UInt8: [Closer]] = [:]

  init(end: Int) { self.end = end }

  mutating func scan(_ text: Span<UInt8>, from start: Int) {
    var at = start
    while at < end {
      let mark = firstMark(text, at)
      let lineEnd = endOfLine(text, at)
      if let fence = fence(text, mark, lineEnd), let close = closing(fence, text, lineEnd) {
        flushParagraph()
        ranges.append(mark..<close)
        at = min(close + 1, end)
        continue
      }
      if mark == lineEnd { flushParagraph() } else { collectRuns(text, mark..<lineEnd) }
      at = lineEnd + 1
    }
    flushParagraph()
  }

  /// The first byte of a line that is neither space nor tab nor carriage return.
  private func firstMark(_ text: Span<UInt8>, _ start: Int) -> Int {
    var at = start
    while at < end, text[at] == 0x20 || text[at] == 0x09 || text[at] == 0x0D { at += 1 }
    return at
  }

  private func endOfLine(_ text: Span<UInt8>, _ start: Int) -> Int {
    var at = start
    while at < end, text[at] != newline { at += 1 }
    return at
  }

  private func runLength(_ text: Span<UInt8>, _ start: Int, _ limit: Int) -> Int {
    var at = start
    while at < limit, text[at] == text[start] { at += 1 }
    return at - start
  }

  /// The mark and length of a fence that opens at `mark`.
  private func fence(_ text: Span<UInt8>, _ mark: Int, _ lineEnd: Int) -> (UInt8, Int)? {
    guard mark < lineEnd, text[mark] == tick || text[mark] == tilde else { return nil }
    let length = runLength(text, mark, lineEnd)
    guard length >= 3 else { return nil }
    guard text[mark] == tick else { return (tilde, length) }
    for at in mark + length..<lineEnd where text[at] == tick { return nil }  // an inline span
    return (tick, length)
  }

  /// Where the line that closes a fence ends.
  private mutating func closing(
    _ fence: (mark: UInt8, length: Int), _ text: Span<UInt8>, _ openingLineEnd: Int
  ) -> Int? {
    let lines = closers[fence.mark] ?? closingLines(fence.mark, text, openingLineEnd)
    closers[fence.mark] = lines
    var index = firstIndex(in: lines, from: openingLineEnd)
    guard index < lines.count, lines[index].longest >= fence.length else { return nil }
    while lines[index].length < fence.length { index += 1 }
    return lines[index].lineEnd
  }

  private func firstIndex(in lines: [Closer], from start: Int) -> Int {
    var low = 0
    var high = lines.count
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].start < start { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// All lines from `start` on that hold a run of at least three marks and nothing else.
  private func closingLines(_ mark: UInt8, _ text: Span<UInt8>, _ start: Int) -> [Closer] {
    var lines: [Closer] = []
    var at = start + 1
    while at < end {
      let first = firstMark(text, at)
      let lineEnd = endOfLine(text, at)
      if first < lineEnd, text[first] == mark {
        let length = runLength(text, first, lineEnd)
        if length >= 3, firstMark(text, first + length) >= lineEnd {
          lines.append(Closer(start: first, lineEnd: lineEnd, length: length, longest: length))
        }
      }
      at = lineEnd + 1
    }
    for index in lines.indices.dropLast().reversed() {
      lines[index].longest = max(lines[index].length, lines[index + 1].longest)
    }
    return lines
  }

  private mutating func collectRuns(_ text: Span<UInt8>, _ line: Range<Int>) {
    var at = line.lowerBound
    while at < line.upperBound {
      guard text[at] == tick else {
        at += 1
        continue
      }
      let count = runLength(text, at, line.upperBound)
      runs.append(Ticks(start: at, count: count))
      at += count
    }
  }

  /// Pairs each run of ticks with the next one of the same length in its paragraph.
  private mutating func flushParagraph() {
    guard runs.count > 1 else {
      runs.removeAll(keepingCapacity: true)
      return
    }
    var nextOfLength: [Int: Int] = [:]
    var partner = [Int?](repeating: nil, count: runs.count)
    for index in runs.indices.reversed() {
      partner[index] = nextOfLength.updateValue(index, forKey: runs[index].count)
    }
    var index = 0
    while index < runs.count {
      if let other = partner[index] {
        ranges.append(runs[index].start..<runs[other].start + runs[other].count)
        index = other + 1
      } else {
        index += 1
      }
    }
    runs.removeAll(keepingCapacity: true)
  }
}

/// How many fenced blocks a region holds; one that is never closed counts, too.
public func fencedBlocks(in text: Span<UInt8>, region: Range<Int>) -> Int {
  var count = 0
  var at = region.lowerBound
  let code = codeRanges(in: text, region: region)
  var next = 0
  while at < region.upperBound {
    while next < code.count, code[next].upperBound <= at { next += 1 }
    let start = firstNonSpace(text, at, region.upperBound)
    if next < code.count, code[next].lowerBound == start, isFence(text, start, region.upperBound) {
      count += 1
      at = code[next].upperBound
    } else if isFence(text, start, region.upperBound) {
      return count + 1
    }
    while at < region.upperBound, text[at] != newline { at += 1 }
    at += 1
  }
  return count
}

private func firstNonSpace(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
  var at = start
  while at < end, text[at] == 0x20 || text[at] == 0x09 { at += 1 }
  return at
}

/// Whether three marks stand at an offset and no tick follows on their line.
private func isFence(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
  guard start + 2 < end, text[start] == tick || text[start] == tilde,
    text[start + 1] == text[start], text[start + 2] == text[start]
  else { return false }
  var at = start
  while at < end, text[at] == text[start] { at += 1 }
  while at < end, text[at] != newline {
    if text[start] == tick, text[at] == tick { return false }
    at += 1
  }
  return true
}
