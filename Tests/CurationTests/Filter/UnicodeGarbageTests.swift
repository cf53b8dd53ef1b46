import Testing

@Suite struct UnicodeGarbageTests {
  @Test(arguments: [
    FilterCase("ASCII", "It is 4.", "pass"),
    FilterCase("letters with marks", "Ein café in Ängelholm, naïve Größe, Ærø", "pass"),
    FilterCase("capitals", "NÃO, Â e À são letras; ÂNGULO", "pass"),
    FilterCase("French quotes", "«l’été»… et «café»—fin", "pass"),
    FilterCase("an accent misread", "the cafÃ© there", "fail"),
    FilterCase("an apostrophe misread", "Itâ€™s", "fail"),
    FilterCase("a dash misread", "one â€“ two", "fail"),
    FilterCase("a degree misread", "20Â°C", "fail"),
    FilterCase("through Latin-1", "Itâ\u{80}\u{99}s", "fail"),
    FilterCase("Cyrillic misread", "ÐŸÑ€Ð¸Ð²ÐµÑ‚", "fail"),
    FilterCase("an emoji misread", "fine ðŸ˜€", "fail"),
    FilterCase("a byte order mark misread", "ï»¿Fine", "fail"),
    FilterCase("other scripts", "Привет, 你好, こんにちは, שלום, ∀x∈ℝ 😀", "pass"),
    FilterCase("empty", "", "pass"),
  ])
  func mojibake(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "unicode: {limits: {mojibake: {max: 0}}}")
  }

  @Test(arguments: [
    FilterCase("white space", "a\tb\r\nc\u{0C}\u{0B}d\u{A0}e\u{2003}f", "pass"),
    FilterCase("NUL", "a\u{0}b", "fail"),
    FilterCase("escape", "a\u{1B}[31mb", "fail"),
    FilterCase("DEL", "a\u{7F}", "fail"),
    FilterCase("C1", "a\u{81}b", "fail"),
    FilterCase(
      "behind many bytes", String(repeating: "plain text ", count: 30) + "\u{8}", "fail"),
  ])
  func control(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "unicode: {limits: {control: {max: 0}}}")
  }

  @Test(arguments: [
    ("replacement", "a\u{FFFD}b"), ("privateUse", "a\u{E000}b"), ("noncharacters", "a\u{FFFE}b"),
    ("bidi", "a\u{202E}b"), ("invisible", "a\u{200B}b"), ("privateUse", "a\u{F0000}b"),
  ])
  func others(measure: String, text: String) throws {
    let recipe = "unicode: {limits: {\(measure): {max: 0}}}"
    try check(FilterCase(measure, text, "fail"), family: "quality", recipe: recipe)
    try check(FilterCase("clean", "a b é 👩‍🔬", "pass"), family: "quality", recipe: recipe)
  }
}
