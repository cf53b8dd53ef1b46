import Bytes
import Testing

/// What a recipe says of lines that look at whole prompts, and of measures that other steps go by.
@Suite struct RecipeRulesTests {
  private func run(_ name: String, _ recipe: String) throws -> World.Result {
    let world = try World("rules-\(name)")
    try world.write("raw.jsonl", tinyRaw)
    try world.write("dataset.yaml", tinyDataset)
    try world.write("recipe.yaml", recipe)
    return try world.sluice("run --run r --dataset dataset.yaml --recipe recipe.yaml --json")
  }

  @Test(arguments: [
    (
      "test", "complexity: [pass_rate: {tests: [{output: a, expect: pass}]}]",
      "looks at many samples"
    ),
    (
      "measure",
      "complexity: [length: {}]\nblend: {order: easy_to_hard, difficulty: complexity.length.wrds}",
      "words"
    ),
    (
      "filter", "blend: {order: easy_to_hard, difficulty: complexity.length.words}",
      "no line of the recipe measures"
    ),
    ("derive", "pair: {derive: {strip: 0.1}}", "derive needs the filter com"),
    ("tokens", "blend: {by: tokens}", "blend.by: tokens needs the line"),
    (
      "wise",
      "complexity: [pass_rate: {}]\nblend: {order: easy_to_hard, difficulty: complexity.pass_rate.rate}",
      "sample by sample"
    ),
  ])
  func mistakes(name: String, recipe: String, message: String) throws {
    let result = try run(name, "name: x\n\(recipe)\n")
    #expect(result.status == 2)
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  /// Of the seven samples three answer 2+2; the chat prompts have no gold.
  @Test func aPromptwiseLineKeepsToItsSamples() throws {
    let recipe = """
      name: x
      correctness: [math: {when: {category: [math]}}]
      complexity:
        - pass_rate: {when: {mode: [off]}, limits: {rate: {max: 0.4}}, policy: drop}
      """
    let filters = try #require(try run("when", recipe).json?["filters"]?.array)
    let rate = try #require(filters.first { $0["filter"]?.string == "complexity.pass_rate" })
    #expect(rate["fail"]?.int == 2 && rate["skipped"]?.int == 5, "\(rate)")
  }
}

@Suite struct ExportOfADecisionTests {
  @Test func shardsOfAnEarlierDecisionAreRefused() throws {
    let world = try World("export-stale")
    try world.write("raw.jsonl", tinyRaw)
    try world.write("dataset.yaml", tinyDataset)
    try world.write("a.yaml", "name: a\ncorrectness: [format: {policy: drop}]\n")
    try world.write("b.yaml", "name: b\ncorrectness: [format: {policy: label}]\n")
    let common = "--run r --dataset dataset.yaml --recipe"
    _ = try world.sluice("run \(common) a.yaml")
    #expect(try world.sluice("export --run r out").status == 0)
    // Another recipe that only ingested has decided nothing yet.
    _ = try world.sluice("ingest \(common) b.yaml")
    #expect(try world.sluice("export --run r out").status == 0)
    #expect(try world.read("out/README.md").contains("with the recipe `a`"))
    _ = try world.sluice("blend \(common) b.yaml")
    let stale = try world.sluice("export --run r out")
    #expect(stale.status == 1)
    #expect(stale.errors.contains("earlier decision"), "\(stale.errors)")
  }
}
