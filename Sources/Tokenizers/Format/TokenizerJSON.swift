public import Bytes

// Hugging Face's tokenizer.json, as far as byte-level BPE needs it
// (https://huggingface.co/docs/tokenizers). What it asks for and this library cannot do exactly is
// an error, not a near miss.

extension Tokenizer {
  /// Reads a `tokenizer.json`.
  ///
  /// - Throws: `TokenizerError.format` with the part that cannot be read or done.
  public init(json: JSONValue) throws(TokenizerError) {
    guard let model = json["model"] else { throw .format("tokenizer.json has no model") }
    if let type = model["type"]?.string, type != "BPE" {
      throw .format("a model of type \(type); only BPE is possible")
    }
    try Self.requireOff(model, ["byte_fallback", "dropout", "unk_token"])
    if let normalizer = json["normalizer"], !normalizer.isNull {
      throw .format("a normalizer; only tokenizers without one are possible")
    }
    let added = try Self.addedTokens(json["added_tokens"])
    let vocabulary = try Self.vocabulary(model["vocab"])
    let ids = Dictionary(vocabulary.map { ($0.text, $0.id) }) { first, _ in first }
    let merges = try Self.merges(model["merges"], ids: ids)
    try self.init(
      tokens: try Self.tokens(vocabulary, added: added), merges: merges, addedTokens: added,
      steps: try SplitStep.steps(json["pre_tokenizer"]),
      takesWholePieces: model["ignore_merges"]?.bool ?? false)
  }

  private static func requireOff(_ model: JSONValue, _ keys: [String]) throws(TokenizerError) {
    for key in keys {
      guard let value = model[key], !value.isNull, value.bool != false else { continue }
      // Byte-level vocabularies never need an unknown token, so naming one changes nothing.
      guard key == "unk_token" || value.double == 0 else {
        throw .format("a model with \(key); only models without it are possible")
      }
    }
  }

  private static func addedTokens(_ json: JSONValue?) throws(TokenizerError) -> [AddedToken] {
    var result: [AddedToken] = []
    for entry in json?.array ?? [] {
      guard let text = entry["content"]?.string, let id = entry["id"]?.int, id >= 0, id < 1 << 24
      else { throw .format("an added token without content or a fitting id") }
      for key in ["single_word", "lstrip", "rstrip"] where entry[key]?.bool == true {
        throw .format("added token \(id) with \(key); only added tokens without it are possible")
      }
      result.append(
        AddedToken(text: text, id: Int32(id), isSpecial: entry["special"]?.bool ?? false))
    }
    return result
  }

  private static func vocabulary(_ json: JSONValue?) throws(TokenizerError)
    -> [(text: String, id: Int32)]
  {
    guard let members = json?.object?.members else { throw .format("the model has no vocab") }
    var result: [(text: String, id: Int32)] = []
    for member in members {
      guard let id = member.value.int, id >= 0, id < 1 << 24 else {
        throw .format("vocab has an id that is no number from 0 to \(1 << 24 - 1)")
      }
      result.append((member.key, Int32(id)))
    }
    return result
  }

  private static func tokens(_ vocabulary: [(text: String, id: Int32)], added: [AddedToken])
    throws(TokenizerError) -> [[UInt8]?]
  {
    let isAdded = Set(added.map(\.id))
    var tokens = [[UInt8]?](repeating: nil, count: Int(vocabulary.map(\.id).max() ?? -1) + 1)
    for (text, id) in vocabulary where !isAdded.contains(id) {
      guard let bytes = ByteAlphabet.bytes(of: text) else {
        throw .format("token \(id) has a character that stands for no byte")
      }
      tokens[Int(id)] = bytes
    }
    return tokens
  }

  /// Merges as `"a b"` or `["a", "b"]`.
  private static func merges(_ json: JSONValue?, ids: [String: Int32]) throws(TokenizerError)
    -> [(left: Int32, right: Int32)]
  {
    var result: [(left: Int32, right: Int32)] = []
    for (rank, entry) in (json?.array ?? []).enumerated() {
      let parts =
        entry.array?.compactMap(\.string)
        ?? entry.string?.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        ?? []
      guard parts.count == 2, let left = ids[parts[0]], let right = ids[parts[1]] else {
        throw .format("merge \(rank) is not a pair of tokens of the vocabulary")
      }
      result.append((left, right))
    }
    return result
  }

  /// The tokenizer as a `tokenizer.json` that Hugging Face's library reads.
  public var json: JSONValue {
    let isAdded = Set(addedTokens.map(\.id))
    func text(_ id: Int) -> String {
      let token = bytes[id] ?? []
      return isAdded.contains(Int32(id))
        ? String(decoding: token, as: UTF8.self) : ByteAlphabet.text(of: token)
    }
    let present = bytes.indices.filter { bytes[$0] != nil }
    let vocabulary = JSONObject(present.map { (text($0), .int($0)) })
    let merges = mergeList.map { merge -> JSONValue in
      [.string(text(Int(merge.left))), .string(text(Int(merge.right)))]
    }
    return [
      "version": "1.0", "truncation": .null, "padding": .null,
      "added_tokens": .array(addedTokens.map(\.json)), "normalizer": .null,
      "pre_tokenizer": SplitStep.json(steps), "post_processor": .null,
      "decoder": Self.byteLevel(usesPattern: true),
      "model": [
        "type": "BPE", "dropout": .null, "unk_token": .null, "continuing_subword_prefix": .null,
        "end_of_word_suffix": .null, "fuse_unk": false, "byte_fallback": false,
        "ignore_merges": .bool(takesWholePieces), "vocab": .object(vocabulary),
        "merges": .array(merges),
      ],
    ]
  }

  fileprivate static func byteLevel(usesPattern: Bool) -> JSONValue {
    [
      "type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true,
      "use_regex": .bool(usesPattern),
    ]
  }
}

extension Tokenizer {
  /// A tokenizer of tokens and `"a b"` merges in GPT-2's byte alphabet, as GGUF files have them.
  ///
  /// - Throws: `TokenizerError.format`.
  public init(
    storedTokens: [String], storedMerges: [String], addedTokens: [AddedToken], steps: [SplitStep]
  ) throws(TokenizerError) {
    let vocabulary = storedTokens.enumerated().map { (text: $1, id: Int32(truncatingIfNeeded: $0)) }
    let ids = Dictionary(vocabulary.map { ($0.text, $0.id) }) { first, _ in first }
    try self.init(
      tokens: try Self.tokens(vocabulary, added: addedTokens),
      merges: try Self.merges(.array(storedMerges.map { .string($0) }), ids: ids),
      addedTokens: addedTokens, steps: steps)
  }
}

extension Tokenizer.AddedToken {
  fileprivate var json: JSONValue {
    [
      "id": .int(Int(id)), "content": .string(text), "single_word": false, "lstrip": false,
      "rstrip": false, "normalized": false, "special": .bool(isSpecial),
    ]
  }
}

extension SplitStep {
  /// The steps of a `pre_tokenizer`.
  fileprivate static func steps(_ json: JSONValue?) throws(TokenizerError) -> [SplitStep] {
    guard let json, !json.isNull else { return [] }
    let type = json["type"]?.string ?? ""
    switch type {
    case "Sequence":
      var steps: [SplitStep] = []
      for part in json["pretokenizers"]?.array ?? [] { steps += try Self.steps(part) }
      return steps
    case "Digits":
      guard json["individual_digits"]?.bool == true else {
        throw .format("Digits in groups; only individual_digits is possible")
      }
      return [.singleDigits]
    case "ByteLevel":
      guard json["add_prefix_space"]?.bool != true else {
        throw .format("ByteLevel with add_prefix_space; only without it is possible")
      }
      return json["use_regex"]?.bool == false ? [] : [.gpt2]
    default: throw .format("a pre-tokenizer \(type); Sequence, Digits and ByteLevel are possible")
    }
  }

  fileprivate static func json(_ steps: [SplitStep]) -> JSONValue {
    let parts = steps.map { step -> JSONValue in
      switch step {
      case .singleDigits: ["type": "Digits", "individual_digits": true]
      case .gpt2: Tokenizer.byteLevel(usesPattern: true)
      }
    }
    // Bytes become characters in ByteLevel, so there is always one.
    let whole = steps.contains(.gpt2) ? parts : parts + [Tokenizer.byteLevel(usesPattern: false)]
    return whole.count == 1 ? whole[0] : ["type": "Sequence", "pretokenizers": .array(whole)]
  }
}
