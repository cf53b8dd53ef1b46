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
    ("a character that is no byte", #"{"model": {"vocab": {"東": 0}, "merges": []}}"#),
    ("byte fallback", #"{"model": {"vocab": {}, "merges": [], "byte_fallback": true}}"#),
    (
      "an unknown pre-tokenizer",
      #"{"model": {"vocab": {}, "merges": []}, "pre_tokenizer": {"type": "Metaspace"}}"#
    ),
    ("a normalizer", #"{"model": {"vocab": {}, "merges": []}, "normalizer": {"type": "NFC"}}"#),
    (
      "an added token without id",
      #"{"model": {"vocab": {}, "merges": []}, "added_tokens": [{"content": "x"}]}"#
    ),
  ])
  func refused(_ name: String, _ text: String) throws {
    let json = try JSONValue(parsing: text)
    #expect(throws: TokenizerError.self, "\(name)") { try Tokenizer(json: json) }
  }
}
