import Bytes
import Curation
import Glibc
import Testing

/// Real responses of many teachers, where they are at hand; all read by one mapping.
@Suite struct SharedDataTests {
  /// The folder of shared material: `SLUICE_SHARED`, or `shared` beside the package.
  static let shared: String? = {
    let parts = #filePath.split(separator: "/").dropLast(5)
    let beside = "/" + parts.joined(separator: "/") + "/shared"
    let named = unsafe getenv("SLUICE_SHARED").map { unsafe String(cString: $0) }
    return [named, beside].compactMap { $0 }.first { Files.isFolder($0 + "/data") }
  }()

  private static func dataset() throws -> DatasetFile? {
    guard let shared else {
      print("skipped: no shared data; set SLUICE_SHARED to its folder")
      return nil
    }
    let fixture = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    let path = "/" + fixture + "/Fixtures/shared.yaml"
    let yaml = try Files.readText(path).replacing("../../../../../shared", with: shared)
    return try DatasetFile(ConfigNode(yaml: yaml, file: path), folder: "")
  }

  @Test func everyLineBecomesASample() throws {
    guard let dataset = try Self.dataset() else { return }
    for source in dataset.sources {
      let batch = try Ingested(source).batch
      #expect(batch.quarantined.map(\.problem) == [], "\(source.name)")
      #expect(batch.rows.count == batch.records, "\(source.name)")
      #expect(batch.records >= 125, "\(source.name)")
    }
  }

  @Test func partsAreWhereFiltersLookForThem() throws {
    guard let dataset = try Self.dataset() else { return }
    func samples(_ name: String) throws -> [Sample] {
      try Ingested(try #require(dataset.sources.first { $0.name == name })).samples
    }
    let code = try samples("reflexion_code")
    #expect(code.allSatisfy { $0.tests?["kind"] == "assert" && $0.tests?["entry_point"] != nil })
    let choice = try samples("mmlu_pro_mcq")
    #expect(choice.allSatisfy { ($0.choices?.count ?? 0) > 0 && $0.expectedAnswer?.count == 1 })
    #expect(choice.allSatisfy { $0.category == "science" && $0.tests == nil })
    let instructions = try samples("ifbench_sample")
    #expect(instructions.allSatisfy { $0.constraints?.first?["id"]?.string != nil })
    #expect(instructions.allSatisfy { $0.constraints?.first?["args"]?["N"]?.isNull != true })
    let tools = try samples("glaive_tools")
    #expect(tools.allSatisfy { $0.tools != nil })
    #expect(tools.filter { $0.part(.turns)?.array != nil }.count > 200)
    #expect(tools.allSatisfy { $0.input.map(\.role) == ["user"] })
    let airline = try samples("tau_airline")
    #expect(airline.allSatisfy { $0.systemPrompt?.hasPrefix("# Airline Agent Policy") == true })
    let thoughts = try samples("marco_cot")
    #expect(thoughts.filter { $0.mode == .on }.count > 100)
    #expect(thoughts.filter { $0.repairs.contains("think_alias") }.count > 100)
  }
}
