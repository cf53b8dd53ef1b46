import Testing
import Tokenizers

@Suite struct BPETrainerTests {
  @Test func commonestPairsComeFirst() throws {
    // "low" 3 times, "lot" 2 times: l+o 5, then lo+w 3, then lo+t 2.
    let trainer = BPETrainer(vocabularySize: 1000, specialTokens: [], addedTokens: [])
    let tokenizer = try trainer.train(["low", "low", "low", "lot", "lot"])
    #expect(tokenizer.id(of: "lo") == 256)
    #expect(tokenizer.id(of: "low") == 257)
    #expect(tokenizer.encode("lowlot").count == 2)
  }

  @Test func orderOfTextsDoesNotMatter() throws {
    let trainer = BPETrainer(vocabularySize: 320)
    let forward = try trainer.train(TokenizerTests.texts)
    let backward = try trainer.train(TokenizerTests.texts.reversed())
    #expect(forward.json == backward.json)
  }

  @Test func rarePairsAreLeft() throws {
    let tokenizer = try BPETrainer(vocabularySize: 1000).train(["ab", "ab", "cd"])
    #expect(tokenizer.encode("ab").count == 1)
    #expect(tokenizer.encode("cd").count == 2)
  }

  @Test func digitsStayAlone() throws {
    let tokenizer = try BPETrainer(vocabularySize: 600).train(["2024 2024 2024", "x12 x12"])
    #expect(tokenizer.encode("2024").count == 4)
  }

  @Test(arguments: [0, 260, -5]) func aVocabularyHasRoomForBytes(_ size: Int) {
    #expect(throws: TokenizerError.self) { try BPETrainer(vocabularySize: size).train(["a"]) }
  }
}
