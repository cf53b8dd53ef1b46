// custom:* of IFBench: one prompt each.

/// custom:multiples: the multiples of 7 between 10 and 50 and no other number.
struct MultiplesOfSeven: PlainInstruction {
  private static let numbers: [ScalarText] = ["14", "21", "28", "35", "42", "49"]

  func isFollowed(by response: ScalarText) -> Bool { response.digitRuns == Self.numbers }
}

/// custom:mcq_count_length: four questions with five options each, each question longer than the one
/// before, nothing before the first.
struct GrowingQuestions: Instruction {
  private let heading: Pattern
  private let option: Pattern

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    heading = try Pattern(#"\n*(?:Question \d+[\.|\):;]?\s*)"#, ignoresCase: false)
    option = try Pattern(#"^[A-Ea-e][\.|\)]\s*\w+"#, ignoresCase: false)
  }

  func isFollowed(by response: ScalarText) throws(Undecided) -> Bool {
    guard response.hasPrefix("Question") else { return false }
    let questions = try questions(in: response)
    guard questions.count == 4 else { return false }
    var lengths: [Int] = []
    for question in questions {
      guard let length = try length(of: question) else { return false }
      lengths.append(length)
    }
    return zip(lengths, lengths.dropFirst()).allSatisfy { $0 < $1 }
  }

  private func questions(in response: ScalarText) throws(Undecided) -> [ScalarText] {
    var parts: [ScalarText] = []
    var start = 0
    for match in try heading.matches(in: response) {
      parts.append(response.part(start..<match.lowerBound))
      start = match.upperBound
    }
    parts.append(response.from(start))
    return parts.map { $0.trimmed() }.filter { !$0.isEmpty }
  }

  /// The length of a question without its options; nil where these are not five.
  private func length(of question: ScalarText) throws(Undecided) -> Int? {
    var text: [UInt32] = []
    var options = 0
    for line in question.lines.map({ $0.trimmed() }) {
      if try option.isFound(in: line) {
        options += 1
      } else if options == 0 {
        text += [0x20] + line.scalars
      }
    }
    return options == 5 ? ScalarText(text).trimmed().count : nil
  }
}

/// custom:reverse_newline: the countries of Africa from Zimbabwe on, in reverse alphabetical order.
struct ReverseCountries: PlainInstruction {
  private static let least = 52

  func isFollowed(by response: ScalarText) -> Bool {
    let lines = response.lines.map(\.withoutOuterPunctuation).filter { !$0.isEmpty }
    guard let start = lines.firstIndex(where: { $0.contains("Zimbabwe") }) else { return false }
    let countries = lines[start...].map { Array($0.asciiLetters.scalars) }
    return countries.count >= Self.least
      && zip(countries, countries.dropFirst()).allSatisfy { !$0.lexicographicallyPrecedes($1) }
  }
}

/// custom:word_reverse: read backwards word by word, the response names the bald eagle.
struct ReversedWords: PlainInstruction {
  func isFollowed(by response: ScalarText) -> Bool {
    let words = response.lowercased().withoutPunctuation.words()
    let text = words.reversed().map { Array($0.scalars) }.joined(separator: [0x20])
    return ScalarText(Array(text)).contains("bald eagle")
  }
}

/// custom:character_reverse: the bald eagle, letter by letter backwards.
struct ReversedLetters: PlainInstruction {
  func isFollowed(by response: ScalarText) -> Bool { response.lowercased().contains("elgae dlab") }
}

/// custom:sentence_alphabet: 26 sentences that start with the letters of the alphabet in order.
struct AlphabetSentences: Instruction {
  private let sentences: SentenceTokenizer

  init(_ arguments: InstructionArguments, _ context: InstructionContext) {
    sentences = context.tables.sentences
  }

  func isFollowed(by response: ScalarText) -> Bool {
    let letters = sentences.texts(in: response).map { $0.trimmed().lowercased().scalars.first }
    return letters == Array(0x61...0x7A)
  }
}

/// custom:european_capitals_sort: capitals north of 45 degrees, from north to south, parted by commas.
struct NorthernCapitals: PlainInstruction {
  private static let capitals: [ScalarText] = ScalarText(
    """
    Reykjavik Helsinki Oslo Tallinn Stockholm Riga Moscow Copenhagen Vilnius Minsk Dublin Berlin
    Amsterdam Warsaw London Brussels Prague Luxembourg Paris Vienna Bratislava Budapest Vaduz
    Chisinau Bern Ljubljana Zagreb
    """
  ).words()

  func isFollowed(by response: ScalarText) -> Bool {
    let names = response.asciiLetters.split(on: scalar(",")).map { $0.trimmed() }
    return names.filter { !$0.isEmpty } == Self.capitals
  }
}

/// custom:csv_city: a header of five columns and seven rows.
struct CityTable: PlainInstruction {
  private static let header: [ScalarText] = ["ID", "Country", "City", "Year", "Count"]

  func isFollowed(by response: ScalarText) -> Bool {
    guard let rows = CSVReader.rows(in: response, delimiter: ",") else { return false }
    return rows.count == 8 && rows[0] == Self.header && rows.allSatisfy { $0.count == 5 }
  }
}

/// custom:csv_special_character: 14 rows, with a quoted field that holds a special character.
struct ProductTable: Instruction {
  private let header: Pattern
  private let special: Pattern

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    header = try Pattern.header(
      ["ProductID", "Category", "Brand", "Price", "Stock"], separator: #",[ \t]*"#)
    special = try Pattern(#"^".*[^\d\w\s].*""#, ignoresCase: false)
  }

  func isFollowed(by response: ScalarText) throws(Undecided) -> Bool {
    guard let rows = try response.quotedRows(under: header, delimiter: ","), rows.count == 15 else {
      return false
    }
    for row in rows.dropFirst() {
      guard row.count == 5 else { return false }
      for field in row where try special.isFound(in: field) { return true }
    }
    return false
  }
}

/// custom:csv_quotes: three rows parted by tabs, every field in double quotes.
struct StudentTable: Instruction {
  private let header: Pattern

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    header = try Pattern.header(
      ["StudentID", "Subject", "Grade", "Semester", "Score"], separator: #"\t *"#)
  }

  func isFollowed(by response: ScalarText) throws(Undecided) -> Bool {
    guard let rows = try response.quotedRows(under: header, delimiter: "\t"), rows.count == 4 else {
      return false
    }
    return rows.allSatisfy { row in
      row.count == 5
        && row.allSatisfy {
          let field = $0.trimmed().scalars
          return field.first == scalar("\"") && field.last == scalar("\"")
        }
    }
  }
}

extension Pattern {
  /// A line of column names, each bare or in double quotes.
  fileprivate static func header(_ names: [String], separator: String) throws(Undecided) -> Pattern
  {
    let columns = names.map { "(\($0)|\"\($0)\")" }.joined(separator: separator)
    return try Pattern(ScalarText("^\(columns)$"), ignoresCase: false)
  }
}

extension ScalarText {
  /// The rows with the quotes of their fields kept; nil without the header, or where it is no table.
  fileprivate func quotedRows(under header: Pattern, delimiter: Unicode.Scalar) throws(Undecided)
    -> [[ScalarText]]?
  {
    guard let first = lines.first, try header.isFound(in: first.trimmed()) else { return nil }
    return CSVReader.rows(in: replacing("\"", with: "\"\"\""), delimiter: delimiter)
  }
}

/// custom:date_format_list: dates as YYYY-MM-DD of Napoleon's life, parted by commas.
struct NapoleonDates: PlainInstruction {
  private static let years = 1769...1821

  func isFollowed(by response: ScalarText) -> Bool {
    response.trimmed().split(on: scalar(",")).allSatisfy { isDate($0.trimmed()) }
  }

  private func isDate(_ text: ScalarText) -> Bool {
    let table = CharacterTable.shared
    let parts = text.split(on: scalar("-"))
    guard parts.map(\.count) == [4, 2, 2],
      parts.allSatisfy({ $0.scalars.allSatisfy { table[$0].contains(.decimal) } })
    else { return false }
    let numbers = parts.compactMap { Int($0.string) }  // ASCII digits; others are out of range
    guard numbers.count == 3, Self.years.contains(numbers[0]), numbers[1] <= 12 else {
      return false
    }
    let lastDay =
      switch numbers[1] {
      case 4, 6, 9, 11: 30
      case 2: 29
      case 0: 99  // the reference checks no day of month 0
      default: 31
      }
    return numbers[2] <= lastDay
  }
}
