import Bytes
import Grading
import Testing

/// BFCL rows with the reference's own verdicts, and hand-labelled ways to write a call.
@Suite(
  .enabled(
    if: SharedCases.has("bfcl_sample.jsonl"), "skipped: no ../shared/cases beside the checkout"))
struct LabelledCallsTests {
  @Test func theReferenceAgrees() throws {
    var judged = 0
    for row in try SharedCases.rows("bfcl_sample.jsonl") {
      let category = row["category"]?.string ?? ""
      if category.hasSuffix("_relevance") { continue }  // no gold
      let calls = (row["candidate"]?.array ?? []).flatMap { $0.object?.members ?? [] }
        .map { JSONValue.object(["name": .string($0.key), "arguments": $0.value]) }
      let output = calls.isEmpty ? "I cannot help with that." : JSONValue.array(calls).text
      let grade = try ToolCallCase.grade(
        output, tools: row["functions"]?.text ?? "[]", expected: row["gold"]?.text)
      #expect((grade.outcome == .pass) == row["expected"]?.bool, "\(row["id"]?.string ?? "?")")
      judged += 1
    }
    #expect(judged > 250)
  }

  @Test func callsAreRead() throws {
    for row in try SharedCases.rows("toolcall_parse.jsonl") where row["policy"]?.bool == false {
      let output = row["response"]?.string ?? ""
      let grade = try ToolCallCase.grade(output, tools: row["functions"]?.text ?? "[]")
      let calls = JSONValue.array(grade.read.calls.map(\.json))
      let expected = JSONValue.array(row["expected_calls"]?.array ?? [])
      #expect(isSameJSON(calls, expected), "\(row["id"]?.string ?? "?")")
      let isClean = grade.outcome == .pass || grade.read.calls.isEmpty && !grade.read.isMalformed
      #expect(isClean == row["schema_valid"]?.bool, "\(row["id"]?.string ?? "?")")
    }
  }

  @Test func formsOfThinking() throws {
    for row in try SharedCases.rows("think.jsonl") where row["policy"]?.bool == false {
      guard let isValid = row["valid"]?.bool, let mode = row["mode"]?.string.flatMap(ThinkMode.init)
      else { continue }
      let isPrefilled = row["open_tag_prefilled"]?.bool == true
      let reason = ThinkFormatTests.reason(
        row["response"]?.string ?? "", mode, prefilled: isPrefilled)
      #expect((reason == nil) == isValid, "\(row["id"]?.string ?? "?"): \(reason ?? "valid")")
    }
  }
}
