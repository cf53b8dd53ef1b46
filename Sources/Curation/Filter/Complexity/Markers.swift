import Bytes
import Grading

/// How much a trace deliberates: words that check, doubt and connect, and steps.
///
/// Sources: LIMO (https://arxiv.org/abs/2502.03387) ranks traces by length (30 %), verification words
/// (20 %), tentative words (25 %) and connectives (25 %), normalised by length; its word lists are not
/// published, so those of `filters/lists/` are our own. open-r1's reward `reasoning_steps` counts
/// "Step 1:", numbered and bulleted lines, "First,", "Next,".
struct Markers: Filter {
  static let version = 1
  static let measures = ["verification", "tentative", "connectives", "steps", "limo"]
  let verification: PhraseList
  let tentative: PhraseList
  let connectives: PhraseList
  let steps: PhraseList
  /// Words of a trace that get half of LIMO's mark for length.
  let halfLengthWords: Int
  /// Marks of a kind in 1,000 words that get half of LIMO's mark for it.
  let halfDensity: Double

  /// - Returns: marks of each kind in 1,000 words of the reasoning (of the answer where there is
  ///   none); `steps`, their number; `limo`, 0...1, with each part as x / (x + half).
  func measure(_ sample: Sample) -> Finding {
    let response = sample.response
    let range = response.thinking.reasoning ?? response.thinking.answer
    let text = response.bytes.span.extracting(range)
    let words = wordCount(text)
    func density(_ list: PhraseList) -> Double {
      words == 0 ? 0 : Double(count(list, text)) * 1000 / Double(words)
    }
    let found = (density(verification), density(tentative), density(connectives))
    func share(_ x: Double, _ half: Double) -> Double { x + half > 0 ? x / (x + half) : 0 }
    let limo =
      0.30 * share(Double(words), Double(halfLengthWords)) + 0.20 * share(found.0, halfDensity)
      + 0.25 * share(found.1, halfDensity) + 0.25 * share(found.2, halfDensity)
    return Finding([
      "verification": found.0, "tentative": found.1, "connectives": found.2,
      "steps": Double(count(steps, text) + listItems(text)), "limo": limo,
    ])
  }

  private func count(_ list: PhraseList, _ text: Span<UInt8>) -> Int {
    var count = 0
    list.finder.forEachMatch(in: text) { _ in
      count += 1
      return true
    }
    return count
  }

  /// Lines that begin with a number and a full stop, a hyphen or an asterisk.
  private func listItems(_ text: Span<UInt8>) -> Int {
    TextScan.lines(in: text).count { line in
      var at = line.lowerBound
      while at < line.upperBound, text[at] == 0x20 { at += 1 }
      guard at + 1 < line.upperBound else { return false }
      if "-*".utf8.contains(text[at]) { return text[at + 1] == 0x20 }
      let digits = at
      while at < line.upperBound, isDigit(text[at]) { at += 1 }
      return at > digits && at < line.upperBound && text[at] == UInt8(ascii: ".")
    }
  }

  var fingerprint: String {
    [verification, tentative, connectives, steps].map(\.fingerprint).joined(separator: ",")
  }
}
