/// Two neighbouring tokens as one key.
struct TokenPair: Hashable, Comparable {
  let key: UInt64

  init(_ left: Int32, _ right: Int32) {
    key = UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
  }
  var left: Int32 { Int32(truncatingIfNeeded: key >> 32) }
  var right: Int32 { Int32(truncatingIfNeeded: key) }
  static func < (a: TokenPair, b: TokenPair) -> Bool { a.key < b.key }
}

/// The merges of a byte-level vocabulary, and the one engine that applies them.
///
/// Source: Sennrich et al. 2016 (https://arxiv.org/abs/1508.07909): again and again the pair that
/// was learnt first is joined, the leftmost one of several.
struct MergeTable: Sendable {
  struct Merge: Sendable {
    let rank: Int32
    let token: Int32
  }
  /// The token of each byte; -1 where the vocabulary has none.
  let byteTokens: [Int32]
  let merges: [UInt64: Merge]

  /// Appends the tokens of one piece.
  ///
  /// Bytes that the vocabulary lacks vanish, as elsewhere.
  func encode(_ piece: ArraySlice<UInt8>, into tokens: inout [Int32]) {
    var symbols = piece.compactMap { byte in
      byteTokens[Int(byte)] >= 0 ? byteTokens[Int(byte)] : nil
    }
    if symbols.count < 48 {
      mergeByScan(&symbols)
      tokens += symbols
    } else {
      tokens += mergeByHeap(symbols)
    }
  }

  private func merge(_ left: Int32, _ right: Int32) -> Merge? {
    merges[TokenPair(left, right).key]
  }

  /// O(n²), the faster one for words.
  private func mergeByScan(_ symbols: inout [Int32]) {
    guard symbols.count > 1 else { return }
    var next = zip(symbols, symbols.dropFirst()).map { merge($0, $1) }
    while true {
      var best = -1
      var rank = Int32.max
      for (index, candidate) in next.enumerated() {
        if let candidate, candidate.rank < rank {
          rank = candidate.rank
          best = index
        }
      }
      guard best >= 0, let found = next[best] else { return }
      symbols[best] = found.token
      symbols.remove(at: best + 1)
      next.remove(at: best)
      if best < next.count { next[best] = merge(symbols[best], symbols[best + 1]) }
      if best > 0 { next[best - 1] = merge(symbols[best - 1], symbols[best]) }
    }
  }

  /// O(n log n), for text without spaces, of which a hostile file may hold megabytes.
  private func mergeByHeap(_ start: [Int32]) -> [Int32] {
    var symbols = start
    var previous = Array(-1..<start.count - 1)
    var next = Array(1...start.count)
    next[start.count - 1] = -1
    var isAlive = Array(repeating: true, count: start.count)
    var heap = Heap<Candidate>()
    func push(_ left: Int, _ right: Int) {
      guard left >= 0, right >= 0, let found = merge(symbols[left], symbols[right]) else { return }
      heap.push(
        Candidate(rank: found.rank, at: left, pair: TokenPair(symbols[left], symbols[right])))
    }
    for index in 0..<start.count - 1 { push(index, index + 1) }
    while let candidate = heap.pop() {
      let left = candidate.at
      let right = next[left]
      // A candidate is stale once one of its two has been joined to another.
      guard isAlive[left], right >= 0,
        TokenPair(symbols[left], symbols[right]) == candidate.pair,
        let found = merges[candidate.pair.key]
      else { continue }
      symbols[left] = found.token
      isAlive[right] = false
      next[left] = next[right]
      if next[left] >= 0 { previous[next[left]] = left }
      push(previous[left], left)
      push(left, next[left])
    }
    return symbols.indices.filter { isAlive[$0] }.map { symbols[$0] }
  }
}

private struct Candidate: Comparable {
  let rank: Int32
  let at: Int
  let pair: TokenPair
  static func < (a: Candidate, b: Candidate) -> Bool { (a.rank, a.at) < (b.rank, b.at) }
}
