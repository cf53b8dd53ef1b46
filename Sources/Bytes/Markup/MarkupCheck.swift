// Whole documents through libxml2, the second half of its door: is a text well-formed, and does it obey
// a schema? Texts are hostile. Nothing outside of the text is ever read: the loader of external
// entities, which libxml2 asks for DTDs, entities, XInclude and xsi:schemaLocation alike, refuses
// everything. Without XML_PARSE_HUGE libxml2 bounds depth (256), names, text nodes (10 MB) and what
// entities expand to (ten times what was read); parameter entities are refused beside it.
import CLibxml2
import Synchronization

/// What is wrong with a document.
public struct MarkupFault: Sendable, Hashable {
  public enum Kind: String, Sendable {
    /// Not well-formed.
    case syntax
    /// A prefix that is not declared; the document is well-formed without namespaces.
    case namespace
    /// Well-formed, and against the schema.
    case schema
    /// An external or a parameter entity.
    case entity
    /// Deeper or longer than libxml2 is allowed to go, or a loop of entities.
    case bounds
  }
  public let kind: Kind
  /// Counted from 1.
  public let line: Int
  /// The parser's words, which may quote names of the text.
  public let problem: String
}

/// What became of a document.
public struct MarkupReport: Sendable, Hashable {
  /// The local name of the root element; nil where none was read.
  public var root: String?
  public var rootNamespace: String?
  public var fault: MarkupFault?
}

/// What is bounded here because libxml2 does not: it compares the attributes of an element in pairs, and
/// its parser of HTML looks for an end tag's element in all that are open.
private enum MarkupBounds {
  static let depth = 256
  static let attributes = 4_096

  /// Whether a tag has more attributes than that, white space and quoted values counted.
  static func areBroken(by text: Span<UInt8>) -> Bool {
    var count = 0
    var isInTag = false
    var quote: UInt8?
    for index in text.indices {
      let byte = text[index]
      if let open = quote {
        if byte == open { quote = nil }
      } else if !isInTag {
        isInTag = byte == UInt8(ascii: "<")
        count = 0
      } else if byte == UInt8(ascii: ">") {
        isInTag = false
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        count += 1
        // Elsewhere a quotation mark is an apostrophe of text behind a lone "<".
        if text[index - 1] == UInt8(ascii: "=") { quote = byte }
      } else if byte <= 0x20, text[index - 1] > 0x20 {
        count += 1
      }
      if count > attributes { return true }
    }
    return false
  }

  static let fault = MarkupFault(kind: .bounds, line: 1, problem: "too many attributes")
}

/// Collects the first fault while libxml2 works.
@safe private final class FaultCollector {
  var fault: MarkupFault?
  /// The parser that is at work, for its place in the input.
  var context: UnsafeMutablePointer<xmlParserCtxt>?
  /// The first element that only the end of the input closed.
  var unclosed: HTMLName?
  var isLenientHTML = false
  var depth = 0

  static func of(_ context: UnsafeMutableRawPointer?) -> FaultCollector? {
    guard let context = unsafe context else { return nil }
    // SAFETY: each check keeps its collector alive while libxml2 runs.
    return unsafe Unmanaged<FaultCollector>.fromOpaque(context).takeUnretainedValue()
  }

  var pointer: UnsafeMutableRawPointer { unsafe Unmanaged.passUnretained(self).toOpaque() }

  /// - Parameter kind: of errors that are not of the parser.
  func note(_ error: xmlError, as kind: MarkupFault.Kind) {
    guard unsafe error.level.rawValue > XML_ERR_WARNING.rawValue else { return }
    let message = unsafe error.message.map { unsafe String(cString: $0) } ?? "not well-formed"
    let words = message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let code = unsafe UInt32(bitPattern: error.code)
    if isLenientHTML, FaultCollector.isHTML5(code, words) { return }
    let found = unsafe MarkupFault(
      kind: FaultCollector.kind(code, words) ?? kind, line: max(1, Int(error.line)),
      problem: String((words.prefix(1).lowercased() + words.dropFirst()).prefix(200)))
    // A prefix that is not declared must not hide that the text ends too early.
    if fault == nil || (fault?.kind == .namespace && found.kind != .namespace) { fault = found }
  }

  private static func kind(_ code: UInt32, _ words: String) -> MarkupFault.Kind? {
    switch code {
    case XML_NS_ERR_XML_NAMESPACE.rawValue...XML_NS_ERR_COLON.rawValue: .namespace
    case XML_ERR_ENTITY_LOOP.rawValue, XML_ERR_NAME_TOO_LONG.rawValue: .bounds
    case XML_ERR_INTERNAL_ERROR.rawValue
    where ["Excessive depth", "Huge input", "huge text", "too long"].contains {
      words.contains($0)
    }:
      .bounds
    default: nil
    }
  }

  /// Errors of HTML 4 that the living standard does not count as such: new elements, an ampersand that
  /// is text, end tags inside scripts.
  private static func isHTML5(_ code: UInt32, _ words: String) -> Bool {
    code == XML_HTML_UNKNOWN_TAG.rawValue || code == XML_ERR_ENTITYREF_SEMICOL_MISSING.rawValue
      || words.hasPrefix("htmlParseEntityRef") || words.contains("embeds close tag")
  }
}

/// Refuses every file and address; set once, before any document is parsed.
private let refusesFiles: Bool = {
  xmlInitParser()
  unsafe xmlSetExternalEntityLoader { _, _, _ in nil }
  return true
}()

// MARK: XML

/// A schema that documents are held against: a W3C XML Schema or RelaxNG in its XML syntax.
///
/// It is one file: what it would include or import is not read. One document is validated at a time.
@safe public final class MarkupSchema: @unchecked Sendable {
  private let xsd: xmlSchemaPtr?
  private let relaxNG: xmlRelaxNGPtr?
  private let lock = Mutex(())  // libxml2 may write to a schema while it validates

  /// - Parameter path: names the schema in errors.
  /// - Throws: where the bytes are neither kind of schema, or a broken one.
  public init(_ bytes: [UInt8], path: String) throws(MarkupError) {
    guard refusesFiles else { throw MarkupError(path: path, problem: "libxml2 is not ready") }
    let errors = FaultCollector()
    let report = checkXML(bytes.span, schema: nil)
    if let fault = report.fault {
      throw MarkupError(path: path, line: fault.line, problem: fault.problem)
    }
    let isRelaxNG = report.rootNamespace == MarkupSchema.relaxNGNames
    unsafe xsd = isRelaxNG ? nil : MarkupSchema.parseXSD(bytes, errors)
    unsafe relaxNG = isRelaxNG ? MarkupSchema.parseRelaxNG(bytes, errors) : nil
    guard unsafe xsd != nil || relaxNG != nil else {
      throw MarkupError(
        path: path, line: errors.fault?.line,
        problem: "no schema of XML: " + (errors.fault?.problem ?? "it cannot be read"))
    }
  }

  private static let relaxNGNames = "http://relaxng.org/ns/structure/1.0"

  deinit {
    unsafe xmlSchemaFree(xsd)
    unsafe xmlRelaxNGFree(relaxNG)
  }

  private static func parseXSD(_ bytes: [UInt8], _ errors: FaultCollector) -> xmlSchemaPtr? {
    // SAFETY: the parser context lives within the closure, as do the bytes; the schema copies both.
    unsafe bytes.withUnsafeBytes { buffer in
      let text = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
      guard let context = unsafe xmlSchemaNewMemParserCtxt(text, Int32(clamping: buffer.count))
      else { return nil }
      unsafe xmlSchemaSetParserStructuredErrors(context, noteSchemaError, errors.pointer)
      defer { unsafe xmlSchemaFreeParserCtxt(context) }
      return unsafe xmlSchemaParse(context)
    }
  }

  private static func parseRelaxNG(_ bytes: [UInt8], _ errors: FaultCollector) -> xmlRelaxNGPtr? {
    // SAFETY: as above.
    unsafe bytes.withUnsafeBytes { buffer in
      let text = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
      guard let context = unsafe xmlRelaxNGNewMemParserCtxt(text, Int32(clamping: buffer.count))
      else { return nil }
      unsafe xmlRelaxNGSetParserStructuredErrors(context, noteSchemaError, errors.pointer)
      defer { unsafe xmlRelaxNGFreeParserCtxt(context) }
      return unsafe xmlRelaxNGParse(context)
    }
  }

  /// The first fault of a document against the schema.
  fileprivate func fault(of document: xmlDocPtr) -> MarkupFault? {
    let errors = FaultCollector()
    let isValid = lock.withLock { _ in
      if let schema = unsafe xsd { return unsafe validate(document, schema, errors) }
      if let schema = unsafe relaxNG { return unsafe validateRelaxNG(document, schema, errors) }
      return false
    }
    if isValid { return nil }
    return errors.fault ?? MarkupFault(kind: .schema, line: 1, problem: "not valid")
  }

  private func validate(_ document: xmlDocPtr, _ schema: xmlSchemaPtr, _ errors: FaultCollector)
    -> Bool
  {
    guard let context = unsafe xmlSchemaNewValidCtxt(schema) else { return false }
    defer { unsafe xmlSchemaFreeValidCtxt(context) }
    unsafe xmlSchemaSetValidStructuredErrors(context, noteSchemaError, errors.pointer)
    return unsafe xmlSchemaValidateDoc(context, document) == 0
  }

  private func validateRelaxNG(
    _ document: xmlDocPtr, _ schema: xmlRelaxNGPtr, _ errors: FaultCollector
  ) -> Bool {
    guard let context = unsafe xmlRelaxNGNewValidCtxt(schema) else { return false }
    defer { unsafe xmlRelaxNGFreeValidCtxt(context) }
    unsafe xmlRelaxNGSetValidStructuredErrors(context, noteSchemaError, errors.pointer)
    return unsafe xmlRelaxNGValidateDoc(context, document) == 0
  }
}

private func noteSchemaError(_ user: UnsafeMutableRawPointer?, _ error: xmlErrorPtr?) {
  guard let error = unsafe error?.pointee else { return }
  unsafe FaultCollector.of(user)?.note(error, as: .schema)
}

/// Checks UTF-8 as one XML document, whatever encoding it declares.
///
/// - Parameter schema: held against documents that are well-formed.
public func checkXML(_ xml: Span<UInt8>, schema: MarkupSchema?) -> MarkupReport {
  guard refusesFiles, xml.count <= 1 << 30, let context = unsafe xmlNewParserCtxt() else {
    return MarkupReport(fault: MarkupFault(kind: .bounds, line: 1, problem: "above 1 GiB"))
  }
  guard !MarkupBounds.areBroken(by: xml) else {
    unsafe xmlFreeParserCtxt(context)
    return MarkupReport(fault: MarkupBounds.fault)
  }
  let errors = FaultCollector()
  unsafe context.pointee._private = unsafe errors.pointer
  unsafe context.pointee.sax.pointee.serror = { user, error in
    guard let context = unsafe user?.assumingMemoryBound(to: xmlParserCtxt.self),
      let error = unsafe error?.pointee
    else { return }
    unsafe FaultCollector.of(context.pointee._private)?.note(error, as: .syntax)
  }
  unsafe context.pointee.sax.pointee.externalSubset = nil
  unsafe context.pointee.sax.pointee.entityDecl = { user, name, type, publicID, systemID, content in
    guard let context = unsafe user?.assumingMemoryBound(to: xmlParserCtxt.self) else { return }
    if type != Int32(XML_INTERNAL_GENERAL_ENTITY.rawValue) {
      let line = unsafe context.pointee.input.map { unsafe Int($0.pointee.line) } ?? 1
      let errors = unsafe FaultCollector.of(context.pointee._private)
      errors?.fault =
        errors?.fault
        ?? MarkupFault(kind: .entity, line: line, problem: "an external or parameter entity")
      unsafe xmlStopParser(context)
      return
    }
    unsafe xmlSAX2EntityDecl(user, name, type, publicID, systemID, content)
  }
  defer {
    unsafe xmlFreeParserCtxt(context)
    withExtendedLifetime(errors) {}
  }
  var options = XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue
  // Validation would expand what the tree refers to, without a bound; the parser has one.
  if schema != nil { options |= XML_PARSE_NOENT.rawValue }
  // SAFETY: libxml2 copies what it keeps; the document is freed before the collector goes.
  let document = unsafe xml.withUnsafeBytes { bytes in
    unsafe xmlCtxtReadMemory(
      context, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), nil,
      "UTF-8", Int32(options))
  }
  defer { unsafe xmlFreeDoc(document) }
  var report = MarkupReport(fault: errors.fault)
  guard let document = unsafe document else {
    report.fault =
      errors.fault ?? MarkupFault(kind: .syntax, line: 1, problem: "the document is empty")
    return report
  }
  if let root = unsafe xmlDocGetRootElement(document) {
    report.root = unsafe string(root.pointee.name)
    report.rootNamespace = unsafe root.pointee.ns.map { unsafe string($0.pointee.href) }
  }
  if report.fault == nil, let schema { report.fault = unsafe schema.fault(of: document) }
  return report
}

private func string(_ text: UnsafePointer<UInt8>?) -> String {
  // SAFETY: libxml2 ends its strings with a zero byte.
  unsafe text.map { unsafe String(cString: $0) } ?? ""
}

// MARK: HTML

/// Checks UTF-8 as a page of HTML or a fragment of one.
///
/// Tags must nest and end, attributes come once, end tags belong to something. Elements whose end tag HTML lets one leave out may do so.
public func checkHTML(_ html: Span<UInt8>) -> MarkupReport {
  guard refusesFiles, html.count <= 1 << 30 else {
    return MarkupReport(fault: MarkupFault(kind: .bounds, line: 1, problem: "above 1 GiB"))
  }
  guard !MarkupBounds.areBroken(by: html) else { return MarkupReport(fault: MarkupBounds.fault) }
  for index in html.indices where html[index] == 0 {
    return MarkupReport(fault: MarkupFault(kind: .syntax, line: 1, problem: "a zero byte"))
  }
  let errors = FaultCollector()
  errors.isLenientHTML = true
  var handler = unsafe htmlSAXHandler()
  unsafe handler.initialized = UInt32(XML_SAX2_MAGIC)
  unsafe handler.serror = { user, error in
    guard let error = unsafe error?.pointee else { return }
    unsafe FaultCollector.of(user)?.note(error, as: .syntax)
  }
  unsafe handler.startElement = { user, _, _ in
    guard let errors = unsafe FaultCollector.of(user) else { return }
    errors.depth += 1
    guard errors.depth > MarkupBounds.depth else { return }
    errors.fault = errors.fault ?? MarkupFault(kind: .bounds, line: 1, problem: "nested too deeply")
    unsafe xmlStopParser(errors.context)  // each end tag would search the whole stack
  }
  unsafe handler.endElement = { user, element in
    guard let errors = unsafe FaultCollector.of(user), let element = unsafe element,
      let input = unsafe errors.context?.pointee.input?.pointee
    else { return }
    errors.depth -= 1
    let name = unsafe HTMLName(element)
    guard errors.unclosed == nil, !HTMLName.mayStayOpen.contains(name) else { return }
    // SAFETY: the parser has read what lies between `base` and `cur`.
    let read = unsafe UnsafeBufferPointer(start: input.base, count: input.cur - input.base)
    if unsafe !endsInTag(read.span, closing: element) { errors.unclosed = name }
  }
  // A line end behind the page tells an end tag of its own from what the end of the input closes.
  var page: [UInt8] = []
  page.reserveCapacity(html.count + 1)
  page.append(copying: html)
  page.append(0x0A)
  // SAFETY: as in parseHTML.
  unsafe page.withUnsafeBytes { bytes in
    guard
      let context = unsafe htmlCreateMemoryParserCtxt(
        bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
    else { return }
    // RECOVER lets scripts hold end tags of other elements.
    let options =
      HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue | HTML_PARSE_IGNORE_ENC.rawValue
    unsafe htmlCtxtUseOptions(context, Int32(options))
    unsafe xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8)
    unsafe errors.context = context
    let own = unsafe context.pointee.sax
    unsafe withUnsafeMutablePointer(to: &handler) { handler in
      unsafe context.pointee.sax = handler
      unsafe context.pointee.userData = errors.pointer
      unsafe htmlParseDocument(context)
      unsafe context.pointee.sax = own
    }
    unsafe errors.context = nil
    unsafe htmlFreeParserCtxt(context)
  }
  var report = MarkupReport(root: "html", fault: errors.fault)
  if report.fault == nil, errors.unclosed != nil {
    var lines = 1
    for index in html.indices where html[index] == 0x0A { lines += 1 }
    report.fault = MarkupFault(kind: .syntax, line: lines, problem: "an element is never closed")
  }
  return report
}

/// Whether the bytes end in `</element>` or `/>`: otherwise another tag, or the end of the page, closed
/// the element.
private func endsInTag(_ read: Span<UInt8>, closing element: UnsafePointer<UInt8>) -> Bool {
  var at = read.count - 1
  guard at > 0, read[at] == UInt8(ascii: ">") else { return false }
  if read[at - 1] == UInt8(ascii: "/") { return true }
  at -= 1
  while at >= 0, read[at] <= 0x20 { at -= 1 }
  let count = unsafe Int(xmlStrlen(element))
  guard at - count - 1 >= 0, read[at - count] == UInt8(ascii: "/"),
    read[at - count - 1] == UInt8(ascii: "<")
  else { return false }
  for index in 0..<count {
    let byte = read[at - count + 1 + index]
    let lower = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    if unsafe lower != element[index] { return false }
  }
  return true
}

extension HTMLName {
  /// Elements that have no end tag or may leave it out.
  fileprivate static let mayStayOpen: Set<HTMLName> = {
    let names: [StaticString] = [
      "html", "head", "body", "p", "li", "dt", "dd", "option", "optgroup", "thead", "tbody",
      "tfoot", "tr", "td", "th", "colgroup", "rt", "rp", "area", "base", "br", "col", "embed", "hr",
      "img", "input", "link", "meta", "param", "source", "track", "wbr",
    ]
    return Set(names.map { HTMLName($0) })
  }()
}
