import Bytes
import Grading

/// Whether a response holds remains of a page: tags, scripts, entities that nobody decoded, BBCode, tables
/// of Markdown that are broken.
///
/// Code is left out, and so are samples whose prompt speaks of markup or has such tags. `tags` are
/// elements that make pages (`div`, `span`, `script`, `a href`); what Markdown writers use themselves
/// (`br`, `sub`, `details`) are `inlineTags`. A `<` that begins no well-formed tag (`a<b`, `vector<int>`)
/// is none.
struct Markup: Filter {
  static let version = 3
  static let measures = [
    "tags", "inlineTags", "entities", "markupShare", "boardTags", "brokenTables",
  ]
  /// A prompt with one of these words asks for markup.
  let askedBy: [String]
  private let asked: PhraseFinder

  private enum CodingKeys: CodingKey { case askedBy }

  init(from decoder: any Decoder) throws {
    askedBy = try decoder.container(keyedBy: CodingKeys.self).decode(
      [String].self, forKey: .askedBy)
    asked = PhraseFinder(askedBy)
  }

  /// - Returns: how many tags and entities stand outside code; `markupShare`, 0...1, which share of the
  ///   text outside code a reader of the page would not see (by libxml2); `boardTags` of BBCode; and
  ///   `brokenTables`, rows of rules that make no table.
  /// - Complexity: O(*n*), a vector search for `<`, `&`, `[` and `|`; more only after a hit.
  func measure(_ sample: Sample) -> Finding {
    let whole = sample.response.bytes.span
    let (tags, board, tables) = (MarkupMarks(whole), BoardMarks(whole), BrokenTables(whole))
    let hasTags = !tags.isEmpty || board.count > 0
    guard hasTags || tables.count > 0 else { return Self.finding() }
    let prompt = Array(sample.prompt.utf8)
    if hasTags {
      let asks =
        !asked.matches(in: prompt.span, limit: 1).isEmpty || MarkupMarks(prompt.span).pageTags > 0
        || BoardMarks(prompt.span).count > 0
      guard !asks else { return .skipped("markup_asked") }
    }
    let text = OwnText(sample).withoutCode
    return Self.finding(of: text, tablesOfPrompt: BrokenTables(prompt.span).count)
  }

  private static func finding(of text: [UInt8] = [], tablesOfPrompt: Int = 0) -> Finding {
    let (marks, board) = (MarkupMarks(text.span), BoardMarks(text.span))
    let seen = marks.isEmpty ? text.count : (try? HTMLText.plain(text))?.count ?? text.count
    let tables = tablesOfPrompt > 0 ? 0 : BrokenTables(text.span).count
    var finding = Finding([
      "tags": Double(marks.pageTags), "inlineTags": Double(marks.inlineTags),
      "entities": Double(marks.entities),
      "markupShare": max(0, 1 - Double(seen) / Double(max(1, text.count))),
      "boardTags": Double(board.count), "brokenTables": Double(tables),
    ])
    if let first = marks.first ?? board.first { finding.details = ["found": .string(first)] }
    return finding
  }
}

/// Tags and entities of a text.
struct MarkupMarks {
  private(set) var pageTags = 0
  private(set) var inlineTags = 0
  private(set) var entities = 0
  /// The first of them, as it is written.
  private(set) var first: String?

  var isEmpty: Bool { pageTags + inlineTags + entities == 0 }

  init(_ text: Span<UInt8>) {
    var at = TextScan.first(UInt8(ascii: "<"), in: text)
    while let start = at {
      let tag = Tag(text, at: start)
      if let tag {
        if tag.isOfPage { pageTags += 1 } else { inlineTags += 1 }
        note(text, start..<tag.end)
      }
      at = TextScan.first(UInt8(ascii: "<"), in: text, from: tag?.end ?? start + 1)
    }
    at = TextScan.first(UInt8(ascii: "&"), in: text)
    while let start = at {
      if let end = entityEnd(text, start) {
        entities += 1
        note(text, start..<end)
      }
      at = TextScan.first(UInt8(ascii: "&"), in: text, from: start + 1)
    }
  }

  private mutating func note(_ text: Span<UInt8>, _ range: Range<Int>) {
    guard first == nil else { return }
    var bytes: [UInt8] = []
    bytes.append(
      copying: text.extracting(range.clamped(to: range.lowerBound..<range.lowerBound + 60)))
    first = String(decoding: bytes, as: UTF8.self)
  }

  /// Where a named or numbered character that pages are full of ends.
  private func entityEnd(_ text: Span<UInt8>, _ start: Int) -> Int? {
    var end = start + 1
    while end < text.count, end - start < 10, isLetterOrDigit(text[end]) || text[end] == 0x23 {
      end += 1
    }
    guard end < text.count, text[end] == UInt8(ascii: ";"), end > start + 1 else { return nil }
    if text[start + 1] == 0x23 { return end > start + 2 ? end + 1 : nil }
    return entityNames.contains(lowercased(text, start + 1..<end)) ? end + 1 : nil
  }
}

/// A well-formed tag of HTML.
private struct Tag {
  let end: Int
  let isOfPage: Bool

  init?(_ text: Span<UInt8>, at start: Int) {
    var at = start + 1
    if at + 2 < text.count, text[at] == 0x21, text[at + 1] == 0x2D, text[at + 2] == 0x2D {
      guard let close = TextScan.find("-->", in: text, from: at), close - start < 4096 else {
        return nil
      }
      (end, isOfPage) = (close + 3, true)
      return
    }
    if isDoctype(text, at) {
      guard let close = TextScan.first(UInt8(ascii: ">"), in: text, from: at) else { return nil }
      (end, isOfPage) = (close + 1, true)
      return
    }
    let isEnd = at < text.count && text[at] == UInt8(ascii: "/")
    if isEnd { at += 1 }
    let nameStart = at
    while at < text.count, at - nameStart < 12, isLetterOrDigit(text[at]) { at += 1 }
    guard at > nameStart, at < text.count else { return nil }
    let name = lowercased(text, nameStart..<at)
    guard let close = Tag.close(text, from: at, isEnd: isEnd) else { return nil }
    end = close + 1
    // <<title>> is a heading that an instruction asked for.
    if start > 0, text[start - 1] == UInt8(ascii: "<") { return nil }
    let hasValue = TextScan.first(UInt8(ascii: "="), in: text, from: at).map { $0 < close } ?? false
    if pageTags.contains(name) {
      isOfPage = true
    } else if attributeTags.contains(name) {
      guard isEnd || hasValue else { return nil }
      isOfPage = true
    } else if inlineTags.contains(name) {
      isOfPage = false
    } else {
      return nil
    }
  }

  /// The `>` of a tag whose attributes are well-formed: `name`, `name=value`, `name="value"`.
  private static func close(_ text: Span<UInt8>, from start: Int, isEnd: Bool) -> Int? {
    var at = start
    while at < text.count, at - start < 2048 {
      while at < text.count, text[at] <= 0x20 { at += 1 }
      guard at < text.count else { return nil }
      if text[at] == UInt8(ascii: ">") { return at }
      if text[at] == UInt8(ascii: "/"), !isEnd {
        at += 1
        continue
      }
      guard !isEnd, let next = attributeEnd(text, at) else { return nil }
      at = next
    }
    return nil
  }

  private static func attributeEnd(_ text: Span<UInt8>, _ start: Int) -> Int? {
    var at = start
    while at < text.count, isLetterOrDigit(text[at]) || "-_:@.".utf8.contains(text[at]) { at += 1 }
    guard at > start, at < text.count else { return nil }
    guard text[at] == UInt8(ascii: "=") else { return text[start] >= 0x41 ? at : nil }
    at += 1
    guard at < text.count else { return nil }
    if text[at] == 0x22 || text[at] == 0x27 {
      return TextScan.first(text[at], in: text, from: at + 1).map { $0 + 1 }
    }
    let value = at
    while at < text.count, text[at] > 0x20, text[at] != UInt8(ascii: ">") { at += 1 }
    return at > value ? at : nil
  }
}

/// Whether `!DOCTYPE html` stands at an offset.
private func isDoctype(_ text: Span<UInt8>, _ at: Int) -> Bool {
  at + 13 < text.count && text[at] == UInt8(ascii: "!")
    && lowercased(text, at + 1..<at + 8) == "doctype"
}

private func isLetterOrDigit(_ byte: UInt8) -> Bool {
  (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A)
}

private func lowercased(_ text: Span<UInt8>, _ range: Range<Int>) -> String {
  var bytes: [UInt8] = []
  for at in range {
    bytes.append(text[at] >= 0x41 && text[at] <= 0x5A ? text[at] | 0x20 : text[at])
  }
  return String(decoding: bytes, as: UTF8.self)
}

private func names(_ list: String) -> Set<String> {
  Set(list.split(separator: " ").map(String.init))
}

private let pageTags = names(
  """
  html head body title meta link script style div span p table tbody thead tfoot tr td th ul ol li \
  dl dt dd h1 h2 h3 h4 h5 h6 iframe form button nav header footer section article aside noscript \
  center font figure figcaption blockquote pre
  """)
/// Names that mean something else where they stand alone: `<a>`, `<input>`.
private let attributeTags = names("a img input label select option textarea video audio source svg")
private let inlineTags = names(
  "b i u s em strong sub sup br hr kbd mark small del ins details summary code abbr cite")
private let entityNames = names(
  """
  nbsp amp lt gt quot apos hellip mdash ndash rsquo lsquo rdquo ldquo copy reg raquo laquo bull \
  euro pound yen cent sect para deg middot plusmn frac12 frac14 frac34 trade shy ensp emsp thinsp \
  zwnj zwj minus divide times eacute egrave ecirc euml aacute agrave acirc atilde auml aring aelig ccedil \
  iacute igrave icirc iuml ntilde oacute ograve ocirc otilde ouml oslash uacute ugrave ucirc uuml \
  szlig iexcl iquest sup2 sup3
  """)
