import Bytes
import Testing

@Suite struct ComplexityTests {
  private static let plain = "one two three four five six seven eight nine ten"

  @Test(arguments: [
    FilterCase("no mark", "<think>\(plain)</think>4", "pass"),
    FilterCase("a check in ten words", "<think>\(plain) verify</think>4", "fail"),
    FilterCase("in the answer only", "<think>\(plain)</think>Verify it.", "pass"),
    FilterCase("an answer without reasoning", "Verify it.", "fail"),
    FilterCase("empty", "", "pass"),
  ])
  func verification(_ c: FilterCase) throws {
    try check(c, family: "complexity", recipe: "markers: {limits: {verification: {max: 50}}}")
  }

  @Test(arguments: [
    FilterCase("two steps", "1. Add.\n2. Halve.", "pass"),
    FilterCase("three steps", "1. Add.\n - halve\nFinally, stop.", "fail"),
    FilterCase("no items", "1.5 is a number\n-3 too\n2024 as well", "pass"),
  ])
  func steps(_ c: FilterCase) throws {
    try check(c, family: "complexity", recipe: "markers: {limits: {steps: {max: 2}}}")
  }

  @Test(arguments: [
    ("questions", "What is it? And why?", 2), ("parts", "Find (a) x, (b) y and (c) z.", 3),
    ("parts", "f(a) is a function", 0), ("demands", "Use at least two, but do not use three.", 2),
    ("operators", "2 + 3 = 5 - 1 and well-known", 3), ("numbers", "12 and 3.5 and x1", 4),
    ("figures", "In the figure, [asy]draw[/asy]", 2), ("proofs", "Prove that it holds.", 1),
    ("words", "four words are here", 4), ("numbers", "", 0),
  ])
  func prompts(measure: String, prompt: String, value: Int) throws {
    for (limit, expected) in [("max: \(value)", "pass"), ("above: \(value)", "fail")] {
      let c = FilterCase(prompt, "x", expected, fields: ["prompt": .string(prompt)])
      try check(c, family: "complexity", recipe: "prompt: {limits: {\(measure): {\(limit)}}}")
    }
  }

  @Test func checksAreCounted() throws {
    let fields: JSONObject = [
      "constraints": [
        ["id": "punctuation:no_comma", "args": [:]], ["id": "punctuation:no_colon", "args": [:]],
        ["id": "keywords:existence", "args": [:]],
      ],
      "tests": ["kind": "assert", "code": "assert f(1) == 2\nassert f(2) == 3"],
    ]
    for (measure, value) in [("instructions", 3), ("instructionKinds", 2), ("tests", 2)] {
      for (limit, expected) in [("max: \(value)", "pass"), ("above: \(value)", "fail")] {
        try check(
          FilterCase(measure, "x", expected, fields: fields), family: "complexity",
          recipe: "checks: {limits: {\(measure): {\(limit)}}}")
      }
    }
  }

  private static let code = """
    See:
    ```python
    def f(x):
        for i in range(x):
            if i > 2:
                return i

    ```
    """

  @Test(arguments: [("lines", 4), ("depth", 3), ("branches", 1), ("loops", 1), ("functions", 1)])
  func codeTraits(measure: String, value: Int) throws {
    for (limit, expected) in [("max: \(value)", "pass"), ("above: \(value)", "fail")] {
      try check(
        FilterCase(measure, Self.code, expected), family: "complexity",
        recipe: "code: {limits: {\(measure): {\(limit)}}}")
    }
  }

  @Test(arguments: [
    FilterCase("no code", "for i in x if y", "skipped"),
    FilterCase("inline", "use `if x`", "skipped"),
  ])
  func withoutCode(_ c: FilterCase) throws {
    try check(c, family: "complexity", recipe: "code: {limits: {lines: {max: 0}}}")
  }

  @Test(arguments: [
    FilterCase("short", "too short", "skipped"),
    FilterCase("a loop", String(repeating: "over and over again ", count: 60), "fail"),
    FilterCase(
      "different words", (0..<200).map { "w\(($0 * 7919) % 100_003)" }.joined(separator: " "),
      "pass"),
  ])
  func compression(_ c: FilterCase) throws {
    try check(c, family: "complexity", recipe: "compression: {limits: {ratio: {max: 8}}}")
  }
}
