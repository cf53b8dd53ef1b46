import Bytes
import Grading

/// How much a response says: shares of letters and signs, and how many of its words are different.
///
/// Sources: Gopher (https://arxiv.org/abs/2112.11446), table A1, for the mean length of words (3...10)
/// and the share of words with a letter (0.80), made for web pages; mathematics and code have fewer
/// letters, so limits belong to categories. `distinctWordShare` is the type-token ratio of the first
/// words, whose number is a setting since the ratio falls with length. `commonWordShare` tells prose
/// from gibberish: in each of fourteen languages a quarter of all words and more are its commonest.
struct Information: Filter {
  static let version = 2
  static let measures = [
    "letterShare", "digitShare", "distinctWordShare", "meanWordBytes", "longestWordBytes", "words",
    "commonWordShare",
  ]
  /// Words of which the distinct ones are counted.
  let distinctWords: Int
  /// Shorter responses (in words) are `skipped`: a bare answer says little and is right.
  let minWords: Int

  /// - Returns: shares of scalars and words, 0...1, and lengths in bytes; `commonWordShare` only where
  ///   enough words are made of Latin letters alone.
  func measure(_ sample: Sample) -> Finding {
    let words = sample.response.words
    guard words.count >= max(1, minWords) else { return .skipped("too_short") }
    let profile = TextScan.profile(sample.response.bytes.span)
    var longest = 0
    var total = 0
    for index in words.starts.indices {
      let length = Int(words.ends[index] - words.starts[index])
      total += length
      longest = max(longest, length)
    }
    let compared = min(words.count, max(1, distinctWords))
    var seen = HashCounts64(capacity: compared)
    var distinct = 0
    for hash in words.hashes[..<compared] where seen.add(hash) == 1 { distinct += 1 }
    let scalars = Double(max(1, profile.scalars))
    var finding = Finding([
      "letterShare": Double(profile.letters) / scalars,
      "digitShare": Double(profile.digits) / scalars,
      "distinctWordShare": Double(distinct) / Double(compared),
      "meanWordBytes": Double(total) / Double(words.count), "longestWordBytes": Double(longest),
      "words": Double(words.count),
    ])
    if let share = commonWordShare(sample.response) {
      finding.measures.append(.init("commonWordShare", share))
    }
    return finding
  }

  /// Of the words that are nothing but ASCII letters, which share is common in some language.
  private func commonWordShare(_ response: Response) -> Double? {
    let words = response.words
    let text = response.bytes.span
    var plain = 0
    var common = 0
    for index in 0..<min(words.count, max(1, distinctWords)) {
      let range = Int(words.starts[index])..<Int(words.ends[index])
      guard range.allSatisfy({ isLetter(text[$0]) }) else { continue }
      plain += 1
      if CommonWords.shared.languages(of: words.hashes[index]) != 0 { common += 1 }
    }
    return plain >= minWords ? Double(common) / Double(plain) : nil
  }
}
