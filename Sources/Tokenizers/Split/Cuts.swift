// Where a text may be cut in two so that the tokens of both are those of the whole.
//
// Idea: the published patterns never put a space and the letter before it into one piece, and start
// anew at each piece. So between two small ASCII letters with a space between them, a piece ends
// before the space, whatever stands around; what the one side is, the other does not see.

extension Tokenizer {
  /// The first and the last place of a text where it may be cut; nil where there is none.
  ///
  /// At each such place, within any larger text too, the tokens of what is before it and of what is
  /// after it are the tokens of both together.
  public func cuts(in text: Span<UInt8>) -> ClosedRange<Int>? {
    guard hasCuts, text.count > 2,
      let first = (1..<(text.count - 1)).first(where: { text.isCut(at: $0) }),
      let last = (1..<(text.count - 1)).last(where: { text.isCut(at: $0) })
    else { return nil }
    return first...last
  }

  /// How many tokens a text has, and how many each of some parts of it would have alone.
  ///
  /// What lies inside a part is counted once for both.
  ///
  /// - Parameter parts: ranges of the text; those that come before an earlier one's end cost more.
  public func counts(_ text: Span<UInt8>, parts: [Range<Int>]) -> (whole: Int, parts: [Int]) {
    var whole = 0
    var done = 0
    var counts: [Int] = []
    for part in parts {
      guard part.lowerBound >= done, let cuts = cuts(in: text.extracting(part)), cuts.count > 1
      else {
        counts.append(count(text.extracting(part)))
        continue
      }
      let first = part.lowerBound + cuts.lowerBound
      let last = part.lowerBound + cuts.upperBound
      let shared = count(text.extracting(first..<last))
      counts.append(
        count(text.extracting(part.lowerBound..<first)) + shared
          + count(text.extracting(last..<part.upperBound)))
      whole += count(text.extracting(done..<first)) + shared
      done = last
    }
    return (whole + count(text.extracting(done..<text.count)), counts)
  }
}

extension Tokenizer.Parts {
  /// Whether nothing of this tokenizer reaches over a cut: its pattern is one that takes words with
  /// the space before them, and no added token has a space behind a small letter, eats one, or looks
  /// at its neighbours.
  var hasCuts: Bool {
    let reaching: Set<SplitStep> = [.afterSpace, .beforeMarks, .eachMark]
    let digits: Set<SplitStep> = [.singleDigits, .singleNumbers, .deepseekDigits, .deepseekCJK]
    return opening == .none && normalizers.allSatisfy { $0 == .composed } && rules.isByteLevel
      && reaching.isDisjoint(with: rules.steps) && !digits.isSuperset(of: rules.steps)
      && !addedTokens.contains { $0.reachesOverCuts }
  }
}

extension Tokenizer.AddedToken {
  fileprivate var reachesOverCuts: Bool {
    let bytes = Array(text.utf8)
    let hasSpace = zip(bytes, bytes.dropFirst()).contains { isSmallLetter($0) && $1 == space }
    return hasSpace || isSingleWord || stripsRight && bytes.last.map(isSmallLetter) == true
  }
}

private let space = UInt8(ascii: " ")

private func isSmallLetter(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "a") < 26 }

extension Span<UInt8> {
  fileprivate func isCut(at index: Int) -> Bool {
    self[index] == space && isSmallLetter(self[index - 1]) && isSmallLetter(self[index + 1])
  }
}
