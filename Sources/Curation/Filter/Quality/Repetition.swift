// How much a response repeats itself.
//
// Lines are compared whole; n-grams and the looping tail work on the hashes of words that all filters
// share. Mathematics repeats short n-grams legitimately, so the n-gram of the default recipe is long;
// docs/filters/repetition.md has the calibration.

import Bytes

/// How much a response loops.
///
/// Sources: Gopher (Rae et al. 2021, https://arxiv.org/abs/2112.11446), table A1, for lines and
/// paragraphs, where the limit is 0.30; open-r1's repetition reward (1 − unique / all n-grams) for
/// n-grams; DeepDistill's rule of one window of 20 tokens that comes more than 20 times for
/// `ngramRepeats`, and Nemotron 3's (https://arxiv.org/abs/2512.20848) of repeats in a sliding window
/// for `ngramChain`.
struct Repetition: Filter {
  static let version = 3
  static let measures = [
    "duplicateLineShare", "duplicateBlockShare", "duplicateNgramShare", "ngramRepeats",
    "ngramChain", "loopShare", "loopRepeats", "driftRepeats",
  ]

  /// Words of an n-gram.
  let ngram: Int
  /// How many words apart the links of a chain of one n-gram may be.
  let windowWords: Int
  /// Shorter lines (in bytes, without surrounding white space) are not compared: braces, "\\end{…}".
  let minLineBytes: Int
  /// Shorter paragraphs (runs of lines between blank ones) are not compared.
  let minBlockBytes: Int
  /// Words at the end of the response in which a loop is looked for.
  let tailWords: Int

  /// - Returns: `duplicateLineShare`, `duplicateNgramShare` and (by bytes) `duplicateBlockShare`,
  ///   0...1, copies of earlier ones among all; `ngramRepeats`, occurrences of the commonest n-gram
  ///   in the whole response, and `ngramChain`, the most with every one near the one before;
  ///   `loopShare`, the share of all words that belong to a periodic tail, and `loopRepeats`, how
  ///   often its period occurs (0 without a loop of at least three); `driftRepeats`, how often the
  ///   commonest line of words comes when its digits are left out ("Let me see (17)").
  /// - Complexity: O(*n*) time and space in the bytes of the response.
  func measure(_ sample: Sample) -> Finding {
    let words = sample.response.words
    let loop = words.loopingTail(limit: tailWords)
    let lines = TextScan.lineMarks(sample.response.bytes.span)
    let repeats = words.repeats(ofWords: ngram, window: windowWords)
    let ngrams = words.count - ngram + 1
    return Finding([
      "duplicateLineShare": duplicateLineShare(lines),
      "duplicateBlockShare": duplicateBlockShare(lines),
      "duplicateNgramShare": ngrams > 1 ? Double(repeats.copies) / Double(ngrams) : 0,
      "ngramRepeats": Double(repeats.most), "ngramChain": Double(repeats.chain),
      "loopShare": words.count == 0 ? 0 : Double(loop.words) / Double(words.count),
      "loopRepeats": Double(loop.repeats), "driftRepeats": Double(driftRepeats(sample, lines)),
    ])
  }

  private func duplicateLineShare(_ lines: [LineMark]) -> Double {
    var seen = HashSet64(capacity: lines.count)
    var compared = 0
    var copies = 0
    for line in lines where line.bytes >= max(1, minLineBytes) {
      compared += 1
      if !seen.insert(line.hash) { copies += 1 }
    }
    return compared == 0 ? 0 : Double(copies) / Double(compared)
  }

  /// Lines count by their letters; a line of a table or a sum has too few to be compared.
  private func driftRepeats(_ sample: Sample, _ lines: [LineMark]) -> Int {
    guard lines.count >= 16 else { return 0 }
    let text = sample.response.bytes.span
    var counts: [UInt64: Int] = [:]
    var most = 0
    for line in TextScan.lines(in: text) where line.count >= max(1, minLineBytes) {
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      var letters = 0
      for at in line where !isDigit(text[at]) {
        hash = (hash ^ UInt64(text[at])) &* 0x0000_0100_0000_01B3
        if isLetter(text[at]) { letters += 1 }
      }
      guard letters >= max(1, minLineBytes) else { continue }
      let count = (counts[hash] ?? 0) + 1
      counts[hash] = count
      most = max(most, count)
    }
    return most
  }

  private func duplicateBlockShare(_ lines: [LineMark]) -> Double {
    var seen = HashSet64(capacity: lines.count + 1)
    var hash: UInt64 = 0
    var size = 0
    var compared = 0
    var copied = 0
    func close() {
      if size >= max(1, minBlockBytes) {
        compared += size
        if !seen.insert(hash) { copied += size }
      }
      (hash, size) = (0, 0)
    }
    for line in lines {
      guard line.bytes > 0 else {
        close()
        continue
      }
      hash = (hash &+ line.hash) &* 0x9E37_79B9_7F4A_7C15
      size += line.bytes
    }
    close()
    return compared == 0 ? 0 : Double(copied) / Double(compared)
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
