import Testing

@Suite struct LengthTests {
  @Test(arguments: [
    FilterCase("four words", "one two three four", "pass"),
    FilterCase("three words", " one  two\tthree\n", "fail"),
    FilterCase("no words", "", "fail"),
  ])
  func words(_ c: FilterCase) throws {
    try check(c, family: "complexity", recipe: "length: {limits: {words: {min: 4}}}")
  }

  @Test(arguments: [
    FilterCase("scalars, not bytes", "äöü€", "pass"),
    FilterCase("one more", "äöü€x", "fail"),
    FilterCase("reasoning is not counted", "<think>many characters here</think>1234", "pass"),
    FilterCase("no answer", "<think>never closes", "pass"),
  ])
  func answerCharacters(_ c: FilterCase) throws {
    try check(c, family: "complexity", recipe: "length: {limits: {answerCharacters: {max: 4}}}")
  }
}
