import Bytes
import Curation
import Testing

@Suite struct PromptExportTests {
  /// A prompt with `passed` right and `judged - passed` wrong on responses.
  private func responses(_ number: Int, passed: Int, judged: Int) -> [String] {
    (0..<judged).map { sample in
      RunWorld.line(
        "\(number)+1", "on", String(sample < passed ? number + 1 : number + 2 + sample),
        gold: String(number + 1), reasoning: String(repeating: "so ", count: sample + 1),
        more: #","constraints":[{"id":"length_constraints:number_words","args":{"num_words":3}}]"#)
    }
  }

  private func export(_ finished: FinishedRun, _ schema: ExportSchema) throws -> [JSONValue] {
    let target = finished.run.folder.path + "/export"
    try ExportRun(
      folder: finished.run.folder, catalog: finished.run.catalog, schema: schema, target: target,
      progress: SilentProgress()
    ).run()
    let root = schema == .rl ? "RL" : "preference"
    return try Files.glob("\(target)/\(root)/*/*.jsonl.zst").sorted()
      .flatMap { try FinishedRun.lines(of: $0) }
  }

  private static let recipe = """
    pair: {}
    rl: {minJudged: 2, passRate: {below: 0.75}, batch: 2}
    preference: {chosen: shortest_correct, rejected: longest, perPrompt: 2}
    export: {validation: 0, test: 0}
    """

  private func world() throws -> FinishedRun {
    try RunWorld([
      (
        "a.jsonl",
        responses(1, passed: 2, judged: 4) + responses(2, passed: 4, judged: 4)
          + responses(3, passed: 0, judged: 4) + responses(4, passed: 1, judged: 4)
          + responses(5, passed: 3, judged: 4) + responses(6, passed: 1, judged: 1)
          + responses(7, passed: 1, judged: 2)
      )
    ]).run(PromptExportTests.recipe)
  }

  @Test func nothingToExportIsAnError() throws {
    let finished = try RunWorld([("a.jsonl", responses(6, passed: 1, judged: 1))])
      .run(PromptExportTests.recipe)
    for schema in [ExportSchema.rl, .preference] {
      let error = try #require(throws: (any Error).self) { try export(finished, schema) }
      #expect("\(error)".contains("no row for \(schema.rawValue)"))
    }
  }

  @Test func onlyAnEarlierExportIsReplaced() throws {
    let finished = try world()
    let readme = finished.run.folder.path + "/export/README.md"
    _ = try export(finished, .rl)
    _ = try export(finished, .rl)
    #expect(try Files.readText(readme).contains("pretty_name: \"world\""))
    try Files.write(Array("# My notes\n".utf8), to: readme)
    #expect(throws: ConfigError.self) { try export(finished, .rl) }
    #expect(try Files.readText(readme) == "# My notes\n")
  }

  @Test func promptsTellHowHardTheyAre() throws {
    let finished = try world()
    let rows = try export(finished, .rl).sorted {
      ($0["position"]?.int ?? 0) < ($1["position"]?.int ?? 0)
    }
    #expect(Set(rows.map { $0.text("expected_answer") }) == ["2", "4", "5", "8"])
    #expect(rows.map { $0["batch"]?.int } == [0, 0, 1, 1])
    #expect(rows[0]["pass_rate"]?.double == 0.5 && rows[1]["pass_rate"]?.double == 0.5)
    let half = try #require(rows.first { $0.text("expected_answer") == "2" })
    #expect(half["passed"]?.int == 2 && half["judged"]?.int == 4)
    #expect(half["pass_rate_low"]?.double ?? 1 < 0.5 && half["pass_rate_high"]?.double ?? 0 > 0.5)
    #expect(half["prompt"] == [["role": "user", "content": "What is 1+1?"]])
    let left = try #require(
      finished.run.catalog.meta("rl").flatMap { try? JSONValue(parsing: $0)["left"] })
    #expect(left == ["pass_rate": 2, "too_few_judged": 1])
    #expect(rows[0]["instruction_id_list"] == ["length_constraints:number_words"])
    #expect(rows[0].text("kwargs") == #"[{"num_words":3}]"#)
  }

  @Test func comparisonsAreRightAgainstWrong() throws {
    let finished = try world()
    let rows = try export(finished, .preference)
    // Prompts 1, 4, 5 and 7 have both; the first has two of each.
    #expect(rows.count == 5)
    for row in rows {
      let gold =
        (Int(row["prompt"]?.array?.last?.text("content").dropFirst(8).prefix(1) ?? "") ?? 0) + 1
      let chosen = row["chosen"]?.array?.first?.text("content") ?? ""
      let rejected = row["rejected"]?.array?.first?.text("content") ?? ""
      #expect(chosen.contains("boxed{\(gold)}") && !rejected.contains("boxed{\(gold)}"))
      #expect(row["prompt"]?.array?.first?.text("content") == "detailed thinking on")
    }
    #expect(Set(rows.map { $0.text("chosen_id") }).count == 5)
    #expect(Set(rows.map { $0.text("rejected_id") }).count == 5)
  }

  @Test func aRecipeWithoutTheSectionSaysSo() throws {
    let finished = try RunWorld([("a.jsonl", responses(1, passed: 1, judged: 2))]).run("pair: {}\n")
    #expect(throws: CatalogError.self) { try export(finished, .rl) }
    #expect(throws: CatalogError.self) { try export(finished, .preference) }
  }
}
