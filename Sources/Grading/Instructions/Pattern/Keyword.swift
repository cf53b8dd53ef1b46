/// A keyword of an instruction, searched for without regard to case.
///
/// A keyword without metacharacters is looked for directly; others go through `Pattern`.
struct Keyword: Sendable {
  /// What must stand on both sides of an occurrence.
  enum Boundary: Sendable {
    case anything
    /// `\b`, as `re` has it: word on one side, no word on the other.
    case wordBoundary
    /// No letter goes on at an end of the keyword that is a letter itself.
    case wholeWord
  }

  private enum Form: Sendable {
    case literal(ScalarText, Boundary)
    case pattern(Pattern)
  }
  private let form: Form

  /// A keyword as the reference has it, a pattern.
  init(pattern source: ScalarText, _ boundary: Boundary) throws(Undecided) {
    guard Pattern.isLiteral(source), !source.isEmpty else {
      let isBounded = boundary == .wordBoundary
      let whole = isBounded ? ScalarText(#"\b"#.scalars + source.scalars + #"\b"#.scalars) : source
      form = .pattern(try Pattern(whole, ignoresCase: true))
      return
    }
    form = .literal(source.folded(), boundary)
  }

  /// A keyword that means itself, as a whole word.
  init(literal text: ScalarText) { form = .literal(text.folded(), .wholeWord) }

  /// - Parameter folded: the response, folded.
  func count(in folded: ScalarText) throws(Undecided) -> Int {
    switch form {
    case .pattern(let pattern): try pattern.matches(in: folded).count
    case .literal(let text, .anything): folded.occurrences(of: text).count
    case .literal(let text, let boundary): countBounded(text, boundary, in: folded, limit: .max)
    }
  }

  func isFound(in folded: ScalarText) throws(Undecided) -> Bool {
    switch form {
    case .pattern(let pattern): try pattern.isFound(in: folded)
    case .literal(let text, .anything): folded.firstOccurrence(of: text) != nil
    case .literal(let text, let boundary):
      countBounded(text, boundary, in: folded, limit: 1) > 0
    }
  }

  private func countBounded(
    _ text: ScalarText, _ boundary: Boundary, in folded: ScalarText, limit: Int
  ) -> Int {
    var count = 0
    var start = 0
    while count < limit, let found = folded.firstOccurrence(of: text, from: start) {
      let isBounded = folded.isBounded(found..<(found + text.count), boundary)
      count += isBounded ? 1 : 0
      start = found + (isBounded ? text.count : 1)
    }
    return count
  }
}

extension String {
  fileprivate var scalars: [UInt32] { unicodeScalars.map(\.value) }
}

extension ScalarText {
  /// Whether an occurrence stands in its boundaries.
  func isBounded(_ range: Range<Int>, _ boundary: Keyword.Boundary) -> Bool {
    let table = CharacterTable.shared
    let here = scalars.span
    func isWord(_ place: Int) -> Bool {
      place >= 0 && place < here.count && table[here[place]].contains(.word)
    }
    let startsAsWord = isWord(range.lowerBound)
    let endsAsWord = isWord(range.upperBound - 1)
    return switch boundary {
    case .anything: true
    case .wordBoundary:
      isWord(range.lowerBound - 1) != startsAsWord && isWord(range.upperBound) != endsAsWord
    case .wholeWord:
      !(startsAsWord && isWord(range.lowerBound - 1)) && !(endsAsWord && isWord(range.upperBound))
    }
  }
}
