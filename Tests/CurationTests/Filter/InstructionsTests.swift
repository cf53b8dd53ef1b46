import Bytes
import Curation
import Testing

/// The filter as `sluice try` runs it, from the line of the embedded recipe.
@Suite struct InstructionsTests {
  private static let noComma = #"[{"id": "punctuation:no_comma", "args": {}}]"#
  private static let unknown = #"[{"id": "count:grains_of_sand", "args": {}}]"#

  private func verdict(_ output: String, _ constraints: String, set: [String] = []) throws
    -> JSONValue
  {
    var filter = try TryFilter(
      name: "correctness.instructions", recipe: .embedded(), set: ["tables=''"] + set)
    let output = JSONValue.string(output).text
    let line =
      #"{"id": "1", "prompt": "?", "output": \#(output), "constraints": \#(constraints)}"#
    return try #require(filter.judge([Array(line.utf8)], ordinal: 1).first)
  }

  @Test(arguments: [
    ("All is well", "pass"), ("Yes, all is well", "fail"), ("", "fail"),
    ("<think>Well, yes</think>\n\nAll is well", "pass"),
    ("<think>Well", "fail"),
  ])
  func answer(_ output: String, _ outcome: String) throws {
    #expect(try verdict(output, Self.noComma)["outcome"]?.string == outcome)
  }

  @Test func detailsHoldAVerdictForEach() throws {
    let found = try verdict("Sure, here:\nAll is well", Self.noComma)
    #expect(found["details"]?["strict"] == [false])
    #expect(found["details"]?["loose"] == [true])
    #expect(found["details"]?["sentences"] == "rules")
    #expect(found["measures"]?["followedStrict"]?.double == 0)
    #expect(found["measures"]?["followedLoose"]?.double == 1)
    #expect(found["reason"] == "instruction_not_followed")
  }

  @Test func looseMayDecide() throws {
    let found = try verdict("Sure, here:\nAll is well", Self.noComma, set: ["decide=loose"])
    #expect(found["outcome"] == "pass")
  }

  @Test func literalReadingMayDecide() throws {
    #expect(try verdict("你好，世界", Self.noComma)["outcome"] == "pass")
    #expect(try verdict("你好，世界", Self.noComma, set: ["reading=literal"])["outcome"] == "fail")
  }

  @Test(arguments: [(unknown, "unsure"), ("[{}]", "unsure"), ("[]", "skipped")])
  func withoutVerdict(_ constraints: String, _ outcome: String) throws {
    let found = try verdict("Well", constraints)
    #expect(found["outcome"]?.string == outcome)
  }
}
