import Bytes
import Grading

/// How much a response says: shares of letters and signs, and how many of its words are different.
///
/// Sources: Gopher (https://arxiv.org/abs/2112.11446), table A1, for the mean length of words (3...10)
/// and the share of words with a letter (0.80), made for web pages; mathematics and code have fewer
/// letters, so limits belong to categories. `distinctWordShare` is the type-token ratio of the first
/// words, whose number is a setting since the ratio falls with length. `commonWordShare` tells prose
/// from gibberish: in each of fourteen languages a quarter of all words and more are its commonest.
/// It is that of the worst stretch, since a teacher that falls apart begins well or ends well.
struct Information: Filter {
  static let version = 3
  static let measures = [
    "letterShare", "digitShare", "distinctWordShare", "meanWordBytes", "longestWordBytes", "words",
    "commonWordShare",
  ]
  /// Words of which the distinct ones are counted.
  let distinctWords: Int
  /// Shorter responses (in words) are `skipped`: a bare answer says little and is right.
  let minWords: Int
  /// Words of Latin letters in a stretch of which `commonWordShare` is taken.
  let windowWords: Int

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

  /// Of the words that are nothing but two ASCII letters or more, the share that is common in some
  /// language, in the window with the fewest.
  ///
  /// - Returns: nil where there are fewer than `minWords` such words; all are one window where there
  ///   are fewer than `windowWords`.
  private func commonWordShare(_ response: Response) -> Double? {
    let words = response.words
    let text = response.bytes.span
    let width = max(minWords, windowWords, 1)
    var isCommon: [Bool] = []
    isCommon.reserveCapacity(words.count)
    var common = 0
    var fewest = Int.max
    for index in words.starts.indices {
      let range = Int(words.starts[index])..<Int(words.ends[index])
      guard range.count > 1, isPlain(text, range) else { continue }
      let known = CommonWords.shared.languages(of: words.hashes[index]) != 0
      isCommon.append(known)
      common += known ? 1 : 0
      guard isCommon.count >= width else { continue }
      if isCommon.count > width { common -= isCommon[isCommon.count - 1 - width] ? 1 : 0 }
      fewest = min(fewest, common)
    }
    guard isCommon.count >= minWords else { return nil }
    return fewest == .max
      ? Double(common) / Double(max(1, isCommon.count)) : Double(fewest) / Double(width)
  }

  private func isPlain(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool {
    word.allSatisfy { isLetter(text[$0]) }
  }
}
