import Bytes
import Curation
import Testing

/// The recipes that the project ships: each is right, and each works on the bundled dataset.
@Suite struct ShippedRecipeTests {
  static let files = Files.glob("\(packageRoot)/filters/*.yaml").sorted()

  @Test func theyAreThere() {
    let names = Self.files.compactMap { $0.split(separator: "/").last.map(String.init) }
    for name in [
      "default", "limo", "llama-nemotron", "open-r1", "opencodereasoning", "openmathreasoning",
      "openthoughts3", "s1", "tulu3",
    ] {
      #expect(names.contains("\(name).yaml"), "\(name)")
    }
  }

  @Test(arguments: files)
  func holds(file: String) throws {
    let recipe = try Recipe.read(file)
    _ = try recipe.prepared()
    try RecipeCheck(recipe).run()
  }

  /// A few hundred lines of the demo, from ingest to shards.
  @Test(arguments: files)
  func runsOnTheDemo(file: String) throws {
    let folder = TemporaryFolder()
    let lines = DemoWorld.dataset.raw.split(separator: UInt8(ascii: "\n")).prefix(600)
    try Files.write(
      Array(lines.joined(separator: [UInt8(ascii: "\n")])), to: folder.path + "/raw.jsonl")
    let yaml = "name: demo\nschema: sluice\nfiles: raw.jsonl\n"
    try Files.write(Array(yaml.utf8), to: folder.path + "/dataset.yaml")
    let run = try CurationRun(
      folder: RunFolder(folder.path + "/run"), recipe: try Recipe.read(file),
      dataset: try DatasetFile.read(folder.path + "/dataset.yaml"), threads: 2, limit: nil,
      progress: SilentProgress())
    try run.writeShards()
    let kept = try run.catalog.count("SELECT count(*) FROM selection WHERE drop_id IS NULL")
    let all = try run.catalog.count("SELECT count(*) FROM selection")
    #expect(all > 500)
    #expect(kept > 0)
    #expect(kept < all)
  }
}
