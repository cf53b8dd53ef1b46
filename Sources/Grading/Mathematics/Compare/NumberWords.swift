/// Numbers in English words: "twenty-one", "two hundred and five", "three quarters".
enum NumberWords {
  /// The value of a text that is nothing but a number in words.
  ///
  /// - Parameter text: as `NormalizedText.words` gives it.
  static func value(_ text: String) -> Rational? {
    var words = text.utf8.count > 80 ? [] : text.split { $0 == " " || $0 == "-" }.map(String.init)
    guard let last = words.last, let first = words.first, first != "and" else { return nil }
    if words.count == 1, last == "half" { return .small(1, 2) }
    guard words.count > 1, let part = parts[last] else { return whole(words).map { Rational($0) } }
    words.removeLast()
    if let and = words.lastIndex(of: "and"), let before = whole(Array(words[..<and])),
      let top = whole(words[(and + 1)...].map { $0 == "a" ? "one" : $0 }), top > 0, top < part
    {
      return Rational(before * part + top, over: part)
    }
    guard let top = whole(words), top > 0 else { return nil }
    return Rational(top, over: part)
  }

  private static let units: [String: Int] = Dictionary(
    uniqueKeysWithValues: [
      "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
      "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
      "nineteen",
    ].enumerated().map { ($1, $0) })
  private static let tens: [String: Int] = [
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
  ]
  private static let scales: [String: Int] = [
    "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000,
  ]
  /// Denominators; "second" and "fourth" alone are ordinals.
  private static let parts: [String: Int] = [
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4,
    "fourths": 4, "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7,
    "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10,
  ]

  /// A whole number: each group below a thousand, then its scale, scales falling.
  private static func whole(_ words: [String]) -> Int? {
    guard !words.isEmpty else { return nil }
    var total = 0
    var group: Int?
    var smallest = 1_000  // of what may still be added to the group
    var lastScale = Int.max
    for word in words where word != "and" {
      if let value = units[word] ?? tens[word] {
        guard value < smallest, group != 0, value > 0 || group == nil else { return nil }
        group = (group ?? 0) + value
        smallest = value >= 20 ? 10 : 1
      } else if word == "hundred" {
        guard let count = group, (1...9).contains(count) else {
          guard group == nil, words.count == 1 else { return nil }
          return 100
        }
        group = count * 100
        smallest = 100
      } else if let scale = scales[word], let count = group, scale < lastScale {
        total += count * scale
        (group, smallest, lastScale) = (nil, 1_000, scale)
      } else {
        return nil
      }
    }
    guard group != nil || lastScale < Int.max else { return nil }
    return total + (group ?? 0)
  }
}
