// change_case:*, language:* and punctuation:* of IFEval.

/// change_case:capital_word_frequency: a number of words in capitals.
///
/// The reference counts tokens of the Penn Treebank's kind: "DON'T" and "CANNOT" are two, "I" and
/// "B2B" are one. The literal reading counts what stands between spaces, with two capitals at least.
struct CapitalWordCount: Instruction {
  private let limit: CountLimit
  private let tables: LanguageTables
  private let reading: InstructionReading

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    limit = try arguments.limit("capital_frequency", relation: "capital_relation")
    tables = context.tables
    reading = context.reading
  }

  func isFollowed(by response: ScalarText) -> Bool {
    switch reading {
    case .reference: limit.holds(for: countCapitalTokens(in: response))
    case .literal: limit.holds(for: response.words().count(where: isCapitalWord))
    }
  }

  private func countCapitalTokens(in response: ScalarText) -> Int {
    tables.sentences.texts(in: response).filter(mayHoldCapitalToken).reduce(0) {
      $0 + TreebankTokenizer.words(of: $1).count(where: \.isUppercase)
    }
  }

  /// Whether a sentence has a capital that no small letter follows, or one before "n't"; without,
  /// each token with a capital has a small letter, too, and need not be made.
  private func mayHoldCapitalToken(_ sentence: ScalarText) -> Bool {
    let table = CharacterTable.shared
    let here = sentence.scalars.span
    for i in here.indices where table[here[i]].contains(.upper) {
      guard i + 1 < here.count, table[here[i + 1]].contains(.lower) else { return true }
      if i + 2 < here.count, here[i + 2] == scalar("'") { return true }
    }
    return false
  }

  private func isCapitalWord(_ word: ScalarText) -> Bool {
    let table = CharacterTable.shared
    let capitals = word.scalars.count { table[$0].contains(.upper) }
    return capitals >= 2 && word.isUppercase
  }
}

/// change_case:english_capital: the response is in capitals and in English.
///
/// The detector looks at no word in capitals, so for the reference French in capitals is English;
/// the literal reading shows the detector the text in lower case.
struct EnglishCapitals: Instruction {
  private let languages: LanguageDetector
  private let reading: InstructionReading

  init(_ arguments: InstructionArguments, _ context: InstructionContext) {
    languages = context.tables.languages
    reading = context.reading
  }

  func isFollowed(by response: ScalarText) -> Bool {
    guard response.isUppercase else { return false }
    return reading == .reference
      ? languages.isReferenceEnglish(response) : languages.isPlainEnglish(response.lowercased())
  }
}

/// change_case:english_lowercase: the response is in lower case and in English.
struct EnglishLowercase: Instruction {
  private let languages: LanguageDetector
  private let reading: InstructionReading

  init(_ arguments: InstructionArguments, _ context: InstructionContext) {
    languages = context.tables.languages
    reading = context.reading
  }

  func isFollowed(by response: ScalarText) -> Bool {
    guard response.isLowercase else { return false }
    return reading == .reference
      ? languages.isReferenceEnglish(response) : languages.isPlainEnglish(response)
  }
}

/// language:response_language: the response is in a language.
///
/// A response without letters passes in the reference and fails in the literal reading.
struct ResponseLanguage: Instruction {
  private let code: String
  private let languages: LanguageDetector
  private let reading: InstructionReading

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    code = try arguments.text("language").string
    languages = context.tables.languages
    reading = context.reading
  }

  func isFollowed(by response: ScalarText) -> Bool {
    guard let found = languages.language(of: response) else { return reading == .reference }
    guard reading == .literal else { return found.code == code }
    return found.code == code || (code == "zh" && found.code.hasPrefix("zh-"))
  }
}

/// punctuation:no_comma: no ASCII comma; in the literal reading no other script's comma either.
struct NoComma: Instruction {
  private let commas: Set<UInt32>

  init(_ arguments: InstructionArguments, _ context: InstructionContext) {
    let wide: [Unicode.Scalar] = context.reading == .literal ? ["，", "、", "،", "﹐", "､"] : []
    commas = Set([","].map { scalar($0) } + wide.map(\.value))
  }

  func isFollowed(by response: ScalarText) -> Bool {
    commas.count == 1
      ? !response.contains(scalar(",")) : !response.scalars.contains { commas.contains($0) }
  }
}

extension LanguageDetector {
  /// Letters below which a detector's guess is chance: "ok" is Slovak to it, "yes" Turkish.
  private static let fewLetters = 24

  /// As the reference decides: English is the top guess, or there is nothing to guess from.
  func isReferenceEnglish(_ text: ScalarText) -> Bool {
    language(of: text).map { $0.code == "en" } ?? true
  }

  /// Not some other language: a short text in Latin letters has the benefit of the doubt.
  func isPlainEnglish(_ text: ScalarText) -> Bool {
    let table = CharacterTable.shared
    let letters = text.scalars.filter { !table[$0].isDisjoint(with: [.upper, .lower]) }
    if letters.count < Self.fewLetters { return letters.allSatisfy { $0 < 0x80 } }
    return isReferenceEnglish(text)
  }
}
