import Bytes
import Glibc
import Grading
import Testing

/// The labelled responses of the shared folder; they are not part of this repository.
@Suite struct SharedInstructionTests {
  /// `SLUICE_SHARED`, or `shared` beside the package; nil where neither is there.
  private static let cases: String? = {
    let named = unsafe getenv("SLUICE_SHARED").map { unsafe String(cString: $0) }
    let package = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    let folder = (named ?? "/\(package)/../shared") + "/cases"
    if Files.isFolder(folder) { return folder }
    print("skipped: no shared cases; set SLUICE_SHARED to their folder")
    return nil
  }()

  private struct Row {
    let key: String
    let response: String
    let constraints: [Constraint]
    let strict: [JSONValue]
    let loose: [JSONValue]
  }

  private static func rows(_ name: String) throws -> [Row] {
    guard let cases else { return [] }
    var bytes = try Files.read("\(cases)/\(name)")
    if name.hasSuffix(".zst") { bytes = try ZstdDecompressor().decompress(bytes) }
    return try bytes.split(separator: UInt8(ascii: "\n")).map { line in
      let value = try JSONValue(parsing: Array(line))
      let ids = value["instruction_id_list"]?.array ?? []
      let arguments = value["kwargs"]?.array ?? []
      let constraints = zip(ids, arguments).compactMap { id, arguments in
        Constraint(["id": id, "args": arguments])
      }
      return Row(
        key: value["key"]?.string ?? value["key"]?.int.map(String.init) ?? "",
        response: value["response"]?.string ?? "", constraints: constraints,
        strict: value["follow_list_strict"]?.array ?? [],
        loose: value["follow_list_loose"]?.array ?? [])
    }
  }

  /// The tables as the shared folder has them, one of them compressed.
  private static let punkt = LanguageTables { name in
    guard let cases else { return nil }
    let path = "\(cases)/ifeval_punkt/\(name)"
    if let bytes = try? Files.read(path) { return bytes }
    guard let frame = try? Files.read(path + ".zst") else { return nil }
    return try? ZstdDecompressor().decompress(frame)
  }

  /// Whether each verdict that has a label agrees with it.
  private func agrees(_ verdicts: [Bool?], _ labels: [JSONValue]) -> Bool {
    verdicts.count == labels.count
      && zip(verdicts, labels).allSatisfy { $1.isNull || $0 == $1.bool }
  }

  private func accuracy(_ name: String, _ tables: LanguageTables) throws -> Double? {
    // The reference draws a random letter for the prompts 1122 and 1129.
    let rows = try Self.rows(name).filter { row in
      !["1122", "1129"].contains(row.key.split(separator: "-").first ?? "")
    }
    guard !rows.isEmpty else { return nil }
    let grader = InstructionGrader(tables: tables, reading: .reference)
    let right = rows.count { row in
      let report = grader.grade(
        response: Array(row.response.utf8), prompt: "", constraints: row.constraints)
      return agrees(report.strict, row.strict) && agrees(report.loose, row.loose)
    }
    return Double(right) / Double(rows.count)
  }

  @Test(arguments: [
    ("ifeval.jsonl", 0.995), ("ifeval_mutated.jsonl.zst", 0.995), ("ifeval_edge.jsonl", 0.995),
    ("ifbench.jsonl", 0.97),
  ])
  func labels(_ name: String, _ least: Double) throws {
    for tables in [Self.punkt, .rules] {
      guard let accuracy = try accuracy(name, tables) else { return }
      #expect(accuracy >= least)
    }
  }
}
