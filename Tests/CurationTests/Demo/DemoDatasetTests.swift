import Bytes
import Curation
import Testing

@Suite struct DemoDatasetTests {
  struct BundledFile: Sendable, CustomTestStringConvertible {
    let path: String
    let content: @Sendable () -> [UInt8]
    var testDescription: String { path }
  }

  static let files = [
    BundledFile(path: "datasets/demo/raw.jsonl.zst") { DemoWorld.dataset.raw },
    BundledFile(path: "datasets/demo/defects.jsonl.zst") { DemoWorld.dataset.defects },
    BundledFile(path: "datasets/demo/heldout.jsonl.zst") { DemoWorld.dataset.heldOut },
    BundledFile(path: "filters/benchmarks/demo.jsonl") { DemoBenchmark.jsonLines },
  ]

  /// Uncompressed contents: compressed bytes depend on the version of libzstd.
  @Test(arguments: files)
  func bundledFilesAreWhatTheGeneratorWrites(_ file: BundledFile) throws {
    let stored = try Files.read("\(DemoWorld.root)/\(file.path)")
    let content =
      file.path.hasSuffix(".zst") ? try ZstdDecompressor().decompress(stored) : stored
    #expect(content == file.content(), "\(file.path) differs: run `sluice demo`")
  }

  @Test func rawFileIsSmall() throws {
    let size = try Files.read("\(DemoWorld.root)/datasets/demo/raw.jsonl.zst").count
    #expect(size < 2_000_000)
  }

  @Test func anotherSeedGivesAnotherSet() {
    let other = DemoDataset.generate(seed: DemoDataset.bundledSeed + 1)
    #expect(other.raw != DemoWorld.dataset.raw)
    #expect(other.heldOut != DemoWorld.dataset.heldOut)
  }

  @Test func everyLineHasATruth() {
    #expect(DemoWorld.rawLines.count == DemoWorld.truths.count)
    #expect((30_000...30_500).contains(DemoWorld.rawLines.count))
    #expect(DemoWorld.truths.map { $0["line"]?.int } == Array(1...DemoWorld.rawLines.count))
  }

  @Test func toleratedQuarantineIsExact() throws {
    let dataset = try DatasetFile.read("\(DemoWorld.root)/datasets/demo/dataset.yaml")
    let broken = DemoWorld.truths.count { $0["quarantined"] == true }
    #expect(dataset.toleratedQuarantine == broken)
    #expect(broken == 46)
  }

  /// Lines that are not called broken have what a sample needs; the others lack it.
  @Test func brokenLinesAreBroken() {
    for (line, truth) in zip(DemoWorld.rawLines, DemoWorld.truths) {
      let isSound = isSound(line)
      if isSound == (truth["quarantined"] == true) {
        Issue.record("line \(truth["line"]?.int ?? 0) (\(DemoWorld.kind(truth)))")
      }
    }
  }

  private func isSound(_ line: [UInt8]) -> Bool {
    guard let record = try? JSONValue(parsing: line), record["output"]?.string != nil,
      let turns = record["input"]?.array, !turns.isEmpty
    else { return false }
    return turns.allSatisfy { $0["role"]?.string != nil && $0["content"]?.string != nil }
  }

  @Test(arguments: DemoDefect.allCases)
  func everyDefectIsPlanted(_ defect: DemoDefect) {
    let truths = DemoWorld.truths.filter { DemoWorld.kind($0) == defect.rawValue }
    #expect(truths.count >= (defect.isBrokenLine ? 4 : 8))
    if !defect.isBrokenLine {
      #expect(truths.allSatisfy { $0["correct"]?.bool == defect.leavesAnswerRight })
    }
  }

  @Test(arguments: [
    ("arithmetic", 26_000...26_010), ("math", 1_200...1_450), ("science", 650...750),
    ("instruction_following", 600...700), ("code", 450...550), ("tool_calling", 500...600),
    ("chat", 400...500),
  ])
  func familySizes(_ category: String, _ expected: ClosedRange<Int>) {
    #expect(expected.contains(DemoWorld.samples(of: category).count))
  }

  /// Repeats are exactly the lines whose prompt, mode and response occurred before.
  @Test func repeatsAreListed() {
    var seen: Set<[JSONValue?]> = []
    for (record, truth) in DemoWorld.samples {
      let isNew = seen.insert(["input", "system_prompt", "output"].map { record[$0] }).inserted
      if isNew != (truth["repeats"] == nil) {
        Issue.record("line \(truth["line"]?.int ?? 0)")
      }
    }
    #expect(DemoWorld.samples.count - seen.count > 1000)
  }

  @Test func copiesResembleTheirOriginals() throws {
    let copies = DemoWorld.truths.filter { $0["copy_of"] != nil }
    #expect(copies.count == 80)
    for truth in copies {
      let copy = try output(atLine: truth["line"]?.int)
      let original = try output(atLine: truth["copy_of"]?.int)
      #expect((copy == original) == (DemoWorld.kind(truth) == "exact_duplicate"))
      #expect(copy.suffix(200).trimmed == original.suffix(200).trimmed)
    }
  }

  private func output(atLine line: Int?) throws -> String {
    let line = try #require(line)
    return try JSONValue(parsing: DemoWorld.rawLines[line - 1])["output"]?.string ?? ""
  }
}

extension Substring {
  /// Without the white space that near duplicates add at the end.
  fileprivate var trimmed: [Substring] { split { $0.isWhitespace }.suffix(20) }
}
