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

/// Builds plain text from the events of an HTML parser.
private final class PlainTextBuilder: HTMLEvents {
  private static func names(_ list: String) -> Set<[UInt8]> {
    Set(list.split(separator: " ").map { Array($0.utf8) })
  }

  private static let unseen = names("head script style template")
  /// On lines of their own.
  private static let blocks = names(
    "address article aside body center dd details div dt fieldset figcaption figure footer form "
      + "header hr html li main nav section summary tr")
  /// With an empty line around them.
  private static let paragraphs = names("blockquote dl h1 h2 h3 h4 h5 h6 ol p pre table ul")
  private static let pre = Array("pre".utf8)
  private static let lineBreak = Array("br".utf8)
  private static let item = Array("li".utf8)
  private static let cells = names("td th")

  private var out: [UInt8] = []
  private var breaks = 0  // line ends that are due before the next text
  private var isSpaceDue = false
  private var unseenDepth = 0
  private var preDepth = 0
  private var isAtPreStart = false
  private var isItemDue = false

  func start(_ element: [UInt8]) {
    if Self.unseen.contains(element) { unseenDepth += 1 }
    if element == Self.lineBreak {
      breaks += 1
    } else if Self.cells.contains(element) {
      isSpaceDue = true
    }
    breakBlock(element)
    if element == Self.item { isItemDue = true }
    if element == Self.pre {
      preDepth += 1
      isAtPreStart = true
    }
  }

  func end(_ element: [UInt8]) {
    if Self.unseen.contains(element), unseenDepth > 0 { unseenDepth -= 1 }
    if element == Self.pre, preDepth > 0 { preDepth -= 1 }
    if element == Self.item { isItemDue = false }
    breakBlock(element)
  }

  private func breakBlock(_ element: [UInt8]) {
    if Self.paragraphs.contains(element) {
      breaks = max(breaks, 2)
    } else if Self.blocks.contains(element) {
      breaks = max(breaks, 1)
    }
  }

  func text(_ bytes: Span<UInt8>) {
    guard unseenDepth == 0 else { return }
    for index in bytes.indices { add(bytes[index]) }
  }

  private func add(_ byte: UInt8) {
    let isSpace = byte == 0x20 || (byte >= 0x09 && byte <= 0x0D)
    if preDepth > 0 {
      defer { isAtPreStart = false }
      if isAtPreStart, byte == 0x0A { return }  // HTML: the first line end of <pre> is not text
      if isSpace, breaks > 0, byte == 0x0A { return }
    } else if isSpace {
      isSpaceDue = true
      return
    }
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
