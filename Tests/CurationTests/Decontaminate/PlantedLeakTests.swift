import Bytes
import Curation
import Testing

/// Leaks that were planted, and prompts that leak nothing.
@Suite struct PlantedLeakTests {
  @Test func demoLeaksAreFoundAndNothingElse() throws {
    var trial = try TryFilter(
      name: "decontaminate.overlap", recipe: try Recipe.embedded(), set: [])
    var (planted, found, clean, falseHits) = (0, 0, 0, 0)
    for (record, truth) in DemoWorld.samples {
      let verdict = try #require(trial.judge([record.encoded], ordinal: 1).first)
      let isHit = verdict["outcome"]?.string == "fail"
      if DemoWorld.kind(truth) == "benchmark_leak" {
        planted += 1
        let item = verdict["details"]?["hits"]?.array?.first?["item"]?.string
        found += isHit && item == truth["benchmark_item"]?.string ? 1 : 0
      } else {
        clean += 1
        falseHits += isHit ? 1 : 0
      }
    }
    #expect(planted >= 30)
    #expect(Double(found) >= 0.98 * Double(planted))
    #expect(Double(falseHits) <= 0.001 * Double(clean))
  }

  /// GSM8K's test questions against responses to them, and against sources that have none of it.
  @Test(arguments: [
    ("gsm8k_model_solutions", 0.98...1), ("ifeval_multi", 0...0.001),
    ("star1_safety", 0...0.001),
    ("hh_harmless_test", 0...0.001), ("mmlu_pro_mcq", 0...0.001), ("gsm8k_train", 0...0.001),
  ])
  func gsm8k(_ source: String, _ expected: ClosedRange<Double>) throws {
    guard let shared = SharedDataTests.shared else {
      print("skipped: no shared data; set SLUICE_SHARED to its folder")
      return
    }
    let folder = TemporaryFolder()
    let file = "\(shared)/data/benchmarks/prompts.jsonl.zst"
    let yaml = """
      name: gsm8k
      file: \(file)
      fields: {id: id, prompt: text, answer: answer}
      where: {benchmark: gsm8k_test}
      """
    try Files.write(Array(yaml.utf8), to: "\(folder.path)/gsm8k.yaml")
    let recipe = try Recipe(
      yaml: "decontaminate: {against: [\(folder.path)/gsm8k.yaml], sides: [prompt]}",
      file: "r.yaml", defaults: try Recipe.embedded())
    var trial = try TryFilter(name: "decontaminate.overlap", recipe: recipe, set: [])
    let raw = try ByteStream.readAll("\(shared)/data/\(source)/raw.jsonl.zst")
    var seen = Set<String>()
    var hits = 0
    for range in TextScan.lines(in: raw.span) where !range.isEmpty {
      let record = try JSONValue(parsing: Array(raw[range]))
      let prompt = record["prompt"]?.string ?? ""
      guard seen.insert(prompt).inserted else { continue }
      let line: JSONValue = ["id": "x", "prompt": .string(prompt), "output": ""]
      let verdict = try #require(trial.judge([line.encoded], ordinal: 1).first)
      guard verdict["outcome"]?.string == "fail" else { continue }
      hits += 1
      let span = verdict["details"]?["hits"]?.array?.first?["span"]?.array?.compactMap(\.int) ?? []
      #expect(span.count == 2 && span[0] < span[1] && span[1] <= prompt.utf8.count)
    }
    let share = Double(hits) / Double(max(seen.count, 1))
    #expect(expected.contains(share), "\(source): \(hits) of \(seen.count) prompts")
  }

  /// Items of real benchmarks, rewritten as leaks are.
  @Test(arguments: Rewriting.allCases)
  func rewrittenItems(_ rewriting: Rewriting) throws {
    guard let shared = SharedDataTests.shared else {
      print("skipped: no shared data; set SLUICE_SHARED to its folder")
      return
    }
    let file = "\(shared)/data/benchmarks/prompts.jsonl.zst"
    let folder = TemporaryFolder()
    let yaml = "name: all\nfile: \(file)\nfields: {id: id, prompt: text}\n"
    try Files.write(Array(yaml.utf8), to: "\(folder.path)/all.yaml")
    let recipe = try Recipe(
      yaml: "decontaminate: {against: [\(folder.path)/all.yaml], sides: [prompt]}",
      file: "r.yaml", defaults: try Recipe.embedded())
    var trial = try TryFilter(name: "decontaminate.overlap", recipe: recipe, set: [])
    let raw = try ByteStream.readAll(file)
    var lines: [[UInt8]] = []
    for (number, range) in TextScan.lines(in: raw.span).enumerated() where number % 9 == 0 {
      let text = try JSONValue(parsing: Array(raw[range]))["text"]?.string ?? ""
      let line: JSONValue = ["prompt": .string(rewriting.apply(text)), "output": ""]
      lines.append(line.encoded)
    }
    let found = trial.judge(lines, ordinal: 1).count { $0["outcome"]?.string == "fail" }
    #expect(Double(found) >= 0.98 * Double(lines.count), "\(found) of \(lines.count)")
  }
}

/// What is done to an item before it is planted.
enum Rewriting: String, Sendable, CaseIterable {
  case spacing, capitals, latex, embedded, numbers

  func apply(_ text: String) -> String {
    switch self {
    case .spacing: return text.replacing(" ", with: " \n\t")
    case .capitals: return text.uppercased()
    case .latex:
      return text.replacing("\\frac", with: "\\dfrac").replacing("\\left", with: "")
        .replacing("\\right", with: "").replacing("$", with: "\\(")
    case .embedded: return "A question from my class: " + text + "\n\nExplain every step."
    case .numbers:
      var number = 17
      return text.replacing(#/[0-9]+/#) { _ in
        number = (number * 31 + 7) % 97
        return String(number + 2)
      }
    }
  }
}
