// words:* of IFBench.

/// words:alphabet: each word starts with the next letter of the alphabet, "a" follows "z".
struct AlphabetWords: PlainInstruction {
  func isFollowed(by response: ScalarText) -> Bool {
    let words = response.withoutPunctuation.words()
    guard var letter = words.first?.lowercased().scalars.first, 0x61...0x7A ~= letter else {
      return false
    }
    for word in words.dropFirst() {
      letter = letter == 0x7A ? 0x61 : letter + 1
      guard word.lowercased().scalars.first == letter else { return false }
    }
    return true
  }
}

/// words:vowel: one paragraph with three kinds of vowels at most.
struct ThreeVowels: PlainInstruction {
  func isFollowed(by response: ScalarText) -> Bool {
    let text = response.trimmed()
    guard !text.contains(scalar("\n")) else { return false }
    let letters = Set(text.lowercased().scalars)
    return "aeiou".unicodeScalars.count { letters.contains($0.value) } <= 3
  }
}

/// words:consonants: each word has two consonants in a row.
struct ConsonantClusters: PlainInstruction {
  private static let consonants = Set("bcdfghjklmnpqrstvwxyz".unicodeScalars.map(\.value))

  func isFollowed(by response: ScalarText) -> Bool {
    response.lowercased().words().allSatisfy { word in
      zip(word.scalars, word.scalars.dropFirst()).contains {
        Self.consonants.contains($0) && Self.consonants.contains($1)
      }
    }
  }
}

/// words:palindrome: at least ten palindromes of five letters or more.
struct PalindromeCount: PlainInstruction {
  func isFollowed(by response: ScalarText) -> Bool {
    let words = response.withoutPunctuation.lowercased().words()
    return words.count { $0.count >= 5 && $0.scalars.elementsEqual($0.scalars.reversed()) } >= 10
  }
}

/// words:prime_lengths: each word has a prime number of letters.
struct PrimeLengths: PlainInstruction {
  private static let primes: Set<Int> = [
    2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97,
  ]

  func isFollowed(by response: ScalarText) -> Bool {
    response.withoutPunctuation.words().allSatisfy { Self.primes.contains($0.count) }
  }
}

/// words:repeats: no word more often than so many times.
struct WordRepeats: Instruction {
  private let most: Double

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    most = try arguments.number("small_n")
  }

  func isFollowed(by response: ScalarText) -> Bool {
    var counts: [ScalarText: Int] = [:]
    for word in response.lowercased().withoutPunctuation.words() { counts[word, default: 0] += 1 }
    return counts.values.allSatisfy { Double($0) <= most }
  }
}

/// words:no_consecutive: no two words in a row start with the same letter.
struct NoAlliteration: PlainInstruction {
  func isFollowed(by response: ScalarText) -> Bool {
    let letters = response.lowercased().withoutPunctuation.words().map(\.scalars.first)
    return !zip(letters, letters.dropFirst()).contains { $0 == $1 }
  }
}

/// words:odd_even_syllables: words with odd and with even numbers of syllables alternate.
struct SyllableParity: Instruction {
  private let syllables: SyllableCounter

  init(_ arguments: InstructionArguments, _ context: InstructionContext) {
    syllables = context.tables.syllables
  }

  func isFollowed(by response: ScalarText) -> Bool {
    let words = response.withoutPunctuation.lowercased().words()
    let isOdd = words.map { syllables.count(in: $0) % 2 == 1 }
    return zip(isOdd, isOdd.dropFirst()).allSatisfy { $0 != $1 }
  }
}

/// words:last_first: the last word of each sentence is the first of the next.
struct ChainedSentences: Instruction {
  private let sentences: SentenceTokenizer

  init(_ arguments: InstructionArguments, _ context: InstructionContext) {
    sentences = context.tables.sentences
  }

  func isFollowed(by response: ScalarText) -> Bool {
    let all = sentences.texts(in: response)
    return zip(all, all.dropFirst()).allSatisfy { sentence, next in
      guard let last = sentence.withoutTrailingPunctuation.words().last,
        let first = next.withoutLeadingPunctuation.words().first
      else { return false }
      return last.lowercased() == first.lowercased()
    }
  }
}

/// words:paragraph_last_first: each line ends with the word that it starts with.
struct FramedParagraphs: PlainInstruction {
  func isFollowed(by response: ScalarText) -> Bool {
    response.lines.allSatisfy { line in
      let words = line.trimmed().lowercased().withoutOuterPunctuation.words()
      return words.first == words.last
    }
  }
}

/// words:start_verb: the response starts with a verb.
///
/// The reference asks a tagger, a model that this project does not have; there is no verdict.
struct StartsWithVerb: Instruction {
  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    throw .needsTagger
  }

  func isFollowed(by response: ScalarText) -> Bool { false }
}

/// words:keywords_specific_position: a keyword is the m-th word of the n-th sentence.
struct PlacedKeyword: Instruction {
  private let keyword: ScalarText
  private let sentence: Int
  private let word: Int
  private let tables: LanguageTables

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    keyword = try arguments.text("keyword").trimmed().lowercased()
    sentence = try arguments.integer("n")
    word = try arguments.integer("m")
    guard sentence > 0, word > 0 else { throw .badArgument }
    tables = context.tables
  }

  func isFollowed(by response: ScalarText) -> Bool {
    let table = CharacterTable.shared
    let sentences = tables.sentences.texts(in: response)
    guard sentences.count >= sentence else { return false }
    let words = tables.treebankWords(of: sentences[sentence - 1]).filter {
      $0.scalars.contains { $0 != scalar("_") && table[$0].contains(.word) }
    }
    return words.count >= word && words[word - 1].lowercased() == keyword
  }
}

/// words:words_position: the second word and the last but one are a keyword; a sign at the end of the
/// response is no word.
struct SecondWords: Instruction {
  private let keyword: ScalarText
  private let tables: LanguageTables

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    keyword = try arguments.text("keyword").trimmed().lowercased()
    tables = context.tables
  }

  func isFollowed(by response: ScalarText) -> Bool {
    let words = tables.treebankWords(of: response)
    let endsInSign = words.last.map { $0.scalars.allSatisfy(isASCIIPunctuation) } ?? false
    let fromEnd = endsInSign ? 3 : 2
    guard words.count >= fromEnd else { return false }
    return words[1].lowercased() == keyword && words[words.count - fromEnd].lowercased() == keyword
  }
}
