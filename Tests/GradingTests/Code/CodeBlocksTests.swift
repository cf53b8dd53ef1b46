import Grading
import Testing

@Suite struct CodeBlocksTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let labels: [String]
    let sources: [String]
    init(_ name: String, _ text: String, _ blocks: [(String, String)]) {
      self.name = name
      self.text = text
      labels = blocks.map(\.0)
      sources = blocks.map(\.1)
    }
    var testDescription: String { name }
  }

  @Test(arguments: [
    Case("no fence", "def f(): pass", []),
    Case("one block", "```python\nx = 1\n```", [("python", "x = 1\n")]),
    Case("label in capitals", "```Python3\nx = 1\n```", [("python3", "x = 1\n")]),
    Case("label with attributes", "```python title=\"a.py\"\nx\n```", [("python", "x\n")]),
    Case("label in braces", "``` {.python}\nx\n```", [("python", "x\n")]),
    Case("C++", "```c++\nx\n```", [("c++", "x\n")]),
    Case("no label", "```\nx\n```\nand\n```\ny\n```", [("", "x\n"), ("", "y\n")]),
    Case("tildes", "~~~py\nx\n```\n~~~", [("py", "x\n```\n")]),
    Case("four ticks hold three", "````python\n```\nx\n````", [("python", "```\nx\n")]),
    Case("carriage returns", "```python\r\nx\r\n```\r\n", [("python", "x\n")]),
    Case("byte order mark", "\u{FEFF}```python\nx\n```", [("python", "x\n")]),
    Case(
      "indented in a list", "1. a\n\n   ```python\n   if x:\n     y\n   ```",
      [("python", "if x:\n  y\n")]),
    Case("deeply indented", "          ```python\n          x\n          ```", [("python", "x\n")]),
    Case(
      "ticks inside a docstring", "```python\n'''\n    ```\n    z\n    ```\n'''\n```",
      [("python", "'''\n    ```\n    z\n    ```\n'''\n")]),
    Case("ticks inside a line", "```python\ns = '```'\n```", [("python", "s = '```'\n")]),
    Case("never closed", "```python\nx\ny", [("python", "x\ny\n")]),
    Case("empty block", "```python\n```", [("python", "")]),
    Case(
      "forgotten closing", "```python\nx\n```python\ny\n```",
      [("python", "x\n"), ("python", "y\n")]),
    Case("inline span is no fence", "```x``` and ```y```", []),
    Case("a longer fence closes", "```python\nx\n`````", [("python", "x\n")]),
  ])
  func table(_ c: Case) {
    let blocks = fencedBlocks(in: c.text)
    #expect(blocks.map(\.label) == c.labels)
    #expect(blocks.map(\.text) == c.sources)
  }
}
