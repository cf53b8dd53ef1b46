import CTokenizers

/// Finds the texts of added tokens: the leftmost, and of those the longest.
@safe final class AddedTokenFinder: @unchecked Sendable {
  private let tokens: [Tokenizer.AddedToken]
  private let finder: OpaquePointer

  /// - Parameter texts: what is looked for in place of the tokens' own texts, once normalized.
  init(_ tokens: [Tokenizer.AddedToken], texts: [[UInt8]]? = nil) {
    self.tokens = tokens
    var pool: [UInt8] = []
    var offsets: [UInt32] = [0]
    for text in texts ?? tokens.map({ Array($0.text.utf8) }) {
      pool += text
      offsets.append(UInt32(pool.count))
    }
    // SAFETY: the finder copies what it is given.
    unsafe finder = ct_finder_new(pool, offsets, tokens.count)
  }

  deinit { unsafe ct_finder_free(finder) }

  struct Match {
    /// With the white space that the token takes along.
    let range: Range<Int>
    /// Where the search goes on: the end of the token's own text.
    let end: Int
    let id: Int32
  }

  /// The next token from an offset on.
  ///
  /// - Parameters:
  ///   - covered: the end of the token before, whose white space is taken already.
  ///   - special: whether control tokens are found; their texts are passed over whole if not.
  func next(in text: Span<UInt8>, from start: Int, covered: Int, special: Bool) -> Match? {
    guard !tokens.isEmpty else { return nil }
    // SAFETY: the functions read the span's bytes only.
    return unsafe text.withUnsafeBufferPointer { buffer in
      guard let bytes = buffer.baseAddress else { return nil }
      var from = start
      var first = 0
      var last = 0
      while true {
        let index = unsafe ct_find(finder, bytes, buffer.count, from, &first, &last)
        guard index >= 0 else { return nil }
        let token = tokens[Int(index)]
        from = last
        if token.isSpecial && !special { continue }
        if token.isSingleWord,
          unsafe ct_is_word_before(bytes, first) != 0
            || ct_is_word_after(bytes, buffer.count, last) != 0
        {
          continue
        }
        if token.stripsLeft { first = unsafe max(ct_space_start(bytes, first), covered) }
        if token.stripsRight { last = unsafe ct_space_end(bytes, buffer.count, last) }
        return Match(range: first..<max(first, last), end: from, id: token.id)
      }
    }
  }
}
