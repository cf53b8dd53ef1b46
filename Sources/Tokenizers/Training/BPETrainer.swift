/// Learns a byte-level vocabulary from text.
///
/// Source: Sennrich et al. 2016 (https://arxiv.org/abs/1508.07909). The commonest pair is joined
/// first; of equally common ones that with the smaller ids, as in Hugging Face's trainer, so the
/// result depends on the texts alone, and not on their order. Ids: added tokens, then the 256 bytes
/// in the order of their characters, then merges.
public struct BPETrainer: Sendable {
  public var vocabularySize: Int
  /// Pairs that occur less often are not joined.
  public var minFrequency: Int
  public var steps: [SplitStep]
  /// Texts of control tokens, such as `<|im_start|>`; they take the first ids.
  public var specialTokens: [String]
  /// Texts of other added tokens, such as `<think>`.
  public var addedTokens: [String]

  public init(
    vocabularySize: Int, minFrequency: Int = 2, steps: [SplitStep] = [.singleDigits, .gpt2],
    specialTokens: [String] = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"],
    addedTokens: [String] = ["<think>", "</think>"]
  ) {
    self.vocabularySize = vocabularySize
    self.minFrequency = minFrequency
    self.steps = steps
    self.specialTokens = specialTokens
    self.addedTokens = addedTokens
  }

  /// Trains on texts; the vocabulary is smaller than asked for where no pair is common enough.
  ///
  /// - Throws: `TokenizerError.training` for a vocabulary that has no room for the bytes.
  public func train(_ texts: some Sequence<String>) throws(TokenizerError) -> Tokenizer {
    let added = addedTokenList
    let least = added.count + 256
    guard vocabularySize >= least, vocabularySize <= 1 << 22 else {
      throw .training(
        "a vocabulary of \(vocabularySize); \(least) to \(1 << 22) are possible with "
          + "\(added.count) added tokens")
    }
    var tokens: [[UInt8]?] = added.map { Array($0.text.utf8) }
    let order = (UInt8.min...UInt8.max).sorted {
      ByteAlphabet.scalars[Int($0)] < ByteAlphabet.scalars[Int($1)]
    }
    var byteTokens = [Int32](repeating: 0, count: 256)
    for byte in order {
      byteTokens[Int(byte)] = Int32(tokens.count)
      tokens.append([byte])
    }
    var learner = MergeLearner(words: words(texts, added: added, byteTokens: byteTokens))
    var merges: [(left: Int32, right: Int32)] = []
    while tokens.count < vocabularySize, let pair = learner.commonest(atLeast: minFrequency) {
      let token = Int32(tokens.count)
      tokens.append((tokens[Int(pair.left)] ?? []) + (tokens[Int(pair.right)] ?? []))
      merges.append((pair.left, pair.right))
      learner.join(pair, into: token)
    }
    return try Tokenizer(tokens: tokens, merges: merges, addedTokens: added, steps: steps)
  }

  private var addedTokenList: [Tokenizer.AddedToken] {
    (specialTokens.map { ($0, true) } + addedTokens.map { ($0, false) }).enumerated().map {
      Tokenizer.AddedToken(text: $1.0, id: Int32($0), isSpecial: $1.1)
    }
  }

  /// Each distinct piece of the texts, as tokens of single bytes, and how often it occurs.
  private func words(
    _ texts: some Sequence<String>, added: [Tokenizer.AddedToken], byteTokens: [Int32]
  ) -> [(tokens: [Int32], count: Int)] {
    let finder = AddedTokenFinder(added)
    var counts: [ArraySlice<UInt8>: Int] = [:]
    for text in texts {
      let bytes = Array(text.utf8)
      var start = 0
      while start < bytes.count {
        let found = finder.next(in: bytes.span, from: start, covered: start, special: true)
        let end = found?.range.lowerBound ?? bytes.count
        if start < end {
          for piece in steps.pieces(bytes, start..<end) { counts[bytes[piece], default: 0] += 1 }
        }
        start = found?.range.upperBound ?? bytes.count
      }
    }
    return counts.map { piece, count in (piece.map { byteTokens[Int($0)] }, count) }
  }
}
