import Bytes
import Testing

/// The SFT check by the real binary, on sums of one digit.
@Suite(.serialized) struct SFTTests {
  private enum Teacher {
    /// Thinks where it is asked to.
    case honest
    /// Thinks always, whatever the toggle says.
    case cheating
  }

  private func line(_ a: Int, _ b: Int, isOn: Bool, thinks: Bool, _ sum: Int) -> String {
    let thought = thinks ? "<think>\\n\(a)+\(b)=\(sum)\\n</think>\\n" : ""
    return #"{"input":[{"role":"user","content":"What is \#(a)+\#(b)?"}],"#
      + #""output":"\#(thought)The answer is \#(sum).","reasoning":"\#(isOn ? "on" : "off")","#
      + #""category":"math","generator":"t","license":"MIT","expected_answer":"\#(a + b)"}"# + "\n"
  }

  /// A run of 90 sums, of which every tenth is wrong, and ten held-out sums.
  private func world(_ name: String, _ teacher: Teacher = .honest, sft: String = "") throws
    -> World
  {
    let world = try World("sft-\(name)")
    var raw = ""
    var heldOut = ""
    for number in 0..<100 {
      let (a, b) = (number / 10, number % 10)
      for isOn in [true, false] {
        let thinks = isOn || teacher == .cheating
        if a == b {
          heldOut += line(a, b, isOn: isOn, thinks: isOn, a + b)
        } else {
          raw += line(a, b, isOn: isOn, thinks: thinks, a + b + (number % 7 == 0 ? 1 : 0))
        }
      }
    }
    try world.write("raw.jsonl", raw)
    try world.write("heldout.jsonl", heldOut)
    try world.write("dataset.yaml", "name: sums\nschema: sluice\nfiles: [raw.jsonl]\n")
    try world.write(
      "recipe.yaml",
      """
      correctness:
        - math: {policy: drop}
      quality:
        - repetition: {limits: {loopShare: {max: 0.25}}, policy: drop}
      sft: {tokens: 60_000, seeds: 1, prompts: 10, maxNewTokens: 40, vocabulary: 300\(sft)}
      """)
    return world
  }

  private func run(_ world: World) throws {
    let run = try world.sluice("run --run r --dataset dataset.yaml --recipe recipe.yaml")
    #expect(run.status == 0, "\(run.errors)")
  }

  @Test func theToggleIsLearnt() throws {
    let world = try world("honest", sft: ", bars: {toggle: {min: 0.9}}")
    try run(world)
    let check = try world.sluice("sft --run r --heldout heldout.jsonl --json --ablate")
    let json = try #require(check.json, "\(check.errors)")
    #expect(check.status == 0 && json["met"]?.bool == true, "\(check.output.prefix(600))")
    #expect(json["models"]?.array?.count == 3)

    let ablation = json["ablation"]?.array ?? []
    #expect(ablation.map { $0["filter"]?.string } == ["correctness.math", "quality.repetition"])
    #expect(ablation.first?["finding"]?.string == "no evidence")
    #expect(ablation.last?["finding"]?.string == "the same samples are kept")

    let curves = try world.read("r/sft/curves.jsonl").split(separator: "\n")
      .map { try JSONValue(parsing: String($0)) }
    #expect(Set(curves.compactMap { $0["arm"]?.string }).count == 3)
    let last = try #require(curves.last { $0["arm"]?.string == "curated" })
    let first = try #require(curves.first { $0["arm"]?.string == "curated" })
    let (before, after) = (first["eval_loss_on"]?.double ?? 0, last["eval_loss_on"]?.double ?? 9)
    #expect(after < before / 2)
    #expect(Files.exists("\(world.path)/r/sft/tensorboard/raw-1/events.out.tfevents.0.sluice"))
    #expect(try world.read("r/report.html").contains("SFT check"))

    try world.write("question", "What is 1+2?\n/think off\nWhat is 1+2?\n")
    let chat = try world.sluice("chat r/sft/checkpoint --temperature 0", input: "question")
    #expect(chat.status == 0, "\(chat.errors)")
    let answers = chat.output.split(separator: "The answer is")
    #expect(answers.first?.hasPrefix("<think>") == true, "\(chat.output)")
  }

  @Test func aModelThatAlwaysThinksIsCaught() throws {
    let world = try world("cheating", .cheating, sft: ", bars: {toggle: {min: 0.9}}")
    try run(world)
    let check = try world.sluice("sft --run r --heldout heldout.jsonl --json")
    #expect(check.status == 4)
    let claim = check.json?["claims"]?.array?.first
    #expect(claim?["met"]?.bool == false)
    #expect(claim?["figure"]?.string?.hasSuffix("off 0.0 %") == true, "\(check.output.prefix(600))")
  }

  @Test func aBaseIsFineTuned() throws {
    let world = try world("base")
    try run(world)
    let first = try world.sluice("sft --run r --heldout heldout.jsonl --seeds 1")
    #expect(first.status == 4)  // one seed has no interval
    #expect(!first.errors.contains("warning"), "\(first.errors)")
    #expect(try world.shell("mv r/sft/checkpoint base").status == 0)
    for rank in [4, 0] {
      let tuned = try world.sluice(
        "sft --run r --heldout heldout.jsonl --base base --rank \(rank) --tokens 8000 --json")
      let json = try #require(tuned.json, "\(tuned.errors)")
      #expect(json["claims"]?.array?.count == 1)
      let before = try #require(json["base_held_out_loss"]?["on"]?.double)
      let after = try #require(json["models"]?.array?.first?["held_out_loss"]?["on"]?.double)
      #expect(after != before)
      #expect(tuned.status == (json["met"]?.bool == true ? 0 : 4))
      #expect(try world.sluice("chat r/sft/checkpoint").status == 0)
    }
  }

  @Test(arguments: [
    ("--heldout empty.jsonl", "no held-out prompt"),
    ("--heldout broken.jsonl", "broken.jsonl:1"),
    ("--heldout nowhere.jsonl", "nowhere.jsonl"),
    ("--base nowhere", "nowhere: has no config.json"),
    ("--category poetry", "has no category poetry; it has math"),
    ("--seeds 0", "--seeds must be at least 1"), ("--rank=-1", "--rank must be at least 0"),
    ("--rate 1e30", "nan in step"),
  ])
  func mistakes(_ arguments: String, _ message: String) throws {
    let world = try world("mistakes")
    try run(world)
    try world.write("empty.jsonl", "")
    try world.write("broken.jsonl", "{\"prompt\":\n")
    let check = try world.sluice(
      "sft --run r \(arguments.contains("--heldout") ? "" : "--heldout heldout.jsonl ")\(arguments)"
    )
    #expect(check.status == 1 || check.status == 2, "\(check.status)")
    #expect(check.errors.contains(message), "\(check.errors)")
  }

  @Test(arguments: ["on", "off"]) func aSetOfOneMode(_ mode: String) throws {
    let world = try world("one-\(mode)")
    _ = try world.shell("grep '\"reasoning\":\"\(mode)\"' raw.jsonl >x && mv x raw.jsonl")
    try run(world)
    let check = try world.sluice("sft --run r --heldout heldout.jsonl")
    #expect(check.status == 1)
    #expect(check.errors.contains("a toggle cannot be learnt"), "\(check.errors)")
  }

  @Test func withoutShards() throws {
    let world = try world("none")
    _ = try world.sluice("ingest --run r --dataset dataset.yaml --recipe recipe.yaml")
    #expect(try world.sluice("sft --run r").errors.contains("there are no shards yet"))
  }
}
