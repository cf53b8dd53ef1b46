import Bytes
import Curation
import Testing

private let english = "First we look at what is given, and then we go on step by step with it."
private let german = "Zuerst schauen wir uns an, was gegeben ist, und dann rechnen wir weiter."
private let french = "Nous devons d'abord comprendre ce qui est demandé, puis avancer pas à pas."
private let chinese = "首先我们需要仔细阅读题目，然后一步一步地进行计算，最后检查结果是否正确。"

@Suite struct LanguageTests {
  @Test(arguments: [
    FilterCase("the same", english, "pass", fields: ["prompt": .string("How do \(english)")]),
    FilterCase("another", german, "fail", fields: ["prompt": .string("How do \(english)")]),
    FilterCase("another script", chinese, "fail", fields: ["prompt": .string("How do \(english)")]),
    FilterCase(
      "a translation", german, "pass", fields: ["prompt": .string("Translate: \(english)")]),
    FilterCase(
      "a language is named", french, "pass", fields: ["prompt": .string("In French: \(english)")]),
    FilterCase(
      "another language than the one named", german, "fail",
      fields: ["prompt": .string("The French army. \(english)")]),
    FilterCase(
      "a programming language", german, "fail",
      fields: [
        "prompt": .string("Use the Python programming language. \(english) \(english) \(english)")
      ]),
    FilterCase(
      "words of its own language", german, "pass",
      fields: ["prompt": .string("A ladder of English words. \(english)")]),
    FilterCase(
      "the user's language", german, "pass",
      fields: ["prompt": .string("Reply in the language of the message. \(english)")]),
    FilterCase(
      "a poem", german, "fail", fields: ["prompt": .string("Write a poem. \(english)")]),
    FilterCase(
      "a name in a Chinese question", german, "fail",
      fields: ["prompt": "问：小罗伯特·唐尼 (Robert Downey Jr.) 是个好榜样吗？我们应该怎样看待他的过去？"]),
    FilterCase(
      "a short question", german, "fail", fields: ["prompt": "What should I know about violins?"]),
    FilterCase(
      "in capitals", german, "fail", fields: ["prompt": "WHAT SHOULD I KNOW ABOUT VIOLINS?"]),
    FilterCase("a name alone", german, "pass", fields: ["prompt": "La La Land"]),
    FilterCase("a greeting", german, "pass", fields: ["prompt": "Hello there!"]),
    FilterCase("too short to say", "Vier.", "pass", fields: ["prompt": .string(english)]),
    FilterCase("mathematics", "$x^2 + 2x + 1 = 0$", "pass", fields: ["prompt": .string(english)]),
    FilterCase(
      "code", "So:\n```python\nvalues = [0, 1]\nwhile len(values) <= n:\n    values.append(1)\n```",
      "pass", fields: ["prompt": .string(english)]),
    FilterCase("empty", "", "pass", fields: ["prompt": ""]),
  ])
  func answers(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "language: {limits: {answerMismatch: {max: 0}}}")
  }

  @Test(arguments: [
    FilterCase("thinks in the prompt's", "<think>\(english)</think>4", "pass"),
    FilterCase("thinks in another", "<think>\(french)</think>4", "fail"),
  ])
  func reasoning(_ c: FilterCase) throws {
    let asked = FilterCase(c.name, c.response, c.expected, fields: ["prompt": .string(english)])
    try check(
      asked, family: "quality", recipe: "language: {limits: {reasoningMismatch: {max: 0}}}")
  }

  @Test(arguments: [
    FilterCase("one language", String(repeating: english + " ", count: 9), "pass"),
    FilterCase(
      "a sentence at the end", String(repeating: english + " ", count: 9) + german, "fail"),
    FilterCase("a sentence at the start", french + " " + english + " " + english, "fail"),
    FilterCase(
      "names", "\(english) He met Juan de la Cruz and Ludwig van Beethoven in La Paz.", "pass"),
  ])
  func windows(_ c: FilterCase) throws {
    let asked = FilterCase(c.name, c.response, c.expected, fields: ["prompt": .string(english)])
    try check(asked, family: "quality", recipe: "language: {limits: {foreignWindows: {max: 0}}}")
  }

  @Test(arguments: [
    FilterCase("Latin", english, "pass"),
    FilterCase("a formula's letters", "so α + β = γ", "pass"),
    FilterCase("a sentence", english + chinese, "fail"),
    FilterCase(
      "a language of Latin letters is named", english + chinese, "fail",
      fields: ["prompt": "Which Italian restaurants are there?"]),
    FilterCase(
      "a language of other letters is named", english + chinese, "pass",
      fields: ["prompt": "Which Chinese restaurants are there?"]),
    FilterCase(
      "the prompt has it", chinese, "pass", fields: ["prompt": .string("什么是: \(english)")]),
  ])
  func letters(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "language: {limits: {foreignLetters: {max: 8}}}")
  }

  @Test(arguments: [
    FilterCase("allowed", english, "pass"), FilterCase("not allowed", german, "fail"),
  ])
  func allowed(_ c: FilterCase) throws {
    try check(
      c, family: "quality",
      recipe: "language: {settings: {languages: [en]}, limits: {notAllowed: {max: 0}}}")
  }

  /// A German prompt with many words, an English answer with few: one text of German.
  @Test(arguments: [
    FilterCase("all English", english, "pass", fields: ["prompt": .string(english)]),
    FilterCase("all German", german, "fail", fields: ["prompt": .string(german)]),
    FilterCase(
      "most of it German", english, "fail",
      fields: ["prompt": .string(String(repeating: german + " ", count: 9))]),
    FilterCase(
      "German in the system prompt", english, "fail",
      fields: [
        "prompt": .string(english),
        "system_prompt": .string(String(repeating: german + " ", count: 9)),
      ]),
    FilterCase("too short to say", "Vier.", "pass", fields: ["prompt": "Zwei?"]),
    FilterCase("empty", "", "pass", fields: ["prompt": ""]),
  ])
  func conversations(_ c: FilterCase) throws {
    try check(
      c, family: "quality",
      recipe: """
        language: {settings: {languages: [en], scope: conversation},
                   limits: {notAllowed: {max: 0}, answerMismatch: {max: 0}}}
        """)
  }

  @Test func scopesThatThereAreNot() {
    #expect(throws: (any Error).self) {
      try check(
        FilterCase("x", english, "pass"), family: "quality",
        recipe: "language: {settings: {scope: turns}}")
    }
  }

  /// The recipe's own way with `make lid176`; without the file there is nothing to compare.
  @Test(arguments: [
    (english, "en"), (german, "de"), (french, "fr"), (chinese, "zh"),
    ("Сначала нужно внимательно прочитать условие, а затем решать задачу.", "ru"),
    ("まず問題をよく読んで、それから一つずつ順番に考えていきましょう。", "ja"),
  ])
  func lid176(text: String, code: String) throws {
    guard Files.exists("models/lid.176.ftz") else {
      print("lid176: models/lid.176.ftz is not here (make lid176); skipped")
      return
    }
    try check(
      FilterCase(code, text, "pass"), family: "quality",
      recipe: """
        language: {settings: {model: models/lid.176.ftz, commonWords: false, languages: [\(code)]},
                   limits: {notAllowed: {max: 0}}}
        """)
  }

  @Test func brokenModelsAreErrors() throws {
    let folder = TemporaryFolder()
    for bytes: [UInt8] in [[], [0xBA, 0x16, 0x4F, 0x2F], [UInt8](repeating: 0xFF, count: 400)] {
      let path = "\(folder.path)/m.ftz"
      try Files.write(bytes, to: path)
      #expect(throws: (any Error).self) {
        try check(
          FilterCase("x", english, "pass"), family: "quality",
          recipe: "language: {settings: {model: \(path)}}")
      }
    }
  }
}
