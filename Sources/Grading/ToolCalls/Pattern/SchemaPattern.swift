// A regular expression that cannot be made to run wild: Thompson's simulation keeps the set of all
// states that the text so far can lead to, so the time is states times characters whatever the
// pattern (https://swtch.com/~rsc/regexp/regexp1.html). It only says whether there is a match, which
// is all that JSON Schema's `pattern` asks; so it needs neither groups nor backtracking. Look-ahead
// and look-behind run a program of their own from where they stand, forwards or backwards.

/// A compiled pattern of JSON Schema.
public struct SchemaPattern: Sendable {
  fileprivate let program: PatternProgram

  /// - Throws: `SchemaPatternError` for syntax that is wrong or not supported, and for a pattern whose
  ///   counted repeats unroll to more than 20,000 states.
  public init(_ pattern: String) throws(SchemaPatternError) {
    program = try PatternProgram(try SchemaPatternParser.parse(pattern), isReversed: false)
  }

  /// Whether some part of the text matches.
  ///
  /// - Returns: nil where the steps allowed are used up.
  public func matches(_ text: String, steps: Int = 10_000_000) -> Bool? {
    var run = SchemaPatternRun(text: Array(text.unicodeScalars), stepsLeft: steps)
    return run.search(program)
  }
}

/// States and what leads from each to the next.
private struct PatternProgram: Sendable {
  enum State: Sendable {
    case set(ScalarSet)
    case jump(Int)
    case split(Int, Int)
    case assertStart
    case assertEnd
    case assertBoundary(isNegated: Bool)
    case look(Int, isAhead: Bool, isNegated: Bool)
    case accept
  }
  private(set) var states: [State] = []
  private(set) var looks: [PatternProgram] = []
  private let isReversed: Bool

  init(_ node: SchemaPatternNode, isReversed: Bool) throws(SchemaPatternError) {
    self.isReversed = isReversed
    try add(node)
    try append(.accept)
  }

  private mutating func append(_ state: State) throws(SchemaPatternError) {
    guard states.count < 20_000 else {
      throw SchemaPatternError(problem: "a pattern of more than 20,000 states", offset: 0)
    }
    states.append(state)
  }

  private mutating func add(_ node: SchemaPatternNode) throws(SchemaPatternError) {
    switch node {
    case .empty: break
    case .set(let set): try append(.set(set))
    case .sequence(let items): for item in isReversed ? items.reversed() : items { try add(item) }
    case .either(let branches): try add(either: branches)
    case .repeated(let body, let minimum, let maximum): try add(body, minimum, maximum)
    case .start: try append(.assertStart)
    case .end: try append(.assertEnd)
    case .wordBoundary(let isNegated): try append(.assertBoundary(isNegated: isNegated))
    case .look(let body, let isAhead, let isNegated):
      looks.append(try PatternProgram(body, isReversed: !isAhead))
      try append(.look(looks.count - 1, isAhead: isAhead, isNegated: isNegated))
    }
  }

  private mutating func add(either branches: [SchemaPatternNode]) throws(SchemaPatternError) {
    var exits: [Int] = []
    for branch in branches.dropLast() {
      let fork = states.count
      try append(.jump(0))
      try add(branch)
      exits.append(states.count)
      try append(.jump(0))
      states[fork] = .split(fork + 1, states.count)
    }
    if let last = branches.last { try add(last) }
    for exit in exits { states[exit] = .jump(states.count) }
  }

  private mutating func add(
    _ body: SchemaPatternNode, _ minimum: Int, _ maximum: Int?
  ) throws(SchemaPatternError) {
    for _ in 0..<minimum {
      let before = states.count
      try add(body)
      if states.count == before { return }  // a body without states repeats for nothing
    }
    guard let maximum else {
      let fork = states.count
      try append(.jump(0))
      try add(body)
      try append(.jump(fork))
      states[fork] = .split(fork + 1, states.count)
      return
    }
    var forks: [Int] = []
    for _ in minimum..<maximum {
      forks.append(states.count)
      try append(.jump(0))
      try add(body)
    }
    for fork in forks { states[fork] = .split(fork + 1, states.count) }
  }
}

/// One search through one text.
private struct SchemaPatternRun {
  let text: [Unicode.Scalar]
  var stepsLeft: Int

  mutating func search(_ program: PatternProgram) -> Bool? {
    run(program, from: 0, step: 1, isAnchored: false)
  }

  /// - Parameter step: 1 reads forwards, -1 backwards.
  private mutating func run(
    _ program: PatternProgram, from start: Int, step: Int, isAnchored: Bool
  ) -> Bool? {
    stepsLeft -= program.states.count  // for the two sets, which a look-around makes at every place
    guard stepsLeft > 0 else { return nil }
    var current = StateSet(count: program.states.count)
    var next = StateSet(count: program.states.count)
    var at = start
    while true {
      if at == start || !isAnchored {
        guard let done = follow(program, 0, at, &current) else { return nil }
        if done { return true }
      }
      let index = step > 0 ? at : at - 1
      guard text.indices.contains(index), !(isAnchored && current.list.isEmpty) else {
        return false
      }
      let scalar = text[index]
      next.removeAll()
      for state in current.list {
        guard case .set(let set) = program.states[state], set.contains(scalar) else { continue }
        guard let done = follow(program, state + 1, at + step, &next) else { return nil }
        if done { return true }
      }
      swap(&current, &next)
      at += step
    }
  }

  /// Adds all states that a state leads to without reading; true where that accepts.
  private mutating func follow(
    _ program: PatternProgram, _ first: Int, _ at: Int, _ set: inout StateSet
  ) -> Bool? {
    var stack = [first]
    while let state = stack.popLast() {
      guard set.insert(state) else { continue }
      stepsLeft -= 1
      guard stepsLeft > 0 else { return nil }
      switch program.states[state] {
      case .set: break
      case .jump(let target): stack.append(target)
      case .split(let a, let b): stack += [b, a]
      case .assertStart: if at == 0 { stack.append(state + 1) }
      case .assertEnd: if at == text.count { stack.append(state + 1) }
      case .assertBoundary(let isNegated):
        if isBoundary(at) != isNegated { stack.append(state + 1) }
      case .look(let index, let isAhead, let isNegated):
        let inner = program.looks[index]
        guard let found = run(inner, from: at, step: isAhead ? 1 : -1, isAnchored: true) else {
          return nil
        }
        if found != isNegated { stack.append(state + 1) }
      case .accept: return true
      }
    }
    return false
  }

  private func isBoundary(_ at: Int) -> Bool {
    let before = at > 0 && ScalarSet.words.contains(text[at - 1])
    let after = at < text.count && ScalarSet.words.contains(text[at])
    return before != after
  }
}

/// A set of small integers that remembers the order of insertion and empties at once.
private struct StateSet {
  private(set) var list: [Int] = []
  private var stamp: [Int]
  private var round = 1

  init(count: Int) { stamp = Array(repeating: 0, count: count) }

  mutating func insert(_ state: Int) -> Bool {
    guard stamp[state] != round else { return false }
    stamp[state] = round
    list.append(state)
    return true
  }

  mutating func removeAll() {
    list.removeAll(keepingCapacity: true)
    round += 1
  }
}
