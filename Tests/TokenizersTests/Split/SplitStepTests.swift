import Testing
import Tokenizers

@Suite struct SplitStepTests {
  @Test(arguments: [
    ("Hello world's 12 ends", ["Hello", " world", "'s", " 12", " ends"]),
    ("we'll I'Ve it'd '", ["we", "'ll", " I", "'", "Ve", " it", "'d", " '"]),
    ("a  b\n\nc", ["a", " ", " b", "\n", "\n", "c"]),
    ("tail  \t", ["tail", "  \t"]),
    (" \u{a0}x", [" ", "\u{a0}", "x"]),
    ("naïve — 東京🙂!", ["naïve", " —", " 東京", "🙂!"]),
    ("½x²", ["½", "x", "²"]),
    ("", []),
  ])
  func gpt2(_ text: String, _ pieces: [String]) {
    #expect(SplitStep.split(text, [.gpt2]) == pieces)
  }

  @Test(arguments: [
    ("is 12345.6", ["is", " ", "1", "2", "3", "4", "5", ".", "6"]),
    ("x  7", ["x", "  ", "7"]),
    ("٣½", ["٣", "½"]),
  ])
  func singleDigits(_ text: String, _ pieces: [String]) {
    #expect(SplitStep.split(text, [.singleDigits, .gpt2]) == pieces)
  }

  /// What `tokenizers` 0.23.3 cuts with the published pattern.
  @Test(
    arguments: [
      (
        .llama3, "It's 12345 I'LL 'ſ x",
        ["It", "'s", " ", "123", "45", " I", "'LL", " '", "ſ", " x"]
      ),
      (.llama3, "'ſx", ["'ſ", "x"]),
      (.llama3, "  a\n\n b \t", [" ", " a", "\n\n", " b", " \t"]),
      (.llama3, "a/b//\n c++;\r\n\r\n  ", ["a", "/b", "//\n", " c", "++;\r\n\r\n", "  "]),
      (.llama3, "12½ \u{a0}x\u{85}", ["12½", " ", "\u{a0}x", "\u{85}"]),
      (.llama3, "a\n  ", ["a", "\n", "  "]),
      (.cl100k, "a\n  ", ["a", "\n  "]),
      (.qwen2, "123 e\u{301}!\u{301}x", ["1", "2", "3", " e", "\u{301}!\u{301}", "x"]),
      (.qwen35, "e\u{301}!\u{301}x \u{301}", ["e\u{301}", "!\u{301}x", " \u{301}"]),
      (.o200k, "It's I'LL iPhone HTTPServer", ["It's", " I'LL", " i", "Phone", " HTTPServer"]),
      (.o200k, "ÉCOLE漢AA 1234/\n/", ["ÉCOLE漢", "AA", " ", "123", "4", "/\n/"]),
      (.tekken, "It's 123 don'T", ["It", "'s", " ", "1", "2", "3", " don", "'T"]),
    ] as [(SplitStep, String, [String])])
  func published(_ step: SplitStep, _ text: String, _ pieces: [String]) {
    #expect(SplitStep.split(text, [step]) == pieces)
  }

  @Test func deepseek() {
    let steps: [SplitStep] = [.deepseekDigits, .deepseekCJK, .deepseekText]
    let pieces = SplitStep.split("f(x)=1234; 日本語のtext\u{0}\u{1}\n \n", steps)
    #expect(
      pieces == ["f", "(x", ")=", "123", "4", ";", " ", "日本語の", "text", "\u{0}\u{1}", "\n \n"])
  }

  /// Steps cut what the ones before left, and no byte is lost.
  @Test(arguments: SplitStep.allCases)
  func piecesAreTheText(_ step: SplitStep) {
    let bytes = (0..<3000).map { UInt8(truncatingIfNeeded: $0 * $0 / 7 ^ $0 >> 3) }
    let pieces = SplitStep.split(bytes, [.singleDigits, step])
    #expect(pieces.flatMap { $0 } == bytes)
    #expect(!pieces.contains([]))
  }

  @Test func invalidBytesAreSymbolsOfTheirOwn() {
    let pieces = SplitStep.split([0x61, 0xFF, 0xE2, 0x82, 0x20, 0x62], [.gpt2])
    #expect(pieces == [[0x61], [0xFF, 0xE2, 0x82], [0x20, 0x62]])
  }
}
