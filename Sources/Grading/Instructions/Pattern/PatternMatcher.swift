// Backtracking by continuations: `match(node, at: i, then: rest)` asks whether the node matches at `i`
// so that what must follow, `rest`, matches where the node ends. What follows is data and not a
// closure, because closures that wrap closures keep the optimizer busy for hours.

/// What must match after a node.
private indirect enum Rest {
  /// Nothing: the whole pattern has matched.
  case done
  /// Nothing: a part that is matched by itself has matched.
  case partDone
  /// Nothing, but the match must end here.
  case endsAt(Int)
  case nodes(ArraySlice<PatternNode>, then: Rest)
  case groupEnd(index: Int, start: Int, then: Rest)
  /// - lastStart: where the last optional turn began; one that took nothing is the last.
  case turn(Turns, count: Int, lastStart: Int?, then: Rest)
}

/// A repeat of something longer than one scalar.
private struct Turns {
  let node: PatternNode
  let least: Int
  let most: Int
  let isLazy: Bool
}

/// One search over one text; counts its steps over all matches.
final class PatternMatcher {
  private let pattern: Pattern
  private let text: [UInt32]
  private let table = CharacterTable.shared
  private var captures: [Range<Int>?]
  /// Where the last match of the whole or of a part ended.
  private var end = 0
  /// Where the whole match may not end.
  private var forbiddenEnd: Int?
  private var steps = 0
  private var depth = 0

  // A keyword on a response of 100 kB takes some 100,000 steps.
  private static let maxSteps = 2_000_000
  // Frames of the recursion; a worker's stack of 512 kB must hold them.
  private static let maxDepth = 1_000

  init(_ pattern: Pattern, _ text: ScalarText) {
    self.pattern = pattern
    self.text = Array(text.scalars)
    captures = Array(repeating: nil, count: pattern.groupCount + 1)
  }

  /// The leftmost match at or after an offset.
  ///
  /// - Parameter mustAdvance: an empty match at `start` itself does not count.
  func firstMatch(from start: Int, mustAdvance: Bool) throws(Undecided) -> Range<Int>? {
    for offset in start...text.count {
      for index in captures.indices { captures[index] = nil }
      forbiddenEnd = mustAdvance && offset == start ? start : nil
      if try match(pattern.root, at: offset, then: .done) { return offset..<end }
    }
    return nil
  }

  private func match(_ node: PatternNode, at place: Int, then rest: Rest) throws(Undecided) -> Bool
  {
    steps += 1
    depth += 1
    defer { depth -= 1 }
    guard steps <= Self.maxSteps, depth <= Self.maxDepth else { throw .patternTooSlow }
    switch node {
    case .scalar, .any, .set:
      return isSingle(node, at: place) ? try resume(rest, at: place + 1) : false
    case .assertion(let assertion):
      return holds(assertion, at: place) ? try resume(rest, at: place) : false
    case .sequence(let nodes): return try resume(.nodes(nodes[...], then: rest), at: place)
    case .alternatives(let nodes):
      for node in nodes where try match(node, at: place, then: rest) { return true }
      return false
    case .group(let node, let index):
      return try matchGroup(node, index, at: place, then: rest)
    case .atomic(let node):
      guard let end = try partEnd(of: node, at: place) else { return false }
      return try resume(rest, at: end)
    case .look(let node, let isAhead, let isNegated):
      let isThere = try isAhead ? partEnd(of: node, at: place) != nil : isBehind(node, at: place)
      return isThere != isNegated ? try resume(rest, at: place) : false
    case .backreference(let index):
      guard let range = captures[index], text[place...].starts(with: text[range]) else {
        return false
      }
      return try resume(rest, at: place + range.count)
    case .repeated(let node, let least, let most, let greed):
      return try matchRepeat(node, least, most, greed, at: place, then: rest)
    }
  }

  private func resume(_ rest: Rest, at place: Int) throws(Undecided) -> Bool {
    switch rest {
    case .done where place == forbiddenEnd: return false
    case .done, .partDone:
      end = place
      return true
    case .endsAt(let wanted): return place == wanted
    case .nodes(let nodes, let then):
      guard let first = nodes.first else { return try resume(then, at: place) }
      let following = nodes.dropFirst()
      return try match(
        first, at: place, then: following.isEmpty ? then : .nodes(following, then: then))
    case .groupEnd(let index, let start, let then):
      let before = captures[index]
      captures[index] = start..<place
      if try resume(then, at: place) { return true }
      captures[index] = before
      return false
    case .turn(let turns, let count, let lastStart, let then):
      return try matchTurn(turns, count, lastStart: lastStart, at: place, then: then)
    }
  }

  private func matchGroup(
    _ node: PatternNode, _ index: Int?, at place: Int, then rest: Rest
  ) throws(Undecided) -> Bool {
    guard let index else { return try match(node, at: place, then: rest) }
    return try match(node, at: place, then: .groupEnd(index: index, start: place, then: rest))
  }

  /// Where the first way to match a node ends; the other ways are given up.
  private func partEnd(of node: PatternNode, at place: Int) throws(Undecided) -> Int? {
    try match(node, at: place, then: .partDone) ? end : nil
  }

  private func isBehind(_ node: PatternNode, at place: Int) throws(Undecided) -> Bool {
    guard let width = node.width, width <= place else { return false }
    return try match(node, at: place - width, then: .endsAt(place))
  }

  // MARK: repeats

  private func matchRepeat(
    _ node: PatternNode, _ least: Int, _ most: Int, _ greed: PatternNode.Greed, at place: Int,
    then rest: Rest
  ) throws(Undecided) -> Bool {
    if node.isSingleScalar {
      return try matchRun(node, least, most, greed, at: place, then: rest)
    }
    if greed == .possessive {
      let greedy = PatternNode.repeated(node, atLeast: least, atMost: most, .greedy)
      guard let end = try partEnd(of: greedy, at: place) else { return false }
      return try resume(rest, at: end)
    }
    let turns = Turns(node: node, least: least, most: most, isLazy: greed == .lazy)
    return try matchTurn(turns, 0, lastStart: nil, at: place, then: rest)
  }

  /// One more turn of a repeat, or what follows it.
  private func matchTurn(
    _ turns: Turns, _ count: Int, lastStart: Int?, at place: Int, then rest: Rest
  ) throws(Undecided) -> Bool {
    if count < turns.least {
      let next = Rest.turn(turns, count: count + 1, lastStart: lastStart, then: rest)
      return try match(turns.node, at: place, then: next)
    }
    if turns.isLazy, try resume(rest, at: place) { return true }
    if count < turns.most, place != lastStart {
      let next = Rest.turn(turns, count: count + 1, lastStart: place, then: rest)
      if try match(turns.node, at: place, then: next) { return true }
    }
    return turns.isLazy ? false : try resume(rest, at: place)
  }

  /// A repeat of one scalar: a run is measured first and shortened or lengthened afterwards.
  private func matchRun(
    _ node: PatternNode, _ least: Int, _ most: Int, _ greed: PatternNode.Greed, at place: Int,
    then rest: Rest
  ) throws(Undecided) -> Bool {
    let wanted = greed == .lazy ? least : most
    var run = 0
    while run < wanted, isSingle(node, at: place + run) { run += 1 }
    steps += run
    guard run >= least else { return false }
    switch greed {
    case .possessive: return try resume(rest, at: place + run)
    case .greedy:
      for length in stride(from: run, through: least, by: -1) {
        steps += 1
        if try resume(rest, at: place + length) { return true }
      }
      return false
    case .lazy:
      while try !resume(rest, at: place + run) {
        steps += 1
        guard run < most, isSingle(node, at: place + run) else { return false }
        run += 1
      }
      return true
    }
  }

  // MARK: single scalars and assertions

  private func isSingle(_ node: PatternNode, at place: Int) -> Bool {
    guard place < text.count else { return false }
    let value = text[place]
    switch node {
    case .scalar(let wanted): return value == wanted
    case .any: return value != 0x0A
    case .set(let set): return set.contains(value, otherCase: otherCase(of: value), table)
    default: return false
    }
  }

  private func otherCase(of value: UInt32) -> UInt32? {
    guard pattern.ignoresCase else { return nil }
    return Unicode.Scalar(value)?.properties.uppercaseMapping.unicodeScalars.first?.value
  }

  private func isWord(at place: Int) -> Bool {
    text.indices.contains(place) && table[text[place]].contains(.word)
  }

  private func holds(_ assertion: PatternNode.Assertion, at place: Int) -> Bool {
    switch assertion {
    case .textStart: place == 0
    case .textEnd: place == text.count
    case .lastLineEnd:
      place == text.count || (place == text.count - 1 && text[place] == 0x0A)
    case .wordBoundary: isWord(at: place - 1) != isWord(at: place)
    // Python before 3.14 finds none in an empty text.
    case .noWordBoundary: !text.isEmpty && isWord(at: place - 1) == isWord(at: place)
    }
  }
}
