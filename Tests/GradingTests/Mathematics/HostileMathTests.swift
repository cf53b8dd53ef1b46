import Grading
import Testing

/// Inputs that would hang or crash a naive evaluator.
///
/// Each must be answered; none may pass.
@Suite struct HostileMathTests {
  private static func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  @Test(arguments: [
    "7^{7^{7^{7^7}}}", "(10^7)!", "\\binom{10^{12}}{5\\cdot 10^{11}}",
    "\\sum_{k=1}^{10^{15}}\\frac1k", "1e999999999", "10^{10^{10}}",
    "9^{-9^{9^9}}", "2^{9223372036854775807}", "9223372036854775807!",
    "-9223372036854775808^{-9223372036854775808}", "\\frac{1}{0}", "0^{0^{0}}",
    "\\sum_{n=-9223372036854775808}^{9223372036854775807} n", "\\log_1 5",
    "\\lfloor \\infty \\rfloor", "\\sqrt[0]{5}", "\\sqrt[10^9]{5}",
    repeated("(", 500) + "1" + repeated(")", 500), repeated("{", 5_000),
    repeated("\\sqrt{", 90) + "2" + repeated("}", 90),
    repeated("x^{", 300) + "2" + repeated("}", 300), repeated("-", 3_000) + "1",
    repeated("1,2,", 2_000), repeated("9", 9_000), repeated("\\frac12", 1_500),
    "x" + repeated("!", 4_000), "x" + repeated("\\%", 4_000), "x" + repeated("_1", 2_000),
    repeated("1\\pm ", 1_000) + "1", repeated("A\\cup ", 1_000) + "A",
    repeated("|", 4_000), repeated("[1,", 2_000), repeated("\\int ", 2_000),
    repeated("\\text{", 2_000), repeated("$", 4_000), repeated("\\begin{pmatrix}", 400),
    "\\begin{pmatrix}" + repeated("1&", 3_000) + "\\end{pmatrix}^{8}",
    repeated("300!+", 1_500) + "1", repeated("\\binom{400}{200}+", 900) + "1",
  ])
  func neverPassesAndNeverHangs(_ answer: String) {
    let grader = MathGrader(settings: usualMath)
    #expect(grader.compare(answer: answer, gold: "1") != .pass)
    #expect(grader.compare(answer: "1", gold: answer) != .pass)
    _ = CanonicalAnswer.key(answer)
    _ = grader.grade(response: "The answer is \\boxed{\(answer)}", gold: "1")
  }

  @Test(arguments: [
    repeated("answer: ", 20_000), repeated("\\boxed{", 20_000),
    repeated("\\boxed{\\boxed{1}}, ", 5_000), repeated("<think>", 20_000),
    repeated("\"answer\": ", 20_000), repeated("$4 and ", 20_000), repeated("\\( ", 20_000),
    repeated("1. ", 50_000), repeated("**", 50_000),
    repeated("\u{202E}\u{0}", 20_000), repeated("####", 20_000), repeated("is not but ", 20_000),
    repeated(" ", 500_000),
  ])
  func longResponsesAreAnswered(_ response: String) {
    _ = MathGrader(settings: usualMath).grade(response: response, gold: "12345")
    _ = ChoiceGrader().grade(response: Array(response.utf8), options: ["1", "2"], gold: "A")
  }

  @Test func malformedBytesAreAnswered() {
    for first in UInt8(0x80)...0xFF {
      let bytes = [first, 0x31, first, 0xF0, 0x9F, first, 0x5C, first]
      _ = MathGrader(settings: usualMath).grade(response: bytes, gold: [first])
      _ = ChoiceGrader().grade(response: bytes, options: ["1"], gold: "A")
    }
  }

  /// Every answer of the tables, cut and spliced at pseudo-random places.
  @Test func splicesAreAnswered() {
    let seeds = [
      "\\frac{1}{2}", "\\left(\\sqrt{3}, \\frac{\\pi}{2}\\right)",
      "\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}", "x\\in[-2,7)\\cup\\{9\\}", "|x-\\frac12|<3",
      "\\sum_{k=1}^{n}k^2", "\\int_0^1 x^2 dx", "12,345.67\\text{ cm}^2", "1\\pm\\sqrt{19}",
      "\\log_2 8!", "0.\\overline{37}", "3 1/4\\%", "f(x)=x^2, x>0",
    ].map { Array($0.utf8) }
    var state: UInt64 = 1
    func next(_ bound: Int) -> Int {
      state = Mixer.scramble(state)
      return Int(state % UInt64(bound))
    }
    let grader = MathGrader(settings: usualMath)
    for _ in 0..<4_000 {
      let a = seeds[next(seeds.count)]
      let b = seeds[next(seeds.count)]
      let spliced = Array(a.prefix(next(a.count + 1)) + b.suffix(next(b.count + 1)))
      let text = String(decoding: spliced, as: UTF8.self)
      _ = grader.compare(answer: text, gold: String(decoding: b, as: UTF8.self))
      _ = CanonicalAnswer.key(text)
    }
  }
}
