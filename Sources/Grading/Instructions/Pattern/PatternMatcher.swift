// Backtracking by continuations: `match(node, at: i, then: k)` asks whether the node matches at `i`
// so that the rest `k` matches where the node ends.

/// One search over one text; counts its steps over all matches.
final class PatternMatcher {
  private typealias Rest = (Int) throws(Undecided) -> Bool

  private let pattern: Pattern
  private let text: [UInt32]
  private let table = CharacterTable.shared
  private var captures: [Range<Int>?]
  private var steps = 0
  private var depth = 0

  // A keyword on a response of 100 kB takes some 100,000 steps.
  private static let maxSteps = 2_000_000
  // Frames of the recursion; a worker's stack of 512 kB must hold them.
  private static let maxDepth = 600

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
      var end = 0
      let isMatch = try match(pattern.root, at: offset) { (place: Int) throws(Undecided) in
        if mustAdvance, offset == start, place == start { return false }
        end = place
        return true
      }
      if isMatch { return offset..<end }
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
      return isSingle(node, at: place) ? try rest(place + 1) : false
    case .assertion(let assertion):
      return holds(assertion, at: place) ? try rest(place) : false
    case .sequence(let nodes): return try match(nodes[...], at: place, then: rest)
    case .alternatives(let nodes):
      for node in nodes where try match(node, at: place, then: rest) { return true }
      return false
    case .group(let node, let index):
      return try matchGroup(node, index, at: place, then: rest)
    case .atomic(let node):
      guard let end = try end(of: node, at: place) else { return false }
      return try rest(end)
    case .look(let node, let isAhead, let isNegated):
      let isThere = try isAhead ? end(of: node, at: place) != nil : isBehind(node, at: place)
      return isThere != isNegated ? try rest(place) : false
    case .backreference(let index):
      guard let range = captures[index], text[place...].starts(with: text[range]) else {
        return false
      }
      return try rest(place + range.count)
    case .repeated(let node, let least, let most, let greed):
      return try matchRepeat(node, least, most, greed, at: place, then: rest)
    }
  }

  private func match(_ nodes: ArraySlice<PatternNode>, at place: Int, then rest: Rest)
    throws(Undecided) -> Bool
  {
    guard let first = nodes.first else { return try rest(place) }
    return try match(first, at: place) { (end: Int) throws(Undecided) in
      try match(nodes.dropFirst(), at: end, then: rest)
    }
  }

  private func matchGroup(
    _ node: PatternNode, _ index: Int?, at place: Int, then rest: Rest
  ) throws(Undecided) -> Bool {
    guard let index else { return try match(node, at: place, then: rest) }
    let before = captures[index]
    let isMatch = try match(node, at: place) { (end: Int) throws(Undecided) in
      let inner = captures[index]
      captures[index] = place..<end
      if try rest(end) { return true }
      captures[index] = inner
      return false
    }
    if !isMatch { captures[index] = before }
    return isMatch
  }

  /// Where the first way to match a node ends; the other ways are given up.
  private func end(of node: PatternNode, at place: Int) throws(Undecided) -> Int? {
    var end: Int?
    _ = try match(node, at: place) { (found: Int) throws(Undecided) in
      end = found
      return true
    }
    return end
  }

  private func isBehind(_ node: PatternNode, at place: Int) throws(Undecided) -> Bool {
    guard let width = node.width, width <= place else { return false }
    return try match(node, at: place - width) { $0 == place }
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
      guard let end = try end(of: greedy, at: place) else { return false }
      return try rest(end)
    }
    return try matchTimes(node, 0, least, most, greed, at: place, then: rest)
  }

  private func matchTimes(
    _ node: PatternNode, _ count: Int, _ least: Int, _ most: Int, _ greed: PatternNode.Greed,
    at place: Int, then rest: Rest
  ) throws(Undecided) -> Bool {
    if greed == .lazy, count >= least, try rest(place) { return true }
    if count < most {
      let isMatch = try match(node, at: place) { (end: Int) throws(Undecided) in
        if end == place, count >= least { return false }  // an empty turn changes nothing
        return try matchTimes(node, count + 1, least, most, greed, at: end, then: rest)
      }
      if isMatch { return true }
    }
    return greed == .greedy && count >= least ? try rest(place) : false
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
    case .possessive: return try rest(place + run)
    case .greedy:
      for length in stride(from: run, through: least, by: -1) {
        steps += 1
        if try rest(place + length) { return true }
      }
      return false
    case .lazy:
      while try !rest(place + run) {
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
    case .noWordBoundary: isWord(at: place - 1) == isWord(at: place)
    }
  }
}
