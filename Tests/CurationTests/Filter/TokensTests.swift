import Testing

@Suite struct TokensTests {
  static let settings = "settings: {tokenizer: filters/tokenizers/demo.json, template: plain}"

  @Test(arguments: [
    FilterCase("one token", "!", "pass"), FilterCase("two tokens", "!\n\n!", "fail"),
    FilterCase("nothing", "", "pass"),
  ])
  func completion(_ c: FilterCase) throws {
    try check(
      c, family: "complexity",
      recipe: "tokens: {\(Self.settings), limits: {completion: {max: 1}}}")
  }

  @Test(arguments: [
    FilterCase("reasoning is not the answer", "<think>! ? ! ? ! ?</think>!", "pass"),
    FilterCase("a long answer", "<think>!</think>! ? ! ? ! ?", "fail"),
  ])
  func answer(_ c: FilterCase) throws {
    try check(
      c, family: "complexity", recipe: "tokens: {\(Self.settings), limits: {answer: {max: 1}}}")
  }

  @Test(arguments: [FilterCase("no file", "!", "skipped")])
  func missing(_ c: FilterCase) throws {
    try check(
      c, family: "complexity",
      recipe: "tokens: {settings: {tokenizer: models/none.json, template: plain}}")
  }
}
