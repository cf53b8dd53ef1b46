package import Bytes

/// The tests of a sample, in the form of its `tests` field.
package enum CodeTests: Equatable, Sendable {
  /// Python text with assert statements, unittest cases, `check` or `test_` functions.
  case assert(AssertTests)
  /// Whole programs: what goes in, what must come out.
  case stdio([StdioCase], tolerance: Double?)

  package struct AssertTests: Equatable, Sendable {
    /// Text that runs before the tests, as `code` does.
    package var setup: String
    package var code: String
    /// The function under test; nil where the tests call it by name.
    package var entryPoint: String?
    package var tolerance: Double?

    package init(setup: String, code: String, entryPoint: String?, tolerance: Double?) {
      self.setup = setup
      self.code = code
      self.entryPoint = entryPoint
      self.tolerance = tolerance
    }
  }

  package struct StdioCase: Equatable, Sendable {
    package var stdin: String
    package var stdout: String

    package init(stdin: String, stdout: String) {
      self.stdin = stdin
      self.stdout = stdout
    }
  }

  package enum Problem: Error, Equatable { case none, unknown }

  /// Reads `{"kind": "assert", "setup", "code", "entry_point", "tol"}` or
  /// `{"kind": "stdio", "cases": [{"stdin", "stdout"}], "tol"}`.
  package init(_ value: JSONValue?) throws(Problem) {
    guard let value, !value.isNull, value != [:] else { throw .none }
    let tolerance = value["tol"]?.double
    switch value["kind"]?.string {
    case "assert":
      self = .assert(try CodeTests.asserts(value, tolerance))
    case "stdio":
      self = .stdio(try CodeTests.cases(value), tolerance: tolerance)
    default: throw .unknown
    }
  }

  private static func asserts(_ value: JSONValue, _ tolerance: Double?) throws(Problem)
    -> AssertTests
  {
    guard let code = value["code"]?.string else { throw .unknown }
    guard code.contains(where: { !$0.isWhitespace }) else { throw .none }
    return AssertTests(
      setup: value["setup"]?.string ?? "", code: code, entryPoint: value["entry_point"]?.string,
      tolerance: tolerance)
  }

  private static func cases(_ value: JSONValue) throws(Problem) -> [StdioCase] {
    guard let cases = value["cases"]?.array else { throw .unknown }
    guard !cases.isEmpty else { throw .none }
    return try cases.map { (one) throws(Problem) in
      guard let stdout = one["stdout"]?.string else { throw .unknown }
      return StdioCase(stdin: one["stdin"]?.string ?? "", stdout: stdout)
    }
  }
}
