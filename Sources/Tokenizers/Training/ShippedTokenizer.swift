import Bytes

extension BPETrainer {
  /// The tokenizer that the project ships, `filters/tokenizers/demo.json`, learnt from the outputs of
  /// the first samples of a file of samples; `make demo-tokenizer` writes it.
  ///
  /// - Throws: what reading or parsing the file throws.
  package static func shipped(samples path: String) throws -> [UInt8] {
    let stream = try ByteStream(path: path)
    var text: [UInt8] = []
    while try stream.read(upTo: 1 << 20, into: &text) > 0 {}
    let lines = text.split(separator: UInt8(ascii: "\n")).prefix(800)
    let outputs = try lines.map { try JSONValue(parsing: Array($0))["output"]?.string ?? "" }
    let trainer = BPETrainer(
      vocabularySize: 2048, steps: [.llama3],
      specialTokens: ["<|endoftext|>", "<|im_start|>", "<|im_end|>"],
      addedTokens: ["<think>", "</think>"])
    return try trainer.train(outputs).json.encoded + [UInt8(ascii: "\n")]
  }
}
