// count:* of IFBench.

/// count:word_count_range: between so many and so many `\w+` runs.
struct WordCountRange: Instruction {
  private let least: Double
  private let most: Double

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    least = try arguments.number("min_words")
    most = try arguments.number("max_words")
  }

  func isFollowed(by response: ScalarText) -> Bool {
    let count = Double(response.wordRuns.count)
    return least <= count && count <= most
  }
}

/// count:unique_word_count: at least so many different words, case and outer punctuation ignored.
struct UniqueWordCount: Instruction {
  private let least: Double

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    least = try arguments.number("N")
  }

  func isFollowed(by response: ScalarText) -> Bool {
    let words = response.lowercased().words().map(\.withoutOuterPunctuation)
    return Double(Set(words).count) >= least
  }
}

/// count:conjunctions: at least so many different coordinating conjunctions; "And" and "and," differ
/// from "and" for the reference.
struct ConjunctionCount: Instruction {
  private let least: Double
  private static let conjunctions: Set<ScalarText> = [
    "and", "but", "for", "nor", "or", "so", "yet",
  ]

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    least = try arguments.number("small_n")
  }

  func isFollowed(by response: ScalarText) -> Bool {
    let found = response.words().filter {
      Self.conjunctions.contains($0.withoutOuterPunctuation.lowercased())
    }
    return Double(Set(found).count) >= least
  }
}

/// count:person_names: at least so many different names of a list of fifty.
struct PersonNameCount: Instruction {
  private let least: Double
  private static let names: [ScalarText] = ScalarText(
    """
    Emma Liam Sophia Jackson Olivia Noah Ava Lucas Isabella Mason Mia Ethan Charlotte Alexander
    Amelia Benjamin Harper Leo Zoe Daniel Chloe Samuel Lily Matthew Grace Owen Abigail Gabriel Ella
    Jacob Scarlett Nathan Victoria Elijah Layla Nicholas Audrey David Hannah Christopher Penelope
    Thomas Nora Andrew Aria Joseph Claire Ryan Stella Jonathan
    """
  ).words()

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    least = try arguments.number("N")
  }

  func isFollowed(by response: ScalarText) -> Bool {
    let found = Self.names.count { name in
      response.occurrences(of: name).contains {
        response.isBounded($0..<($0 + name.count), .wordBoundary)
      }
    }
    return Double(found) >= least
  }
}

/// count:numbers: exactly so many runs of digits, once ASCII punctuation is taken out.
struct NumberCount: Instruction {
  private let count: Double

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    count = try arguments.number("N")
  }

  func isFollowed(by response: ScalarText) -> Bool {
    Double(response.removing(where: isASCIIPunctuation).digitRuns.count) == count
  }
}

/// count:punctuation: every one of `. , ! ? ; :` and an interrobang beside them.
struct PunctuationCover: PlainInstruction {
  func isFollowed(by response: ScalarText) -> Bool {
    let interrobangs: [ScalarText] = ["?!", "!?"]
    guard response.contains("‽") || interrobangs.contains(where: response.contains) else {
      return false
    }
    // The interrobang's own signs do not count.
    let taken = interrobangs.first { response.contains($0) }
    let place = taken.flatMap { response.firstOccurrence(of: $0) }
    let rest = place.map { response.part(0..<$0).scalars + response.from($0 + 2).scalars }
    let signs = Set(rest ?? response.scalars)
    return ".,!?;:".unicodeScalars.allSatisfy { signs.contains($0.value) }
  }
}

/// count:words_japanese: every n-th word holds a Japanese letter, or is a number.
struct JapaneseWords: Instruction {
  private let cycle: Int

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    cycle = try arguments.integer("N")
    guard cycle > 0 else { throw .badArgument }
  }

  func isFollowed(by response: ScalarText) -> Bool {
    let table = CharacterTable.shared
    return response.words().enumerated().allSatisfy { index, word in
      guard (index + 1) % cycle == 0 else { return true }
      let bare = word.withoutOuterPunctuation.scalars
      return bare.allSatisfy { table[$0].contains(.digit) }
        || bare.contains { 0x3040...0x30FF ~= $0 || 0x4E00...0x9FFF ~= $0 }
    }
  }
}

/// count:pronouns: at least so many pronouns.
struct PronounCount: Instruction {
  private let least: Double
  private let tables: LanguageTables
  private static let pronouns = Set(
    ScalarText(
      """
      i me we us you he him she her it they them
      my mine our ours your yours his hers its their theirs
      myself ourselves yourself yourselves himself herself itself themselves
      this that these those who whom whose which what whoever whomever whatever whichever
      anybody anyone anything everybody everyone everything nobody nothing somebody someone something
      each either neither both all some any none
      """
    ).words())

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    least = try arguments.number("N")
    tables = context.tables
  }

  func isFollowed(by response: ScalarText) -> Bool {
    let words = tables.treebankWords(of: response.replacing("/", with: " ").lowercased())
    return Double(words.count { Self.pronouns.contains($0) }) >= least
  }
}

/// count:keywords_multiple: five keywords once, twice, three, five and seven times.
struct KeywordSeries: Instruction {
  private let keywords: [ScalarText]
  private static let counts = [1, 2, 3, 5, 7]

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    var keywords: [ScalarText] = []
    for number in 1...5 {
      let keyword = try arguments.text("keyword\(number)").trimmed().lowercased()
      guard !keyword.isEmpty else { throw .missingArgument }
      keywords.append(keyword)
    }
    self.keywords = keywords
  }

  func isFollowed(by response: ScalarText) -> Bool {
    let lower = response.lowercased()
    return zip(keywords, Self.counts).allSatisfy { lower.occurrences(of: $0).count == $1 }
  }
}
