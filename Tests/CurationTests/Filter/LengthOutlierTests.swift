import Bytes
import Curation
import Testing

/// Lengths beside those of their category and mode, by whole runs.
@Suite struct LengthOutlierTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Bytes of one more response, and its category and mode.
    let bytes: Int
    var category = "math"
    var mode = "off"
    let reason: String?
  }

  /// 41 responses of 100 to 300 bytes in `math`, the median 200; as many of one length in `chat`; few in
  /// `code`; 41 reasoning ones in `math` of about 4,000.
  private static let usual: [(category: String, mode: String, bytes: Int)] = {
    var samples = [(category: "code", mode: "off", bytes: 100), ("code", "off", 9000)]
    for number in 0...40 {
      samples.append(("math", "off", 100 + 5 * number))
      samples.append(("math", "on", 3900 + 5 * number))
      samples.append(("chat", "off", 200))
    }
    return samples
  }()

  private static func line(_ number: Int, _ category: String, _ mode: String, _ bytes: Int)
    -> String
  {
    let think: String = mode == "on" ? "<think>hm</think>" : ""
    let output: String = think + String(repeating: "a", count: bytes - think.utf8.count)
    return #"{"prompt":"p\#(number)","output":"\#(output)","reasoning":"\#(mode)","#
      + #""category":"\#(category)","generator":"\#(number)"}"#
  }

  private func finished(_ c: Case, threads: Int, _ settings: String) throws -> FinishedRun {
    var lines = Self.usual.enumerated().map { number, sample in
      Self.line(number, sample.category, sample.mode, sample.bytes)
    }
    lines.append(Self.line(999, c.category, c.mode, c.bytes))
    let world = try RunWorld([("a.jsonl", lines)])
    return try world.run(
      "blend: {}\n", threads: threads,
      filters: """
        name: world
        quality:
          - length_outlier: {settings: {minSamples: 40, \(settings)}, limits: {deviation: {min: -6, max: 6}}}

        """)
  }

  private func labels(_ c: Case, threads: Int = 2, _ settings: String = "minSpread: 0.4") throws
    -> [String: [String]]
  {
    let finished = try finished(c, threads: threads, settings)
    var labels: [String: [String]] = [:]
    for row in try finished.rows() {
      labels[row.text("generator")] = row["labels"]?.array?.compactMap(\.string)
    }
    return labels
  }

  @Test(arguments: [
    Case(testDescription: "usual", bytes: 200, reason: nil),
    // 200 e^(6 · 0.4) is about 2,200, and 200 / e^(6 · 0.4) about 18.
    Case(testDescription: "rather long", bytes: 2100, reason: nil),
    Case(testDescription: "far too long", bytes: 2300, reason: "quality.length_outlier:deviation"),
    Case(testDescription: "rather short", bytes: 20, reason: nil),
    Case(testDescription: "far too short", bytes: 16, reason: "quality.length_outlier:deviation"),
    Case(testDescription: "usual in the other mode", bytes: 4000, mode: "on", reason: nil),
    Case(
      testDescription: "short for the other mode", bytes: 200, mode: "on",
      reason: "quality.length_outlier:deviation"),
    Case(
      testDescription: "a few words more than a template", bytes: 260, category: "chat", reason: nil
    ),
    Case(
      testDescription: "far from a template", bytes: 9000, category: "chat",
      reason: "quality.length_outlier:deviation"),
    Case(testDescription: "too few of its category", bytes: 90_000, category: "code", reason: nil),
    Case(testDescription: "alone in its category", bytes: 90_000, category: "x", reason: nil),
  ])
  func table(_ c: Case) throws {
    let labels = try labels(c)
    #expect(labels == (c.reason.map { ["999": [$0]] } ?? [:]))
    #expect(try self.labels(c, threads: 1) == labels)
  }

  @Test func withoutALeastSpreadATemplateIsStrict() throws {
    let c = Case(testDescription: "", bytes: 201, category: "chat", reason: nil)
    // All other lengths are equal, so there is no unit at all and nothing is far away.
    #expect(try labels(c, "minSpread: 0") == [:])
    #expect(try labels(c, "minSpread: 0.0001") == ["999": ["quality.length_outlier:deviation"]])
  }

  /// Beside the median of 200 bytes, in units of 0.4: the finding is not stored, and told all the same.
  @Test(arguments: [
    (Case(testDescription: "far too long", bytes: 2300, reason: nil), "deviation 6.06"),
    (Case(testDescription: "usual", bytes: 200, reason: nil), "deviation 0"),
    (Case(testDescription: "far too short", bytes: 16, reason: nil), "deviation -6.14"),
  ])
  func whyTellsTheDeviation(c: Case, told: String) throws {
    let finished = try finished(c, threads: 1, "minSpread: 0.4")
    let biographer = try Biographer(folder: finished.run.folder, catalog: finished.run.catalog)
    let id = try #require(
      try finished.rows().first { $0.text("generator") == "999" }?.text("id"))
    let row = try #require(try biographer.rows(idPrefix: id).first)
    let story = try biographer.life(row: row).story(isColored: false)
    #expect(story.contains("quality.length_outlier") && story.contains(told), "\(story)")
  }
}
