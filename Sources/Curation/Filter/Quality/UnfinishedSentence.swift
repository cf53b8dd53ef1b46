// Whether prose stops within a sentence, where nothing else says that it was cut.
//
// An answer may well end without a full stop: a list, a name, a formula, a tag. So the text itself must
// show that it writes its stops: a sentence on the same line has one, or every paragraph before has.

import Bytes

/// Whether an answer of prose stops within a sentence.
///
/// The last word is letters, and either a sentence of four words or more has ended on the same line, or
/// all other paragraphs (two or more) end in a stop and the last one, of six words or more, does not; or
/// its line opens a bracket or emphasis that it does not close, exclaims before it, or is a row of a
/// table whose last cell is open. What follows the last code fence is looked at. Only Latin letters and
/// stops are known.
///
/// - Complexity: O(*n*) in the last line; in the answer where that line is one open sentence.
func endsMidSentence(_ answer: Span<UInt8>) -> Bool {
  let text = answer.extracting(proseStart(answer)..<answer.count)
  guard let line = lastLine(of: text), endsInWord(text, line) else { return false }
  if hasFinishedSentence(text, line) || isOpenRow(text, line) || hasOpenMark(text, line)
    || followsExclamation(text, line)
  {
    return true
  }
  if isListItem(text, line), itemsEndInStops(text, before: line) { return true }
  return wordCount(text.extracting(line)) >= 6 && !isListItem(text, line)
    && paragraphsEndInStops(text.extracting(0..<line.lowerBound))
}

/// The offset behind the last code fence; 0 where there is none.
private func proseStart(_ text: Span<UInt8>) -> Int {
  var start = 0
  while let fence = TextScan.find("```", in: text, from: start) { start = fence + 3 }
  return start
}

/// The last line that is not blank, without the white space behind it.
private func lastLine(of text: Span<UInt8>) -> Range<Int>? {
  var end = text.count
  while end > 0, text[end - 1] <= 0x20 { end -= 1 }
  guard end > 0 else { return nil }
  var start = end
  while start > 0, text[start - 1] != 0x0A { start -= 1 }
  return start..<end
}

/// Whether the last word is made of letters; a tag, an address or a number ends no sentence.
private func endsInWord(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
  var start = line.upperBound
  while start > line.lowerBound, text[start - 1] > 0x20 { start -= 1 }
  while start < line.upperBound, "\"'(*_".utf8.contains(text[start]) { start += 1 }
  var end = line.upperBound
  if end - start > 1, text[end - 1] == UInt8(ascii: ",") || text[end - 1] == UInt8(ascii: "-") {
    end -= 1
  }
  guard start < end, isLetter(text[end - 1]) || isLatinTail(text, end) else { return false }
  return (start..<end).allSatisfy {
    text[$0] >= 0x80 || isLetter(text[$0]) || text[$0] == UInt8(ascii: "'")
      || text[$0] == UInt8(ascii: "-")
  }
}

/// Whether a letter of Latin-1 or Latin Extended stands right before an offset.
private func isLatinTail(_ text: Span<UInt8>, _ end: Int) -> Bool {
  end >= 2 && text[end - 1] & 0xC0 == 0x80 && (0xC3...0xC9).contains(text[end - 2])
}

/// Whether a stop with four words before it, on this line, has a capital behind it.
private func hasFinishedSentence(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
  var words = 0
  for at in line {
    if text[at] <= 0x20, at > line.lowerBound, text[at - 1] > 0x20 { words += 1 }
    guard words >= 3, isStop(text[at]), endsSentence(text, at) else { continue }
    var next = at + 1
    while next < line.upperBound, isCloser(text[next]) { next += 1 }
    let gap = next
    while next < line.upperBound, text[next] <= 0x20 { next += 1 }
    guard next > gap else { continue }
    while next < line.upperBound, isCloser(text[next]) || text[next] == UInt8(ascii: "(") {
      next += 1
    }
    if next < line.upperBound, (0x41...0x5A).contains(text[next]) { return true }
  }
  return false
}

/// Whether a row of a table has no bar at its end, where the row before it has one at both.
private func isOpenRow(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
  guard text[line.lowerBound] == UInt8(ascii: "|"),
    let row = lastLine(of: text.extracting(0..<line.lowerBound))
  else { return false }
  return row.count > 2 && text[row.lowerBound] == UInt8(ascii: "|")
    && text[row.upperBound - 1] == UInt8(ascii: "|")
}

/// Whether a round bracket or `**` that opens before a word never closes on a line of five words or
/// more.
private func hasOpenMark(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
  var depth = 0
  var isStrong = false
  var at = line.lowerBound
  while at < line.upperBound {
    switch text[at] {
    case UInt8(ascii: "("): depth += 1
    case UInt8(ascii: ")"): depth = max(0, depth - 1)
    // Code and formulas have brackets of their own.
    case UInt8(ascii: "`"), UInt8(ascii: "$"), UInt8(ascii: "\\"): return false
    case UInt8(ascii: "*") where at + 2 < line.upperBound && text[at + 1] == UInt8(ascii: "*"):
      // A power has spaces on both sides, or none.
      let opens = text[at + 2] > 0x20 && (at == line.lowerBound || text[at - 1] <= 0x20)
      isStrong = isStrong ? false : opens
      at += 1
    default: break
    }
    at += 1
  }
  return (depth == 1 || isStrong) && wordCount(text.extracting(line)) >= 5
}

/// Whether the line has exclaimed or asked before, and four words or more that end in no capital
/// follow: "You're welcome! If you need any mo".
private func followsExclamation(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
  guard var stop = line.last(where: { isStop(text[$0]) }), text[stop] != UInt8(ascii: "."),
    stop - line.lowerBound >= 8, isLetter(text[stop - 1]), !isListItem(text, line)
  else { return false }
  stop += 1
  guard stop < line.upperBound, text[stop] == 0x20,
    wordCount(text.extracting(stop..<line.upperBound)) >= 4
  else { return false }
  return (0x61...0x7A).contains(text[line.upperBound - 1])
}

/// Whether the items before an item of a list, two or more of six words, all end in a stop.
private func itemsEndInStops(_ text: Span<UInt8>, before line: Range<Int>) -> Bool {
  guard wordCount(text.extracting(line)) >= 4 else { return false }
  var items = 0
  for item in lineRanges(text.extracting(0..<line.lowerBound)).reversed() {
    var end = item.upperBound
    while end > item.lowerBound, text[end - 1] <= 0x20 { end -= 1 }
    guard end > item.lowerBound else { continue }
    guard text[item.lowerBound] == text[line.lowerBound] || isDigit(text[item.lowerBound]),
      isListItem(text, item.lowerBound..<end)
    else { break }
    guard wordCount(text.extracting(item.lowerBound..<end)) >= 6 else { return false }
    items += 1
    guard isStop(text[end - 1]) else { return false }
  }
  return items >= 2
}

/// Whether what stands before a stop is the end of a word, and not an initial (`J. K.`).
private func endsSentence(_ text: Span<UInt8>, _ stop: Int) -> Bool {
  let before = text[stop - 1]
  return before >= 0x80 || isDigit(before) || (0x61...0x7A).contains(before)
    || "%)]\"'*$".utf8.contains(before)
}

/// Whether there are two paragraphs of eight words or more, and all of them end in a stop.
private func paragraphsEndInStops(_ text: Span<UInt8>) -> Bool {
  var paragraphs = 0
  for line in lineRanges(text) {
    var end = line.upperBound
    while end > line.lowerBound, text[end - 1] <= 0x20 { end -= 1 }
    let line = line.lowerBound..<end
    guard wordCount(text.extracting(line)) >= 8, !isListItem(text, line) else { continue }
    paragraphs += 1
    guard isStop(text[end - 1]) || isCloser(text[end - 1]) || ":;)`$".utf8.contains(text[end - 1])
    else { return false }
  }
  return paragraphs >= 2
}

private func lineRanges(_ text: Span<UInt8>) -> [Range<Int>] {
  var ranges: [Range<Int>] = []
  var start = 0
  for at in text.indices where text[at] == 0x0A {
    ranges.append(start..<at)
    start = at + 1
  }
  ranges.append(start..<text.count)
  return ranges
}

/// A bullet, a number, a heading, a quotation, a row of a table, or a line of code that is set in.
private func isListItem(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
  var at = line.lowerBound
  while at < line.upperBound, text[at] <= 0x20 { at += 1 }
  guard at < line.upperBound, at - line.lowerBound < 2 else { return true }
  if "-*#>|+".utf8.contains(text[at]) || text[at] == 0xE2 { return true }
  let mark = at
  while at < line.upperBound, isDigit(text[at]) { at += 1 }
  if at == mark, isLetter(text[at]) { at += 1 }
  return at > mark && at < line.upperBound && ".)".utf8.contains(text[at])
}

private func isStop(_ byte: UInt8) -> Bool { ".!?".utf8.contains(byte) }

/// Quotation marks, brackets and emphasis around a sentence; bytes beyond ASCII may be such.
private func isCloser(_ byte: UInt8) -> Bool { byte >= 0x80 || "\"')]*_".utf8.contains(byte) }
