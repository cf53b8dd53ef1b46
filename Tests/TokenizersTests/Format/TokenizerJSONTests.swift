import Bytes
import Testing
import Tokenizers

@Suite struct TokenizerJSONTests {
  @Test func writtenAndReadAgain() throws {
    let tokenizer = try TokenizerTests.trained()
    let again = try Tokenizer(json: JSONValue(parsing: tokenizer.json.encoded))
    #expect(again.json == tokenizer.json)
    for text in TokenizerTests.texts { #expect(again.encode(text) == tokenizer.encode(text)) }
  }

  @Test func bothKindsOfMerges() throws {
    let text = #"""
      {"model": {"type": "BPE", "vocab": {"a": 0, "b": 1, "ab": 2, "Ġ": 3}, "merges": MERGES},
       "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false, "use_regex": true}}
      """#
    for merges in [#"["a b"]"#, #"[["a", "b"]]"#] {
      let parts = text.split(separator: "MERGES", maxSplits: 1)
      let json = try JSONValue(parsing: parts.joined(separator: merges))
      #expect(try Tokenizer(json: json).encode("ab ba") == [2, 3, 1, 0])
    }
  }

  @Test(arguments: [
    ("no model", "{}"),
    ("another model", #"{"model": {"type": "Unigram", "vocab": {}}}"#),
    ("no vocab", #"{"model": {"type": "BPE"}}"#),
    ("an id that is no number", #"{"model": {"vocab": {"a": "x"}, "merges": []}}"#),
    ("a huge id", #"{"model": {"vocab": {"a": 99999999999}, "merges": []}}"#),
    ("a negative id", #"{"model": {"vocab": {"a": -1}, "merges": []}}"#),
    ("a merge of unknown tokens", #"{"model": {"vocab": {"a": 0}, "merges": ["a b"]}}"#),
    ("a merge of three", #"{"model": {"vocab": {"a": 0}, "merges": ["a a a"]}}"#),
    ("an unknown token that is none", #"{"model": {"vocab": {}, "merges": [], "unk_token": "u"}}"#),
    ("dropout", #"{"model": {"vocab": {}, "merges": [], "dropout": 0.1}}"#),
    (
      "a merge of a character that is no byte",
      #"""
      {"model": {"vocab": {"東": 0, "a": 1, "東a": 2}, "merges": ["東 a"]},
       "pre_tokenizer": {"type": "ByteLevel"}}
      """#
    ),
    (
      "byte fallback of bytes",
      #"""
      {"model": {"vocab": {}, "merges": [], "byte_fallback": true},
       "pre_tokenizer": {"type": "ByteLevel"}}
      """#
    ),
    (
      "an unknown pre-tokenizer",
      #"{"model": {"vocab": {}, "merges": []}, "pre_tokenizer": {"type": "BertPreTokenizer"}}"#
    ),
    (
      "steps after ByteLevel",
      #"""
      {"model": {"vocab": {}, "merges": []}, "pre_tokenizer": {"type": "Sequence",
       "pretokenizers": [{"type": "ByteLevel"}, {"type": "Digits", "individual_digits": true}]}}
      """#
    ),
    ("a normalizer", #"{"model": {"vocab": {}, "merges": []}, "normalizer": {"type": "NFKC"}}"#),
    (
      "an added token without id",
      #"{"model": {"vocab": {}, "merges": []}, "added_tokens": [{"content": "x"}]}"#
    ),
  ])
  func refused(_ name: String, _ text: String) throws {
    let json = try JSONValue(parsing: text)
    #expect(throws: TokenizerError.self, "\(name)") { try Tokenizer(json: json) }
  }

  @Test func anUnknownPatternIsNamed() throws {
    let json = try JSONValue(
      parsing: #"""
        {"model": {"vocab": {}, "merges": []}, "pre_tokenizer": {"type": "Split",
         "pattern": {"Regex": "\\w+|x"}, "behavior": "Isolated", "invert": false}}
        """#)
    let error = #expect(throws: TokenizerError.self) { try Tokenizer(json: json) }
    #expect(error?.description.contains(#"\w+|x"#) == true)
  }

  @Test(arguments: SplitStep.allCases)
  func aPatternIsWrittenAndReadAgain(_ step: SplitStep) throws {
    guard ![.afterSpace, .beforeMarks, .eachMark].contains(step) else { return }
    let trainer = BPETrainer(vocabularySize: 261, steps: [step])
    let tokenizer = try trainer.train(["a b"])
    #expect(try Tokenizer(json: JSONValue(parsing: tokenizer.json.encoded)).steps == [step])
  }

  /// What `tokenizers` 0.23.3 gives for a SentencePiece-style vocabulary.
  @Test(arguments: [
    ("ab a", [4, 3]), ("a b", [3, 1, 2]), (" ab", [1, 4]), ("ac", [3, 0]), ("a\u{e9}", [3, 7, 8]),
    ("", []),
  ])
  func sentencePieceStyle(_ text: String, _ ids: [Int32]) throws {
    let json = try JSONValue(
      parsing: #"""
        {"normalizer": {"type": "Sequence", "normalizers": [{"type": "Prepend", "prepend": "▁"},
          {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}]},
         "model": {"type": "BPE", "unk_token": "<unk>", "fuse_unk": true, "byte_fallback": true,
          "vocab": {"<unk>": 0, "▁": 1, "b": 2, "▁a": 3, "▁ab": 4, "a": 5, "ab": 6, "<0xC3>": 7,
           "<0xA9>": 8}, "merges": ["▁ a", "▁a b", "a b"]}}
        """#)
    let tokenizer = try Tokenizer(json: json)
    #expect(tokenizer.encode(text) == ids)
    #expect(tokenizer.count(text) == ids.count)
    #expect(tokenizer.json["normalizer"] == json["normalizer"])
  }

  /// What `tokenizers` 0.23.3 gives where added tokens take white space along or stand alone.
  @Test(arguments: [
    ("b <t> b", [1, 10, 2, 1]), ("b <u>  b", [1, 2, 11, 1]), ("xab ab", [0, 1, 2, 12]),
    ("<v>b", [13, 1]), ("e\u{301}b", [14, 1]),
  ])
  func addedTokens(_ text: String, _ ids: [Int32]) throws {
    let json = try JSONValue(
      parsing: #"""
        {"normalizer": {"type": "NFC"}, "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false},
         "added_tokens": [
          {"id": 10, "content": "<t>", "lstrip": true, "normalized": false},
          {"id": 11, "content": "<u>", "rstrip": true, "normalized": false},
          {"id": 12, "content": "ab", "single_word": true, "normalized": false},
          {"id": 13, "content": "<v>", "special": true},
          {"id": 14, "content": "e\u0301", "normalized": true}],
         "model": {"type": "BPE", "vocab": {"a": 0, "b": 1, "Ġ": 2}, "merges": []}}
        """#)
    let tokenizer = try Tokenizer(json: json)
    #expect(tokenizer.encode(text) == ids)
    #expect(tokenizer.count(text) == ids.count)
  }
}
