import Bytes
import Testing
import Tokenizers

@Suite struct CutsTests {
  static let fragments = [
    "word", "it's", "we'll", " ", "  ", "\n", "\r\n", "\t", ".", "!?", "'", "7", "1234", "ABC",
    "iPhone",
    "é", "\u{301}", "日本語", "🙂", "\u{a0}", "\u{85}", "/", "<think>", "</think>", "<|im_end|>", "a b",
    "x y ",
    " of the ", "\u{0}", "▁", "½",
  ]
  static let patterns =
    SplitStep.allCases.map { [$0] } + [
      [.singleDigits, .gpt2], [.singleNumbers, .gpt2],
      [.deepseekDigits, .deepseekCJK, .deepseekText],
    ]

  private static func text(_ random: inout SeededNumbers) -> String {
    let count = 2 + random.next(38)
    return (0..<count).map { _ in fragments[random.next(fragments.count)] }
      .joined()
  }

  @Test(arguments: patterns)
  func bothSidesAreTheWhole(_ steps: [SplitStep]) throws {
    let tokenizer = try BPETrainer(vocabularySize: 600, steps: steps).train(
      TokenizerTests.texts + ["a b a b x y x y of the of the s w s w"])
    var random = SeededNumbers(seed: 11)
    var found = 0
    for _ in 0..<400 {
      let bytes = Array(Self.text(&random).utf8)
      guard let cuts = tokenizer.cuts(in: bytes.span) else { continue }
      found += 1
      for cut in [cuts.lowerBound, cuts.upperBound] {
        let sides = tokenizer.encode(Array(bytes[..<cut])) + tokenizer.encode(Array(bytes[cut...]))
        #expect(sides == tokenizer.encode(bytes), "at \(cut) of \(bytes)")
      }
    }
    let others: Set<SplitStep> = [
      .singleDigits, .singleNumbers, .deepseekDigits, .deepseekCJK, .afterSpace, .beforeMarks,
      .eachMark,
    ]
    let isOfWords = !others.isSuperset(of: steps)
    #expect(isOfWords ? found > 100 : found == 0)
  }

  @Test(arguments: patterns)
  func partsCountAsTheyDoAlone(_ steps: [SplitStep]) throws {
    let tokenizer = try BPETrainer(vocabularySize: 400, steps: steps).train(TokenizerTests.texts)
    var random = SeededNumbers(seed: 12)
    for _ in 0..<200 {
      let bytes = Array((Self.text(&random) + Self.text(&random)).utf8)
      let bounds = (0..<4).map { _ in random.next(bytes.count + 1) }.sorted()
      for parts in [
        [bounds[0]..<bounds[1], bounds[2]..<bounds[3]],
        [bounds[1]..<bounds[3], bounds[0]..<bounds[2]],
      ] {
        let counts = tokenizer.counts(bytes.span, parts: parts)
        #expect(counts.whole == tokenizer.count(bytes.span))
        #expect(counts.parts == parts.map { tokenizer.count(bytes.span.extracting($0)) })
      }
    }
  }

  /// An added token that reaches over a cut forbids all.
  @Test(arguments: [
    ("b c", false, false, false), ("a ", false, false, false), (" a", false, false, true),
    ("cat", true, false, false), ("cat", false, true, false), ("<x>", true, false, true),
    ("CAT ", false, false, true),
  ])
  func addedTokens(_ text: String, _ stripsRight: Bool, _ isWord: Bool, _ hasCuts: Bool) throws {
    var token = Tokenizer.AddedToken(text: text, id: 256, isSpecial: false)
    token.stripsRight = stripsRight
    token.isSingleWord = isWord
    let tokenizer = try Tokenizer(
      tokens: (0..<256).map { [UInt8($0)] } + [nil], merges: [], addedTokens: [token],
      steps: [.gpt2])
    #expect((tokenizer.cuts(in: Array("the cat sat".utf8).span) != nil) == hasCuts)
  }
}
