/// Words of English by a list of their base forms and the regular endings.
enum EnglishWord {
  /// Whether a word, in small letters, is one of the list or a regular form of one.
  static func isKnown(_ word: String) -> Bool {
    isListed(word) || bases(of: word).contains(where: isListed)
  }

  /// Whether a word that is none is the beginning of one, or of a regular form: `approxim`, `runnin`.
  static func isFragment(_ word: String) -> Bool {
    guard word.utf8.count > 1, !isKnown(word), !shortForms.contains(word) else { return false }
    let next = words[firstIndex(notBefore: word)...].first
    if let next, next.hasPrefix(word) { return true }
    return ["g", "d", "y", "ng", "ly"].contains { isKnown(word + $0) }
  }

  private static let words: [String] =
    EnglishWordList.words.split { $0 == " " || $0 == "\n" }.map(String.init)
  private static let shortForms = Set(
    EnglishWordList.shortForms.split(separator: " ").map(String.init))

  private static func isListed(_ word: String) -> Bool {
    let at = firstIndex(notBefore: word)
    return at < words.count && words[at] == word || word == "a" || word == "i"
  }

  private static func firstIndex(notBefore word: String) -> Int {
    var (low, high) = (0, words.count)
    while low < high {
      let middle = (low + high) / 2
      if words[middle] < word { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// What a word may be a form of; most of them are no words.
  private static func bases(of word: String) -> [String] {
    var bases: [String] = []
    for (ending, rests) in endings where word.hasSuffix(ending) {
      let stem = word.dropLast(ending.utf8.count)
      guard stem.utf8.count >= 2 else { continue }
      bases += rests.map { stem + $0 }
      // running, bigger
      if rests.contains("e"), let last = stem.last, stem.dropLast().last == last {
        bases.append(String(stem.dropLast()))
      }
    }
    return bases
  }

  private static let endings: [(String, [String])] = [
    ("s", [""]), ("es", [""]), ("ed", ["", "e"]), ("ing", ["", "e"]), ("ly", [""]),
    ("er", ["", "e"]), ("est", ["", "e"]), ("ers", ["", "e"]), ("ies", ["y"]), ("ied", ["y"]),
    ("ier", ["y"]), ("iest", ["y"]), ("ily", ["y"]),
    ("ings", ["", "e"]), ("ness", [""]), ("less", [""]), ("able", ["", "e"]), ("n't", [""]),
  ]
}
