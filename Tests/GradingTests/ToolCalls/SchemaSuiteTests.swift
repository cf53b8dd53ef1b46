import Bytes
import Grading
import Testing

/// JSON-Schema-Test-Suite: all that is not optional and asks for nothing from the network.
@Suite(
  .enabled(
    if: SharedCases.has("json_schema/draft7.jsonl"),
    "skipped: no ../shared/cases/json_schema beside the checkout"))
struct SchemaSuiteTests {
  @Test(arguments: [
    (SchemaDialect.draft7, "json_schema/draft7.jsonl", 900),
    (SchemaDialect.draft2020, "json_schema/draft2020-12.jsonl", 1_250),
  ])
  func suite(dialect: SchemaDialect, file: String, least: Int) throws {
    let rules = SchemaRules(dialect: dialect, assertsFormats: false, readsForeignTypes: false)
    var judged = 0
    for row in try SharedCases.rows(file) where row["optional"]?.bool == false {
      let name = "\(row["id"]?.string ?? "?") \(row["test"]?.string ?? "?")"
      guard let isValid = try Self.isValid(row, rules, name) else { continue }
      judged += 1
      #expect(isValid == row["expected"]?.bool, "\(name)")
    }
    #expect(judged >= least)
  }

  /// Nil for a case that would need a schema from a server, or a vocabulary from one.
  private static func isValid(_ row: JSONValue, _ rules: SchemaRules, _ name: String) throws
    -> Bool?
  {
    let schema = row["schema"] ?? .null
    if schema["$schema"]?.string?.contains("localhost") == true { return nil }
    do throws(SchemaProblem) {
      var validator = try SchemaValidator(schema, rules: rules)
      return try validator.violation(of: row["data"] ?? .null) == nil
    } catch {
      let isRemote = error.missingReference != nil && schema.text.contains("localhost:1234")
      #expect(isRemote, "\(name): \(error)")
      return nil
    }
  }

  /// Formats that are known, when they are asserted; host names' Punycode is checked by its letters
  /// only, so those rows are left out, and so are formats that only annotate here.
  @Test(arguments: [
    "date", "time", "date-time", "duration", "email", "ipv4", "ipv6", "uri", "uuid",
    "json-pointer", "relative-json-pointer", "uri-reference",
  ])
  func formats(name: String) throws {
    let rules = SchemaRules(dialect: .draft2020, assertsFormats: true, readsForeignTypes: false)
    let rows = try SharedCases.rows("json_schema/draft2020-12.jsonl")
    var judged = 0
    for row in rows where row["file"]?.string == "optional/format/\(name).json" {
      var validator = try SchemaValidator(row["schema"] ?? .null, rules: rules)
      let violation = try validator.violation(of: row["data"] ?? .null)
      #expect((violation == nil) == row["expected"]?.bool, "\(row["data"]?.text ?? "")")
      judged += 1
    }
    #expect(judged > 10)
  }
}
