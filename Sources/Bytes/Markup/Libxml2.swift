// The only door to libxml2 (2.9 or later), for HTML and XML by SAX events. Nothing is ever loaded: no
// network, no DTD, no external entity. The tree interface is left out: it does half the speed of SAX,
// and a third of it on large pages. So is the streaming reader, which loses the elements that it has
// read ahead when an error comes.
import CLibxml2

/// Why markup could not be read.
public struct MarkupError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file; nil for text in memory.
  public let path: String?
  /// Counted from 1; nil where there is none to tell.
  public let line: Int?
  public let problem: String

  package init(path: String? = nil, line: Int? = nil, problem: String) {
    self.path = path
    self.line = line
    self.problem = problem
  }

  public var description: String {
    [path, line.map(String.init), problem].compactMap { $0 }.joined(separator: ": ")
  }
}

/// Prepares the library, once, before any thread uses it.
private let isPrepared: Bool = {
  xmlInitParser()
  return true
}()

// MARK: HTML

/// The name of an HTML element in lower case: its first eight bytes and its length.
///
/// These tell apart all elements of HTML and are compared without a look at memory.
struct HTMLName: Hashable {
  private let head: UInt64
  private let count: Int

  init(_ name: StaticString) {
    unsafe self.init(name.utf8Start)
  }

  /// - Parameter name: bytes that end with a zero byte.
  init(_ name: UnsafePointer<UInt8>) {
    var head: UInt64 = 0
    var count = 0
    while unsafe name[count] != 0 {
      if count < 8 { unsafe head |= UInt64(name[count]) << UInt64(8 * count) }
      count += 1
    }
    self.head = head
    self.count = count
  }
}

/// What an HTML parser tells as it goes through a page.
protocol HTMLEvents: AnyObject {
  func start(_ element: HTMLName)
  func end(_ element: HTMLName)
  func text(_ bytes: Span<UInt8>)
}

private final class HTMLReceiver {
  let events: any HTMLEvents
  init(_ events: any HTMLEvents) { self.events = events }

  /// The receiver that a callback of the parser belongs to.
  static func of(_ context: UnsafeMutableRawPointer?, _ body: (any HTMLEvents) -> Void) {
    guard let context = unsafe context else { return }
    // SAFETY: parseHTML keeps the receiver alive while the parser runs.
    body(unsafe Unmanaged<HTMLReceiver>.fromOpaque(context).takeUnretainedValue().events)
  }
}

/// The bytes of a name without its zero byte.
private func name(_ text: UnsafePointer<UInt8>?) -> [UInt8] {
  guard let text = unsafe text else { return [] }
  // SAFETY: libxml2 ends names with a zero byte.
  return unsafe Array(UnsafeBufferPointer(start: text, count: Int(xmlStrlen(text))))
}

/// Parses UTF-8 as HTML; tells errors of the page to no one, as browsers do.
func parseHTML(_ html: Span<UInt8>, _ events: any HTMLEvents) throws(MarkupError) {
  guard isPrepared, html.count <= 1 << 30 else { throw MarkupError(problem: "HTML above 1 GiB") }
  if html.isEmpty { return }
  let receiver = HTMLReceiver(events)
  var handler = unsafe htmlSAXHandler()
  unsafe handler.initialized = 1
  unsafe handler.startElement = { context, element, _ in
    guard let element = unsafe element else { return }
    unsafe HTMLReceiver.of(context) { unsafe $0.start(HTMLName(element)) }
  }
  unsafe handler.endElement = { context, element in
    guard let element = unsafe element else { return }
    unsafe HTMLReceiver.of(context) { unsafe $0.end(HTMLName(element)) }
  }
  unsafe handler.characters = { context, text, count in
    unsafe HTMLReceiver.of(context) {
      unsafe $0.text(UnsafeBufferPointer(start: text, count: Int(count)).span)
    }
  }
  unsafe handler.ignorableWhitespace = unsafe handler.characters
  unsafe handler.cdataBlock = unsafe handler.characters
  // SAFETY: the parser, its input and the handler are used and freed within this scope. The handler
  // that the context came with is put back, since the context frees it.
  let isDone = unsafe html.withUnsafeBufferPointer { bytes in
    unsafe bytes.withMemoryRebound(to: CChar.self) { text in
      guard let context = unsafe htmlCreateMemoryParserCtxt(text.baseAddress, Int32(text.count))
      else { return false }
      let options = HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue
      let quiet = HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
      unsafe htmlCtxtUseOptions(
        context, Int32(options | quiet | HTML_PARSE_IGNORE_ENC.rawValue))
      unsafe xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8)
      let own = unsafe context.pointee.sax
      unsafe withUnsafeMutablePointer(to: &handler) { handler in
        unsafe context.pointee.sax = handler
        unsafe context.pointee.userData = Unmanaged.passUnretained(receiver).toOpaque()
        unsafe htmlParseDocument(context)
        unsafe context.pointee.sax = own
      }
      unsafe htmlFreeParserCtxt(context)
      return true
    }
  }
  withExtendedLifetime(receiver) {}
  guard isDone else { throw MarkupError(problem: "libxml2 has no memory for HTML") }
}

// MARK: XML

/// What is collected of an XML stream while it is parsed.
@safe private final class XMLCollector {
  let element: [UInt8]
  var elements: [(line: Int, attributes: [String: String])] = []
  var problem: (line: Int, text: String)?
  var context: xmlParserCtxtPtr?

  init(element: [UInt8]) { self.element = element }

  /// The collector that a callback of the parser belongs to.
  static func of(_ context: UnsafeMutableRawPointer?, _ body: (XMLCollector) -> Void) {
    guard let context = unsafe context else { return }
    // SAFETY: XMLElements keeps the collector alive as long as the parser.
    body(unsafe Unmanaged<XMLCollector>.fromOpaque(context).takeUnretainedValue())
  }

  var line: Int { unsafe context?.pointee.input.map { unsafe Int($0.pointee.line) } ?? 0 }

  /// - Parameter attributes: five addresses each: name, prefix, namespace, the value's start and end.
  func start(
    _ text: UnsafePointer<UInt8>?, _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
    count: Int
  ) {
    guard unsafe name(text) == element else { return }
    var values: [String: String] = [:]
    for index in 0..<count {
      guard let attribute = unsafe attributes.map({ unsafe $0 + 5 * index }),
        let start = unsafe attribute[3], let end = unsafe attribute[4]
      else { continue }
      // SAFETY: the value is the bytes from start to end within the parser's buffer.
      let value = unsafe UnsafeBufferPointer(start: start, count: end - start)
      values[unsafe String(decoding: name(attribute[0]), as: UTF8.self)] =
        unsafe String(decoding: value, as: UTF8.self)
    }
    elements.append((line, values))
  }

  /// Keeps the first error; warnings are left out.
  func note(_ error: xmlError) {
    guard unsafe error.level.rawValue > XML_ERR_WARNING.rawValue, problem == nil else { return }
    let message = unsafe error.message.map { unsafe String(cString: $0) } ?? "not well-formed"
    let text = message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    problem = (unsafe Int(error.line), text.prefix(1).lowercased() + text.dropFirst())
  }

  /// A document type could declare entities; no file of rows needs one.
  func refuseDocumentType() {
    problem = problem ?? (line, "a DOCTYPE is not read")
    unsafe xmlStopParser(context)
  }
}

/// The elements of one name in an XML stream that comes in pieces.
@safe final class XMLElements {
  private let collector: XMLCollector
  private let context: xmlParserCtxtPtr

  /// - Throws: where libxml2 has no memory.
  init(named element: [UInt8]) throws(MarkupError) {
    let collector = XMLCollector(element: element)
    var handler = unsafe xmlSAXHandler()
    unsafe handler.initialized = UInt32(XML_SAX2_MAGIC)
    unsafe handler.startElementNs = { context, name, _, _, _, _, count, _, attributes in
      unsafe XMLCollector.of(context) { unsafe $0.start(name, attributes, count: Int(count)) }
    }
    unsafe handler.internalSubset = { context, _, _, _ in
      unsafe XMLCollector.of(context) { $0.refuseDocumentType() }
    }
    unsafe handler.serror = { context, error in
      guard let error = unsafe error?.pointee else { return }
      unsafe XMLCollector.of(context) { unsafe $0.note(error) }
    }
    let user = unsafe Unmanaged.passUnretained(collector).toOpaque()
    guard isPrepared, let context = unsafe xmlCreatePushParserCtxt(&handler, user, nil, 0, nil)
    else { throw MarkupError(problem: "libxml2 has no memory for XML") }
    // NONET: nothing but the stream is read. Without HUGE an attribute has 10 MB at most. NOENT: else
    // `&amp;` comes as `&#38;`; other entities are unknown, as no DOCTYPE is read.
    unsafe xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOENT.rawValue))
    unsafe collector.context = context
    self.collector = collector
    unsafe self.context = context
  }

  deinit { unsafe xmlFreeParserCtxt(context) }

  /// Parses a piece.
  ///
  /// - Parameter isLast: whether the stream ends with it.
  /// - Returns: the elements that ended in it, up to the first error, with their lines.
  func parse(
    _ piece: [UInt8], isLast: Bool
  ) -> [(line: Int, attributes: [String: String])] {
    // SAFETY: libxml2 copies what it keeps of the piece.
    unsafe piece.withUnsafeBytes { bytes in
      _ = unsafe xmlParseChunk(
        context, bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
        Int32(clamping: bytes.count), isLast ? 1 : 0)
    }
    defer { collector.elements.removeAll() }
    return collector.elements
  }

  /// The first error of the stream so far, with its line.
  var problem: (line: Int, text: String)? { collector.problem }
}
