// A small matcher for Python's `re` patterns. Keywords in IFEval's arguments *are* such patterns in
// the reference checker, so "U.S." matches "UPS!" and "c++" is a possessive repeat there.
//
// Backtracking over the pattern's tree, with a budget of steps and a bound on depth, so a hostile
// keyword costs milliseconds and ends as undecided. Swift's own Regex has neither bound, and other
// meanings of `\w`, `\s` and case. Left out: conditional groups and scoped inline flags.

/// A parsed pattern.
indirect enum PatternNode: Sendable, Hashable {
  case scalar(UInt32)
  /// `.`: anything but a newline.
  case any
  case set(PatternSet)
  case assertion(Assertion)
  case sequence([PatternNode])
  case alternatives([PatternNode])
  /// A group; `index` is nil where it does not capture.
  case group(PatternNode, index: Int?)
  case atomic(PatternNode)
  case look(PatternNode, isAhead: Bool, isNegated: Bool)
  case backreference(Int)
  case repeated(PatternNode, atLeast: Int, atMost: Int, Greed)

  enum Assertion: Sendable, Hashable {
    case textStart, textEnd, lastLineEnd, wordBoundary, noWordBoundary
  }

  enum Greed: Sendable, Hashable { case greedy, lazy, possessive }

  /// Whether the node always takes exactly one scalar.
  var isSingleScalar: Bool {
    switch self {
    case .scalar, .any, .set: true
    default: false
    }
  }

  /// How many scalars the node takes where that is fixed, as look-behind demands.
  var width: Int? {
    switch self {
    case .scalar, .any, .set: 1
    case .assertion, .look: 0
    case .sequence(let nodes):
      nodes.reduce(0) { sum, node in sum.flatMap { s in node.width.map { s + $0 } } }
    case .alternatives(let nodes): commonWidth(nodes)
    case .group(let node, _), .atomic(let node): node.width
    case .backreference: nil
    case .repeated(let node, let least, let most, _):
      least == most ? node.width.map { $0 * least } : nil
    }
  }

  private func commonWidth(_ nodes: [PatternNode]) -> Int? {
    let widths = Set(nodes.map(\.width))
    return widths.count == 1 ? widths.first ?? nil : nil
  }
}

/// A character class: `[a-z_\d]`, `\w` or its complement.
struct PatternSet: Sendable, Hashable {
  var ranges: [ClosedRange<UInt32>] = []
  var classes: [Class] = []
  var isNegated = false

  struct Class: Sendable, Hashable {
    let kind: UInt16
    let isNegated: Bool
  }

  mutating func insert(_ kind: CharacterClass, isNegated: Bool = false) {
    classes.append(Class(kind: kind.rawValue, isNegated: isNegated))
  }

  /// Whether a scalar is in the set; `alternatives` are its forms in other case.
  func contains(_ value: UInt32, otherCase: UInt32?, _ table: CharacterTable) -> Bool {
    let isListed = ranges.contains { range in
      range.contains(value) || otherCase.map { range.contains($0) } ?? false
    }
    if isListed { return !isNegated }
    let own = table[value]
    let isClassed = classes.contains {
      own.isDisjoint(with: CharacterClass(rawValue: $0.kind)) == $0.isNegated
    }
    return isClassed != isNegated
  }
}
