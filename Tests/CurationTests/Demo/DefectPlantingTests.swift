import Bytes
import Curation
import Testing

/// What a planted defect looks like in the text, for every response that has it.
@Suite struct DefectPlantingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let defect: DemoDefect
    let looks: @Sendable (_ output: String, _ record: JSONValue) -> Bool
    var testDescription: String { defect.rawValue }

    init(_ defect: DemoDefect, _ looks: @escaping @Sendable (String, JSONValue) -> Bool) {
      self.defect = defect
      self.looks = looks
    }
  }

  static let cases = [
    Case(.truncated) { $1["finish_reason"] == "length" && !$0.contains("</think>") },
    Case(.loop) { $1["finish_reason"] == "length" && hasRepeatedLine($0) },
    Case(.cutSentence) { $1["finish_reason"] == "stop" && $0.count > 0 },
    Case(.unclosedThink) { output, _ in
      output.hasPrefix("<think>\n") && !output.contains("</think>")
    },
    Case(.thinkInOff) { $0.hasPrefix("<think>\n") && isOff($1) },
    Case(.missingThink) { !$0.contains("think>") && !isOff($1) },
    Case(.missingOpener) { output, _ in
      !output.contains("<think>") && output.contains("\n</think>\n")
    },
    Case(.emptyThink) { $0.hasPrefix("<think>\n\n</think>\n") && !isOff($1) },
    Case(.htmlDebris) { output, _ in output.contains("</") && output.contains("=\"") },
    Case(.templateTokens) { output, _ in
      ["<|", "</s>", "[/INST]"].contains { output.contains($0) }
    },
    Case(.controlCharacters) { output, _ in output.utf8.contains(0) },
    Case(.overLong) { output, _ in output.utf8.count > 60_000 },
    Case(.codeInReasoning) { output, _ in
      output.split(separator: "</think>").first?.contains("```") == true
    },
    Case(.toolCallWithoutTools) { $1["tools"] == nil && $0.uppercased().contains("CALL>") },
    Case(.invalidToolJSON) { output, _ in
      output.contains("<tool_call>") && !allCallsParse(output)
    },
    Case(.none) { output, record in
      output.hasPrefix("<think>\n") != isOff(record) && !output.utf8.contains(0)
        && allCallsParse(output)
    },
  ]

  @Test(arguments: cases)
  func looksLikeIt(_ row: Case) {
    let samples = DemoWorld.samples.filter { DemoWorld.kind($0.truth) == row.defect.rawValue }
    #expect(!samples.isEmpty)
    for (record, truth) in samples {
      if !row.looks(record["output"]?.string ?? "", record) {
        Issue.record("line \(truth["line"]?.int ?? 0)")
      }
    }
  }

  /// Prompts that give a benchmark item away share its words, and no other prompt does.
  @Test func leaksAreWhatSharesWordsWithTheBenchmark() throws {
    let lines = DemoBenchmark.jsonLines.split(separator: UInt8(ascii: "\n"))
    let questions = try lines.map { try JSONValue(parsing: Array($0))["question"]?.string ?? "" }
    let grams = Set(questions.flatMap(grams))
    #expect(questions.count == 20)
    for (record, truth) in DemoWorld.samples {
      let shares = grams.isDisjoint(with: self.grams(DemoWorld.question(record)))
      if shares == (truth["benchmark_item"] != nil) {
        Issue.record("line \(truth["line"]?.int ?? 0)")
      }
    }
  }

  /// Runs of eight words, in lower case.
  private func grams(_ text: String) -> [[Substring]] {
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map { Substring($0) }
    guard words.count >= 8 else { return [] }
    return (0...words.count - 8).map { Array(words[$0..<$0 + 8]) }
  }

  private static func isOff(_ record: JSONValue) -> Bool {
    record["system_prompt"] == "detailed thinking off"
  }

  private static func hasRepeatedLine(_ output: String) -> Bool {
    let lines = output.split(separator: "\n")
    return Set(lines.suffix(20)).count == 1
  }

  private static func allCallsParse(_ output: String) -> Bool {
    output.split(separator: "<tool_call>\n", omittingEmptySubsequences: false).dropFirst()
      .allSatisfy { block in
        guard let end = block.firstRange(of: "\n</tool_call>") else { return false }
        return (try? JSONValue(parsing: String(block[..<end.lowerBound]))) != nil
      }
  }
}
