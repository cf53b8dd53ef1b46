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

  @Test func invalidBytesAreSymbolsOfTheirOwn() {
    let pieces = SplitStep.split([0x61, 0xFF, 0xE2, 0x82, 0x20, 0x62], [.gpt2])
    #expect(pieces == [[0x61], [0xFF, 0xE2, 0x82], [0x20, 0x62]])
  }
}
