// What boards and wikis leave in a text: BBCode, and tables of Markdown that lost their shape on the way.

import Bytes

/// Tags of BBCode: `[b]…[/b]`, `[url=…]`, `[quote="…"]`.
///
/// An opening tag without a value is a word in brackets to anyone else, so only closing tags and tags
/// with a value count.
struct BoardMarks {
  private(set) var count = 0
  /// The first of them, as it is written.
  private(set) var first: String?

  init(_ text: Span<UInt8>) {
    var at = TextScan.first(UInt8(ascii: "["), in: text)
    while let start = at {
      if let end = Self.tagEnd(text, start) {
        count += 1
        if first == nil { first = string(text, start..<min(end, start + 60)) }
      }
      at = TextScan.first(UInt8(ascii: "["), in: text, from: start + 1)
    }
  }

  private static func tagEnd(_ text: Span<UInt8>, _ start: Int) -> Int? {
    guard start + 3 < text.count else { return nil }
    let isEnd = text[start + 1] == UInt8(ascii: "/")
    let nameStart = isEnd ? start + 2 : start + 1
    var at = nameStart
    while at < text.count, at - nameStart < 12, isLetter(text[at]) || text[at] == 0x2A { at += 1 }
    guard at > nameStart, at < text.count else { return nil }
    let name = string(text, nameStart..<at).lowercased()
    if isEnd {
      return text[at] == UInt8(ascii: "]") && closed.contains(name) ? at + 1 : nil
    }
    guard valued.contains(name), text[at] == UInt8(ascii: "="),
      let close = TextScan.first(UInt8(ascii: "]"), in: text, from: at), close - at < 256,
      close > at + 1, !(at..<close).contains(where: { text[$0] == 0x0A })
    else { return nil }
    return close + 1
  }

  private static let closed: Set<String> = [
    "b", "i", "u", "s", "url", "img", "quote", "code", "color", "colour", "size", "font", "list",
    "spoiler", "center", "left", "right", "youtube", "table", "tr", "td", "th", "email", "hr",
    "indent", "attach", "media", "video", "strike", "sub", "sup", "align", "highlight", "hide",
  ]
  private static let valued: Set<String> = [
    "url", "quote", "color", "colour", "size", "font", "img", "email", "align", "spoiler", "attach",
  ]
}

/// Tables of Markdown that no reader shows as one.
///
/// A row of rules (`|---|---|`) makes a table of the row above it. `count` are those rows that share
/// their line with cells, as where line ends were lost, that have no row above, or none below.
struct BrokenTables {
  private(set) var count = 0

  init(_ text: Span<UInt8>) {
    guard TextScan.first(UInt8(ascii: "|"), in: text) != nil else { return }
    var rows: [Row] = []
    var start = 0
    while start <= text.count {
      let end = TextScan.first(0x0A, in: text, from: start) ?? text.count
      rows.append(Row(text, start..<end))
      start = end + 1
    }
    for (index, row) in rows.enumerated() {
      if row == .collapsed { count += 1 }
      guard row == .rule else { continue }
      let above = index > 0 ? rows[index - 1] : .other
      let below = index + 1 < rows.count ? rows[index + 1] : .other
      // A grid that is drawn has rules above and below its cells.
      let isGrid =
        (index > 1 && rows[index - 2] == .rule)
        || (index + 2 < rows.count && rows[index + 2] == .rule)
      if !isGrid, (above == .cells) != (below == .cells) { count += 1 }
    }
  }

  private enum Row {
    case cells, rule, collapsed, other

    init(_ text: Span<UInt8>, _ line: Range<Int>) {
      var bars = 0
      var rules = 0
      var mostRules = 0
      var hasOther = false
      // A cell at a time: a rule is of dashes and colons alone.
      var cell = line.lowerBound
      for at in line.lowerBound...line.upperBound
      where at == line.upperBound || text[at] == UInt8(ascii: "|") {
        switch Self.kind(text, cell..<at) {
        case .rule:
          rules += 1
          mostRules = max(mostRules, rules)
        case .cells:
          hasOther = true
          rules = 0
        default:
          // Nothing between two bars: `|---||---|` and the ends of a row.
          break
        }
        if at < line.upperBound { bars += 1 }
        cell = at + 1
      }
      if bars < 2 {
        self = bars == 0 ? .other : mostRules == 2 && !hasOther ? .rule : .other
      } else if mostRules >= 2 {
        self = hasOther ? .collapsed : .rule
      } else {
        self = .cells
      }
    }

    /// Whether a cell is a rule (three dashes and more), empty (`other`), or has text.
    private static func kind(_ text: Span<UInt8>, _ cell: Range<Int>) -> Row {
      var dashes = 0
      for at in cell where text[at] > 0x20 {
        if text[at] == UInt8(ascii: "-") {
          dashes += 1
        } else if text[at] != UInt8(ascii: ":") {
          return .cells
        }
      }
      return dashes >= 3 ? .rule : dashes > 0 ? .cells : .other
    }
  }
}
