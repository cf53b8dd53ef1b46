/// Counts neighbouring pairs in words and keeps the counts right as pairs are joined.
struct MergeLearner {
  private var words: [(tokens: [Int32], count: Int)]
  private var counts: [TokenPair: Int] = [:]
  /// Words in which a pair occurs, or did.
  private var places: [TokenPair: Set<Int>] = [:]
  /// Candidates with the counts that they had when they were pushed.
  private var heap = Heap<Ranked>()

  private struct Ranked: Comparable {
    let count: Int
    let pair: TokenPair
    /// The commonest first, then the smaller ids.
    static func < (a: Ranked, b: Ranked) -> Bool {
      a.count != b.count ? a.count > b.count : a.pair < b.pair
    }
  }

  init(words: [(tokens: [Int32], count: Int)]) {
    self.words = words
    for index in words.indices { count(index, sign: 1) }
    for (pair, count) in counts { heap.push(Ranked(count: count, pair: pair)) }
  }

  private mutating func count(_ index: Int, sign: Int) {
    let word = words[index]
    for (left, right) in zip(word.tokens, word.tokens.dropFirst()) {
      let pair = TokenPair(left, right)
      counts[pair, default: 0] += sign * word.count
      if sign > 0 { places[pair, default: []].insert(index) }
    }
  }

  /// The pair to join next; nil where none occurs often enough.
  mutating func commonest(atLeast least: Int) -> TokenPair? {
    while let top = heap.pop() {
      let count = counts[top.pair] ?? 0
      if count == top.count { return count >= Swift.max(least, 1) ? top.pair : nil }
      if count > 0 { heap.push(Ranked(count: count, pair: top.pair)) }
    }
    return nil
  }

  /// Replaces a pair by a token wherever it occurs, from left to right.
  mutating func join(_ pair: TokenPair, into token: Int32) {
    var changed: Set<TokenPair> = []
    for index in places.removeValue(forKey: pair) ?? [] {
      count(index, sign: -1)
      words[index].tokens = joined(words[index].tokens, pair, into: token)
      count(index, sign: 1)
      let tokens = words[index].tokens
      for (left, right) in zip(tokens, tokens.dropFirst()) where left == token || right == token {
        changed.insert(TokenPair(left, right))
      }
    }
    counts[pair] = nil
    for pair in changed { heap.push(Ranked(count: counts[pair] ?? 0, pair: pair)) }
  }

  private func joined(_ tokens: [Int32], _ pair: TokenPair, into token: Int32) -> [Int32] {
    var result: [Int32] = []
    var index = 0
    while index < tokens.count {
      if index + 1 < tokens.count, TokenPair(tokens[index], tokens[index + 1]) == pair {
        result.append(token)
        index += 2
      } else {
        result.append(tokens[index])
        index += 1
      }
    }
    return result
  }
}
