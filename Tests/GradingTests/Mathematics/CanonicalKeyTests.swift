import Grading
import Testing

@Suite struct CanonicalKeyTests {
  @Test(arguments: [
    ["0.5", "1/2", "\\frac{2}{4}", "$\\frac12$", "x = 0.5", "\\boxed{.5}"],
    ["\\sqrt{8}", "2\\sqrt2", "2√2", "\\sqrt{2}+\\sqrt2"],
    ["x^2-1", "(x-1)(x+1)", "-1+x^2"], ["1", "\\sin^2 t+\\cos^2 t", "e^0", "-e^{i\\pi}"],
    ["\\{3,1\\}", "1, 3", "3 and 1"], ["(1,2)", "\\left(1,\\ 2.0\\right)"],
    ["\\text{Tuesday}", "tuesday", "Tuesday."],
    ["1000", "1,000", "10^3", "1e3"], ["\\binom{n}{2}", "\\frac{n(n-1)}{2}"],
  ])
  func equalValuesShareAKey(_ forms: [String]) {
    #expect(Set(forms.map(CanonicalAnswer.key)).count == 1, "\(forms.map(CanonicalAnswer.key))")
  }

  @Test func differentValuesDoNot() {
    let forms = [
      "1", "2", "-1", "x", "y", "\\sqrt2", "\\sqrt3", "\\pi", "3.14159", "(1,2)", "(2,1)",
      "\\{1,2\\}", "[1,2]", "[1,2)", "i", "\\infty",
      "-\\infty", "101_2", "\\text{Monday}", "10^{-40}", "10^{-41}", "2^{100}", "2^{100}+1", "x>1",
      "x\\ge 1", "",
    ]
    #expect(Set(forms.map(CanonicalAnswer.key)).count == forms.count)
  }
}
