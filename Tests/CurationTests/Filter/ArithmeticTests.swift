import Bytes
import Curation
import Testing

/// Sums that hold, sums that do not, and what is no sum.
@Suite struct ArithmeticTests {
  @Test(arguments: [
    FilterCase("right", "4+5=9\n9-2=7", "pass"),
    FilterCase("no carry", "8+5=3", "fail"),
    FilterCase("no borrow", "12-5=13", "fail"),
    FilterCase("spaces", "So 12 - 5 = 8.", "fail"),
    FilterCase("precedence", "2 + 3 * 4 = 14", "pass"),
    FilterCase("precedence forgotten", "2 + 3 * 4 = 20", "fail"),
    FilterCase("other signs", "6 × 7 = 42, 9 − 4 = 5, 8 ÷ 2 = 4", "pass"),
    FilterCase("LaTeX", "$6 \\times 7 = 43$", "fail"),
    FilterCase("LaTeX ends", "\\(6 \\times 7 = 42\\)", "pass"),
    FilterCase("groups", "1,200 + 300 = 1,500", "pass"),
    FilterCase("groups wrong", "1,200 + 300 = 1,400", "fail"),
    FilterCase("currency", "$5 + $3 = $9", "fail"),
    FilterCase("rounded quotient", "10 / 3 = 3.33 and 7 / 2 = 3", "pass"),
    FilterCase("quotient wrong", "10 / 3 = 4.33", "fail"),
    FilterCase("decimals", "0.1 + 0.2 = 0.3", "pass"),
    FilterCase("negative", "3 - 5 = -2 and -3 + 5 = 2", "pass"),
    FilterCase("negative wrong", "3 - 5 = 2", "fail"),
    FilterCase("behind an equals sign", "x = 3 + 4 = 8", "fail"),
    FilterCase("a variable", "2x + 3 = 7", "pass"),
    FilterCase("a variable before", "x + 3 + 4 = 9", "pass"),
    FilterCase("a bracket", "2 * (3 + 4) = 14", "pass"),
    FilterCase("a bracket before", "(1 + 2) * 3 = 9", "pass"),
    FilterCase("a power", "2^3 + 1 = 9", "pass"),
    FilterCase("a power behind", "3 + 4 = 7^1", "pass"),
    FilterCase("a modulus", "3 + 4 = 2 mod 5, 3 + 4 = 2 (mod 5), 3+4 = 2 \\pmod 5", "pass"),
    FilterCase("per cent", "5% + 3% = 8%, 1 + 1 = 200%", "pass"),
    FilterCase("goes on", "3 + 4 = 7 + 0 and 10 - 2 = 4 * 2", "pass"),
    FilterCase("words", "half of 3 + 4 = 3.5; 2 plus 3 + 4 = 9", "pass"),
    FilterCase("a date", "2024-01-02 = Tuesday", "pass"),
    FilterCase("a clock", "at 3:45 + 1 = later", "pass"),
    FilterCase("a version", "v1.2-3=4", "pass"),
    FilterCase("by zero", "5 / 0 = 1", "pass"),
    FilterCase("digits without end", String(repeating: "9", count: 400) + "+1=2", "pass"),
    FilterCase("operators without end", String(repeating: "1+", count: 5000) + "1=2", "pass"),
    FilterCase("cut", "3 + 4 =", "pass"),
    FilterCase("empty", "", "pass"),
  ])
  func table(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "arithmetic: {limits: {wrong: {max: 0}}}")
  }
}
