import Bytes
import Grading

/// Whether the XML, HTML and SVG of an answer is well-formed, and valid against a schema if one is named.
///
/// A sample whose `tests` are `{"kind": "markup", "language": "svg"}` must answer in that language, as
/// must all where the recipe names one; otherwise what is fenced or begins as markup is judged, and a
/// sample without is skipped. Parsed by libxml2; nothing outside the answer is ever read.
struct MarkupValidity: Filter {
  static let version = 1
  static let measures = ["documents"]

  /// `xml`, `html`, `svg`, or `any` for what an answer has.
  let language: Wanted
  /// Whether a fenced block of XML may hold several elements and undeclared prefixes.
  let fragments: Bool
  /// Longer answers are unsure.
  let maxKiB: Int
  /// An XSD or RelaxNG file; empty for none.
  let schema: SchemaFile

  enum Wanted: String, Decodable { case any, xml, html, svg }

  /// - Returns: the outcome with its reason; how many documents there are. Details: the fault's
  ///   `language`, `line` of the document and `problem`.
  func measure(_ sample: Sample) -> Finding {
    let grader = MarkupGrader(
      language: MarkupLanguage(rawValue: language.rawValue), allowsFragments: fragments,
      maxBytes: maxKiB.multipliedReportingOverflow(by: 1_024).partialValue, schema: schema.schema)
    let grade = grader.grade(
      Array(sample.response.bytes[sample.response.thinking.answer]), wanted: sample.markupLanguage)
    var details = JSONObject()
    if let language = grade.language { details["language"] = .string(language.rawValue) }
    if let fault = grade.fault {
      details["line"] = .int(fault.line)
      details["problem"] = .string(fault.problem)
    }
    return Finding(
      grade.outcome, measures: ["documents": Double(grade.documents)], details: details)
  }

  var fingerprint: String { schema.fingerprint }
}

extension Sample {
  fileprivate var markupLanguage: MarkupLanguage? {
    guard let tests, tests["kind"]?.string == "markup" else { return nil }
    return tests["language"]?.string.flatMap { MarkupLanguage(rawValue: $0) }
  }
}

/// A schema of XML, written in a recipe as the path of its file; empty for none.
struct SchemaFile: Sendable, Decodable {
  let schema: MarkupSchema?
  /// Of the file's contents.
  let fingerprint: String

  init(from decoder: any Decoder) throws {
    let path = try decoder.singleValueContainer().decode(String.self)
    guard !path.isEmpty else {
      schema = nil
      fingerprint = ""
      return
    }
    let bytes = try Files.read(path)
    schema = try MarkupSchema(bytes, path: path)
    fingerprint = Hash128(of: bytes).hex
  }
}
