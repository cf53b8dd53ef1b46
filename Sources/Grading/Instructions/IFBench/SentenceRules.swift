// sentence:* of IFBench.

/// sentence:alliteration_increment: each sentence has more words in alliteration than the one before.
struct GrowingAlliteration: Instruction {
  private let sentences: SentenceTokenizer

  init(_ arguments: InstructionArguments, _ context: InstructionContext) {
    sentences = context.tables.sentences
  }

  func isFollowed(by response: ScalarText) -> Bool {
    var before = -1
    for sentence in sentences.texts(in: response) {
      let count = alliteratingWords(in: sentence)
      guard count > before else { return false }
      before = count
    }
    return true
  }

  /// Words in runs that share their first letter.
  private func alliteratingWords(in sentence: ScalarText) -> Int {
    let letters = sentence.lowercased().words().compactMap(
      \.withoutLeadingPunctuation.scalars.first)
    var count = 0
    var isInRun = false
    for (letter, next) in zip(letters, letters.dropFirst()) {
      if letter == next { count += isInRun ? 1 : 2 }
      isInRun = letter == next
    }
    return count
  }
}

/// sentence:increment: each sentence has exactly so many words more than the one before.
struct GrowingSentences: Instruction {
  private let step: Double
  private let sentences: SentenceTokenizer

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    step = try arguments.number("small_n")
    sentences = context.tables.sentences
  }

  func isFollowed(by response: ScalarText) -> Bool {
    let counts = sentences.texts(in: response).map { $0.withoutPunctuation.words().count }
    return zip(counts, counts.dropFirst()).allSatisfy { Double($1 - $0) == step }
  }
}

/// sentence:keyword: the n-th sentence holds a word.
struct SentenceKeyword: Instruction {
  private let word: Keyword
  private let nth: Int
  private let sentences: SentenceTokenizer

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    let text = try arguments.text("word")
    nth = try arguments.integer("N")
    guard !text.isEmpty else { throw .missingArgument }
    guard nth > 0 else { throw .badArgument }
    word = try Keyword(pattern: text.escapedForPattern, .wordBoundary)
    sentences = context.tables.sentences
  }

  func isFollowed(by response: ScalarText) throws(Undecided) -> Bool {
    let all = sentences.ranges(in: response)
    guard all.count >= nth else { return false }
    return try word.isFound(in: response.part(all[nth - 1]).folded())
  }
}
