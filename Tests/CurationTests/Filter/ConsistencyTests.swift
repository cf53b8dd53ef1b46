import Testing

@Suite struct ConsistencyTests {
  @Test(arguments: [
    FilterCase("agree", "<think>So the answer is 12.</think>The answer is 12.", "pass"),
    FilterCase("equal values", "<think>It is \\boxed{\\frac12}.</think>\\boxed{0.5}", "pass"),
    FilterCase("differ", "<think>So the answer is 12.</think>The answer is 13.", "fail"),
    FilterCase("boxes differ", "<think>\\boxed{x+1}</think>\\boxed{x+2}", "fail"),
    FilterCase("cents", "<think>So the answer is 5 cents.</think>The answer is $0.05$.", "pass"),
    FilterCase(
      "words", "<think>So the answer is to stay here.</think>The answer is staying put.", "skipped"),
    FilterCase("no reasoning", "The answer is 13.", "skipped"),
    FilterCase("no value", "<think>It rains.</think>Take a coat.", "skipped"),
  ])
  func contradicts(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "consistency: {limits: {contradicts: {max: 0}}}")
  }

  @Test(arguments: [
    FilterCase("the last one", "<think>2+3=5\n5*2=10</think>The answer is 10.", "pass"),
    FilterCase("an earlier one", "<think>10 it is, 2 checks</think>The answer is 10.", "pass"),
    FilterCase("thousands", "<think>it makes 1,250 in all</think>The answer is $1250$.", "pass"),
    FilterCase("seen nowhere", "<think>2+3=5\n5*2=10</think>The answer is 11.", "fail"),
    FilterCase("a list is no number", "<think>1,2,3</think>The answer is 123.", "fail"),
    FilterCase("no number", "<think>It rains.</think>The answer is 11.", "skipped"),
  ])
  func unseen(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "consistency: {limits: {unseen: {max: 0}}}")
  }
}
