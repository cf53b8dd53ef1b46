import Bytes
import Curation
import Testing

@Suite struct DatasetFileTests {
  private func read(_ yaml: String, files: [String] = ["a.jsonl", "b.jsonl"]) throws -> DatasetFile
  {
    let folder = TemporaryFolder()
    try Files.createFolder(folder.path + "/raw")
    for file in files { try Files.write([], to: folder.path + "/raw/" + file) }
    try Files.write(Array(yaml.utf8), to: folder.path + "/dataset.yaml")
    return try DatasetFile.read(folder.path + "/dataset.yaml")
  }

  @Test func sourcesInheritFromTheTop() throws {
    let dataset = try read(
      """
      name: demo
      license: MIT
      schema: sluice
      quarantine: {tolerate: 3}
      sources:
        - {name: strong, files: raw/*.jsonl, generator: big, reasoning: on}
        - {name: weak, files: [raw/b.jsonl, raw/*.jsonl], license: CC0-1.0, maxLineMiB: 1}
      """)
    #expect(dataset.name == "demo")
    #expect(dataset.toleratedQuarantine == 3)
    #expect(dataset.sources.map(\.name) == ["strong", "weak"])
    #expect(dataset.sources.map(\.license) == ["MIT", "CC0-1.0"])
    #expect(dataset.sources.map(\.mode) == [.on, nil])
    #expect(dataset.sources.map(\.maxLineBytes) == [64 << 20, 1 << 20])
    let names = dataset.sources.map { $0.files.map { String($0.suffix(7)) } }
    #expect(names == [["a.jsonl", "b.jsonl"], ["b.jsonl", "a.jsonl"]])
  }

  @Test func fingerprintsDependOnWhatDecides() throws {
    let base = try read("name: a\nfiles: raw/*\nschema: sluice\ncategory: math").sources[0]
      .fingerprint
    let reordered = try read("category: math\nschema: sluice\nname: a\nfiles: raw/a.jsonl")
    #expect(reordered.sources[0].fingerprint == base)
    for other in [
      "name: a\nfiles: raw/*\nschema: alpaca\ncategory: math",
      "name: b\nfiles: raw/*\nschema: sluice\ncategory: math",
      "name: a\nfiles: raw/*\nschema: sluice\ncategory: code",
      "name: a\nfiles: raw/*\nschema: sluice\ncategory: math\nthink: {repairOpener: false}",
    ] {
      #expect(try read(other).sources[0].fingerprint != base)
    }
  }

  struct Mistake: Sendable, CustomTestStringConvertible {
    let yaml: String
    let line: Int
    let parts: [String]

    init(_ yaml: String, line: Int, _ parts: String...) {
      self.yaml = yaml
      self.line = line
      self.parts = parts
    }
    var testDescription: String { yaml.replacing("\n", with: " / ") }
  }

  private static let top = "name: a\nfiles: raw/*\n"

  @Test(arguments: [
    Mistake("name: a\nschema: sluice", line: 1, "needs files"),
    Mistake("files: raw/*\nschema: sluice", line: 1, "needs name"),
    Mistake(top, line: 1, "needs schema"),
    Mistake(top + "schema: sluce", line: 3, "has no sluce", "mean sluice"),
    Mistake(top + "schema: sluice\nlicence: MIT", line: 4, "has no licence", "mean license"),
    Mistake("name: a\nfiles: raw/c.jsonl\nschema: sluice", line: 2, "raw/c.jsonl is missing"),
    Mistake("name: a\nfiles: raw/*.gz\nschema: sluice", line: 2, "no file matches raw/*.gz"),
    Mistake("name: a\nfiles: raw\nschema: sluice", line: 2, "raw is a folder"),
    Mistake(top + "schema: sluice\nreasoning: maybe", line: 4, "has no maybe", "on, off"),
    Mistake(top + "schema: sluice\nmaxLineMiB: 0", line: 4, "1 to 2048"),
    Mistake(top + "schema: sluice\ntoggles: [slosh]", line: 4, "has no slosh", "mean slash"),
    Mistake(top + "schema: sluice\nthink: {aliases: [[a]]}", line: 4, "a pair of tags"),
    Mistake(top + "schema: sluice\nthink: {alias: known}", line: 4, "has no alias"),
    Mistake(top + "schema: sluice\ntemplateTokens: cut", line: 4, "has no cut"),
    Mistake(
      top + "schema: sluice\nquarantine: {tolerate: many}", line: 4, "must be a whole number"),
    Mistake(top + "schema: sluice\nquarantine: {tolerate: -1}", line: 4, "must not be negative"),
    Mistake(
      top + "schema: sluice\nfields: {input: a}", line: 4, "fields belongs to schema mapping"),
    Mistake(top + "schema: openai\nrequests: raw/x", line: 4, "raw/x is missing"),
    Mistake(top + "schema: mapping", line: 1, "needs fields"),
    Mistake(top + "schema: mapping\nfields: {input: a}", line: 4, "needs output"),
    Mistake(
      top + "schema: mapping\nfields: {input: a, output: b, answer: c}", line: 4, "has no answer"),
    Mistake(
      top + "schema: mapping\nfields:\n  input: a\n  output: {jsn: b}", line: 6, "has no jsn",
      "mean json"),
    Mistake(top + "schema: mapping\nfields: {input: a, output: 'b[x]'}", line: 4, "is no path"),
    Mistake(
      top + "schema: mapping\nfields: {input: a, output: {const: b, of: c}}", line: 4, "has no of"),
    Mistake(
      top + "schema: mapping\nfields: {input: a, output: {map: b}}", line: 4, "map needs values"),
    Mistake(top + "schema: mapping\nfields: {input: a, output: [b]}", line: 4, "not by a list"),
    Mistake(
      "name: a\nschema: sluice\nsources:\n  - {name: x, files: raw/*}\n  - {name: x, files: raw/*}",
      line: 5, "two sources are named x"),
    Mistake(
      "name: a\nschema: sluice\nsources:\n  - {files: raw/*}", line: 4, "a source needs name"),
    Mistake("name: a\nschema: sluice\nsources: []", line: 3, "sources is empty"),
  ])
  func mistakes(_ row: Mistake) throws {
    let error = try #require(throws: ConfigError.self) { _ = try read(row.yaml) }
    #expect(error.line == row.line, "\(error)")
    for part in row.parts { #expect(error.problem.contains(part), "\(error)") }
  }

  @Test func aMissingFileIsNamed() throws {
    let error = try #require(throws: ConfigError.self) {
      try DatasetFile.read("/nowhere/dataset.yaml")
    }
    #expect(error.file == "/nowhere/dataset.yaml")
  }
}
