import Grading
import Testing

struct Extraction: Sendable, CustomTestStringConvertible {
  let response: String
  /// Equal to the answer that is found; nil where there is none.
  let answer: String?

  init(_ response: String, _ answer: String?) {
    self.response = response
    self.answer = answer
  }
  var testDescription: String { response }
}

@Suite struct ExtractionTests {
  private func check(_ c: Extraction) {
    let grade = MathGrader(settings: usualMath).grade(response: c.response, gold: c.answer ?? "1")
    if c.answer == nil {
      #expect(grade.outcome == .fail(.noAnswer), "\(grade.answer?.text ?? "")")
    } else {
      #expect(grade.outcome == .pass, "\(grade.answer?.text ?? "nothing")")
    }
  }

  @Test(arguments: [
    Extraction("So \\boxed{8}.", "8"),
    Extraction("\\boxed{ \\frac{a}{\\{b\\}} }", "\\frac{a}{\\{b\\}}"),
    Extraction("\\boxed{7} was wrong. In truth \\boxed{8}", "8"), Extraction("\\fbox{8}", "8"),
    Extraction("\\boxed 8", "8"),
    Extraction("$x=\\boxed{8}$ or $x=\\boxed{9}$", "8,9"), Extraction("\\boxed{\\boxed{8}}", "8"),
    Extraction("\\boxed{8} cows, so the herd is \\boxed{9}", "9"), Extraction("\\boxed{", nil),
    Extraction("\\boxed{}", nil),
    Extraction("\\boxed{5} hmm \\boxed{}", nil),
    Extraction("Write it in \\boxed{}. The answer is 8.", "8"),
    Extraction("<think>\\boxed{7}</think>It is \\boxed{8}.", "8"),
    Extraction("<think>\\boxed{7}</think>Done.", nil),
    Extraction("<think>\\boxed{7}", nil), Extraction("\\boxed{312}_4", "312_4"),
    Extraction("\\boxed{8}<|im_end|>\n<|im_start|>user\nand \\boxed{9}?", "8"),
  ])
  func boxes(_ c: Extraction) { check(c) }

  @Test(arguments: [
    Extraction("1 + 7 = 8\n#### 8", "8"), Extraction("#### \\$1,208.00", "1208"),
    Extraction("<answer>8</answer>", "8"),
    Extraction("{\"reasoning\": \"7 + 1\", \"answer\": \"8\"}", "8"),
    Extraction("{\"answer\": 8, \"sure\": 9}", "8"),
    Extraction("{\"answer\": \"$8 per day\", \"n\": 3}", "8"),
  ])
  func marks(_ c: Extraction) { check(c) }

  @Test(arguments: [
    Extraction("The answer is 8.", "8"), Extraction("Answer: 8\n\nI used 3 steps.", "8"),
    Extraction("**Final Answer**\n\n$8$", "8"),
    Extraction("The answer is not 7 but 8.", "8"),
    Extraction("Final Answer: The smallest $k$ is 8.", "8"),
    Extraction("The answer to question 3 is $\\frac12$.", "1/2"),
    Extraction("La respuesta es 8.", "8"), Extraction("答案是 8。", "8"),
    Extraction("Ans. 8", "8"), Extraction("The answer is $2 and $3.", "2,3"),
    Extraction("The answer is 2 1/2.", "5/2"),
    Extraction("I am not able to answer.", nil),
    Extraction("The answer is Thursday.", "\\text{Thursday}"),
    Extraction("The answer is 8 (see step 3).", "8"),
    Extraction("The answer is 8 because 2*4=8 and 3*3=9.", "8"),
    Extraction("The answer is $\\frac{1}{", nil),
    Extraction("<|im_start|>assistant\nThe answer is 8.<|im_end|>", "8"),
  ])
  func phrases(_ c: Extraction) { check(c) }

  @Test(arguments: [
    Extraction("x = 8", "8"), Extraction("2x + 8", "8+2x"),
    Extraction("Hence she has 8 apples.", "8"),
    Extraction("She buys 3 books for $4 each and pays $12.", "12"),
    Extraction("1. Add.\n2. Halve.\n3. We get 8.", "8"),
    Extraction("The area is 8 m^2.", "8"), Extraction("So 3 + 5 = **8**", "8"),
    Extraction("It weighs 6.5 × 10^3", "6500"),
    Extraction("The total is $8$, as claimed.", "8"), Extraction("Let n = 3. Now we need to", nil),
    Extraction("", nil),
    Extraction("The least value is -8.", "-8"), Extraction("so it is 8!", "8"),
    Extraction("_8_", "8"),
    Extraction("No idea.", nil), Extraction("It is one in four (25%).", "25%"),
  ])
  func lastResorts(_ c: Extraction) { check(c) }

  @Test(arguments: [
    Extraction("उत्तर 42 है।", "42"), Extraction("इसलिए, अंतिम उत्तर 42 है।", "42"),
    Extraction("The answer is no.", "no"), Extraction("The answer is no solution.", "no solution"),
    Extraction("The answer is 42 and not 41.", "42"), Extraction("The answer is not 41.", nil),
    Extraction("It follows that the minimum is 42, attained at x = 3.", "42"),
    Extraction("The minimum of $f$ is $42$, which occurs when $x=3$.", "42"),
    Extraction("The answer is $\\frac{1}{2}$ (one half).", "1/2"),
    Extraction("\\boxed{\\ldots}", nil),
  ])
  func remarksAndNegations(_ c: Extraction) { check(c) }
}
