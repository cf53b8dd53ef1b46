// Many phrases in one walk over the text: the automaton of Aho and Corasick (CACM 18(6), 1975), as a
// dense table of 256 columns a state. Word lists here have hundreds of phrases, so the table stays
// in the second-level cache; case is folded while building and while walking, for ASCII letters.

/// Finds any of a list of phrases, ignoring the case of ASCII letters.
public struct PhraseMatcher: Sendable {
  /// The next state, at `state << 8 | byte`.
  private let next: [Int32]
  /// The phrase that ends in a state, or -1; and the next shorter one that ends there too.
  private let phraseAt: [Int32]
  private let shorter: [Int32]

  /// - Parameter phrases: UTF-8; empty ones are never found.
  public init(_ phrases: [String]) {
    var builder = Builder()
    for (index, phrase) in phrases.enumerated() { builder.add(phrase, Int32(index)) }
    builder.link()
    next = builder.next
    phraseAt = builder.phraseAt
    shorter = builder.shorter
  }

  /// Calls `found` with the number of a phrase and the offset behind its last byte, for every
  /// occurrence, in the order of their ends.
  ///
  /// The walk stops when `found` returns false.
  public func forEachMatch(in text: Span<UInt8>, _ found: (Int, Int) -> Bool) {
    guard phraseAt.count > 1 else { return }
    var state: Int32 = 0
    for offset in text.indices {
      state = next[Int(state) << 8 | Int(fold(text[offset]))]
      var hit = state
      while hit > 0 {
        let phrase = phraseAt[Int(hit)]
        if phrase >= 0, !found(Int(phrase), offset + 1) { return }
        hit = shorter[Int(hit)]
      }
    }
  }
}

@inline(__always)
private func fold(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

private struct Builder {
  var next: [Int32] = [Int32](repeating: 0, count: 256)
  var phraseAt: [Int32] = [-1]
  var shorter: [Int32] = [0]

  mutating func add(_ phrase: String, _ index: Int32) {
    guard !phrase.isEmpty else { return }
    var state = 0
    for byte in phrase.utf8 {
      let slot = state << 8 | Int(fold(byte))
      if next[slot] == 0 {
        next[slot] = Int32(phraseAt.count)
        next += [Int32](repeating: 0, count: 256)
        phraseAt.append(-1)
        shorter.append(0)
      }
      state = Int(next[slot])
    }
    if phraseAt[state] < 0 { phraseAt[state] = index }
  }

  /// Breadth first: a missing step is taken from the state of the longest proper suffix.
  mutating func link() {
    var failure = [Int32](repeating: 0, count: phraseAt.count)
    var queue: [Int32] = (0..<256).map { next[$0] }.filter { $0 != 0 }
    var head = 0
    while head < queue.count {
      let state = queue[head]
      head += 1
      let fallback = failure[Int(state)]
      shorter[Int(state)] = phraseAt[Int(fallback)] >= 0 ? fallback : shorter[Int(fallback)]
      for byte in 0..<256 {
        let slot = Int(state) << 8 | byte
        let step = next[Int(fallback) << 8 | byte]
        if next[slot] == 0 {
          next[slot] = step
        } else {
          failure[Int(next[slot])] = step
          queue.append(next[slot])
        }
      }
    }
  }
}
