/// The text that a reader of an HTML page sees: tags, scripts and styles gone, entities decoded,
/// white space collapsed as a browser does, blocks on lines of their own, paragraphs apart.
public enum HTMLText {
  /// The plain text of a page or a fragment of one.
  ///
  /// Bytes without `<` and `&` hold no markup and come back as they are, white space included.
  ///
  /// - Parameter html: UTF-8; what is not is read as Latin-1.
  public static func plain(_ html: [UInt8]) throws(MarkupError) -> [UInt8] {
    guard html.contains(0x3C) || html.contains(0x26) else { return html }
    let builder = PlainTextBuilder()
    // A zero byte is no text in HTML, but the end of the page to libxml2.
    let page = html.contains(0) ? html.filter { $0 != 0 } : html
    try parseHTML(page.span, builder)
    return builder.finish()
  }

  public static func plain(_ html: String) throws(MarkupError) -> String {
    String(decoding: try plain(Array(html.utf8)), as: UTF8.self)
  }
}

/// What an element does to the text around and inside of it.
private enum Layout {
  case unseen  // with all in it
  case lineBreak
  case cell  // apart from the one before
  case block  // on lines of its own
  case item  // a block with a dash
  case paragraph  // with empty lines around it
  case pre  // a paragraph whose white space stays

  /// Elements that are not named here are part of the line that they stand in.
  static let of: [HTMLName: Layout] = {
    let names: [(Layout, [StaticString])] = [
      (.unseen, ["head", "script", "style", "template"]), (.lineBreak, ["br"]),
      (.cell, ["td", "th"]), (.item, ["li"]), (.pre, ["pre"]),
      (
        .block,
        [
          "address", "article", "aside", "body", "center", "dd", "details", "div", "dt", "fieldset",
          "figcaption", "figure", "footer", "form", "header", "hr", "html", "main", "nav",
          "section", "summary", "tr",
        ]
      ),
      (
        .paragraph,
        ["blockquote", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "table", "ul"]
      ),
    ]
    return names.reduce(into: [:]) { table, entry in
      for name in entry.1 { table[HTMLName(name)] = entry.0 }
    }
  }()
}

/// Builds plain text from the events of an HTML parser.
private final class PlainTextBuilder: HTMLEvents {
  private let layouts = Layout.of
  private var out: [UInt8] = []
  private var breaks = 0  // line ends that are due before the next text
  private var isSpaceDue = false
  private var unseenDepth = 0
  private var preDepth = 0
  private var isAtPreStart = false
  private var isItemDue = false

  func start(_ element: HTMLName) {
    guard let layout = layouts[element] else { return }
    breakLine(layout)
    switch layout {
    case .unseen: unseenDepth += 1
    case .lineBreak: breaks += 1
    case .cell: isSpaceDue = true
    case .item: isItemDue = true
    case .pre:
      preDepth += 1
      isAtPreStart = true
    case .block, .paragraph: break
    }
  }

  func end(_ element: HTMLName) {
    guard let layout = layouts[element] else { return }
    breakLine(layout)
    switch layout {
    case .unseen: unseenDepth = max(unseenDepth - 1, 0)
    case .item: isItemDue = false
    case .pre: preDepth = max(preDepth - 1, 0)
    case .lineBreak, .cell, .block, .paragraph: break
    }
  }

  private func breakLine(_ layout: Layout) {
    switch layout {
    case .block, .item: breaks = max(breaks, 1)
    case .paragraph, .pre: breaks = max(breaks, 2)
    case .unseen, .lineBreak, .cell: break
    }
  }

  func text(_ bytes: Span<UInt8>) {
    guard unseenDepth == 0 else { return }
    var start = 0
    while start < bytes.count {
      var end = start + 1
      if isSpace(bytes[start]) {
        addSpace(bytes[start])
      } else {
        while end < bytes.count, !endsRun(bytes, at: end) { end += 1 }
        add(bytes.extracting(start..<end))
      }
      start = end
    }
  }

  /// Whether the byte is white space other than a single space between words, which stays as it is.
  private func endsRun(_ bytes: Span<UInt8>, at index: Int) -> Bool {
    guard isSpace(bytes[index]) else { return false }
    return bytes[index] != 0x20 || index + 1 == bytes.count || isSpace(bytes[index + 1])
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

  private func add(_ run: Span<UInt8>) {
    isAtPreStart = false
    separate()
    // SAFETY: the span lives during the call.
    unsafe run.withUnsafeBufferPointer { unsafe out.append(contentsOf: $0) }
  }

  private func addSpace(_ byte: UInt8) {
    guard preDepth > 0 else {
      isSpaceDue = true
      return
    }
    defer { isAtPreStart = false }
    // HTML: a line end right behind <pre> is not text.
    if byte == 0x0A, isAtPreStart || breaks > 0 { return }
    separate()
    out.append(byte)
  }

  /// What is due before the next character: line ends, an item's dash, or a space.
  private func separate() {
    if breaks > 0 {
      let there = out.suffix(2).reversed().prefix { $0 == 0x0A }.count
      if !out.isEmpty { out += repeatElement(0x0A, count: max(min(breaks, 2) - there, 0)) }
      breaks = 0
    } else if isSpaceDue, let last = out.last, last != 0x0A {
      out.append(0x20)
    }
    isSpaceDue = false
    if isItemDue { out += [0x2D, 0x20] }
    isItemDue = false
  }

  func finish() -> [UInt8] {
    while let last = out.last, last == 0x20 || last == 0x0A { out.removeLast() }
    return out
  }
}
