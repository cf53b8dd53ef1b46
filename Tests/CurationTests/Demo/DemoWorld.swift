import Bytes
import Curation

/// The generated demo as the tests read it, made once.
enum DemoWorld {
  static let dataset = DemoDataset.generate()
  static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    .dropLast(4).joined(separator: "/")

  static let rawLines = lines(of: dataset.raw)
  static let truths = lines(of: dataset.defects).compactMap { try? JSONValue(parsing: $0) }
  static let heldOut = lines(of: dataset.heldOut).compactMap { try? JSONValue(parsing: $0) }

  /// The samples of a category, each with what the sidecar says of it.
  static func samples(of category: String) -> [(record: JSONValue, truth: JSONValue)] {
    samples.filter { $0.record["category"]?.string == category }
  }

  static let samples: [(record: JSONValue, truth: JSONValue)] = zip(rawLines, truths)
    .compactMap { line, truth in
      guard truth["quarantined"] == nil, let record = try? JSONValue(parsing: line) else {
        return nil
      }
      return (record, truth)
    }

  static func kind(_ truth: JSONValue) -> String { truth["kind"]?.string ?? "" }

  static func question(_ record: JSONValue) -> String {
    record["input"]?.array?.last?["content"]?.string ?? ""
  }

  private static func lines(of bytes: [UInt8]) -> [[UInt8]] {
    bytes.split(separator: UInt8(ascii: "\n")).map(Array.init)
  }
}
