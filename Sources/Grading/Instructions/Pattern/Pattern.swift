/// A compiled pattern of Python's `re`.
struct Pattern: Sendable, Hashable {
  let root: PatternNode
  let groupCount: Int
  let ignoresCase: Bool

  /// - Throws: `Undecided.badPattern` where Python has an error, too.
  init(_ source: ScalarText, ignoresCase: Bool) throws(Undecided) {
    var parser = PatternParser(source)
    let root = try parser.parse()
    self.root = ignoresCase ? root.folded(CharacterTable.shared) : root
    groupCount = parser.groupCount
    self.ignoresCase = ignoresCase
  }

  /// Whether a source means itself: no character in it has a meaning of its own.
  static func isLiteral(_ source: ScalarText) -> Bool {
    !source.scalars.contains { literalBreakers.contains($0) }
  }

  private static let literalBreakers = Set(#".^$*+?{}[]\|()"#.unicodeScalars.map(\.value))

  /// The non-overlapping matches, as `re.finditer` has them.
  ///
  /// - Parameter text: folded where the pattern ignores case.
  /// - Throws: `Undecided.patternTooSlow` when the budget of steps is used up.
  func matches(in text: ScalarText, limit: Int = .max) throws(Undecided) -> [Range<Int>] {
    let matcher = PatternMatcher(self, text)
    var found: [Range<Int>] = []
    var start = 0
    var mustAdvance = false
    while found.count < limit, start <= text.count {
      guard let match = try matcher.firstMatch(from: start, mustAdvance: mustAdvance) else { break }
      found.append(match)
      start = match.upperBound
      mustAdvance = match.isEmpty
    }
    return found
  }

  func isFound(in text: ScalarText) throws(Undecided) -> Bool {
    try !matches(in: text, limit: 1).isEmpty
  }
}

extension PatternNode {
  /// The node with its scalars folded, to be matched against folded text.
  fileprivate func folded(_ table: CharacterTable) -> PatternNode {
    switch self {
    case .scalar(let value): .scalar(foldedScalar(value, table))
    case .any, .set, .assertion, .backreference: self
    case .sequence(let nodes): .sequence(nodes.map { $0.folded(table) })
    case .alternatives(let nodes): .alternatives(nodes.map { $0.folded(table) })
    case .group(let node, let index): .group(node.folded(table), index: index)
    case .atomic(let node): .atomic(node.folded(table))
    case .look(let node, let isAhead, let isNegated):
      .look(node.folded(table), isAhead: isAhead, isNegated: isNegated)
    case .repeated(let node, let least, let most, let greed):
      .repeated(node.folded(table), atLeast: least, atMost: most, greed)
    }
  }
}
