/// The comparison of an answer with a gold, in the readings that their texts allow.
struct AnswerComparison {
  let settings: MathSettings
  let gold: AnswerText
  let answer: AnswerText

  var outcome: Outcome {
    if let isSame = isSameOption { return isSame ? .pass : .fail(.wrongAnswer) }
    if let isSame = gold.isSameTime(as: answer) { return isSame ? .pass : .fail(.wrongAnswer) }
    guard let goldParsed = parse(gold) else {
      return sameWords ? .pass : .unsure(.goldUnparsed)
    }
    guard let answerParsed = parse(answer) else {
      return sameWords ? .pass : .fail(.answerUnparsed)
    }
    let first = compare(goldParsed, answerParsed)
    if first == .same { return .pass }
    if goldParsed.sawText || answerParsed.sawText || goldParsed.isWord || gold.isAbbreviation,
      sameWords
    {
      return .pass
    }
    if otherReadings(goldParsed, answerParsed) { return .pass }
    guard first == .undecided else { return .fail(.wrongAnswer) }
    // 5/0 is no value, so it equals no gold that is one
    let isVoid =
      answerParsed.expression.dividesByZero && !goldParsed.expression.dividesByZero
    return isVoid ? .fail(.wrongAnswer) : .unsure(.undecided)
  }

  /// An option's letter on one side and "(B) 0.8" on the other; nil for all else.
  private var isSameOption: Bool? {
    isSameOption(letter: gold, text: answer) ?? isSameOption(letter: answer, text: gold)
  }

  private func isSameOption(letter: AnswerText, text: AnswerText) -> Bool? {
    let letter = LabelText.plain(letter.bytes).filter { !"()".utf8.contains($0) }
    guard letter.count == 1, letter[0] >= 0x41, letter[0] <= 0x4A else { return nil }
    let text = LabelText.plain(text.bytes)
    guard text.count > 3, let label = LabelText.leadingLabel(text, count: 10) else { return nil }
    return label == Int(letter[0]) - 0x41
  }

  /// The usual reading, else the one in which 2{,}5 is a decimal.
  private func parse(_ text: AnswerText) -> ParsedAnswer? {
    if text.hasLetters, !text.bytes.contains(where: ASCII.isDigit),
      let number = NumberWords.value(text.words)
    {
      return ParsedAnswer(
        expression: .number(number), decimalDigits: nil, sawGrouping: false, sawDecimalComma: false,
        sawText: true, isProse: false)
    }
    if let parsed = try? text.parsed(.usual) { return parsed }
    return text.isDecimalComma ? try? text.parsed(Reading(decimalComma: true)) : nil
  }

  private func compare(_ gold: ParsedAnswer, _ answer: ParsedAnswer) -> Sameness {
    Equivalence(
      settings: settings, goldDigits: gold.decimalDigits, answerDigits: answer.decimalDigits
    ).compare(gold.expression, answer.expression)
  }

  /// Equal words, upper and lower case alike; yes and no also by the word that begins the answer.
  private var sameWords: Bool {
    guard gold.hasLetters, answer.hasLetters else { return false }
    let g = AnswerComparison.spelledOut(gold.words)
    let a = AnswerComparison.spelledOut(answer.words)
    guard !g.isEmpty, g != a else { return !g.isEmpty }
    return YesNo(gold: g).map { $0 == YesNo(answer: a) } ?? false
  }

  /// Abbreviations that stand for a whole answer.
  private static func spelledOut(_ words: String) -> String {
    switch words {
    case "dne", "doesnt exist", "limit does not exist", "does not exist dne": "does not exist"
    case "undef", "not defined": "undefined"
    case "infinitely many solutions", "infinite solutions", "infinite number of solutions",
      "infinite many solutions", "there are infinitely many solutions":
      "infinitely many"
    default: words
    }
  }

  /// The less usual readings of what has several.
  private func otherReadings(_ gold: ParsedAnswer, _ answer: ParsedAnswer) -> Bool {
    var readings: [(Reading, Reading)] = []
    if self.gold.hasDecimalComma || self.answer.hasDecimalComma {
      for grouping in [Reading.Grouping.nowhere, .everywhere] {
        readings.append((Reading(grouping: grouping), Reading(grouping: grouping)))
      }
    }
    let decimal = Reading(decimalComma: true)
    if self.gold.isDecimalComma { readings.append((decimal, .usual)) }
    if self.answer.isDecimalComma { readings.append((.usual, decimal)) }
    let bare = Reading(bareUnits: true)
    if self.gold.endsInUnitLetter, !self.answer.hasLetters || answer.isQuantity {
      readings.append((bare, .usual))
    }
    if self.answer.endsInUnitLetter, !self.gold.hasLetters || gold.isQuantity {
      readings.append((.usual, bare))
    }
    for (goldReading, answerReading) in readings {
      guard let g = try? self.gold.parsed(goldReading),
        let a = try? self.answer.parsed(answerReading)
      else { continue }
      if compare(g, a) == .same { return true }
    }
    return false
  }
}

extension Expression {
  /// Whether a constant that is exactly zero stands below a fraction's line.
  fileprivate var dividesByZero: Bool {
    contains {
      guard case .power(.number(let base), .number(let exponent)) = $0 else { return false }
      return base.isZero && exponent.isNegative
    }
  }
}

extension ParsedAnswer {
  /// A value with a unit: 5 cm.
  fileprivate var isQuantity: Bool {
    switch expression {
    case .quantity: true
    default: false
    }
  }

  /// A single name, which may be a word: E, x.
  fileprivate var isWord: Bool {
    switch expression {
    case .text: true
    default: false
    }
  }
}

extension AnswerText {
  /// A digit, a comma (or {,}) and a digit.
  var hasDecimalComma: Bool {
    bytes.indices.contains { at in
      guard bytes[at] == UInt8(ascii: ","), at > 0, at + 1 < bytes.count else { return false }
      let before = bytes[at - 1] == UInt8(ascii: "{") && at > 1 ? bytes[at - 2] : bytes[at - 1]
      let after =
        bytes[at + 1] == UInt8(ascii: "}") && at + 2 < bytes.count ? bytes[at + 2] : bytes[at + 1]
      return ASCII.isDigit(before) && ASCII.isDigit(after)
    }
  }

  /// One such comma, and no brackets: 1,22 or 2{,}5.
  var isDecimalComma: Bool {
    hasDecimalComma && bytes.count(where: { $0 == UInt8(ascii: ",") }) == 1
      && !bytes.contains { "()[]".utf8.contains($0) }
  }

  /// Letters that could be variables and stand for words.
  var isAbbreviation: Bool { words == "dne" }

  /// `5 m`, `3 m/s`: a number and one letter.
  var endsInUnitLetter: Bool {
    bytes.contains(where: ASCII.isDigit) && bytes.contains { Unit.letters[$0] != nil }
  }
}

/// An answer of yes or no, by its first word.
enum YesNo {
  case yes, no

  init?(gold: String) {
    switch gold {
    case "yes", "true", "correct": self = .yes
    case "no", "false", "incorrect": self = .no
    default: return nil
    }
  }

  init?(answer: String) {
    guard let first = answer.split(separator: " ").first else { return nil }
    self.init(gold: String(first))
  }
}
