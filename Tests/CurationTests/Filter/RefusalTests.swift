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
    FilterCase("typographic apostrophe", "I’m sorry, but I can’t assist with it.", "fail"),
    FilterCase("letters go on", "Sorry, I cannot say.", "fail"),
    FilterCase("a longer word before", "Hi can't help withal", "pass"),
    FilterCase("empty", "", "pass"),
  ])
  func table(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "refusal: {limits: {phrases: {max: 0}}}")
  }

  @Test(arguments: [
    FilterCase("short and sorry", "I apologize for this, it is beyond me.", "fail"),
    FilterCase(
      "long and sorry", "I apologize for this. " + String(repeating: "word ", count: 80), "pass"),
    FilterCase("a sorry state", "The house is in a sorry state.", "pass"),
  ])
  func apologies(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "refusal: {limits: {shortApology: {max: 0}}}")
  }
}
