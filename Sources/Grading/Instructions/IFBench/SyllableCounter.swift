/// Counts syllables as SyllaPy 0.8 does: by its dictionary where that is installed, else by rule.
struct SyllableCounter: Sendable {
  private let dictionary: [ScalarText: Int]
  private static let vowels = Set("aeiouy".unicodeScalars.map(\.value))

  /// - Parameter csv: lines of `word,count`; nil where the dictionary is not installed.
  init(csv: [UInt8]?) {
    var dictionary: [ScalarText: Int] = [:]
    for line in csv.map({ ScalarText(utf8: $0).lines }) ?? [] {
      let columns = line.trimmed().split(on: scalar(","))
      guard columns.count == 2, let count = Int(columns[1].string) else { continue }
      dictionary[columns[0]] = count
    }
    self.dictionary = dictionary
  }

  /// - Parameter word: in lower case, without punctuation.
  /// - Returns: 0 for a word with a digit.
  func count(in word: ScalarText) -> Int {
    let table = CharacterTable.shared
    guard !word.isEmpty, !word.scalars.contains(where: { table[$0].contains(.decimal) }) else {
      return 0
    }
    return dictionary[word] ?? ruleCount(word)
  }

  /// Groups of vowels, without a silent "e"; "le" after a consonant is a syllable.
  private func ruleCount(_ word: ScalarText) -> Int {
    let isVowel = word.scalars.map { Self.vowels.contains($0) }
    var count = isVowel.first == true ? 1 : 0
    count += zip(isVowel, isVowel.dropFirst()).count { !$0 && $1 }
    if word.hasSuffix("e") { count -= 1 }
    if word.hasSuffix("le"), word.count > 2, !isVowel[word.count - 3] { count += 1 }
    return max(1, count)
  }
}
