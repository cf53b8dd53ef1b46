// Which parts of an answer are documents of markup: fenced blocks whose label says so, else the answer
// itself where it begins as a document does.

/// The languages of markup that are told apart.
public enum MarkupLanguage: String, Sendable, CaseIterable {
  case xml, html, svg

  /// By the word after a fence.
  init?(label: String) {
    switch label {
    case "html", "htm", "html5": self = .html
    case "svg": self = .svg
    case "xml", "xhtml", "rss", "atom", "xsd", "xsl", "xslt", "rng", "wsdl", "kml", "gpx", "plist",
      "mathml", "musicxml", "xaml", "pom":
      self = .xml
    default: return nil
    }
  }

  /// By the first bytes of a text: `<?xml`, `<!DOCTYPE html>`, `<svg>`, `<html>`.
  init?(opening text: ArraySlice<UInt8>) {
    let head = String(decoding: text.prefix(1_024), as: UTF8.self).lowercased()
    if head.hasPrefix("<!doctype html") || head.hasPrefix("<html") {
      self = .html
    } else if head.hasPrefix("<svg") || head.hasPrefix("<!doctype svg") {
      self = .svg
    } else if head.hasPrefix("<?xml") {
      self = head.contains("<svg") ? .svg : .xml
    } else {
      return nil
    }
  }
}

/// A document in an answer.
struct MarkupDocument {
  let language: MarkupLanguage
  let bytes: [UInt8]
}

/// The documents of an answer.
///
/// - Parameter wanted: the language that the prompt asks for: its blocks count, else a block without a
///   label that begins with `<`, else the whole answer if it begins so. nil finds what names itself.
func markupDocuments(in answer: [UInt8], wanted: MarkupLanguage?) -> [MarkupDocument] {
  let blocks = fencedBlocks(in: String(decoding: answer, as: UTF8.self))
  let named = blocks.compactMap { block in
    MarkupLanguage(label: block.label).map { MarkupDocument(language: $0, bytes: block.bytes) }
  }
  let body = trimmedMarkup(answer[...])
  guard let wanted else {
    if !named.isEmpty { return named }
    guard blocks.isEmpty, let language = MarkupLanguage(opening: body) else { return [] }
    return [MarkupDocument(language: language, bytes: Array(body))]
  }
  let fitting = named.filter { $0.language.mayBe(wanted) }
  if !fitting.isEmpty {
    return fitting.map { MarkupDocument(language: wanted, bytes: $0.bytes) }
  }
  let unlabelled = blocks.filter {
    $0.label.isEmpty && trimmedMarkup($0.bytes[...]).first == lessThan
  }
  if !unlabelled.isEmpty {
    return unlabelled.map { MarkupDocument(language: wanted, bytes: $0.bytes) }
  }
  return body.first == lessThan ? [MarkupDocument(language: wanted, bytes: Array(body))] : []
}

private let lessThan = UInt8(ascii: "<")

extension MarkupLanguage {
  /// People label SVG as XML or HTML, and XHTML as either.
  fileprivate func mayBe(_ wanted: MarkupLanguage) -> Bool {
    self == wanted || wanted == .svg || (wanted == .xml && self == .svg)
  }
}

/// Without white space and a byte order mark around it.
func trimmedMarkup(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
  var part = bytes.drop(while: isSpace)
  if part.starts(with: [0xEF, 0xBB, 0xBF]) { part = part.dropFirst(3).drop(while: isSpace) }
  while let last = part.last, isSpace(last) { part.removeLast() }
  return part
}
