import Grading
import Testing

@Suite struct CodeSpansTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let code: [String]
    var testDescription: String { name }
    init(_ name: String, _ text: String, _ code: [String]) {
      (self.name, self.text, self.code) = (name, text, code)
    }
  }

  @Test(arguments: [
    Case("nothing", "", []),
    Case("prose", "no code at all", []),
    Case("a span", "say `x` now", ["`x`"]),
    Case("two spans", "`a` and `b`", ["`a`", "`b`"]),
    Case("double ticks hold a single one", "``a ` b`` c", ["``a ` b``"]),
    Case("a lone tick", "it`s fine", []),
    Case("a span over a line end", "`a\nb`", ["`a\nb`"]),
    Case("no span over a blank line", "`a\n\nb`", []),
    Case("a fence", "x\n```\ncode\n```\ny", ["```\ncode\n```"]),
    Case("a fence with a language", "```python\ncode\n```", ["```python\ncode\n```"]),
    Case("CRLF", "```\r\ncode\r\n```\r\n", ["```\r\ncode\r\n```\r"]),
    Case("tildes", "~~~\n```\n~~~", ["~~~\n```\n~~~"]),
    Case("four ticks hold three", "````\n```\nx\n```\n````", ["````\n```\nx\n```\n````"]),
    Case("an indented fence", "- a\n    ```\n    x\n    ```", ["```\n    x\n    ```"]),
    Case("a fence that never ends", "```python\ncode `x` there", ["`x`"]),
    Case(
      "a line with a language does not close", "```\na\n```python\nb\n```",
      ["```\na\n```python\nb\n```"]),
    Case("ticks on one line are a span", "```x``` and", ["```x```"]),
    Case("ends at a fence mark", "a\n```", []),
  ])
  func table(_ c: Case) {
    let bytes = Array(c.text.utf8)
    let found = codeRanges(in: bytes.span, region: 0..<bytes.count)
    #expect(found.map { String(decoding: bytes[$0], as: UTF8.self) } == c.code)
  }

  @Test func theRegionBounds() {
    let bytes = Array("`a` `b` `c`".utf8)
    #expect(codeRanges(in: bytes.span, region: 4..<7) == [4..<7])
    #expect(codeRanges(in: bytes.span, region: 5..<5) == [])
  }

  /// Thousands of fences that never end, each of another length, and ticks without partners.
  @Test func hostileTextIsLinear() {
    let fences = (3..<2_000).map { String(repeating: "~", count: 5_000 - $0) }
    let ticks = (1..<1_000).map { String(repeating: "`", count: $0) }
    let bytes = Array((fences + ticks + [""]).joined(separator: " x\n").utf8)
    #expect(codeRanges(in: bytes.span, region: 0..<bytes.count) == [])
  }
}
