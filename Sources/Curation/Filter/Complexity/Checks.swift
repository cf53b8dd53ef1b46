import Bytes
import Grading

/// How much of an answer can be verified: instructions, tests, tools.
///
/// Source: 2505.00949, section 6.1, trains on prompts with 1 to 10 verifiable instructions.
struct Checks: Filter {
  static let version = 1
  static let measures = ["instructions", "instructionKinds", "tests", "tools", "choices"]

  init(from decoder: any Decoder) throws {}

  /// - Returns: the numbers of each; `instructionKinds` are groups of ids (`length_constraints`).
  func measure(_ sample: Sample) -> Finding {
    let ids = (sample.constraints ?? []).map { $0["id"]?.string ?? "" }
    let kinds = Set(ids.map { $0.prefix { $0 != ":" } })
    return Finding([
      "instructions": Double(ids.count), "instructionKinds": Double(kinds.count),
      "tests": Double(tests(sample.tests)), "tools": Double(sample.tools?.count ?? 0),
      "choices": Double(sample.choices?.count ?? 0),
    ])
  }

  /// Cases of a program, or assertions of a function.
  private func tests(_ tests: JSONValue?) -> Int {
    guard let tests else { return 0 }
    if let cases = tests["cases"]?.array { return cases.count }
    let code = Array((tests["code"]?.string ?? "").utf8)
    return max(1, asserts.matches(in: code.span).count)
  }
}

private let asserts = PhraseFinder(["assert"])
