import Bytes
import Grading
import Testing

/// No text stops a grader, and the same text gets the same verdict again.
///
/// The texts are made of pieces that break readers; a trap or a hang ends the whole test run.
@Suite struct RobustnessTests {
  /// Runs a grader twice on each text.
  private func twice<Verdict: Equatable>(
    _ text: some Sequence<UInt8>, _ verdict: () -> Verdict
  ) {
    #expect(
      verdict() == verdict(), "\(String(decoding: Array(text), as: UTF8.self).debugDescription)")
  }

  @Test(arguments: [1, 2, 3, 4])
  func answersOfMathematics(seed: UInt64) {
    var texts = NastyTexts(seed: seed)
    let grader = MathGrader(settings: usualMath)
    for _ in 0..<1_000 {
      let gold = texts.text(of: NastyTexts.mathematics, upTo: 12)
      let answer =
        texts.next(5) == 0 ? gold : texts.text(of: NastyTexts.mathematics, upTo: 12)
      twice((gold + " ~ " + answer).utf8) { grader.compare(answer: answer, gold: gold) }
      twice(answer.utf8) { CanonicalAnswer.key(answer) }
    }
  }

  /// A value is its own answer wherever it can be read or has letters in it.
  @Test func everyTextEqualsItself() {
    var texts = NastyTexts(seed: 5)
    let grader = MathGrader(settings: usualMath)
    for _ in 0..<1_000 {
      let text = texts.text(of: NastyTexts.mathematics, upTo: 10)
      let outcome = grader.compare(answer: text, gold: text)
      let isRight = [.pass, .fail(.goldEmpty)].contains(outcome)
      #expect(isRight, "\(text.debugDescription): \(outcome)")
    }
  }

  @Test(arguments: [11, 12, 13])
  func responses(seed: UInt64) {
    var texts = NastyTexts(seed: seed)
    let mathematics = MathGrader(settings: usualMath)
    let markup = MarkupGrader(
      language: nil, allowsFragments: true, maxBytes: 1 << 20, schema: nil)
    let judge = JudgeReader(accept: ["yes"], reject: ["no"])
    for _ in 0..<700 {
      let text = texts.text(of: NastyTexts.responses, upTo: 16)
      let bytes = texts.damaged(text)
      twice(bytes) { mathematics.grade(response: bytes, gold: Array("12".utf8)).outcome }
      twice(bytes) {
        ChoiceGrader().grade(response: bytes, options: ["12", "x", text, ""], gold: "A").choice
      }
      for mode in ThinkMode.allCases {
        twice(bytes) { ThinkFormatTests.reason(String(decoding: bytes, as: UTF8.self), mode) }
      }
      twice(bytes) { BoxedAnswer(bytes.span, in: 0..<bytes.count) }
      twice(bytes) { codeRanges(in: bytes.span, region: 0..<bytes.count) }
      twice(bytes) { chooseProgram(in: text, languages: ["python", "javascript"]) }
      twice(bytes) { markup.grade(bytes, wanted: nil).outcome }
      twice(bytes) { judge.verdict(in: text) }
    }
  }

  @Test func everyInstruction() {
    var texts = NastyTexts(seed: 21)
    let grader = InstructionGrader(tables: .rules, reading: .reference)
    let values: [JSONValue] = [
      "a", "", "(", ["x", "y"], 3, -1, .double(1e300), 0, .null, true, [:], "less than", "at least",
    ]
    let keys = [
      "keyword", "keywords", "frequency", "relation", "N", "n", "num_words", "num_sentences",
      "forbidden_words", "letter", "let_frequency", "let_relation", "num_paragraphs",
      "nth_paragraph", "first_word", "end_phrase", "language", "capital_frequency",
      "capital_relation", "prompt_to_repeat", "num_bullets", "num_highlights", "section_spliter",
      "num_sections", "postscript_marker", "num_placeholders", "min_words", "max_words", "sep",
      "options", "percentage", "reference_text", "n_start", "n_end", "small_n", "word",
    ]
    for id in InstructionCatalog.ids {
      for _ in 0..<24 {
        let bytes = texts.damaged(texts.text(of: NastyTexts.responses, upTo: 12))
        var arguments = JSONObject()
        for key in keys where texts.next(3) > 0 {
          arguments[key] = values[texts.next(values.count)]
        }
        let constraint = Constraint(id: id, arguments: arguments)
        twice(bytes) { grader.grade(response: bytes, prompt: "?", constraints: [constraint]) }
      }
    }
  }

  @Test(arguments: [31, 32])
  func toolCalls(seed: UInt64) throws {
    var texts = NastyTexts(seed: seed)
    for _ in 0..<600 {
      let text = texts.text(of: NastyTexts.json, upTo: 14)
      let expected = texts.text(of: NastyTexts.json, upTo: 5)
      let gold = (try? JSONValue(parsing: expected)) == nil ? nil : expected
      let first = try ToolCallCase.grade(text, expected: gold)
      let second = try ToolCallCase.grade(text, expected: gold)
      #expect(first.outcome == second.outcome, "\(text.debugDescription)")
    }
  }

  @Test func schemas() {
    var texts = NastyTexts(seed: 41)
    let words = [
      "type", "object", "array", "integer", "pattern", "^(a+)+$", "[", "$ref", "#", "#/a", "items",
      "minimum", "multipleOf", "enum", "anyOf", "not", "if", "properties", "format", "date",
      "uniqueItems", "maxLength", "$defs", "additionalProperties", "prefixItems", "contains",
    ].map { "\"\($0)\"" }
    let pieces =
      words + "{ } [ ] : , 1 -1 0 1e400 0.01 true false null".split(separator: " ").map(String.init)
    let value: JSONValue = [
      "a": [1, .double(2.5), "aaaaaaaaaaaaaaaaaaaaaaaaaaaaab", .null], "#": true,
    ]
    for _ in 0..<1_500 {
      let text = "{\(words[texts.next(words.count)]):\(texts.text(of: pieces, upTo: 6))}"
      guard let schema = try? JSONValue(parsing: text) else { continue }
      let rules = SchemaRules(dialect: .draft2020, assertsFormats: true, readsForeignTypes: true)
      func isValid() -> Bool? {
        guard var validator = try? SchemaValidator(schema, rules: rules) else { return nil }
        do { return try validator.violation(of: value) == nil } catch { return nil }
      }
      #expect(isValid() == isValid(), "\(text)")
    }
  }
}
