import Testing

@Suite struct RefusalTests {
  @Test(arguments: [
    FilterCase("answer", "The capital of France is Paris.", "pass"),
    FilterCase("refusal", "I'm sorry, but I can't help with that.", "fail"),
    FilterCase("capitals", "AS AN AI LANGUAGE MODEL, I have no opinion.", "fail"),
    FilterCase("after thinking", "<think>Hmm.</think>\nI cannot assist with this.", "fail"),
    FilterCase(
      "considered only while thinking", "<think>I cannot assist?</think>\nIt is 4.", "pass"),
    FilterCase(
      "quoted far down", String(repeating: "A line of prose. ", count: 40) + "I cannot assist",
      "pass"),
    FilterCase("empty", "", "pass"),
  ])
  func table(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "refusal: {limits: {phrases: {max: 0}}}")
  }
}
