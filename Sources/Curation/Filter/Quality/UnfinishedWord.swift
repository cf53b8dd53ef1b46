// Whether the last word of an answer was cut, or is one that needs another behind it.
//
// Such ends are rare (some fifty of 60,086 real responses), since whole answers end in a stop or in a
// whole word.

import Bytes
import Grading

/// The last words of an answer of English prose.
struct LastWords {
  /// The last word in small letters.
  private let last: String
  /// Up to twelve words before it, those of its line first.
  private let before: [String]
  private let wordsOfLine: Int
  private let isListed: Bool

  /// - Returns: nil where the text does not end in a word of ASCII letters, with a comma or without.
  init?(_ text: Span<UInt8>) {
    var end = text.count
    while end > 0, text[end - 1] <= 0x20 { end -= 1 }
    let hasComma = end > 1 && text[end - 1] == UInt8(ascii: ",")
    if hasComma { end -= 1 }
    var start = end
    while start > 0, end - start < 24, isLetter(text[start - 1]) { start -= 1 }
    guard start < end, start == 0 || Self.mayStandBefore(text[start - 1]) else { return nil }
    var line = start
    while line > 0, text[line - 1] != 0x0A { line -= 1 }
    let word = string(text, start..<end)
    let isShouted = !(line..<end).contains { text[$0] >= 0x61 && text[$0] <= 0x7A }
    guard word.utf8.allSatisfy({ $0 >= 0x61 }) || isShouted else { return nil }
    last = word.lowercased()
    let ofLine = Self.words(text, max(line, start - 240)..<start)
    wordsOfLine = ofLine.count + 1
    before =
      ofLine.count >= 4
      ? ofLine.suffix(12) : Self.words(text, max(0, start - 240)..<start).suffix(12)
    // "should, in, by": a list of words may end in any.
    isListed = start < 2 || !isLetter(text[start - 2]) || text[start - 1] != 0x20
    endsInComma = hasComma
  }

  /// Whether a comma stands behind the last word of a sentence; a greeting's line is shorter.
  private let endsInComma: Bool

  private var isEnglish: Bool {
    before.count >= 4 && before.count(where: EnglishWord.isKnown) * 4 >= before.count * 3
  }

  /// Whether the answer goes on: the last word needs another one ("in the", "because"), or a comma ends
  /// it.
  var isHanging: Bool {
    guard isEnglish else { return false }
    if endsInComma { return wordsOfLine >= 6 }
    return wordsOfLine >= 5 && !isListed && Self.openers.contains(last)
  }

  /// Whether the last word is the beginning of one, and neither the text nor the prompt has it.
  func isFragment(in text: Span<UInt8>, prompt: Span<UInt8>) -> Bool {
    guard !endsInComma, isEnglish, EnglishWord.isFragment(last) else { return false }
    let word = WordMarks(Array(last.utf8).span).hashes
    guard let hash = word.first else { return false }
    return WordMarks(text).hashes.count { $0 == hash } < 2
      && !WordMarks(prompt).hashes.contains(hash)
  }

  /// Words that no sentence ends in.
  private static let openers: Set<String> = [
    "the", "an", "and", "or", "nor", "because", "than", "whose", "my", "our", "your", "their",
    "every", "into", "onto", "upon",
  ]

  private static func mayStandBefore(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte >= 0x80 || "\"'(*_-".utf8.contains(byte)
  }

  /// Words of letters in small letters; "can't" is "can".
  private static func words(_ text: Span<UInt8>, _ range: Range<Int>) -> [String] {
    var words: [String] = []
    var at = range.lowerBound
    while at < range.upperBound {
      let start = at
      while at < range.upperBound, isLetter(text[at]) { at += 1 }
      if at > start {
        words.append(string(text, start..<at).lowercased())
        // The rest behind an apostrophe, straight or curly, belongs to the word.
        let isCurly = at + 3 < range.upperBound && text[at] == 0xE2 && text[at + 2] == 0x99
        if text[at] == UInt8(ascii: "'") || isCurly {
          at += isCurly ? 3 : 1
          while at < range.upperBound, isLetter(text[at]) { at += 1 }
        }
      } else {
        at += 1
      }
    }
    return words
  }
}
