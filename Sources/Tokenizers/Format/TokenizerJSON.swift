public import Bytes

// Hugging Face's tokenizer.json, as far as BPE needs it (https://huggingface.co/docs/tokenizers).
// What it asks for and this library cannot do exactly is an error, not a near miss.

extension Tokenizer {
  /// Reads a `tokenizer.json`.
  ///
  /// - Throws: `TokenizerError.format` with the part that cannot be read or done.
  public convenience init(json: JSONValue) throws(TokenizerError) {
    guard let model = json["model"], var frame = json.object else {
      throw .format("tokenizer.json has no model")
    }
    if let type = model["type"]?.string, type != "BPE" {
      throw .format("a model of type \(type); only BPE is possible")
    }
    try Self.requireOff(model)
    let normalizers = try Normalizer.list(json["normalizer"])
    let split = try PreTokenizer(json["pre_tokenizer"])
    let vocabulary = try StoredVocabulary(model["vocab"], isByteLevel: split.isByteLevel)
    var rules = EngineRules(steps: split.steps, isByteLevel: split.isByteLevel)
    rules.takesWholePieces = model["ignore_merges"]?.bool ?? false
    rules.fusesUnknown = model["fuse_unk"]?.bool ?? false
    if let unknown = model["unk_token"]?.string {
      guard let id = vocabulary.id(of: unknown) else {
        throw .format("the unknown token \(unknown), which the vocabulary lacks")
      }
      rules.unknown = id
    }
    if model["byte_fallback"]?.bool == true {
      guard !split.isByteLevel else {
        throw .format("byte_fallback with ByteLevel; one is possible")
      }
      rules.fallback = vocabulary.byteTokens
    }
    frame["model"] = model.without(["vocab", "merges"])
    let merges = try vocabulary.merges(model["merges"])
    if rules.steps.isEmpty, !rules.isByteLevel, vocabulary.marksOnlyOpen(merges) {
      // No merge crosses to a mark, so cutting there changes nothing, and short pieces are known.
      rules.steps = [.beforeMarks]
    }
    try self.init(
      Parts(
        vocabulary: vocabulary.texts, merges: merges,
        addedTokens: try Self.addedTokens(json["added_tokens"]), rules: rules,
        normalizers: normalizers, opening: split.opening, frame: frame))
  }

  private static func requireOff(_ model: JSONValue) throws(TokenizerError) {
    for key in ["dropout", "continuing_subword_prefix", "end_of_word_suffix"] {
      guard let value = model[key], !value.isNull, value.double != 0, value.string != "" else {
        continue
      }
      throw .format("a model with \(key); only models without it are possible")
    }
  }

  private static func addedTokens(_ json: JSONValue?) throws(TokenizerError) -> [AddedToken] {
    var result: [AddedToken] = []
    for entry in json?.array ?? [] {
      guard let text = entry["content"]?.string, let id = entry["id"]?.int, id >= 0, id < 1 << 24
      else { throw .format("an added token without content or a fitting id") }
      let isSpecial = entry["special"]?.bool ?? false
      var token = AddedToken(text: text, id: Int32(id), isSpecial: isSpecial)
      token.stripsLeft = entry["lstrip"]?.bool ?? false
      token.stripsRight = entry["rstrip"]?.bool ?? false
      token.isSingleWord = entry["single_word"]?.bool ?? false
      token.isNormalized = entry["normalized"]?.bool ?? !isSpecial
      result.append(token)
    }
    return result
  }

  /// The tokenizer as a `tokenizer.json` that Hugging Face's library reads.
  public var json: JSONValue {
    func stored(_ text: [UInt8]) -> String {
      rules.isByteLevel ? ByteAlphabet.text(of: text) : String(decoding: text, as: UTF8.self)
    }
    var texts: [Int32: String] = [:]
    for entry in vocabulary { texts[entry.id] = stored(entry.bytes) }
    var entries = texts
    for token in addedTokens where frame == nil { entries[token.id] = token.text }
    let listed = JSONObject(entries.sorted { $0.key < $1.key }.map { ($1, .int(Int($0))) })
    let merges = mergeList.map { merge -> JSONValue in
      [.string(texts[merge.left] ?? ""), .string(texts[merge.right] ?? "")]
    }
    var whole = frame ?? newFrame
    var model = whole["model"]?.object ?? [:]
    model["vocab"] = .object(listed)
    model["merges"] = .array(merges)
    whole["model"] = .object(model)
    whole["added_tokens"] = .array(addedTokens.map(\.json))
    return .object(whole)
  }

  private var newFrame: JSONObject {
    [
      "version": "1.0", "truncation": .null, "padding": .null, "added_tokens": [],
      "normalizer": normalizers.contains(.composed) ? ["type": "NFC"] : .null,
      "pre_tokenizer": PreTokenizer.json(steps),
      "post_processor": .null, "decoder": PreTokenizer.byteLevel(usesPattern: true),
      "model": [
        "type": "BPE", "dropout": .null, "unk_token": .null, "continuing_subword_prefix": .null,
        "end_of_word_suffix": .null, "fuse_unk": false, "byte_fallback": false,
        "ignore_merges": .bool(rules.takesWholePieces),
      ],
    ]
  }
}

extension Tokenizer {
  /// A tokenizer of tokens and `"a b"` merges in GPT-2's byte alphabet, as GGUF files have them.
  ///
  /// - Throws: `TokenizerError.format`.
  public convenience init(
    storedTokens: [String], storedMerges: [String], addedTokens: [AddedToken], steps: [SplitStep],
    takesWholePieces: Bool = false, composes: Bool = false
  ) throws(TokenizerError) {
    let isAdded = Set(addedTokens.map(\.id))
    let entries = storedTokens.enumerated().map { (text: $1, id: Int32(truncatingIfNeeded: $0)) }
    let vocabulary = try StoredVocabulary(
      entries.filter { !isAdded.contains($0.id) }, isByteLevel: true)
    try self.init(
      Parts(
        vocabulary: vocabulary.texts,
        merges: try vocabulary.merges(.array(storedMerges.map { .string($0) })),
        addedTokens: addedTokens,
        rules: EngineRules(steps: steps, takesWholePieces: takesWholePieces),
        normalizers: composes ? [.composed] : []))
  }
}

extension Tokenizer.AddedToken {
  fileprivate var json: JSONValue {
    [
      "id": .int(Int(id)), "content": .string(text), "single_word": .bool(isSingleWord),
      "lstrip": .bool(stripsLeft), "rstrip": .bool(stripsRight), "normalized": .bool(isNormalized),
      "special": .bool(isSpecial),
    ]
  }
}

extension Normalizer {
  /// The changes that a `normalizer` asks for.
  static func list(_ json: JSONValue?) throws(TokenizerError) -> [Normalizer] {
    guard let json, !json.isNull else { return [] }
    let type = json["type"]?.string ?? ""
    switch type {
    case "Sequence":
      var list: [Normalizer] = []
      for part in json["normalizers"]?.array ?? [] { list += try Self.list(part) }
      return list
    case "NFC": return [.composed]
    case "Prepend": return [.prepend(Array((json["prepend"]?.string ?? "").utf8))]
    case "Replace":
      guard let old = json["pattern"]?["String"]?.string, let new = json["content"]?.string else {
        throw .format("a Replace of a regular expression; one of a text is possible")
      }
      return [.replace(Array(old.utf8), by: Array(new.utf8))]
    default:
      throw .format("a normalizer \(type); Sequence, NFC, Prepend and Replace are possible")
    }
  }
}

extension JSONValue {
  fileprivate func without(_ keys: [String]) -> JSONValue {
    guard var object else { return self }
    for key in keys { object[key] = nil }
    return .object(object)
  }
}
