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
  static let version = 5
  static let measures = [
    "duplicateLineShare", "duplicateBlockShare", "duplicateNgramShare", "ngramRepeats",
    "ngramChain", "loopShare", "loopRepeats", "driftRepeats", "lineRun",
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
  ///   commonest line of words comes when its digits are left out ("Let me see (17)"); `lineRun`, how
  ///   often one line of words comes in a row, wherever in the response.
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
      "loopRepeats": Double(loop.repeats), "driftRepeats": Double(driftRepeats(lines)),
      "lineRun": Double(lineRun(lines)),
    ])
  }

  private func duplicateLineShare(_ lines: [LineMark]) -> Double {
    var seen = HashCounts64(capacity: lines.count)
    var compared = 0
    var copies = 0
    for line in lines where line.bytes >= max(1, minLineBytes) {
      compared += 1
      if seen.add(line.hash) > 1 { copies += 1 }
    }
    return compared == 0 ? 0 : Double(copies) / Double(compared)
  }

  /// Lines count by their letters; a line of a table or a sum has too few to be compared.
  private func driftRepeats(_ lines: [LineMark]) -> Int {
    guard lines.count >= 16 else { return 0 }
    var seen = HashCounts64(capacity: lines.count)
    var most = 0
    for line in lines where line.letters >= max(1, minLineBytes) {
      most = max(most, seen.add(line.skeleton))
    }
    return most
  }

  /// The most copies of one line in a row, blank lines passed over: a loop that is short beside the
  /// response, so that no share shows it.
  private func lineRun(_ lines: [LineMark]) -> Int {
    var most = 0
    var run = 0
    var last: UInt64?
    for line in lines where line.bytes > 0 {
      guard line.letters >= max(1, minLineBytes) else {
        last = nil
        continue
      }
      run = line.hash == last ? run + 1 : 1
      last = line.hash
      most = max(most, run)
    }
    return most
  }

  private func duplicateBlockShare(_ lines: [LineMark]) -> Double {
    var seen = HashCounts64(capacity: lines.count + 1)
    var hash: UInt64 = 0
    var size = 0
    var compared = 0
    var copied = 0
    func close() {
      if size >= max(1, minBlockBytes) {
        compared += size
        if seen.add(hash) > 1 { copied += size }
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
