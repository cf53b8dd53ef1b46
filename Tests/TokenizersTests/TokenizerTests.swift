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
