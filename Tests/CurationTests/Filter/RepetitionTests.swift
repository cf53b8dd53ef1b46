import Testing

@Suite struct RepetitionTests {
  @Test(arguments: [
    FilterCase("prose", "One thing here.\nTwo things here.\nThree things here.", "pass"),
    FilterCase("empty", "", "pass"),
    FilterCase("short lines are not compared", "}\n}\n}\n}\n}\n", "pass"),
    FilterCase(
      "at the limit", "aaaaaaaaaaaaa\naaaaaaaaaaaaa\nbbbbbbbbbbbbb\nccccccccccccc\n", "pass"),
    FilterCase(
      "above the limit", "aaaaaaaaaaaaa\naaaaaaaaaaaaa\nbbbbbbbbbbbbb\n", "fail"),
    FilterCase("a loop of lines", String(repeating: "I am Groot indeed.\n", count: 20), "fail"),
    FilterCase("carriage returns", String(repeating: "I am Groot indeed.\r\n", count: 9), "fail"),
  ])
  func lines(_ c: FilterCase) throws {
    try check(
      c, family: "quality", recipe: "repetition: {limits: {duplicateLineShare: {max: 0.25}}}")
  }

  @Test(arguments: [
    FilterCase(
      "a dozen", "Start.\n" + String(repeating: "Let me check this.\n", count: 12), "pass"),
    FilterCase(
      "one more", "Start.\n" + String(repeating: "Let me check this.\n", count: 13), "fail"),
    FilterCase(
      "blank lines between", String(repeating: "Let me check this.\n\n", count: 13), "fail"),
    FilterCase(
      "others between", String(repeating: "Let me check this.\nAnd do it.\n", count: 13), "pass"),
    FilterCase("rows of a grid", String(repeating: "0 0 0 1 0 0 0 1 0 0\n", count: 30), "pass"),
  ])
  func runs(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "repetition: {limits: {lineRun: {max: 12}}}")
  }

  @Test(arguments: [
    FilterCase("no loop", (0..<200).map { "word\($0)" }.joined(separator: " "), "pass"),
    FilterCase("two copies are no loop", "so we get one so we get one", "pass"),
    FilterCase(
      "a tail of three", "first some words then " + String(repeating: "over and ", count: 3), "fail"
    ),
    FilterCase(
      "a loop that was cut inside its period",
      "start here now " + String(repeating: "alpha beta gamma ", count: 40) + "alpha", "fail"),
    FilterCase("one word", "x", "pass"),
  ])
  func tail(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "repetition: {limits: {loopShare: {max: 0.25}}}")
  }

  @Test(arguments: [
    FilterCase("distinct", (0..<60).map { "w\($0)" }.joined(separator: " "), "pass"),
    FilterCase(
      "a block in the middle again",
      (0..<30).map { "w\($0)" }.joined(separator: " ") + " new "
        + (0..<30).map { "w\($0)" }.joined(separator: " ") + " end of it", "fail"),
    FilterCase("shorter than an n-gram", "a b c", "pass"),
  ])
  func ngrams(_ c: FilterCase) throws {
    try check(
      c, family: "quality",
      recipe: "repetition: {settings: {ngram: 5}, limits: {duplicateNgramShare: {max: 0.1}}}")
  }

  @Test(arguments: [
    FilterCase(
      "two paragraphs", "The first of two.\nIt goes on.\n\nThe second one is here.", "pass"),
    FilterCase(
      "a paragraph again", "The first of two.\nIt goes on.\n\nThe first of two.\n It goes on.\n",
      "fail"),
    FilterCase(
      "lines in another order", "One of the two.\nIt goes on.\n\nIt goes on.\nOne of the two.",
      "pass"),
  ])
  func blocks(_ c: FilterCase) throws {
    try check(
      c, family: "quality",
      recipe:
        "repetition: {settings: {minBlockBytes: 20}, limits: {duplicateBlockShare: {max: 0.3}}}")
  }

  @Test(arguments: [
    FilterCase("five near each other", String(repeating: "go on and on ", count: 5), "pass"),
    FilterCase("six", String(repeating: "go on and on ", count: 6), "fail"),
    FilterCase(
      "six far apart",
      (0..<6).map { i in "go on and on " + (0..<20).map { "w\(i * 20 + $0)" }.joined(separator: " ")
      }
      .joined(separator: " "), "pass"),
  ])
  func chains(_ c: FilterCase) throws {
    try check(
      c, family: "quality",
      recipe:
        "repetition: {settings: {ngram: 4, windowWords: 10}, limits: {ngramChain: {max: 5}}}")
  }

  @Test(arguments: [
    FilterCase(
      "a table", (1...40).map { "n = \($0): \($0 * $0)" }.joined(separator: "\n"), "pass"),
    FilterCase(
      "twenty", (1...20).map { "Let me look again (\($0))" }.joined(separator: "\n"), "pass"),
    FilterCase(
      "twenty-one", (1...21).map { "Let me look again (\($0))" }.joined(separator: "\n"), "fail"),
  ])
  func drifting(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "repetition: {limits: {driftRepeats: {max: 20}}}")
  }
}
