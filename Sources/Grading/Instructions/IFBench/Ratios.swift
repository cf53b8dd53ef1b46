// ratio:* of IFBench.

/// ratio:stop_words: at most so many percent of the words are stop words.
struct StopWordShare: Instruction {
  private let most: Double  // percent
  private let stopWords: Set<ScalarText>

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    most = try arguments.number("percentage")
    stopWords = context.tables.stopWords
  }

  func isFollowed(by response: ScalarText) -> Bool {
    let words = response.wordRuns
    guard !words.isEmpty else { return false }
    let stops = words.count { stopWords.contains(response.part($0).lowercased()) }
    return Double(stops) / Double(words.count) * 100 <= most
  }
}

/// ratio:sentence_type: twice as many sentences end in a full stop as in a question mark.
struct SentenceTypeRatio: Instruction {
  private let sentences: SentenceTokenizer

  init(_ arguments: InstructionArguments, _ context: InstructionContext) {
    sentences = context.tables.sentences
  }

  func isFollowed(by response: ScalarText) -> Bool {
    let ends = sentences.ends(in: response)
    return ends.count { $0 == scalar(".") } == 2 * ends.count { $0 == scalar("?") }
  }
}

/// ratio:sentence_balance: as many sentences end in a full stop as in a question mark and in an
/// exclamation mark.
struct SentenceTypeBalance: Instruction {
  private let sentences: SentenceTokenizer

  init(_ arguments: InstructionArguments, _ context: InstructionContext) {
    sentences = context.tables.sentences
  }

  func isFollowed(by response: ScalarText) -> Bool {
    let ends = sentences.ends(in: response)
    let counts = ([".", "?", "!"] as [Unicode.Scalar]).map { sign in
      ends.count { $0 == sign.value }
    }
    return Set(counts).count == 1
  }
}

/// ratio:sentence_words: three sentences of equally many characters. (Whether their words differ, as
/// the instruction says, the reference does not check.)
struct EqualSentences: Instruction {
  private let sentences: SentenceTokenizer

  init(_ arguments: InstructionArguments, _ context: InstructionContext) {
    sentences = context.tables.sentences
  }

  func isFollowed(by response: ScalarText) -> Bool {
    let lengths = sentences.texts(in: response).map { $0.trimmed().count }
    return lengths.count == 3 && Set(lengths).count == 1
  }
}

/// ratio:overlap: so many percent of the response's character trigrams, ±2, are in a reference text.
struct TrigramOverlap: Instruction {
  private let percentage: Double
  private let reference: Set<UInt64>

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    percentage = try arguments.number("percentage")
    reference = try arguments.text("reference_text").trigrams
  }

  func isFollowed(by response: ScalarText) -> Bool {
    let own = response.trigrams
    guard !own.isEmpty else { return false }
    let shared = own.count { reference.contains($0) }
    let overlap = Double(shared) / Double(own.count) * 100
    return percentage - 2 <= overlap && overlap <= percentage + 2
  }
}

extension SentenceTokenizer {
  func texts(in text: ScalarText) -> [ScalarText] { ranges(in: text).map { text.part($0) } }

  /// The last scalar of each sentence.
  fileprivate func ends(in text: ScalarText) -> [UInt32] {
    texts(in: text).compactMap(\.scalars.last)
  }
}

extension ScalarText {
  fileprivate var trigrams: Set<UInt64> {
    var result: Set<UInt64> = []
    var window: UInt64 = 0
    for (index, value) in scalars.enumerated() {
      window = (window << 21 | UInt64(value)) & (1 << 63 - 1)
      if index >= 2 { result.insert(window) }
    }
    return result
  }
}
