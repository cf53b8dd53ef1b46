import Bytes
import Grading
import Testing

/// Settings as in `filters/default.yaml`, with less time.
let quickSettings = CodeSettings(
  check: .tests, languages: ["python", "cpp", "c", "javascript"], cpuSeconds: 1, wallSeconds: 8,
  memoryMiB: 512, processes: 32, fileMiB: 4, outputMiB: 4, whitespace: .lines, anyOrder: false,
  tolerance: 0, python: "/usr/bin/python3", bubblewrap: "bwrap", packages: false)

/// One grader for all tests, so that its sandboxes are started once.
let sandboxGrader = CodeGrader(quickSettings)

/// Whether this machine has bubblewrap and Python and lets them make namespaces.
let hasSandbox = sandboxGrader.isAvailable

func python(_ code: String) -> String { "```python\n\(code)\n```" }

func asserting(_ code: String, setup: String = "") -> JSONValue {
  ["kind": "assert", "setup": .string(setup), "code": .string(code)]
}

func stdio(_ cases: [(String, String)]) -> JSONValue {
  let cases = cases.map { (one) -> JSONValue in
    ["stdin": .string(one.0), "stdout": .string(one.1)]
  }
  return ["kind": "stdio", "cases": .array(cases)]
}

/// A response, its tests and what must be said of it.
struct GradeCase: Sendable, CustomTestStringConvertible {
  let name: String
  let code: String
  let tests: JSONValue
  let outcome: Outcome

  init(_ name: String, _ code: String, _ tests: String, setup: String = "", _ outcome: Outcome) {
    self.name = name
    self.code = code
    self.tests = asserting(tests, setup: setup)
    self.outcome = outcome
  }
  var testDescription: String { name }
}
