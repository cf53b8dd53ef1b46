import Bytes

/// What a prompt says of languages.
///
/// A language that is named ("in French", "the German army") is allowed beside the prompt's own, and
/// no other; who asks for a translation or speaks of languages as such gets any. A programming
/// language is none. Names, verse and quotations bring single sentences in another language with
/// them, so such prompts are not searched for those.
struct LanguageRequest {
  let text: [UInt8]
  let profile: TextProfile
  /// Codes of the languages that the prompt names.
  let named: Set<String>
  /// The prompt allows any language.
  let isOpen: Bool
  /// Sentences or letters of another language are no surprise.
  let expectsQuotes: Bool
  /// Letters of another script are no surprise: a named language that is written in Latin letters (an
  /// Italian restaurant) brings none.
  let expectsLetters: Bool

  init(_ sample: Sample) {
    let text = Array(sample.prompt.utf8)
    let profile = TextScan.profile(text.span)
    var named: Set<String> = []
    var isOpen = LanguageRequest.isMixed(profile)
    var expectsQuotes = isOpen
    for match in languageFinder.matches(in: text.span) {
      let word = languageWords[match.phrase]
      switch word.meaning {
      case .named(let code): named.insert(code)
      case .quotes: expectsQuotes = true
      // A short prompt has too few words to say for certain which language it is in.
      case .any where text.count >= 200 && LanguageRequest.isOfComputers(text, match.range):
        continue
      case .any: isOpen = true
      }
    }
    self.text = text
    self.profile = profile
    self.named = named
    self.isOpen = isOpen
    expectsLetters = expectsQuotes || isOpen || !named.isSubset(of: LanguageRequest.latinCodes)
    self.expectsQuotes = expectsQuotes || isOpen || !named.isEmpty
  }

  private static let latinCodes: Set<String> = [
    "en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "fi", "pl", "cs", "sk", "hu", "ro",
    "tr", "vi", "id", "ms", "la", "sw",
  ]

  /// Whether letters of two scripts stand in a text: the rarer one is a quotation of some words, and
  /// not a name in brackets behind a question.
  private static func isMixed(_ profile: TextProfile) -> Bool {
    let foreign = TextProfile.Script.allCases.filter { $0 != .latin && $0 != .greek }
    let others = foreign.reduce(0) { $0 + profile[$1] }
    return others > 0 && profile[.latin] > others
  }

  /// Whether "language" is one of computers or science: a programming language, a language model.
  private static func isOfComputers(_ text: [UInt8], _ range: Range<Int>) -> Bool {
    let before = string(text.span, max(0, range.lowerBound - 24)..<range.lowerBound)
      .lowercased().split { !$0.isLetter }
    if let word = before.last, computerWords.contains(word) { return true }
    let after = string(text.span, range.upperBound..<min(text.count, range.upperBound + 12))
    return after.lowercased().hasPrefix(" model") || after.lowercased().hasPrefix(" processing")
  }
}

private let computerWords: Set<Substring> = [
  "programming", "natural", "query", "markup", "scripting", "sign", "body", "formal", "regular",
  "plain", "computer", "assembly", "large", "figurative", "modeling", "coding", "design",
  "simple", "clear", "concise", "professional", "inclusive", "descriptive", "offensive", "vivid",
]

private struct LanguageWord {
  enum Meaning { case named(String), any, quotes }
  let phrase: String
  let meaning: Meaning
}

private let languageWords: [LanguageWord] = {
  let codes = [
    ("english", "en"), ("german", "de"), ("french", "fr"), ("spanish", "es"), ("italian", "it"),
    ("portuguese", "pt"), ("dutch", "nl"), ("swedish", "sv"), ("danish", "da"),
    ("norwegian", "no"), ("finnish", "fi"), ("polish", "pl"), ("czech", "cs"), ("slovak", "sk"),
    ("hungarian", "hu"), ("romanian", "ro"), ("bulgarian", "bg"), ("russian", "ru"),
    ("ukrainian", "uk"), ("turkish", "tr"), ("arabic", "ar"), ("hebrew", "he"),
    ("persian", "fa"), ("farsi", "fa"), ("hindi", "hi"), ("urdu", "ur"), ("bengali", "bn"),
    ("punjabi", "pa"), ("gujarati", "gu"), ("marathi", "mr"), ("tamil", "ta"), ("telugu", "te"),
    ("kannada", "kn"), ("thai", "th"), ("vietnamese", "vi"), ("indonesian", "id"),
    ("malay", "ms"), ("malayalam", "ml"), ("odia", "or"), ("chinese", "zh"),
    ("mandarin", "zh"), ("cantonese", "zh"),
    ("japanese", "ja"), ("korean", "ko"), ("latin", "la"), ("greek", "el"), ("swahili", "sw"),
    ("nepali", "ne"), ("فارسی", "fa"), ("العربية", "ar"), ("हिन्दी", "hi"), ("हिंदी", "hi"),
    ("中文", "zh"), ("英文", "en"), ("英语", "en"), ("日本語", "ja"), ("英語", "en"),
  ]
  let any = [
    "translate*", "translation*", "language*", "bilingual*", "multilingual*",
    "traduire", "traduis", "traduisez", "traducir", "traduce", "übersetze*", "翻译", "翻訳",
    "переведи*",
  ]
  let quotes = ["word origin*", "etymolog*", "lyrics", "poem", "haiku"]
  return codes.map { LanguageWord(phrase: $0.0, meaning: .named($0.1)) }
    + any.map { LanguageWord(phrase: $0, meaning: .any) }
    + quotes.map { LanguageWord(phrase: $0, meaning: .quotes) }
}()

private let languageFinder = PhraseFinder(languageWords.map(\.phrase))
