// SentencePiece's own `.model` (https://github.com/google/sentencepiece, sentencepiece_model.proto): a
// protobuf message of pieces with scores and of settings. Of those, BPE with byte fallback and without
// changes of characters is read, which Llama 2's and Mistral's first are.
//
// SentencePiece joins the two neighbours whose joined text is the piece of the highest score, of equal
// ones the leftmost. So each way to cut a piece into two pieces is a merge, and its rank is that of its
// piece's score. A character that is no piece never takes part, as long as no longer piece has it.

import Bytes

extension Tokenizer {
  /// Reads a SentencePiece model of type BPE.
  ///
  /// Control pieces that a text spells are text, as SentencePiece has it.
  ///
  /// - Throws: `TokenizerError.format` with the part that cannot be read or done exactly.
  public convenience init(sentencePiece bytes: [UInt8]) throws(TokenizerError) {
    let file = try SentencePieceFile(bytes)
    let entries = file.pieces.enumerated().map { (bytes: $1.text, id: Int32($0)) }
    let mergeable = entries.filter { file.pieces[Int($0.id)].kind == .normal }
    guard Set(entries.map(\.bytes)).count == entries.count else {
      throw .format("a piece that occurs twice")
    }
    let texts = MergeEngine(texts: mergeable, merges: [], rules: EngineRules(steps: []))
    var ways: [(score: Float, left: Int32, right: Int32)] = []
    for entry in mergeable {
      let ends = SentencePieceFile.characterEnds(entry.bytes)
      guard ends.count > 1 else { continue }
      let isOfPieces = zip([0] + ends, ends).allSatisfy {
        texts.id(of: entry.bytes[$0..<$1]) != nil
      }
      guard isOfPieces else {
        throw .format("piece \(entry.id) has a character that is no piece; each must be one")
      }
      for cut in ends.dropLast() {
        guard let left = texts.id(of: entry.bytes[..<cut]),
          let right = texts.id(of: entry.bytes[cut...])
        else { continue }
        ways.append((file.pieces[Int(entry.id)].score, left, right))
      }
    }
    ways.sort { ($1.score, $0.left, $0.right) < ($0.score, $1.left, $1.right) }
    var ranks: [UInt32] = []
    for (place, way) in ways.enumerated() {
      let isTie = place > 0 && ways[place - 1].score == way.score
      ranks.append(isTie ? ranks[place - 1] : UInt32(place))
    }
    var rules = EngineRules(steps: [], isByteLevel: false)
    rules.unknown = file.unknown
    rules.fallback = try file.byteTokens()
    let mark = Array("▁".utf8)
    try self.init(
      Parts(
        vocabulary: entries.filter { file.pieces[Int($0.id)].kind != .control },
        merges: ways.map { ($0.left, $0.right) }, ranks: ranks, addedTokens: [], rules: rules,
        normalizers: (file.addsSpace ? [.prepend(mark)] : [])
          + [.replace([UInt8(ascii: " ")], by: mark)],
        frame: Self.frame(
          unknown: file.unknown.map { file.pieces[Int($0)].text }, addsSpace: file.addsSpace)))
  }

  /// What Hugging Face's converter writes around such a vocabulary.
  private static func frame(unknown: [UInt8]?, addsSpace: Bool) -> JSONObject {
    let replace: JSONValue = ["type": "Replace", "pattern": ["String": " "], "content": "▁"]
    let prepend: JSONValue = ["type": "Prepend", "prepend": "▁"]
    return [
      "version": "1.0", "truncation": .null, "padding": .null, "added_tokens": [],
      "normalizer": [
        "type": "Sequence", "normalizers": .array(addsSpace ? [prepend, replace] : [replace]),
      ],
      "pre_tokenizer": .null, "post_processor": .null,
      "decoder": [
        "type": "Sequence",
        "decoders": [
          ["type": "Replace", "pattern": ["String": "▁"], "content": " "],
          ["type": "ByteFallback"], ["type": "Fuse"],
          ["type": "Strip", "content": " ", "start": 1, "stop": 0],
        ],
      ],
      "model": [
        "type": "BPE", "dropout": .null,
        "unk_token": unknown.map { .string(String(decoding: $0, as: UTF8.self)) } ?? .null,
        "continuing_subword_prefix": .null, "end_of_word_suffix": .null, "fuse_unk": true,
        "byte_fallback": true, "ignore_merges": false,
      ],
    ]
  }
}

/// The pieces and settings of a model.
struct SentencePieceFile {
  enum Kind: Int { case normal = 1, unknown, control, userDefined, unused, byte }
  struct Piece {
    var text: [UInt8] = []
    var score: Float = 0
    var kind = Kind.normal
  }

  private(set) var pieces: [Piece] = []
  /// Whether a space goes before every text.
  private(set) var addsSpace = true
  private var type = 1
  private var fallsBack = false
  private var removesSpaces = true
  private var marksSpaces = true
  private var changesCharacters = false
  private var suffixes = false

  init(_ bytes: [UInt8]) throws(TokenizerError) {
    try Self.eachField(bytes[...]) { (field, value) throws(TokenizerError) in
      switch field {
      case 1: pieces.append(try Self.piece(value.bytes))
      case 2: try readTrainer(value.bytes)
      case 3: try readNormalizer(value.bytes)
      default: break
      }
    }
    try check()
  }

  private func check() throws(TokenizerError) {
    let names = [1: "Unigram", 3: "Word", 4: "Char"]
    guard type == 2 else {
      throw .format("a SentencePiece model of type \(names[type] ?? "\(type)"); BPE is possible")
    }
    guard !pieces.isEmpty, pieces.count < 1 << 24 else {
      throw .format("a SentencePiece model of \(pieces.count) pieces")
    }
    guard fallsBack else {
      throw .format("a SentencePiece model without byte_fallback; with it is possible")
    }
    guard !changesCharacters, !removesSpaces, marksSpaces, !suffixes else {
      throw .format(
        "a normalizer with a character map, remove_extra_whitespaces, unmarked spaces or spaces at "
          + "the end of words; identity is possible")
    }
    guard pieces.allSatisfy({ $0.kind != .userDefined && $0.kind != .unused && !$0.text.isEmpty })
    else {
      throw .format("user-defined, unused or empty pieces; a tokenizer.json of it is possible")
    }
  }

  var unknown: Int32? { pieces.firstIndex { $0.kind == .unknown }.map { Int32($0) } }

  /// The pieces of the 256 bytes.
  func byteTokens() throws(TokenizerError) -> [Int32] {
    var tokens = [Int32](repeating: -1, count: 256)
    for (id, piece) in pieces.enumerated() where piece.kind == .byte {
      let name = String(decoding: piece.text, as: UTF8.self)
      guard name.hasPrefix("<0x"), name.hasSuffix(">"), piece.text.count == 6,
        let byte = UInt8(name.dropFirst(3).dropLast(), radix: 16)
      else { throw .format("piece \(id) is a byte without the name of one") }
      tokens[Int(byte)] = Int32(id)
    }
    guard !tokens.contains(-1) else { throw .format("a SentencePiece model without all 256 bytes") }
    return tokens
  }

  /// Where each character ends; bytes that are not UTF-8 are one each.
  static func characterEnds(_ text: [UInt8]) -> [Int] {
    text.indices.filter { $0 + 1 == text.count || text[$0 + 1] & 0xC0 != 0x80 }.map { $0 + 1 }
  }

  private static func piece(_ bytes: ArraySlice<UInt8>) throws(TokenizerError) -> Piece {
    var piece = Piece()
    try eachField(bytes) { (field, value) throws(TokenizerError) in
      switch field {
      case 1: piece.text = Array(value.bytes)
      case 2: piece.score = Float(bitPattern: UInt32(truncatingIfNeeded: value.number))
      case 3:
        guard let kind = Kind(rawValue: Int(truncatingIfNeeded: value.number)) else {
          throw .format("a piece of the unknown type \(value.number)")
        }
        piece.kind = kind
      default: break
      }
    }
    guard piece.score.isFinite else { throw .format("a piece whose score is no number") }
    return piece
  }

  private mutating func readTrainer(_ bytes: ArraySlice<UInt8>) throws(TokenizerError) {
    try Self.eachField(bytes) { (field, value) throws(TokenizerError) in
      switch field {
      case 3: type = Int(truncatingIfNeeded: value.number)
      case 24: suffixes = value.number != 0
      case 35: fallsBack = value.number != 0
      default: break
      }
    }
  }

  private mutating func readNormalizer(_ bytes: ArraySlice<UInt8>) throws(TokenizerError) {
    try Self.eachField(bytes) { (field, value) throws(TokenizerError) in
      switch field {
      case 2: changesCharacters = !value.bytes.isEmpty
      case 3: addsSpace = value.number != 0
      case 4: removesSpaces = value.number != 0
      case 5: marksSpaces = value.number != 0
      default: break
      }
    }
  }

  /// A field's number, or its bytes.
  struct Value {
    var number: UInt64 = 0
    var bytes: ArraySlice<UInt8> = []
  }

  /// The fields of a protobuf message, in their order.
  private static func eachField(
    _ bytes: ArraySlice<UInt8>, _ body: (UInt64, Value) throws(TokenizerError) -> Void
  ) throws(TokenizerError) {
    var rest = bytes
    while !rest.isEmpty {
      let key = try varint(&rest)
      var value = Value()
      switch key & 7 {
      case 0: value.number = try varint(&rest)
      case 1: value.number = number(try take(8, &rest))
      case 2: value.bytes = try take(varint(&rest), &rest)
      case 5: value.number = number(try take(4, &rest))
      default: throw .format("a SentencePiece model with a field of unknown kind \(key & 7)")
      }
      try body(key >> 3, value)
    }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func take(_ count: UInt64, _ rest: inout ArraySlice<UInt8>)
    throws(TokenizerError) -> ArraySlice<UInt8>
  {
    guard count <= UInt64(rest.count) else { throw .format("a SentencePiece model that is cut") }
    defer { rest = rest.dropFirst(Int(count)) }
    return rest.prefix(Int(count))
  }

  private static func varint(_ rest: inout ArraySlice<UInt8>) throws(TokenizerError) -> UInt64 {
    var result: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      guard let byte = rest.popFirst() else {
        throw .format("a SentencePiece model that is cut")
      }
      result |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return result }
    }
    throw .format("a SentencePiece model with a number of more than 10 bytes")
  }
}
