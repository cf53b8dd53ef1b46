// How much a response repeats itself.
//
// Lines are compared whole; n-grams and the looping tail work on the hashes of words, so a response
// is walked over once. Mathematics repeats short n-grams legitimately, so the n-gram of the default
// recipe is long; docs/filters/repetition.md has the calibration.

/// How much a response loops.
///
/// Sources: Gopher (Rae et al. 2021, https://arxiv.org/abs/2112.11446), table A1, for lines, where
/// the limit is 0.30; open-r1's repetition reward (1 − unique / all n-grams) for n-grams.
struct Repetition: Filter {
  static let version = 1
  static let measures = ["duplicateLineShare", "duplicateNgramShare", "loopShare", "loopRepeats"]

  /// Words of an n-gram.
  let ngram: Int
  /// Shorter lines (in bytes, without surrounding white space) are not compared: braces, "\\end{…}".
  let minLineBytes: Int
  /// Words at the end of the response in which a loop is looked for.
  let tailWords: Int

  /// - Returns: `duplicateLineShare` and `duplicateNgramShare`, 0...1, copies of earlier ones among
  ///   all; `loopShare`, the share of all words that belong to a periodic tail, and `loopRepeats`,
  ///   how often its period occurs (0 without a loop of at least three).
  /// - Complexity: O(*n*) time and space in the bytes of the response.
  func measure(_ sample: Sample) -> Finding {
    let words = sample.response.words
    let loop = loopingTail(words.hashes)
    return Finding([
      "duplicateLineShare": duplicateLineShare(sample.response.bytes),
      "duplicateNgramShare": duplicateNgramShare(words.hashes),
      "loopShare": words.count == 0 ? 0 : Double(loop.words) / Double(words.count),
      "loopRepeats": Double(loop.repeats),
    ])
  }

  private func duplicateLineShare(_ bytes: [UInt8]) -> Double {
    var seen = Set<UInt64>()
    var lines = 0
    var copies = 0
    forEachLine(bytes.span) { hash, length in
      guard length >= minLineBytes else { return }
      lines += 1
      if !seen.insert(hash).inserted { copies += 1 }
    }
    return lines == 0 ? 0 : Double(copies) / Double(lines)
  }

  private func duplicateNgramShare(_ hashes: [UInt64]) -> Double {
    let total = hashes.count - ngram + 1
    guard ngram > 0, total > 1 else { return 0 }
    // A polynomial over the window, rolled along: h = Σ w[i]·B^(n-1-i) modulo 2^64.
    let base: UInt64 = 0x9E37_79B9_7F4A_7C15
    var high: UInt64 = 1
    for _ in 1..<max(ngram, 2) where ngram > 1 { high = high &* base }
    var seen = HashSet64(capacity: total)
    var hash: UInt64 = 0
    var copies = 0
    for index in hashes.indices {
      if index >= ngram { hash = hash &- hashes[index - ngram] &* high }
      hash = hash &* base &+ hashes[index]
      if index >= ngram - 1, !seen.insert(hash) { copies += 1 }
    }
    return Double(copies) / Double(total)
  }

  /// The longest suffix that is at least three copies of one run of words.
  ///
  /// Z-function of the reversed words (Gusfield 1997, section 1.4): z[p] words match when the text is
  /// laid over itself at distance p, so the suffix of z[p] + p words has the period p.
  private func loopingTail(_ hashes: [UInt64]) -> (words: Int, repeats: Int) {
    let count = min(hashes.count, tailWords)
    guard count >= 6 else { return (0, 0) }
    let last = hashes.count - 1
    var z = [Int](repeating: 0, count: count)
    var left = 0
    var right = 0
    var best = (words: 0, repeats: 0)
    for p in 1..<count {
      if p < right { z[p] = min(right - p, z[p - left]) }
      while p + z[p] < count, hashes[last - z[p]] == hashes[last - p - z[p]] { z[p] += 1 }
      if p + z[p] > right { (left, right) = (p, p + z[p]) }
      let words = z[p] + p
      if words >= 3 * p, words > best.words { best = (words, words / p) }
    }
    return best
  }
}

/// Calls `body` with the hash and the length of each line, white space at its ends left out.
private func forEachLine(_ bytes: Span<UInt8>, _ body: (UInt64, Int) -> Void) {
  var at = 0
  while at < bytes.count {
    while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
    let start = at
    var end = at
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var hashAtEnd = hash
    while at < bytes.count, bytes[at] != UInt8(ascii: "\n") {
      hash = (hash ^ UInt64(bytes[at])) &* 0x0000_0100_0000_01B3
      at += 1
      if bytes[at - 1] > 0x20 { (end, hashAtEnd) = (at, hash) }
    }
    if end > start { body(hashAtEnd, end - start) }
  }
}

/// A set of 64-bit hashes: open addressing in one array, cheaper than `Set` by an order.
struct HashSet64 {
  private var slots: [UInt64]
  private let mask: Int
  private var hasZero = false

  /// - Parameter capacity: the most elements that will be inserted.
  init(capacity: Int) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = [UInt64](repeating: 0, count: size)
    mask = size - 1
  }

  /// Whether the hash was new.
  mutating func insert(_ hash: UInt64) -> Bool {
    if hash == 0 {
      defer { hasZero = true }
      return !hasZero
    }
    var slot = Int(truncatingIfNeeded: hash >> 20 ^ hash) & mask
    while slots[slot] != 0 {
      if slots[slot] == hash { return false }
      slot = (slot + 1) & mask
    }
    slots[slot] = hash
    return true
  }
}
