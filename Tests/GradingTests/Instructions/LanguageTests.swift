import Grading
import Testing

@Suite struct LanguageTests {
  @Test(arguments: [
    ("en", "The quick brown fox jumps over the lazy dog and runs away."),
    ("de", "Der schnelle braune Fuchs springt über den faulen Hund."),
    ("fr", "Le renard brun saute par-dessus le chien paresseux."),
    ("es", "El zorro marrón salta por encima del perro perezoso."),
    ("ru", "Быстрая коричневая лиса прыгает через ленивую собаку."),
    ("ar", "الثعلب البني السريع يقفز فوق الكلب الكسول."),
    ("hi", "तेज भूरी लोमड़ी आलसी कुत्ते के ऊपर कूदती है।"),
    ("ja", "素早い茶色の狐はのろまな犬を飛び越える。"),
    ("ko", "빠른 갈색 여우가 게으른 개를 뛰어넘는다."),
    ("zh-cn", "敏捷的棕色狐狸跳过了懒狗，然后跑进了森林里。"),
    ("vi", "Con cáo nâu nhanh nhẹn nhảy qua con chó lười biếng."),
    ("th", "สุนัขจิ้งจอกสีน้ำตาลกระโดดข้ามสุนัขขี้เกียจ"),
  ])
  func sentences(_ code: String, _ text: String) {
    #expect(LanguageDetector().language(of: text)?.code == code)
  }

  @Test(arguments: ["", "12345", "!?", "https://example.org/some/path", "a.person@example.org"])
  func nothingToTellFrom(_ text: String) {
    #expect(LanguageDetector().language(of: text) == nil)
  }

  @Test func tonesMayBeCombiningMarks() {
    let composed = "Tiếng Việt là ngôn ngữ của người Việt"
    let decomposed =
      "Tiê\u{301}ng Viê\u{323}t la\u{300} ngôn ngư\u{303} cu\u{309}a ngươ\u{300}i Viê\u{323}t"
    let detector = LanguageDetector()
    #expect(detector.language(of: composed) == detector.language(of: decomposed))
  }

  @Test func aFewLatinWordsInAnotherScriptAreLeftOut() {
    let text = "Это предложение на русском языке с одним словом software внутри."
    #expect(LanguageDetector().language(of: text)?.code == "ru")
  }

  @Test func equalTextsHaveEqualAnswers() {
    let guesses = (0..<50).map { _ in LanguageDetector().language(of: "ok then, la casa") }
    #expect(Set(guesses).count == 1)
  }
}
