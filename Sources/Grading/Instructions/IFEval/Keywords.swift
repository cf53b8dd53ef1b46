// keywords:* of IFEval. In the reference reading a keyword is a pattern that may match inside a word
// ("art" in "party"); in the literal reading it is a whole word that means itself.

/// keywords:existence: every keyword occurs.
struct KeywordExistence: Instruction {
  private let keywords: [Keyword]

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    keywords = try Keyword.list(arguments.texts("keywords"), .anything, context.reading)
  }

  func isFollowed(by response: ScalarText) throws(Undecided) -> Bool {
    let folded = response.folded()
    for keyword in keywords where try !keyword.isFound(in: folded) { return false }
    return true
  }
}

/// keywords:frequency: a keyword occurs less often than, or at least as often as, a number says.
struct KeywordFrequency: Instruction {
  private let keyword: Keyword
  private let limit: CountLimit

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    let text = try arguments.text("keyword").trimmed()
    guard !text.isEmpty else { throw .missingArgument }
    keyword = try Keyword(text, .anything, context.reading)
    limit = try arguments.limit("frequency", relation: "relation")
  }

  func isFollowed(by response: ScalarText) throws(Undecided) -> Bool {
    limit.holds(for: try keyword.count(in: response.folded()))
  }
}

/// keywords:forbidden_words: none of the words occurs.
///
/// The reference puts `\b` around a word, so "c++" can never be found; the literal reading finds it.
struct ForbiddenWords: Instruction {
  private let words: [Keyword]

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    words = try Keyword.list(arguments.texts("forbidden_words"), .wordBoundary, context.reading)
  }

  func isFollowed(by response: ScalarText) throws(Undecided) -> Bool {
    let folded = response.folded()
    for word in words where try word.isFound(in: folded) { return false }
    return true
  }
}

/// keywords:letter_frequency: a letter occurs less often than, or at least as often as, a number says.
///
/// For a sign outside a-z the reference draws a random letter instead; here the sign is counted.
struct LetterFrequency: Instruction {
  private let letter: UInt32
  private let limit: CountLimit

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    let text = try arguments.text("letter").trimmed().lowercased()
    guard let letter = text.scalars.first, text.count == 1 else { throw .badArgument }
    self.letter = letter
    limit = try arguments.limit("let_frequency", relation: "let_relation")
  }

  func isFollowed(by response: ScalarText) -> Bool {
    let table = CharacterTable.shared
    let count = response.scalars.reduce(0) { $0 + (table.lower($1) == letter ? 1 : 0) }
    return limit.holds(for: count)
  }
}

extension Keyword {
  init(_ text: ScalarText, _ boundary: Boundary, _ reading: InstructionReading) throws(Undecided) {
    switch reading {
    case .reference: try self.init(pattern: text, boundary)
    case .literal: self.init(literal: text)
    }
  }

  static func list(_ texts: [ScalarText], _ boundary: Boundary, _ reading: InstructionReading)
    throws(Undecided) -> [Keyword]
  {
    var keywords: [Keyword] = []
    for text in texts { keywords.append(try Keyword(text, boundary, reading)) }
    return keywords
  }
}
