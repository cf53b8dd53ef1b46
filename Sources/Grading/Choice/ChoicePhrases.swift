extension ResponseText {
  /// The last box for a question with options: `\boxed{A} then \boxed{B}` is B, not both.
  func lastChoiceBox() -> BoxSearch { lastBox(joiningNeighbours: false) }

  /// What follows each "the answer is", the last first.
  func choicePhrases() -> AnnouncedClauses { AnnouncedClauses(text: self, end: range.upperBound) }
}

/// Clauses that an answer phrase announces, from the last to the first.
struct AnnouncedClauses {
  let text: ResponseText
  var end: Int
  /// A phrase announced nothing: "Answer:" at the end.
  private(set) var sawEmpty = false

  init(text: ResponseText, end: Int) {
    self.text = text
    self.end = end
  }

  private var tries = 0

  mutating func next() -> [UInt8]? {
    while tries < ResponseText.tries, let (start, clause) = text.announced(before: end) {
      tries += 1
      end = start
      if let clause {
        if !clause.isEmpty { return clause }
        sawEmpty = true
      }
    }
    return nil
  }
}
