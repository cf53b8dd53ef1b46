import Bytes
import Grading

/// Gopher's n-gram rules: which share of a response the commonest n-gram, and copied n-grams, cover.
///
/// Source: Rae et al. 2021 (https://arxiv.org/abs/2112.11446), table A1, with its limits: the
/// commonest 2-gram 0.20, 3-gram 0.18, 4-gram 0.16; copies of 5-grams 0.15, 6 0.14, 7 0.13, 8 0.12,
/// 9 0.11, 10 0.10. They are made for pages of the web: mathematics breaks them by nature
/// (docs/filters/repetition.md). Shares are of the bytes from the first word to the last.
struct NgramShares: Filter {
  static let version = 1
  static let measures =
    top.map { "top\($0)gramShare" } + duplicate.map { "duplicate\($0)gramShare" }
  private static let top = 2...4
  private static let duplicate = 5...10
  /// Shorter responses (in words) are `skipped`: in a few words every n-gram is common.
  let minWords: Int

  /// - Returns: shares of bytes, 0...1.
  /// - Complexity: O(*n*) for each of the nine measures.
  func measure(_ sample: Sample) -> Finding {
    let words = sample.response.words
    guard words.count >= max(1, minWords), let first = words.starts.first,
      let last = words.ends.last
    else { return .skipped("too_short") }
    let total = Double(last - first)
    var finding = Finding([:])
    for n in Self.top {
      let top = words.repeats(ofWords: n, window: 0)
      finding.measures.append(.init("top\(n)gramShare", min(1, Double(top.topBytes) / total)))
    }
    for n in Self.duplicate {
      let copies = words.repeats(ofWords: n, window: 0)
      finding.measures.append(.init("duplicate\(n)gramShare", Double(copies.bytes) / total))
    }
    return finding
  }
}
