import Bytes
import Testing
import Tokenizers

@Suite struct TokenizerTests {
  static let texts = [
    "The answer is 42. The answer is 7.", "There there, the then theme.", "naïve café 東京",
    "<|im_start|>user\nhow many?<|im_end|>\n<think>\n1+1=2\n</think>\nThe answer is 2.",
  ]
  static func trained(_ size: Int = 300) throws -> Tokenizer {
    try BPETrainer(vocabularySize: size).train(texts)
  }

  @Test(arguments: texts + ["", " ", "\r\n\t", "unseen: ßþ🙂\u{0}", "1234567890"])
  func roundTrip(_ text: String) throws {
    let tokenizer = try Self.trained()
    #expect(tokenizer.decode(tokenizer.encode(text)) == text)
  }

  @Test func anyBytesComeBack() throws {
    let tokenizer = try Self.trained()
    let bytes = (0..<2000).map { UInt8(truncatingIfNeeded: $0 * 31 + $0 / 7) }
    #expect(tokenizer.bytes(of: tokenizer.encode(bytes)) == bytes)
  }

  @Test func controlTokensAreFoundOnlyWhereAllowed() throws {
    let tokenizer = try Self.trained()
    let end = try #require(tokenizer.id(of: "<|im_end|>"))
    let think = try #require(tokenizer.id(of: "<think>"))
    let text = "<think>a<|im_end|>"
    #expect(tokenizer.encode(text).filter { [end, think].contains($0) } == [think, end])
    let plain = tokenizer.encode(text, parsesSpecial: false)
    #expect(plain.contains(think))
    #expect(!plain.contains(end))
    #expect(tokenizer.decode(plain) == text)
  }

  @Test func specialTokensCanBeLeftOut() throws {
    let tokenizer = try Self.trained()
    let tokens = tokenizer.encode("<think>a<|im_end|>")
    #expect(tokenizer.decode(tokens, skipsSpecial: true) == "<think>a")
    #expect(tokenizer.decode([-1, 1 << 20, tokens[0]]) == "<think>")
  }

  /// The heap and the scan are two implementations of one rule.
  @Test func longPiecesMergeLikeShortOnes() throws {
    let tokenizer = try BPETrainer(vocabularySize: 290, steps: []).train([
      "abababcabcaabbcc", "ccabab",
    ])
    for length in [40, 47, 48, 49, 300] {
      let text = String((0..<length).map { Array("abccabab")[$0 * 7 % 8 ^ $0 % 3] })
      #expect(tokenizer.decode(tokenizer.encode(text)) == text)
      #expect(tokenizer.encode(text) == tokenizer.mergedPlainly(text))
    }
  }

  /// Counting has ways of its own; new words, known words and long ones all count the same.
  @Test(arguments: SplitStep.allCases)
  func countingIsEncoding(_ step: SplitStep) throws {
    let tokenizer = try BPETrainer(vocabularySize: 400, steps: [step]).train(Self.texts)
    var random = SeededNumbers(seed: 7)
    let atoms = [
      "the", " The", "answer", "'s", "'LL", " ", "\n", "12", "é", "東", "🙂", "!", "/", "\u{301}",
      "internationalization", "<think>", String(repeating: "ab", count: 50), "▁",
    ]
    for _ in 0..<300 {
      let text = (0..<random.next(40)).map { _ in atoms[random.next(atoms.count)] }.joined()
      #expect(tokenizer.count(text) == tokenizer.encode(text).count)
    }
    let bytes = (0..<9000).map { _ in UInt8(random.next(256)) }
    #expect(tokenizer.count(bytes.span) == tokenizer.encode(bytes).count)
  }

  /// Threads take working memory of their own.
  @Test func countsAreTheSameOnManyThreads() async throws {
    let tokenizer = try Self.trained()
    let expected = Self.texts.map { tokenizer.encode($0).count }
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask {
          (0..<200).allSatisfy { _ in Self.texts.map { tokenizer.count($0) } == expected }
        }
      }
      for await same in group { #expect(same) }
    }
  }

  @Test func laterMergesOfAPairCount() throws {
    // As in `tokenizers`, of a merge that stands twice the last rank counts.
    let tokens: [[UInt8]?] = [[97], [98], [99], [97, 98], [98, 99]]
    let tokenizer = try Tokenizer(
      tokens: tokens, merges: [(0, 1), (1, 2), (0, 1)], addedTokens: [], steps: [])
    #expect(tokenizer.encode("abc") == [0, 4])
  }

  @Test func hostileMergesAreRefused() {
    #expect(throws: TokenizerError.self) {
      try Tokenizer(tokens: [[97], [98]], merges: [(0, 1)], addedTokens: [], steps: [])
    }
    #expect(throws: TokenizerError.self) {
      try Tokenizer(tokens: [[97]], merges: [(0, 99)], addedTokens: [], steps: [])
    }
  }
}

extension Tokenizer {
  /// The rule as one would say it: join the earliest-learnt pair, the leftmost first.
  fileprivate func mergedPlainly(_ text: String) -> [Int32] {
    var symbols = text.utf8.map { [$0] }
    let merges = json["model"]?["merges"]?.array ?? []
    for merge in merges {
      let pair = merge.array?.map { Array(($0.string ?? "").utf8) } ?? []
      var index = 0
      while index + 1 < symbols.count {
        if symbols[index] == pair[0], symbols[index + 1] == pair[1] {
          symbols[index] += symbols.remove(at: index + 1)
        }
        index += 1
      }
    }
    return symbols.map { id(of: String(decoding: $0, as: UTF8.self)) ?? -1 }
  }
}

/// A small generator that gives the same numbers everywhere.
struct SeededNumbers {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }
}
