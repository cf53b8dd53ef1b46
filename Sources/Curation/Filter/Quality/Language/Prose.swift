// How much language there is in a text, before a detector is asked which one it is.
//
// A detector of n-grams names a language for anything. By its word alone some 200 of 60,086 real
// responses were in another language than their prompt: code without fences, sums, the moves of a
// cube, lists of words, and answers to questions of one line ("I need a random number" is Czech to
// it). So letters that all of Europe writes need more of them, in words, and common words beside.

import Bytes

/// The words among the pieces of a text between white space.
struct Prose {
  /// Pieces with a letter or a digit.
  private(set) var pieces = 0
  /// Pieces of two letters and more, but for marks around and apostrophes and hyphens within.
  private(set) var words = 0
  /// Bytes of those, and how many of them are no ASCII.
  private(set) var letters = 0
  private(set) var otherLetters = 0

  init(_ text: Span<UInt8>) {
    var at = 0
    while at < text.count {
      while at < text.count, text[at] <= 0x20 { at += 1 }
      let start = at
      while at < text.count, text[at] > 0x20 { at += 1 }
      if start < at { add(text.extracting(start..<at)) }
    }
  }

  private mutating func add(_ piece: Span<UInt8>) {
    var (start, end) = (0, piece.count)
    while start < end, !isLetterOrDigit(piece[start]) { start += 1 }
    while end > start, !isLetterOrDigit(piece[end - 1]) { end -= 1 }
    guard start < end else { return }
    pieces += 1
    var others = 0
    for index in start..<end {
      let byte = piece[index]
      if byte >= 0x80 {
        others += 1
      } else if !isLetter(byte), byte != UInt8(ascii: "'"), byte != UInt8(ascii: "-") {
        return
      }
    }
    guard end - start > 1 else { return }
    words += 1
    letters += end - start
    otherLetters += others
  }

  /// Whether at least half of it is words; code and formulas are not.
  var isProse: Bool { words * 2 >= pieces }

  /// Whether hardly anything else is in it, such as the numbers of a sum.
  var isPlain: Bool { words * 20 >= pieces * 17 }

  /// Whether one letter in thirty and more is one that English has not.
  var hasOwnLetters: Bool { otherLetters * 15 >= letters }

  private func isLetterOrDigit(_ byte: UInt8) -> Bool {
    byte >= 0x80 || isLetter(byte) || byte &- UInt8(ascii: "0") < 10
  }

  private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }
}
