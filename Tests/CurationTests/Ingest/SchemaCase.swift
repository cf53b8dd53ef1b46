import Bytes
import Curation
import Testing

/// A record and the samples that it must become.
struct SchemaCase: Sendable, CustomTestStringConvertible {
  let name: String
  let record: String
  /// For each sample the fields of its pool line that matter; null stands for a field that must be
  /// absent.
  let expected: [String]

  init(_ name: String, _ record: String, _ expected: String...) {
    self.name = name
    self.record = record
    self.expected = expected
  }

  var testDescription: String { name }

  func check(_ source: String) throws {
    let ingested = try Ingested(source, record)
    #expect(ingested.batch.quarantined.map(\.problem) == [])
    #expect(ingested.lines.count == expected.count)
    for (line, expected) in zip(ingested.lines, expected) {
      let fields = try #require(JSONValue(parsing: expected).object)
      for field in fields.members {
        let value = line[field.key] ?? .null
        #expect(value == field.value, "\(field.key): \(value.text)")
      }
    }
  }
}

/// A record and the reason of its quarantine.
struct QuarantineCase: Sendable, CustomTestStringConvertible {
  let name: String
  let record: String
  let reason: String

  init(_ name: String, _ record: String, _ reason: String) {
    self.name = name
    self.record = record
    self.reason = reason
  }

  var testDescription: String { name }

  func check(_ source: String) throws {
    let ingested = try Ingested(source, record)
    #expect(ingested.reasons == [reason])
    #expect(ingested.lines.isEmpty)
    #expect(ingested.batch.records == 1)
  }
}
