// Where the reasoning of a response ends and its answer begins.
//
// The text is split at the first closing tag, as the reasoning parsers of inference engines do. Only
// where several closing tags compete does Markdown count: one that is quoted in code gives way to a
// later one that is not ("I will write `</think>` now.</think>42"). One forward scan for the tags;
// code is looked for only where there is more than one pair.

import Bytes

/// The parts of a response, as offsets of bytes; the tags belong to none of them.
public struct ThinkSplit: Sendable, Hashable {
  /// What stands before the opening tag; empty in a well-formed response.
  public private(set) var preamble: Range<Int>
  /// What is inside the tags, or nil where there is no reasoning; white space is not trimmed.
  public private(set) var reasoning: Range<Int>?
  /// What follows the closing tag; the whole text without tags, and empty where they never close.
  public private(set) var answer: Range<Int>
  /// What follows the *last* closing tag that is not quoted; equals `answer` unless tags repeat.
  public private(set) var tail: Range<Int>

  /// Tags in the whole text that are not quoted in code.
  public private(set) var openTags = 0
  public private(set) var closeTags = 0
  /// Tags of both kinds inside fenced blocks and code spans.
  public private(set) var quotedTags = 0
  /// Tags inside the reasoning and after it that are not quoted.
  public private(set) var strayOpenTags = 0
  public private(set) var strayCloseTags = 0

  /// The reasoning runs to the end of the text.
  public private(set) var isUnclosed = false
  /// There is a closing tag but no opening one before it: templates prefill it (DeepSeek-R1).
  public private(set) var isOpenerMissing = false
  /// There is reasoning, and all of it is blank, zero-width characters included.
  public private(set) var isReasoningBlank = false

  /// Splits a response.
  ///
  /// - Parameters:
  ///   - text: UTF-8, or any bytes: only the tags are looked for.
  ///   - isOpenTagPrefilled: the template has written the opening tag already, so a text without
  ///     any tag is unclosed reasoning and not an answer.
  /// - Complexity: O(*n*) in the bytes of the text.
  public init(_ text: Span<UInt8>, tags: ThinkTags, isOpenTagPrefilled: Bool) {
    let marks = thinkMarks(in: text, tags: tags)
    let whole = 0..<text.count
    preamble = 0..<0
    answer = whole
    tail = whole
    guard let frame = Frame.find(text, marks: marks, isPrefilled: isOpenTagPrefilled) else {
      count(marks[...], in: text, region: whole, isFramed: false)
      return
    }
    let begin = frame.open.map { marks[$0].range.upperBound } ?? 0
    let end = frame.close.map { marks[$0].range.lowerBound } ?? text.count
    preamble = 0..<(frame.open.map { marks[$0].range.lowerBound } ?? 0)
    reasoning = begin..<end
    answer = (frame.close.map { marks[$0].range.upperBound } ?? text.count)..<text.count
    tail = answer
    isUnclosed = frame.close == nil
    isOpenerMissing = frame.open == nil && !isOpenTagPrefilled
    isReasoningBlank = isBlank(text, begin..<end)
    openTags = frame.open == nil ? 0 : 1
    closeTags = frame.close == nil ? 0 : 1
    let inside = (frame.open ?? -1) + 1..<(frame.close ?? marks.count)
    count(marks[..<(frame.open ?? 0)], in: text, region: preamble, isFramed: true)
    count(marks[inside], in: text, region: begin..<end, isFramed: true)
    if let close = frame.close {
      count(marks[(close + 1)...], in: text, region: answer, isFramed: true)
    }
  }

  /// Splits by the standard pair, or by the first of the others that the text begins with.
  public init(_ text: Span<UInt8>, others: [ThinkTags], isOpenTagPrefilled: Bool) {
    let start = firstNonBlank(text, 0..<text.count)
    let tags = others.first { matches(text, $0.openBytes, at: start) }
    self.init(text, tags: tags ?? .standard, isOpenTagPrefilled: isOpenTagPrefilled)
  }

  private mutating func count(
    _ marks: ArraySlice<ThinkMark>, in text: Span<UInt8>, region: Range<Int>, isFramed: Bool
  ) {
    guard !marks.isEmpty else { return }
    let code = codeRanges(in: text, region: region)
    for mark in marks {
      if isInside(mark.range, code) {
        quotedTags += 1
      } else if mark.isOpen {
        openTags += 1
        if isFramed { strayOpenTags += 1 }
      } else {
        closeTags += 1
        if isFramed { strayCloseTags += 1 }
        if region == answer { tail = mark.range.upperBound..<text.count }
      }
    }
  }
}

/// One tag of a text.
struct ThinkMark: Sendable {
  let range: Range<Int>
  let isOpen: Bool
}

/// All tags in the order of the text.
///
/// - Complexity: O(*n*); a vector search for the bytes that tags begin with, since a loop over all
///   bytes took a tenth of an ingest.
func thinkMarks(in text: Span<UInt8>, tags: ThinkTags) -> [ThinkMark] {
  var marks: [ThinkMark] = []
  var at = firstOf(tags, in: text, from: 0)
  while let start = at {
    if matches(text, tags.openBytes, at: start) {
      marks.append(ThinkMark(range: start..<start + tags.openBytes.count, isOpen: true))
    } else if matches(text, tags.closeBytes, at: start) {
      marks.append(ThinkMark(range: start..<start + tags.closeBytes.count, isOpen: false))
    }
    at = firstOf(tags, in: text, from: start + 1)
  }
  return marks
}

/// The first place where a tag could begin; every byte where the two do not begin alike.
private func firstOf(_ tags: ThinkTags, in text: Span<UInt8>, from start: Int) -> Int? {
  guard tags.closeBytes[0] != tags.openBytes[0] else {
    return TextScan.first(tags.openBytes[0], in: text, from: start)
  }
  return start < text.count ? start : nil
}

/// The tags, by their index, that open and close the reasoning.
private struct Frame {
  var open: Int?
  var close: Int?

  /// Nil where the text has no reasoning.
  static func find(_ text: Span<UInt8>, marks: [ThinkMark], isPrefilled: Bool) -> Frame? {
    guard let first = marks.first else { return isPrefilled ? Frame() : nil }
    let isAtStart = first.isOpen && isBlank(text, 0..<first.range.lowerBound)
    if isAtStart || isPrefilled {
      return opened(text, marks: marks, open: isAtStart ? 0 : nil)
    }
    return displaced(text, marks: marks)
  }

  /// The opening tag is known: of several closing tags, the first that is not quoted counts.
  private static func opened(_ text: Span<UInt8>, marks: [ThinkMark], open: Int?) -> Frame {
    let closes = marks.indices.filter { !marks[$0].isOpen }
    guard closes.count > 1 else { return Frame(open: open, close: closes.first) }
    let start = open.map { marks[$0].range.upperBound } ?? 0
    let code = codeRanges(in: text, region: start..<text.count)
    let plain = closes.first { !isInside(marks[$0].range, code) }
    return Frame(open: open, close: plain ?? closes.first)
  }

  /// The opening tag is not where it should be: tags are quoted, or misplaced, or it is missing.
  ///
  /// A closing tag on its own line without any opening one is a tag even in a
  /// fence, since the reasoning before it may have left that fence open.
  private static func displaced(_ text: Span<UInt8>, marks: [ThinkMark]) -> Frame? {
    let code = codeRanges(in: text, region: 0..<text.count)
    let hasOpen = marks.contains { $0.isOpen }
    func isPlain(_ mark: ThinkMark) -> Bool {
      !isInside(mark.range, code) || !hasOpen && beginsLine(text, mark.range.lowerBound)
    }
    let close = marks.firstIndex { !$0.isOpen && isPlain($0) }
    let open = marks.firstIndex { $0.isOpen && isPlain($0) }
    if let close { return Frame(open: open.flatMap { $0 < close ? $0 : nil }, close: close) }
    guard let open, beginsLine(text, marks[open].range.lowerBound) else { return nil }
    return Frame(open: open, close: nil)
  }
}

func matches(_ text: Span<UInt8>, _ word: [UInt8], at start: Int) -> Bool {
  guard start >= 0, word.count <= text.count - start else { return false }
  for offset in word.indices where text[start + offset] != word[offset] { return false }
  return true
}

/// Whether one of the ranges, which rise and do not overlap, holds the whole of `range`.
func isInside(_ range: Range<Int>, _ ranges: [Range<Int>]) -> Bool {
  var low = 0
  var high = ranges.count
  while low < high {
    let middle = (low + high) / 2
    if ranges[middle].upperBound < range.upperBound { low = middle + 1 } else { high = middle }
  }
  return low < ranges.count && ranges[low].lowerBound <= range.lowerBound
}

private func beginsLine(_ text: Span<UInt8>, _ at: Int) -> Bool {
  var before = at - 1
  while before >= 0, text[before] == 0x20 || text[before] == 0x09 { before -= 1 }
  return before < 0 || text[before] == 0x0A
}
