import Bytes
import Curation
import Testing

/// Benchmarks that a recipe must not name.
@Suite struct BenchmarkFileTests {
  private func check(_ name: String, _ files: [String: String]) throws {
    let folder = "/tmp/sluice-benchmarks-\(name)"
    try Files.removeTree(folder)
    try Files.createFolder(folder)
    defer { try? Files.removeTree(folder) }
    for (file, text) in files { try Files.write(Array(text.utf8), to: "\(folder)/\(file)") }
    let against = files.keys.filter { $0.hasSuffix(".yaml") }.sorted().map { "\(folder)/\($0)" }
    let text = "name: x\ndecontaminate: {against: [\(against.joined(separator: ", "))]}\n"
    let recipe = try Recipe(yaml: text, file: "x.yaml", defaults: try Recipe.embedded())
    try RecipeCheck(recipe).run()
  }

  private static let yaml = "name: one\nfile: items.jsonl\nfields: {id: id, prompt: q}\n"
  private static let item =
    #"{"id": "1", "q": "How many legs have three spiders and two dogs together?"}"#
  private static let good = ["a.yaml": yaml, "items.jsonl": item]

  @Test func goodOnesPass() throws { try check("good", Self.good) }

  @Test func repeatedIdsAreRefused() {
    let error = #expect(throws: ConfigError.self) {
      try check("ids", ["a.yaml": Self.yaml, "items.jsonl": "\(Self.item)\n\(Self.item)\n"])
    }
    #expect(error?.description.contains("line 2 repeats the id of an earlier item") == true)
  }

  @Test func repeatedNamesAreRefused() {
    var files = Self.good
    files["b.yaml"] = Self.yaml
    let error = #expect(throws: ConfigError.self) { try check("names", files) }
    #expect(error?.description.contains("two benchmarks have the name one") == true)
  }
}
