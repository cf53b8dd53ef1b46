import Bytes
import Grading

/// How much a response says: shares of letters and signs, and how many of its words are different.
///
/// Sources: Gopher (https://arxiv.org/abs/2112.11446), table A1, for the mean length of words (3...10)
/// and the share of words with a letter (0.80), made for web pages; mathematics and code have fewer
/// letters, so limits belong to categories. `distinctWordShare` is the type-token ratio of the first
/// words, whose number is a setting since the ratio falls with length.
struct Information: Filter {
  static let version = 1
  static let measures = [
    "letterShare", "digitShare", "distinctWordShare", "meanWordBytes", "longestWordBytes", "words",
  ]
  /// Words of which the distinct ones are counted.
  let distinctWords: Int
  /// Shorter responses (in words) are `skipped`: a bare answer says little and is right.
  let minWords: Int

  /// - Returns: shares of scalars and words, 0...1, and lengths in bytes.
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
    var seen = HashSet64(capacity: compared)
    var distinct = 0
    for hash in words.hashes[..<compared] where seen.insert(hash) { distinct += 1 }
    let scalars = Double(max(1, profile.scalars))
    return Finding([
      "letterShare": Double(profile.letters) / scalars,
      "digitShare": Double(profile.digits) / scalars,
      "distinctWordShare": Double(distinct) / Double(compared),
      "meanWordBytes": Double(total) / Double(words.count), "longestWordBytes": Double(longest),
      "words": Double(words.count),
    ])
  }
}
