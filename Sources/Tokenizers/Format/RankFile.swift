public import Bytes

// Vocabularies as ranks: a token's rank is its id, and of the pairs in a piece the one whose joined
// text has the lowest rank is joined first (https://github.com/openai/tiktoken).

extension Tokenizer {
  /// A tokenizer of ranks, with every way to join two tokens to a third as a merge.
  ///
  /// Merges are in the order in which Hugging Face's converter writes them, so the tokens are the same
  /// as those of a converted `tokenizer.json`.
  ///
  /// - Parameter offset: the id of rank 0.
  /// - Throws: `TokenizerError.format`.
  public convenience init(
    ranks: [(bytes: [UInt8], rank: Int32)], offset: Int32 = 0, addedTokens: [AddedToken],
    steps: [SplitStep], composes: Bool = false
  ) throws(TokenizerError) {
    let texts = MergeEngine(
      texts: ranks.map { ($0.bytes, $0.rank) }, merges: [], rules: EngineRules(steps: []))
    var merges: [(rank: Int32, left: Int32, right: Int32)] = []
    for (bytes, rank) in ranks where bytes.count > 1 {
      for cut in 1..<bytes.count {
        guard let left = texts.id(of: bytes[..<cut]), let right = texts.id(of: bytes[cut...]) else {
          continue
        }
        merges.append((rank, left, right))
      }
    }
    merges.sort { ($0.rank, $0.left, $0.right) < ($1.rank, $1.left, $1.right) }
    try self.init(
      Parts(
        vocabulary: ranks.map { ($0.bytes, $0.rank + offset) },
        merges: merges.map { ($0.left + offset, $0.right + offset) }, addedTokens: addedTokens,
        rules: EngineRules(steps: steps, takesWholePieces: true),
        normalizers: composes ? [.composed] : []))
  }

  /// Reads a tiktoken rank file: a line has a token in Base64, a space and its rank.
  ///
  /// Such a file has neither pattern nor control tokens, so it is one of those that are known by
  /// their number of tokens.
  ///
  /// - Throws: `TokenizerError.format`.
  public convenience init(rankFile text: [UInt8]) throws(TokenizerError) {
    var ranks: [(bytes: [UInt8], rank: Int32)] = []
    for (number, line) in text.split(separator: UInt8(ascii: "\n")).enumerated() {
      let parts = line.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }
      guard parts.count == 2, let bytes = Base64.bytes(parts[0]),
        let rank = Int32(String(decoding: parts[1], as: UTF8.self)), (0..<1 << 24).contains(rank)
      else { throw .format("line \(number + 1) is not a token in Base64 and its rank") }
      ranks.append((bytes, rank))
    }
    guard let known = KnownRanks.all.first(where: { $0.count == ranks.count }) else {
      throw .format(
        "a rank file of \(ranks.count) tokens; known are "
          + KnownRanks.all.map { "\($0.name) (\($0.count))" }.joined(separator: ", "))
    }
    try self.init(
      ranks: ranks,
      addedTokens: known.controlTokens.enumerated().map {
        AddedToken(text: $1, id: Int32(known.firstControl + $0), isSpecial: true)
      }, steps: [known.step], composes: known.composes)
  }

  /// Reads Mistral's `tekken.json`.
  ///
  /// - Throws: `TokenizerError.format`.
  public convenience init(tekken json: JSONValue) throws(TokenizerError) {
    guard let entries = json["vocab"]?.array, let size = json["config"]?["default_vocab_size"]?.int,
      let offset = json["config"]?["default_num_special_tokens"]?.int,
      let pattern = json["config"]?["pattern"]?.string, offset >= 0, size > offset, size < 1 << 24
    else { throw .format("no vocab and config of a tekken.json") }
    guard let step = SplitPattern.step(pattern) else {
      throw .format("the pattern \(pattern), which is not a published one")
    }
    var ranks: [(bytes: [UInt8], rank: Int32)] = []
    for entry in entries.prefix(size - offset) {
      guard let text = entry["token_bytes"]?.string,
        let bytes = Base64.bytes(Array(text.utf8)[...]),
        let rank = entry["rank"]?.int, (0..<size - offset).contains(rank)
      else { throw .format("an entry of vocab without token_bytes or a fitting rank") }
      ranks.append((bytes, Int32(rank)))
    }
    var added: [AddedToken] = []
    for entry in json["special_tokens"]?.array ?? [] {
      guard let text = entry["token_str"]?.string, let rank = entry["rank"]?.int,
        (0..<offset).contains(rank)
      else { throw .format("a special token without token_str or a fitting rank") }
      added.append(AddedToken(text: text, id: Int32(rank), isSpecial: true))
    }
    if added.isEmpty {
      // Files of version 3 leave them to the library: these and fillers.
      added = KnownRanks.tekkenControls.enumerated().map {
        AddedToken(text: $1, id: Int32($0), isSpecial: true)
      }
    }
    try self.init(ranks: ranks, offset: Int32(offset), addedTokens: added, steps: [step])
  }
}

/// A published rank file.
private struct KnownRanks {
  let name: String
  let count: Int
  let step: SplitStep
  var composes = false
  let firstControl: Int
  let controlTokens: [String]

  static let all = [
    KnownRanks(
      name: "r50k_base", count: 50256, step: .gpt2, firstControl: 50256,
      controlTokens: ["<|endoftext|>"]),
    KnownRanks(
      name: "cl100k_base", count: 100_256, step: .cl100k, firstControl: 100_257,
      controlTokens: ["<|endoftext|>", "<|fim_prefix|>", "<|fim_middle|>", "<|fim_suffix|>"]),
    KnownRanks(
      name: "o200k_base", count: 199_998, step: .o200k, firstControl: 199_999,
      controlTokens: ["<|endoftext|>"]),
    KnownRanks(
      name: "Llama 3", count: 128_000, step: .llama3, firstControl: 128_000,
      controlTokens: llama3Controls),
    KnownRanks(
      name: "Llama 4", count: 200_000, step: .o200k, firstControl: 200_000,
      controlTokens: llama4Controls),
    KnownRanks(
      name: "Qwen 2 and 3", count: 151_643, step: .qwen2, composes: true, firstControl: 151_643,
      controlTokens: ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]),
    KnownRanks(
      name: "Qwen 3.5", count: 248_044, step: .qwen35, composes: true, firstControl: 248_044,
      controlTokens: ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]),
  ]

  private static let llama3Controls: [String] = {
    let named = [
      "<|begin_of_text|>", "<|end_of_text|>", "<|reserved_special_token_0|>",
      "<|reserved_special_token_1|>", "<|finetune_right_pad_id|>", "<|step_id|>",
      "<|start_header_id|>", "<|end_header_id|>", "<|eom_id|>", "<|eot_id|>", "<|python_tag|>",
      "<|image|>",
    ]
    return named + (2..<246).map { "<|reserved_special_token_\($0)|>" }
  }()

  private static let llama4Controls = [
    "<|begin_of_text|>", "<|end_of_text|>", "<|fim_prefix|>", "<|fim_middle|>", "<|fim_suffix|>",
    "<|header_start|>", "<|header_end|>", "<|eom|>", "<|eot|>",
  ]

  fileprivate static let tekkenControls = [
    "<unk>", "<s>", "</s>", "[INST]", "[/INST]", "[AVAILABLE_TOOLS]", "[/AVAILABLE_TOOLS]",
    "[TOOL_RESULTS]", "[/TOOL_RESULTS]", "[TOOL_CALLS]", "[IMG]", "<pad>", "[IMG_BREAK]",
    "[IMG_END]", "[PREFIX]", "[MIDDLE]", "[SUFFIX]", "[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]",
    "[TOOL_CONTENT]",
  ]
}

/// Base64 (RFC 4648), as vocabularies are written in.
enum Base64 {
  private static let values: [UInt8: UInt8] = {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    return Dictionary(uniqueKeysWithValues: letters.enumerated().map { ($1, UInt8($0)) })
  }()

  /// The bytes of a text; nil where it has other characters.
  static func bytes(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    var bits = 0
    var waiting: UInt32 = 0
    for character in text where character != UInt8(ascii: "=") {
      guard let value = values[character] else { return nil }
      waiting = waiting << 6 | UInt32(value)
      bits += 6
      if bits >= 8 {
        bits -= 8
        result.append(UInt8(truncatingIfNeeded: waiting >> UInt32(bits)))
      }
    }
    return result
  }
}
