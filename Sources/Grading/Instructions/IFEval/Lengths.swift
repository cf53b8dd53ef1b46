// length_constraints:* of IFEval.

/// length_constraints:number_words: a number of `\w+` runs.
///
/// "don't" and "3.14" are two words, "snake_case" and a run of Chinese are one. The literal reading
/// counts words of running text: "don't", "well-known" and "3.14" are one, each ideograph is one.
struct WordCount: Instruction {
  private let limit: CountLimit
  private let reading: InstructionReading

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    limit = try arguments.limit("num_words", relation: "relation")
    reading = context.reading
  }

  func isFollowed(by response: ScalarText) -> Bool {
    switch reading {
    case .reference: limit.holds(for: response.wordRuns.count)
    case .literal: limit.holds(for: response.plainWordCount)
    }
  }
}

/// length_constraints:number_sentences: a number of sentences, as Punkt finds them.
///
/// In the literal reading a line break after text ends a sentence, too, and so do the full stops of
/// other scripts.
struct SentenceCount: Instruction {
  private let limit: CountLimit
  private let reading: InstructionReading
  private let sentences: SentenceTokenizer

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    limit = try arguments.limit("num_sentences", relation: "relation")
    reading = context.reading
    sentences =
      context.reading == .reference ? context.tables.sentences : context.tables.plainSentences
  }

  func isFollowed(by response: ScalarText) -> Bool {
    switch reading {
    case .reference: limit.holds(for: sentences.ranges(in: response).count)
    case .literal: limit.holds(for: plainCount(response))
    }
  }

  private func plainCount(_ response: ScalarText) -> Int {
    response.lines.reduce(0) { sum, line in
      let parts = line.scalars.split { isWideFullStop($0) }
      return sum + parts.reduce(0) { $0 + wordSentences(in: ScalarText($1)) }
    }
  }

  /// The sentences that hold a word; what is left of a list's "1." is none.
  private func wordSentences(in text: ScalarText) -> Int {
    let table = CharacterTable.shared
    return sentences.ranges(in: text).count { range in
      text.part(range).scalars.contains {
        table[$0].contains(.wideWord) && !table[$0].contains(.decimal)
      }
    }
  }

  /// The full stops of Chinese, Japanese, Hindi, Arabic, Armenian and Ethiopic writing.
  private func isWideFullStop(_ value: UInt32) -> Bool {
    switch Unicode.Scalar(value) {
    case "。", "！", "？", "｡", "।", "॥", "؟", "۔", "։", "።", "፧": true
    default: false
    }
  }
}

/// length_constraints:number_paragraphs: exactly so many parts between `***`.
///
/// `***` counts wherever it stands, also around bold italics; in the literal reading only alone on a
/// line. An empty part in the middle fails.
struct ParagraphCount: Instruction {
  private let count: Double
  private let reading: InstructionReading

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    count = try arguments.number("num_paragraphs")
    reading = context.reading
  }

  func isFollowed(by response: ScalarText) -> Bool {
    let parts =
      switch reading {
      case .reference: response.split(on: "***")
      case .literal: response.split(onLines: "***")
      }
    let blanks = parts.indices.filter { parts[$0].isBlank }
    guard blanks.allSatisfy({ $0 == 0 || $0 == parts.count - 1 }) else { return false }
    return Double(parts.count - blanks.count) == count
  }
}

/// length_constraints:nth_paragraph_first_word: so many paragraphs between empty lines, and the n-th
/// starts with a word.
///
/// The reference counts the paragraphs that are not blank but looks the n-th up among all; the
/// literal reading looks among those counted, and passes over markdown's signs before the word.
struct ParagraphFirstWord: Instruction {
  private let count: Int
  private let nth: Int
  private let word: ScalarText
  private let reading: InstructionReading

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    count = try arguments.integer("num_paragraphs")
    nth = try arguments.integer("nth_paragraph")
    guard (1...max(1, count)).contains(nth) else { throw .badArgument }
    word = try arguments.text("first_word").lowercased()
    reading = context.reading
  }

  func isFollowed(by response: ScalarText) -> Bool {
    let all = response.split(on: "\n\n")
    let written = all.filter { !$0.isBlank }
    guard written.count == count, nth <= written.count else { return false }
    let paragraph = reading == .reference ? all[nth - 1] : written[nth - 1]
    guard let first = paragraph.words().first else { return false }
    return reading == .reference
      ? referenceWord(first) == word : plainWord(first) == plainWord(word)
  }

  private func referenceWord(_ token: ScalarText) -> ScalarText {
    let bare = token.trimmedStart { $0 == scalar("'") }.trimmedStart { $0 == scalar("\"") }
    let enders = Set(".,?!'\"".unicodeScalars.map(\.value))
    return ScalarText(bare.scalars.prefix { !enders.contains($0) }).lowercased()
  }

  private func plainWord(_ token: ScalarText) -> ScalarText {
    let table = CharacterTable.shared
    return token.trimmed { !table[$0].contains(.word) }.lowercased()
  }
}
