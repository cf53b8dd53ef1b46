import Bytes
import Testing
import Tokenizers

@Suite struct ShippedTokenizerTests {
  @Test func canBeRemadeByteForByte() throws {
    let made = try BPETrainer.shipped(samples: "datasets/demo/raw.jsonl.zst")
    #expect(try Files.read("filters/tokenizers/demo.json") == made)
    #expect(made.count < 150_000)
  }
}
