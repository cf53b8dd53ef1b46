import Bytes
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
    FilterCase("as Windows-1251", "РџСЂРёРІРµС‚, РјРёСЂ", "fail"),
    FilterCase("a quote as Windows-1251", "It вЂ™ s", "fail"),
    FilterCase("Russian", "«СССР» и Рёбра, Сёстры… Рим — С.-Петербург", "pass"),
    FilterCase("Ukrainian", "Січень, Різдво, Рівне, їжа й ґанок", "pass"),
    FilterCase("as Mac OS Roman", "It‚Äôs a caf√© in Bogot√°", "fail"),
    FilterCase("a letter as Mac OS Roman", "espa√±ol", "fail"),
    FilterCase("roots", "√π, √2, 2√∞, √Ω and √±1, √∂x", "pass"),
    FilterCase("German quotes", "Er sagte: ‚Ärger‘ und ‚Öl‘", "pass"),
    FilterCase("as code page 437", "ItΓÇÖs a caf├⌐", "fail"),
    FilterCase("a tree", "src\n├── a\n│   └── b\n├── Γ(n)", "pass"),
    FilterCase("as GBK", "锟斤拷锟斤拷", "fail"),
    FilterCase("a quote as GBK", "It鈥檚 fine", "fail"),
    FilterCase("Chinese", "你好，世界。这是一斤重的锦缎，打拷。", "pass"),
    FilterCase("as Shift JIS", "縺薙ｓ縺ｫ縺｡縺ｯ", "fail"),
    FilterCase("Japanese", "こんにちは、糸が縺れた。ｶﾀｶﾅ繧", "pass"),
    FilterCase("Shift JIS", "‚±‚ñ‚É‚¿‚Í", "fail"),
    FilterCase("functions", "ƒ(x) + ƒ(y) = ƒ(ƒ(ƒ(ƒ(z))))", "pass"),
    FilterCase("Russian as Latin-1", "Ïðèâåò, êàêèå äåëà ñåãîäíÿ óòðîì?", "fail"),
    FilterCase("Chinese as Latin-1", "ÄãºÃ£¬ÊÀ½ç ÎÒÊÇÖÐ¹úÈË ÕâÊÇ²âÊÔ", "fail"),
    FilterCase("a class of letters", "[a-zäöüÄÖÜß] and (áéíóúñ) and àâäéèêëîïôùûü", "pass"),
    FilterCase("a scream", "Nöööööö! Ääääää! Üüüüüü!", "pass"),
    FilterCase("empty", "", "pass"),
  ])
  func mojibake(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "unicode: {limits: {mojibake: {max: 0}}}")
  }

  @Test(arguments: [
    FilterCase("none", "It is 4 \\underline{x} \\upsilon", "pass"),
    FilterCase("of JSON", "I don\\u2019t know the caf\\u00e9.", "fail"),
    FilterCase("of a mail", "I don=E2=80=99t know the caf=C3=A9.", "fail"),
    FilterCase("of ASCII", "a\\u0041b and x=C3=1", "pass"),
    FilterCase("in code", "`\\u00e9` is one", "pass"),
    FilterCase("doubled", "a\\\\u00e9b", "pass"),
    FilterCase("an answer in JSON", "{\"a\": \"caf\\u00e9\"}", "pass"),
    FilterCase(
      "asked for", "It is \\u00e9.", "pass", fields: ["prompt": "What is é in Unicode?"]),
  ])
  func escapes(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "unicode: {limits: {escapes: {max: 0}}}")
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
