/// The options of a question, with their texts in comparable form.
struct ChoiceOptions: Sendable {
  /// Normalised words of each option.
  let words: [String]
  private let texts: [String]

  /// At most 26 options have a letter.
  init(texts: [String]) {
    self.texts = Array(texts.prefix(26))
    words = self.texts.map { ChoiceOptions.normalised(ChoiceOptions.withoutLabel($0)) }
  }

  var count: Int { texts.count }

  static func normalised(_ text: String) -> String {
    NormalizedText.words(UnicodeMathematics.asciified(Array(text.utf8)))
  }

  /// `B. 15` as an option's text is 15.
  private static func withoutLabel(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard bytes.count > 3, bytes[0] >= 0x41, bytes[0] <= 0x5A, ".):".utf8.contains(bytes[1]),
      bytes[2] == 0x20
    else { return text }
    return String(decoding: bytes[3...], as: UTF8.self)
  }

  /// The letter of an option, and several in order: `A,C`.
  func letters(_ picked: Set<Int>) -> String {
    picked.sorted().map { String(Unicode.Scalar(UInt8(0x41 + $0))) }.joined(separator: ",")
  }

  /// The options that a gold names; nil where it names none.
  func gold(_ gold: String) -> Set<Int>? {
    let bytes = LabelText.plain(Array(gold.utf8))
    if let labels = LabelText.onlyLabels(bytes, count: count) { return labels }
    if let exact = texts.firstIndex(of: gold) { return [exact] }
    let words = ChoiceOptions.normalised(gold)
    let same = self.words.indices.filter { self.words[$0] == words }
    if same.count == 1 { return Set(same) }
    if let label = LabelText.leadingLabel(bytes, count: count) { return [label] }
    return equalOption(Array(gold.utf8)).map { [$0] }
  }

  /// The only option whose text is these words.
  func option(withWords words: String) -> Int? {
    guard !words.isEmpty else { return nil }
    let same = self.words.indices.filter { self.words[$0] == words }
    return same.count == 1 ? same[0] : nil
  }

  /// The only option whose text has the same value.
  func equalOption(_ answer: [UInt8]) -> Int? {
    guard answer.count < 400, answer.contains(where: ASCII.isDigit) else { return nil }
    let value = String(decoding: answer, as: UTF8.self)
    let same = texts.indices.filter {
      ChoiceOptions.grader.compare(answer: value, gold: texts[$0]) == .pass
    }
    return same.count == 1 ? same[0] : nil
  }

  /// Values of options are compared exactly; 28 % and 0.28 may be two options.
  private static let grader = MathGrader(
    settings: MathSettings(
      fallbacks: [], relativeTolerance: 0, goldRoundingDigits: .max, answerRoundingDigits: .max,
      percentIsFraction: false))
}
