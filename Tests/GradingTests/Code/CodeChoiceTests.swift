import Bytes
import Grading
import Testing

@Suite struct CodeChoiceTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let answer: String
    let tests: String
    let source: String?
    init(_ name: String, _ answer: String, tests: String = "assert f(1) == 2", _ source: String?) {
      self.name = name
      self.answer = answer
      self.tests = tests
      self.source = source
    }
    var testDescription: String { name }
  }

  static func block(_ text: String, _ label: String = "python") -> String {
    "```\(label)\n\(text)\n```\n"
  }

  @Test(arguments: [
    Case("nothing", "I cannot do that.", nil),
    Case("only another language", block("function f() {}", "javascript"), nil),
    Case("the block", block("def f(x): return 1"), "def f(x): return 1\n"),
    Case(
      "the last version", block("def f(x): return 1") + block("def f(x): return 2"),
      "def f(x): return 2\n"),
    Case(
      "usage after it", block("def f(x): return 1") + block("print(f(1))"), "def f(x): return 1\n"),
    Case("output after it", block("def f(x): return 1") + block("2", ""), "def f(x): return 1\n"),
    Case(
      "shell before it", block("pip install x", "bash") + block("def f(x): return 1", ""),
      "def f(x): return 1\n"),
    Case("a lambda", block("f = lambda x: x") + block("y = f(3)"), "f = lambda x: x\n"),
    Case("a class", block("class f:\n  pass") + block("f()"), "class f:\n  pass\n"),
    Case("async", block("async def f(x): return 1") + block("f"), "async def f(x): return 1\n"),
    Case("another name", block("def g(x): return 1"), "def g(x): return 1\n"),
    Case(
      "its own copy of the tests",
      block("def f(x): return 1") + block("def test_f():\n  assert f(1) == 2"),
      "def f(x): return 1\n"),
    Case(
      "helper in an earlier block", block("def g(x): return x") + block("def f(x): return g(x)"),
      "def g(x): return x\n\ndef f(x): return g(x)\n"),
    Case(
      "import in an earlier block",
      block("import re") + block("def f(x): return re.sub('a', 'b', x)"),
      "import re\n\ndef f(x): return re.sub('a', 'b', x)\n"),
    Case(
      "an earlier name that the block binds itself",
      block("def g(x): return x") + block("def f(x):\n  def g(y): return y\n  return g(x)"),
      "def f(x):\n  def g(y): return y\n  return g(x)\n"),
    Case("all indented", "```python\n  def f(x):\n    return 1\n```", "def f(x):\n  return 1\n"),
    Case("no fence, prose before", "Sure:\n\ndef f(x):\n    return 1", "def f(x):\n    return 1\n"),
    Case(
      "no fence, import first", "import math\ndef f(x): return 1",
      "import math\ndef f(x): return 1\n"),
    Case("prose that begins like code", "from here on\nimport matters.\nclass dismissed", nil),
    Case(
      "what the tests define is not looked for",
      block("def f(x): return 1") + block("def check(c): pass"),
      tests: "def check(c):\n  assert c(1) == 2\ncheck(f)", "def f(x): return 1\n"),
    Case(
      "two names in two blocks", block("class N:\n  pass") + block("def f(x): return N"),
      tests: "assert f(N()) is N", "class N:\n  pass\n\ndef f(x): return N\n"),
  ])
  func functions(_ c: Case) throws {
    let tests = CodeTests.AssertTests(setup: "", code: c.tests, entryPoint: nil, tolerance: nil)
    #expect(chooseFunctions(in: c.answer, prompt: "", for: tests)?.source == c.source)
  }

  @Test(arguments: [
    Case("nothing", "No.", nil),
    Case("the block", block("print(1)"), "print(1)\n"),
    Case(
      "example after it", block("n = int(input())\nprint(n)") + block("print(3)"),
      "n = int(input())\nprint(n)\n"),
    Case("sample data after it", block("print(input())") + block("1 2\n3", ""), "print(input())\n"),
    Case("unlabelled", block("print(input())", ""), "print(input())\n"),
    Case("bare", "print(input())", "print(input())\n"),
    Case("C++", block("int main() {}", "cpp"), "int main() {}\n"),
    Case("Python before C++", block("print(1)") + block("int main() {}", "cpp"), "print(1)\n"),
    Case("a language that is not allowed", block("fn main() {}", "rust"), nil),
  ])
  func programs(_ c: Case) {
    let chosen = chooseProgram(in: c.answer, languages: ["python", "cpp"])
    #expect(chosen?.source == c.source)
  }

  static let head = "import math\n\ndef g(x):\n    return x\n\ndef f(x):\n    \"\"\"Doc.\"\"\"\n"

  @Test(arguments: [
    Case("whole function", "def f(x): return 1", "def f(x): return 1\n"),
    Case(
      "whole function that needs the prompt", "def f(x): return math.pi",
      head + "\ndef f(x): return math.pi\n"),
    Case("body", "    y = x\n    return y", head + "    y = x\n    return y\n"),
    Case(
      "body that assigns to the name", "    f = x\n    return f", head + "    f = x\n    return f\n"
    ),
    Case("body in a block", block("    return x"), head + "    return x\n"),
    Case("body that was trimmed", "y = x\n    return y", head + "    y = x\n    return y\n"),
    Case(
      "body without indentation", "if x:\n    y = 1\nreturn y",
      head + "    if x:\n        y = 1\n    return y\n"),
    Case(
      "loop that was trimmed", "for y in x:\n        return y\n    return 1",
      head + "    for y in x:\n        return y\n    return 1\n"),
    Case("no body", "I am sorry.", nil),
  ])
  func completions(_ c: Case) {
    let tests = CodeTests.AssertTests(
      setup: "", code: "def check(candidate): pass", entryPoint: "f", tolerance: nil)
    #expect(chooseFunctions(in: c.answer, prompt: Self.head, for: tests)?.source == c.source)
  }

  @Test func declaredEntryPointWins() {
    let answer = Self.block("def f(x): return 1") + Self.block("def g(x): return f(x)")
    let tests = CodeTests.AssertTests(
      setup: "", code: "assert f(1) == g(1)", entryPoint: "f", tolerance: nil)
    #expect(chooseFunctions(in: answer, prompt: "", for: tests)?.block == 0)
  }
}

@Suite struct CodeTestsTests {
  static let broken: [(JSONValue, CodeTests.Problem)] = [
    (.null, .none), ([:], .none), (["kind": "assert", "code": " \n"], .none),
    (["kind": "stdio", "cases": []], .none), (["kind": "other"], .unknown),
    (["code": "x"], .unknown), (["kind": "stdio", "cases": [["stdin": "1"]]], .unknown),
    ("text", .unknown),
  ]

  @Test(arguments: broken)
  func problems(_ value: JSONValue, _ problem: CodeTests.Problem) {
    #expect(throws: problem) { try CodeTests(value) }
  }

  @Test func forms() throws {
    let value: JSONValue = ["kind": "assert", "code": "assert f()", "tol": 1, "entry_point": "f"]
    #expect(
      try CodeTests(value)
        == .assert(.init(setup: "", code: "assert f()", entryPoint: "f", tolerance: 1)))
    #expect(
      try CodeTests(["kind": "stdio", "cases": [["stdin": "1", "stdout": "2"]]])
        == .stdio([.init(stdin: "1", stdout: "2")], tolerance: nil))
  }
}
