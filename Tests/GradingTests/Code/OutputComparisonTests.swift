import Grading
import Testing

@Suite struct OutputComparisonTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let output: String
    let expected: String
    let whitespace: CodeSettings.WhiteSpace
    let anyOrder: Bool
    let tolerance: Double
    let accepts: Bool
    init(
      _ output: String, _ expected: String, _ accepts: Bool,
      _ whitespace: CodeSettings.WhiteSpace = .lines, anyOrder: Bool = false, tolerance: Double = 0
    ) {
      self.output = output
      self.expected = expected
      self.whitespace = whitespace
      self.anyOrder = anyOrder
      self.tolerance = tolerance
      self.accepts = accepts
    }
    var testDescription: String { "\(output.debugDescription) for \(expected.debugDescription)" }
  }

  @Test(arguments: [
    Case("3\n", "3", true), Case("3\n\n\n", "3\n", true), Case("\n3", "3", true),
    Case("1 \n2\t\r\n", "1\n2\n", true), Case("  1\n2", "1\n2", true),
    Case("1\n\n2", "1\n2", false),
    Case("1  2", "1 2", false), Case("yes", "YES", false), Case("3.0", "3", false),
    Case("", "3", false),
    Case("", "\n", true), Case("1\n2", "2\n1", false), Case("Enter: 3", "3", false),
    Case("3\n", "3", true, .exact), Case("3 \n", "3\n", false, .exact),
    Case("3\n\n", "3\n", false, .exact),
    Case("1  2\n3", "1 2 3", true, .words), Case("12", "1 2", false, .words),
    Case("2\n1\n", "1\n2", true, anyOrder: true), Case("2\n2\n", "1\n2", false, anyOrder: true),
    Case("1  2\n0", "0\n1 2", true, .words, anyOrder: true),
    Case("1.0000001", "1", true, tolerance: 1e-6), Case("1.00001", "1", false, tolerance: 1e-6),
    Case("1e3 x", "1000.0001 x", true, tolerance: 1e-6),
    Case("1e3 x", "1000 y", false, tolerance: 1e-6),
    Case("nan", "nan", true, tolerance: 1e-6), Case("nan", "1", false, tolerance: 1e-6),
    Case("inf", "1e400", false, tolerance: 1e-6), Case("1 2", "1", false, tolerance: 1e-6),
  ])
  func table(_ c: Case) {
    let comparison = OutputComparison(
      whitespace: c.whitespace, anyOrder: c.anyOrder, tolerance: c.tolerance)
    #expect(comparison.accepts(Array(c.output.utf8), expected: Array(c.expected.utf8)) == c.accepts)
  }
}
