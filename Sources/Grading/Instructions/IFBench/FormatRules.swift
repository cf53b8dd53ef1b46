// format:* of IFBench.

/// format:parentheses: brackets of any kind, closed in order, five levels deep.
struct NestedBrackets: PlainInstruction {
  private static let closers: [UInt32: UInt32] = [
    scalar("("): scalar(")"), scalar("["): scalar("]"), scalar("{"): scalar("}"),
  ]
  private static let depth = 5

  func isFollowed(by response: ScalarText) -> Bool {
    var open: [UInt32] = []
    var deepest = 0
    for value in response.scalars {
      if let closer = Self.closers[value] {
        open.append(closer)
        deepest = max(deepest, open.count)
      } else if Self.closers.values.contains(value) {
        if open.last == value {
          open.removeLast()
          if deepest >= Self.depth { return true }
        } else {
          (open, deepest) = ([], 0)
        }
      }
    }
    return false
  }
}

/// format:quotes: single and double quotes nested three levels deep and closed.
struct NestedQuotes: PlainInstruction {
  private static let depth = 3

  func isFollowed(by response: ScalarText) -> Bool {
    var open: [UInt32] = []
    var deepest = 0
    for value in response.scalars where value == scalar("\"") || value == scalar("'") {
      if open.last == value {
        open.removeLast()
        if deepest - open.count >= Self.depth { return true }
      } else {
        open.append(value)
        deepest = max(deepest, open.count)
      }
    }
    return false
  }
}

/// format:options: the response is one of the options; letters as they are, words without regard to
/// case and outer punctuation.
struct OptionAnswer: Instruction {
  private let options: [ScalarText]
  private let isExact: Bool

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    let text = try arguments.text("options")
    let letters = try Pattern(#"\W*[aA]\W*[bB]\W*[cC]\W*"#, ignoresCase: false)
    isExact = try letters.matches(in: text, limit: 1).first?.lowerBound == 0
    let separator: ScalarText = text.contains("/") ? "/" : text.contains("or") ? "or" : ","
    options = text.split(on: separator).map { $0.trimmed() }
  }

  func isFollowed(by response: ScalarText) -> Bool {
    if isExact { return options.contains(response) }
    let answer = response.withoutOuterPunctuation.lowercased()
    return options.contains { $0.withoutOuterPunctuation.lowercased() == answer }
  }
}

/// format:newline: each word on a line of its own.
struct WordPerLine: PlainInstruction {
  func isFollowed(by response: ScalarText) -> Bool {
    let text = response.withoutPunctuation.trimmed()
    return text.lines.count { !$0.isEmpty } == text.words().count
  }
}

/// format:emoji: an emoji ends each sentence, or starts the next one.
struct EmojiSentences: Instruction {
  private let sentences: SentenceTokenizer

  init(_ arguments: InstructionArguments, _ context: InstructionContext) {
    sentences = context.tables.sentences
  }

  func isFollowed(by response: ScalarText) -> Bool {
    let all = sentences.texts(in: response).map { $0.withoutPunctuation.trimmed() }
    return all.indices.allSatisfy { i in
      guard !all[i].isEmpty else { return false }
      // A variation selector may follow the emoji.
      if all[i].scalars.suffix(2).contains(where: isEmoji) { return true }
      return i + 1 < all.count && all[i + 1].scalars.first.map(isEmoji) ?? false
    }
  }

  /// An emoji of one scalar; digits and the letters of flags are none by themselves.
  private func isEmoji(_ value: UInt32) -> Bool {
    guard value > 0x7F, !(0x1F1E6...0x1F1FF ~= value), let scalar = Unicode.Scalar(value) else {
      return false
    }
    return scalar.properties.isEmoji
  }
}

/// format:line_indent: each line is indented further than the one before.
///
/// The reference takes blank lines out of the list that it walks over, so the second of two stays.
struct IndentStairs: PlainInstruction {
  func isFollowed(by response: ScalarText) -> Bool {
    let indents = keptLines(of: response).map { $0.scalars.prefix { $0 == 0x20 }.count }
    return zip(indents, indents.dropFirst()).allSatisfy { $0 < $1 }
  }

  /// The lines that are left when each blank line met takes out the first line equal to it, and the
  /// line after it is passed over.
  private func keptLines(of response: ScalarText) -> [ScalarText] {
    let lines = response.lines
    var places: [ScalarText: [Int]] = [:]
    for (place, line) in lines.enumerated() where line.isBlank {
      places[line, default: []].append(place)
    }
    var taken: Set<Int> = []
    var takenOf: [ScalarText: Int] = [:]
    var i = 0
    while i < lines.count {
      if let equal = places[lines[i]] {
        let count = takenOf[lines[i], default: 0]
        taken.insert(equal[count])
        takenOf[lines[i]] = count + 1
        i += 1
      }
      i += 1
    }
    return lines.indices.filter { !taken.contains($0) }.map { lines[$0] }
  }
}

/// format:quote_unquote: no two quotes touch, and the response does not end in one.
///
/// Curly quotes count in the literal reading only.
struct ExplainedQuotes: Instruction {
  private let reading: InstructionReading

  init(_ arguments: InstructionArguments, _ context: InstructionContext) {
    reading = context.reading
  }

  func isFollowed(by response: ScalarText) -> Bool {
    let table = CharacterTable.shared
    let quote = scalar("\"")
    let straight =
      reading == .literal
      ? response.replacing("\u{201C}", with: "\"").replacing("\u{201D}", with: "\"") : response
    let text = straight.replacing("'\"'", with: "").removing { table[$0].contains(.space) }
    if text.contains("\"\"") { return false }
    let end = text.trimmedEnd { 0x30...0x39 ~= $0 || (isASCIIPunctuation($0) && $0 != quote) }
    return end.scalars.last != quote
  }
}

/// format:list: the marker that stands for bullets occurs twice.
struct CustomBullets: Instruction {
  private let marker: ScalarText

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    marker = try arguments.text("sep")
    guard !marker.isEmpty else { throw .missingArgument }
  }

  func isFollowed(by response: ScalarText) -> Bool {
    response.occurrences(of: marker).count >= 2
  }
}

/// format:thesis: something in HTML's italics, with text after it.
struct ItalicThesis: PlainInstruction {
  func isFollowed(by response: ScalarText) -> Bool {
    let open = response.firstOccurrence(of: "<i>") ?? response.firstOccurrence(of: "<em>")
    guard let open else { return false }
    let rest = response.from(open)
    let close = rest.firstOccurrence(of: "</i>") ?? rest.firstOccurrence(of: "</em>")
    guard let close, close >= 3 else { return false }
    return !rest.part(3..<close).isBlank && !rest.from(close + 4).isBlank
  }
}

/// format:sub-bullets: after each asterisk comes a dash before the next asterisk.
struct SubBullets: PlainInstruction {
  func isFollowed(by response: ScalarText) -> Bool {
    response.split(on: scalar("*")).dropFirst().allSatisfy { $0.contains(scalar("-")) }
  }
}

/// format:no_bullets_bullets: two sentences, then two bullets with asterisks, and nothing else.
///
/// After an empty line only bullets may follow for the reference.
struct SentencesThenBullets: Instruction {
  private let sentences: SentenceTokenizer

  init(_ arguments: InstructionArguments, _ context: InstructionContext) {
    sentences = context.tables.sentences
  }

  func isFollowed(by response: ScalarText) -> Bool {
    var isInText = true
    var sentenceCount = 0
    var bulletCount = 0
    for line in response.lines.map({ $0.trimmed() }) {
      if line.hasPrefix("*") {
        isInText = false
        guard sentenceCount >= 2 else { return false }
        bulletCount += 1
      } else if isInText {
        let found = sentences.ranges(in: line).count
        sentenceCount += found
        isInText = found > 0
      } else {
        return false
      }
    }
    return bulletCount >= 2
  }
}

/// format:title_case: every word of letters starts with a capital.
struct TitleCase: Instruction {
  private let tables: LanguageTables

  init(_ arguments: InstructionArguments, _ context: InstructionContext) {
    tables = context.tables
  }

  func isFollowed(by response: ScalarText) -> Bool {
    tables.treebankWords(of: response).allSatisfy(isTitled)
  }

  private func isTitled(_ word: ScalarText) -> Bool {
    let table = CharacterTable.shared
    guard let first = word.scalars.first, table[first].contains(.letter) else { return true }
    let rest = word.from(1)
    guard table[first].contains(.lower) else { return true }
    return !rest.isEmpty && !rest.isUppercase && !rest.isLowercase
  }
}

/// format:output_template: the three headings of the template are there.
struct OutputTemplate: PlainInstruction {
  func isFollowed(by response: ScalarText) -> Bool {
    (["My Answer:", "My Conclusion:", "Future Outlook:"] as [ScalarText])
      .allSatisfy(response.contains)
  }
}

/// format:no_whitespace: no white space at all.
struct NoWhitespace: PlainInstruction {
  func isFollowed(by response: ScalarText) -> Bool {
    let table = CharacterTable.shared
    return !response.scalars.contains { table[$0].contains(.space) }
  }
}
