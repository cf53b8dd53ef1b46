import CBytes

/// A word of a text as comparisons see it: without case, punctuation and setting.
public struct FoldedWord: Sendable, Hashable {
  /// Of the folded bytes; equal words have equal hashes.
  public let hash: UInt64
  /// Bytes of the text.
  public let start: Int32
  public let end: Int32
  public let isNumber: Bool

  /// The hash with every number taken for the same.
  public var blindHash: UInt64 { isNumber ? 0x9E37_79B9_7F4A_7C15 : hash }
}

extension TextScan {
  /// The words of a text, folded so that they survive rewriting.
  ///
  /// A word is a run of letters or of digits. Case (ASCII, Latin-1), punctuation, operators, spacing,
  /// thousands separators and apostrophes are lost; LaTeX commands that only set or space text are
  /// dropped, so `\left(\dfrac{1}{2}\right)` and `(1/2)` read the same.
  ///
  /// - Complexity: O(*n*); texts beyond 2 GiB are cut there.
  public static func foldedWords(_ text: Span<UInt8>) -> [FoldedWord] {
    let count = min(text.count, Int(Int32.max))
    let window = 4096
    var words: [FoldedWord] = []
    words.reserveCapacity(count / 5)
    // SAFETY: C reads `count` bytes of a span that lives during the call and writes at most `window`
    // words into a list of that size.
    unsafe text.withUnsafeBufferPointer { buffer in
      unsafe withUnsafeTemporaryAllocation(of: cb_word.self, capacity: window) { list in
        guard let base = buffer.baseAddress, let found = list.baseAddress else { return }
        var at = 0
        while at < count {
          let number = unsafe cb_fold_words(base, count, &at, found, window)
          for index in 0..<number {
            let word = unsafe found[index]
            words.append(
              FoldedWord(
                hash: word.hash, start: Int32(word.start), end: Int32(word.end),
                isNumber: word.is_number != 0))
          }
        }
      }
    }
    return words
  }
}
