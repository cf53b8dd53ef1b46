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

  /// Texts with little language in them, which a detector gives some language all the same.
  @Test(arguments: [
    FilterCase(
      "code without a fence",
      "def get_positive(l: list):\n    return [num for num in l if num > 0]\n\nresult = get_positive(numbers)",
      "pass", fields: ["prompt": .string(english)]),
    FilterCase(
      "sums with notes of a calculator",
      "6 erasers cost 6 x 2 = $<<6*2=12>>12. 8 pencils cost 8 x 3 = $<<8*3=24>>24. Thus, 6 erasers and 8 pencils cost 12 + 24 = $<<12+24=36>>36.",
      "pass", fields: ["prompt": .string(english)]),
    FilterCase(
      "moves of a cube", "<answer>F' U R U' R' F R U R' U' F' U F U' R U R' U' F' U2 F U</answer>",
      "pass", fields: ["prompt": .string(english)]),
    FilterCase(
      "a list of words",
      "conduct, construct, destruct, obstruct, deduct, abduct, product, erupt, corrupt, interrupt",
      "pass", fields: ["prompt": .string(english)]),
    FilterCase(
      "a question of one line", english, "pass",
      fields: ["prompt": "hello, i need a ruby code using sketchup api to draw a cube."]),
    FilterCase(
      "a question without common words", english, "pass",
      fields: ["prompt": "trying to hack a crypto wallet"]),
    FilterCase(
      "Chinese among names and formulas", chinese, "pass",
      fields: [
        "prompt": "R语言编程：用Gaussian Copula、Student t Copula 函数对操作风险单元的相依结构进行拟合，估计其 Copula 参数 K"
      ]),
    FilterCase(
      "a word that is another language's too",
      "Matteo drove 55 miles per hour x 4 hours = 220 miles. Shandy drove 45 miles per hour x 5 hours = 225 miles. Shandy drove 225 miles per trip, Matteo drove 220 miles per trip, difference per trip 5 miles.",
      "pass", fields: ["prompt": .string("How do \(english)")]),
    FilterCase(
      "a mixture", english, "pass",
      fields: [
        "prompt":
          "参数 K 受入口集合 K A0 W0 R 路线集合 P 便次数集合 Xrpks Yrp Zks max sum Xrpks vehicle route departure"
      ]),
    FilterCase(
      "a short answer in another language",
      "Die Antwort ist 42, weil es so ist und nicht anders sein kann.",
      "fail", fields: ["prompt": .string("How do \(english)")]),
    FilterCase(
      "letters that English has not",
      "Najpierw spójrzmy na to, co jest dane, a następnie przejdźmy krok po kroku do rozwiązania.",
      "fail", fields: ["prompt": .string("How do \(english)")]),
    FilterCase(
      "plain letters and no common words of English",
      "Pertama, mari kita lihat apa yang diketahui, lalu kita hitung langkah demi langkah. Jumlah semua apel adalah tiga puluh dua, dan setelah dibagi kepada empat anak, setiap anak mendapat delapan apel. Jadi jawaban akhirnya adalah delapan apel untuk setiap anak tanpa ada sisa.",
      "fail", fields: ["prompt": .string("How do \(english)")]),
  ])
  func littleLanguage(_ c: FilterCase) throws { try answers(c) }

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
    FilterCase("one word", "30 plus 28 plus 32 plus 34 plus 26 is 150. \(english)", "pass"),
    FilterCase("letters as names", "Door E, door O, door Y, door E or door O. \(english)", "pass"),
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
