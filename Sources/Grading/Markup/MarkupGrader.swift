public import Bytes

/// What the grader says of one answer.
public struct MarkupGrade: Sendable {
  public var outcome: Outcome
  /// How many documents were found and judged.
  public var documents = 0
  /// The language of the document that decided, and what is wrong with it.
  public var language: MarkupLanguage?
  public var fault: MarkupFault?
}

extension Reason {
  public static let noMarkup: Reason = "no_markup"
  public static let notWellFormed: Reason = "not_well_formed"
  public static let wrongRoot: Reason = "wrong_root"
  public static let schemaInvalid: Reason = "schema_invalid"
  public static let unsafeEntity: Reason = "unsafe_entity"
  public static let documentTooLarge: Reason = "document_too_large"
}

/// Grades answers that must be XML, HTML or SVG.
public struct MarkupGrader: Sendable {
  /// The language that every answer must be in; nil judges the documents that an answer has.
  public let language: MarkupLanguage?
  /// Whether several elements beside each other, and prefixes that nobody declares, are an excerpt
  /// that may stand in a block of XML.
  public let allowsFragments: Bool
  public let maxBytes: Int
  /// Held against XML and SVG.
  public let schema: MarkupSchema?

  public init(
    language: MarkupLanguage?, allowsFragments: Bool, maxBytes: Int, schema: MarkupSchema?
  ) {
    self.language = language
    self.allowsFragments = allowsFragments
    self.maxBytes = maxBytes
    self.schema = schema
  }

  /// - Parameters:
  ///   - answer: UTF-8, without the reasoning.
  ///   - wanted: what the sample itself asks for; goes before `language`.
  public func grade(_ answer: [UInt8], wanted: MarkupLanguage?) -> MarkupGrade {
    let wanted = wanted ?? language
    guard answer.count <= maxBytes else {
      return MarkupGrade(outcome: .unsure(.documentTooLarge))
    }
    let documents = markupDocuments(in: answer, wanted: wanted)
    guard !documents.isEmpty else {
      return MarkupGrade(outcome: wanted == nil ? .skipped(.noMarkup) : .fail(.noMarkup))
    }
    var grade = MarkupGrade(outcome: .pass, documents: documents.count)
    for document in documents {
      let report = report(of: document, isWanted: wanted != nil)
      let outcome = outcome(report, document.language)
      guard outcome != .pass else { continue }
      grade.outcome = outcome
      grade.language = document.language
      grade.fault = report.fault
      if case .fail = outcome { return grade }
    }
    return grade
  }

  private func report(of document: MarkupDocument, isWanted: Bool) -> MarkupReport {
    if document.language == .html { return checkHTML(document.bytes.span) }
    let body = Array(trimmedMarkup(document.bytes[...]))
    var report = checkXML(body.span, schema: schema)
    guard allowsFragments, !isWanted, schema == nil, document.language == .xml else {
      return report
    }
    if report.fault?.kind == .syntax, !body.starts(with: Array("<?xml".utf8)) {
      // An excerpt of a document: what is well-formed between two tags.
      let wrapped = Array("<x>".utf8) + body + Array("</x>".utf8)
      let second = checkXML(wrapped.span, schema: nil)
      if second.fault == nil || second.fault?.kind == .namespace { report = second }
    }
    if report.fault?.kind == .namespace { report.fault = nil }
    return report
  }

  private func outcome(_ report: MarkupReport, _ language: MarkupLanguage) -> Outcome {
    switch report.fault?.kind {
    case .syntax, .namespace: return .fail(.notWellFormed)
    case .schema: return .fail(.schemaInvalid)
    case .entity: return .fail(.unsafeEntity)
    case .bounds: return .unsure(.documentTooLarge)
    case nil: break
    }
    guard language == .svg else { return .pass }
    let isSVG = report.root == "svg" && MarkupGrader.svgNames.contains(report.rootNamespace ?? "")
    return isSVG ? .pass : .fail(.wrongRoot)
  }

  /// Without a namespace an image is still one inside of a page.
  private static let svgNames = ["", "http://www.w3.org/2000/svg"]
}
