import Bytes
import Curation
import Testing

@Suite struct WholeRunTests {
  /// Prompts with responses of both modes, right and wrong, and some repeats.
  private func lines(_ numbers: Range<Int>) -> [String] {
    numbers.flatMap { number -> [String] in
      let sum = "\(number)+1"
      return (0..<(number % 4 + 1)).map { sample in
        RunWorld.line(
          sum, sample % 2 == 0 ? "on" : "off",
          String(number + 1 + (number * 7 + sample) % 3 / 2), gold: String(number + 1),
          reasoning: String(repeating: "and ", count: number % 50))
      }
    }
  }

  private static let recipe = """
    pair: {candidatesOn: 2}
    blend: {upsample: {category: {math: 1.5}}, order: easy_to_hard, interleave: 1, total: 150}
    shards: {megabytes: 1, level: 3}
    """

  @Test func neitherThreadsNorTheOrderOfFilesShow() throws {
    let files = [
      ("a.jsonl", lines(0..<40)), ("b.jsonl", lines(40..<70)), ("c.jsonl", lines(70..<90)),
    ]
    let world = try RunWorld(files)
    let one = try world.run(WholeRunTests.recipe, name: "one", threads: 1)
    let bytes = try one.bytes()
    #expect(try one.rows().count > 100)
    for threads in [2, 4] {
      let other = try world.run(WholeRunTests.recipe, name: "t\(threads)", threads: threads)
      #expect(try other.bytes() == bytes)
      #expect(try other.manifest() == one.manifest())
    }
    // Other names, listed in another order.
    let shuffled = try RunWorld([
      ("z.jsonl", files[2].1), ("m.jsonl", files[0].1), ("k.jsonl", files[1].1),
    ])
    #expect(try shuffled.run(WholeRunTests.recipe).bytes() == bytes)
  }

  @Test func twoEqualFilesAreRepeatsAndNoneIsLost() throws {
    let line = RunWorld.line("2+2", "on", "4")
    let world = try RunWorld([("a.jsonl", [line]), ("b.jsonl", [line]), ("c.jsonl", [line])])
    let finished = try world.run("pair: {}\n")
    let catalog = finished.run.catalog
    #expect(try catalog.count("SELECT count(DISTINCT id) FROM sample_row") == 3)
    #expect(try catalog.count("SELECT count(DISTINCT content) FROM sample_row") == 1)
    let funnel = try Funnel(catalog)
    #expect(funnel.records == 3 && funnel.samples == 3 && funnel.kept == 1)
    #expect(funnel.steps.first { $0.stage == "dedup" }?.dropped == 2)
  }

  /// Best of several by a judge's score: the best of each prompt and mode stays, right ones first.
  @Test func theJudgeRanksTheResponsesOfAPrompt() throws {
    func line(_ question: String, _ mode: String, _ answer: String, _ reward: String) -> String {
      RunWorld.line(question, mode, answer, more: reward.isEmpty ? "" : ",\"reward\":\(reward)")
    }
    let world = try RunWorld([
      (
        "a.jsonl",
        [
          line("2+2", "on", "4", "0.2"), line("2+2", "on", "4.0", "0.9"),
          line("2+2", "on", "04", "-3"), line("2+2", "off", "4", "0.5"),
          line("1+3", "on", "5", "0.99"), line("1+3", "on", "4", "0.1"),
          line("0+4", "on", "4", ""), line("0+4", "on", "4.00", "-7"),
        ]
      )
    ])
    let finished = try world.run(
      "pair: {chooseOn: best_score, chooseOff: best_score, score: correctness.judge.score, "
        + "candidates: 1, unpaired: keep}\n",
      filters: """
        name: world
        correctness: [{math: {policy: label}}, {judge: {policy: label}}]
        dedup: {exact: {by: [prompt, mode, response]}}

        """)
    let kept = try finished.rows().map { row in
      "\(row.text("reasoning")) \(row.text("output").split(separator: "\n").last ?? "")"
    }
    #expect(
      kept.sorted() == [
        "off So \\boxed{4}.", "on So \\boxed{4.00}.", "on So \\boxed{4.0}.", "on So \\boxed{4}.",
      ])
  }

  @Test func aLifeBeginsInAFileAndLine() throws {
    let world = try RunWorld([
      ("a.jsonl", ["", RunWorld.line("2+2", "on", "4"), RunWorld.line("2+2", "off", "4")]),
      ("b.jsonl", [RunWorld.line("1+3", "off", "4")]),
    ])
    let finished = try world.run("pair: {}\n")
    let biographer = try Biographer(folder: finished.run.folder, catalog: finished.run.catalog)
    let places = try (1...3).map { row in
      let life = try biographer.life(row: row)
      return "\(life.file.split(separator: "/").last ?? ""):\(life.line)"
    }
    #expect(places.sorted() == ["a.jsonl:2", "a.jsonl:3", "b.jsonl:1"])
    #expect(try biographer.life(row: 1).story(isColored: false).contains(".jsonl:"))
  }

  @Test func halvesShareTheirTurnsByteForByte() throws {
    let world = try RunWorld([
      (
        "a.jsonl",
        [
          RunWorld.line("2+2", "on", "4"), RunWorld.line("2+2", "off", "4"),
          RunWorld.line("3+1", "on", "4"),
          RunWorld.line("3+1", "off", "4").replacing("3+1?", with: "3+1? "),
        ]
      )
    ])
    let finished = try world.run("pair: {}\n")
    let rows = try finished.rows()
    let pairs = Dictionary(grouping: rows.filter { $0["pair_id"] != nil }) { $0.text("pair_id") }
    #expect(rows.count == 4 && pairs.count == 1)
    #expect(pairs.values.allSatisfy { Set($0.map { $0["input"] }).count == 1 && $0.count == 2 })
    #expect(try Status(finished.run.catalog).unpaired == ["turns_differ": 1])
  }

  @Test func rowsTellThePassRatesOfBothModes() throws {
    let world = try RunWorld([
      (
        "a.jsonl",
        [
          RunWorld.line("2+2", "on", "4"), RunWorld.line("2+2", "on", "5"),
          RunWorld.line("2+2", "off", "4"), RunWorld.line("2+2", "off", "3"),
          RunWorld.line("2+2", "off", "7"),
        ]
      )
    ])
    for row in try world.run("pair: {}\n").rows() {
      #expect(row["passed"]?.int == 2 && row["judged"]?.int == 5)
      #expect(row["passed_on"]?.int == 1 && row["judged_on"]?.int == 2)
    }
  }

  @Test func statusReportAndWhySayWhyThereIsNoPair() throws {
    let world = try RunWorld([
      (
        "a.jsonl",
        [
          RunWorld.line("2+2", "on", "4"), RunWorld.line("2+2", "off", "5"),
          RunWorld.line("3+1", "on", "4"), RunWorld.line("3+1", "on", "9"),
        ]
      )
    ])
    let finished = try world.run("pair: {}\nrl: {batch: 8}\npreference: {}\n")
    let (folder, catalog) = (finished.run.folder, finished.run.catalog)
    let status = try Status(catalog)
    #expect(status.unpaired == ["no_off_response": 1, "off_responses_dropped": 1])
    let text = status.text(isColored: false)
    #expect(text.contains("1  prompts without one: off_responses_dropped"))
    #expect(text.contains("RL prompts") && text.contains("preferences"))
    let biographer = try Biographer(folder: folder, catalog: catalog)
    let lives = try (1...4).map { try biographer.life(row: $0) }
    let life = try #require(lives.first { $0.decision.unpaired == "off_responses_dropped" })
    #expect(life.others.count == 1)
    #expect(life.story(isColored: false).contains("dropped by correctness.math"))
    try finished.run.writeReport()
    let report = try Files.readText(folder.report)
    for part in [
      "Prompts without a pair", "off_responses_dropped", "Pass rates of both modes",
      "Prompts for reinforcement learning", "<polyline",
    ] { #expect(report.contains(part)) }
  }

  @Test func topicsAreWrittenMoreOften() throws {
    let lines = (1...6).map { number in
      RunWorld.line("\(number)+0", "on", "\(number)", gold: "\(number)")
        .replacing("What is", with: number > 3 ? "Of the moles in an acid, what is" : "What is")
    }
    let world = try RunWorld([("a.jsonl", lines)])
    let filters = RunWorld.filters.replacing(
      "complexity: [",
      with: "complexity: [{topic: {settings: {field: subject, topics: "
        + "[{name: physics, words: [force*]}, {name: chemistry, words: [mole*, acid*]}]}}}, ")
    let recipe = filters + "pair: {}\nblend: {upsample: {topic: {chemistry: 3}}}\n"
    let rows = try world.run(recipe, filters: "").rows()
    #expect(rows.count == 3 + 9)
    let copies = Dictionary(grouping: rows) { $0.text("id") }.values.map(\.count).sorted()
    #expect(copies == [1, 1, 1, 3, 3, 3])
  }

  @Test func strippedRowsBecomeTheMissingHalf() throws {
    let world = try RunWorld([
      (
        "a.jsonl",
        [
          RunWorld.line("2+2", "on", "4", reasoning: "Two and two."),
          RunWorld.line("3+1", "on", "4"), RunWorld.line("3+1", "off", "4"),
        ]
      )
    ])
    let finished = try world.run("pair: {derive: {strip: 1, keepOrigin: true}}\n")
    let rows = try finished.rows()
    let derived = try #require(rows.first { $0["transform"] != nil })
    let origin = try #require(rows.first { $0.text("id") == derived.text("origin") })
    #expect(derived.text("output") == #"So \boxed{4}."#)
    #expect(derived.text("reasoning") == "off" && origin.text("reasoning") == "on")
    #expect(derived.text("id") != origin.text("id") && derived["input"] == origin["input"])
    #expect(derived.text("pair_id") == origin.text("pair_id") && derived["pair_id"] != nil)
    #expect(rows.count == 4 && rows.filter { $0["pair_id"] != nil }.count == 4)
    let manifest = try finished.manifest()
    #expect(manifest["samples"]?.int == 4 && manifest["kept"]?.int == 3)
    #expect(manifest["derived"]?.int == 1 && manifest["pairs"]?.int == 2)
    #expect(manifest["counts"]?["mode"] == ["off": 2, "on": 2])
  }

  @Test func truncatedRowsKeepTheirAnswer() throws {
    let long = "one two three four five"
    let world = try RunWorld([
      (
        "a.jsonl",
        [
          RunWorld.line("2+2", "on", "4", reasoning: long),
          RunWorld.line("3+1", "on", "4", reasoning: "short"),
        ]
      )
    ])
    let rows = try world.run("pair: {derive: {truncate: 1, budgets: [10]}}\n").rows()
    #expect(
      Set(rows.map { $0.text("output") }) == [
        "<think>one two</think>\n\nSo \\boxed{4}.", "<think>short</think>\n\nSo \\boxed{4}.",
      ])
    #expect(rows.filter { $0.text("transform") == "truncate_reasoning" }.count == 1)
    #expect(rows.allSatisfy { $0.text("reasoning") == "on" })
  }

  @Test func stagesNameTheirRows() throws {
    let world = try RunWorld([
      (
        "a.jsonl",
        [
          RunWorld.line("2+2", "on", "4"), RunWorld.line("2+2", "off", "4"),
          RunWorld.line("3+1", "off", "4", category: "chat"),
        ]
      )
    ])
    let finished = try world.run("pair: {}\nblend: {stages: nano}\n")
    let rows = try finished.rows()
    #expect(rows.map { $0.text("stage") } == ["reasoning", "toggle", "toggle", "chat"])
    #expect(rows.filter { $0["pair_id"] != nil }.map { $0.text("stage") } == ["toggle", "toggle"])
    let stages = try finished.manifest()["stages"]?.array ?? []
    #expect(stages.map { $0["samples"]?.int } == [1, 2, 1])
    #expect(stages.first?["epochs"]?.int == 4)
  }
}
