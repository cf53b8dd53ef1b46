// A vocabulary of pieces with scores: SentencePiece's BPE, in its own `.model` or in a GGUF file.
//
// SentencePiece joins the two neighbours whose joined text is the piece of the highest score, of equal
// ones the leftmost. So each way to cut a piece into two pieces is a merge, and its rank is that of its
// piece's score. A character that is no piece never takes part, as long as no longer piece has it.

import Bytes

/// Pieces whose places are their ids, and what is done before they are looked for.
public struct PieceVocabulary: Sendable {
  /// SentencePiece's and ggml's numbers for what a piece is.
  public enum Kind: Int, Sendable {
    case normal = 1
    case unknown, control, userDefined, unused, byte
  }

  public struct Piece: Sendable {
    /// With `▁` for spaces; of a byte its name, such as `<0x0A>`.
    public var text: [UInt8] = []
    public var score: Float = 0
    public var kind = Kind.normal

    public init() {}

    public init(text: [UInt8], score: Float, kind: Kind) {
      self.text = text
      self.score = score
      self.kind = kind
    }
  }

  public let pieces: [Piece]
  /// Whether a space goes before every text.
  public let addsSpace: Bool
  /// Whether control pieces are found where a text spells them; ggml has it so.
  public let findsControl: Bool

  public init(pieces: [Piece], addsSpace: Bool, findsControl: Bool = false) {
    self.pieces = pieces
    self.addsSpace = addsSpace
    self.findsControl = findsControl
  }
}

extension Tokenizer {
  /// A tokenizer of pieces with byte fallback.
  ///
  /// - Throws: `TokenizerError.format` with the part that cannot be done exactly.
  public convenience init(pieces vocabulary: PieceVocabulary) throws(TokenizerError) {
    try vocabulary.check()
    let entries = vocabulary.entries
    let ways = try vocabulary.ways()
    var ranks: [UInt32] = []
    for (place, way) in ways.enumerated() {
      let isTie = place > 0 && ways[place - 1].score == way.score
      ranks.append(isTie ? ranks[place - 1] : UInt32(place))
    }
    var rules = EngineRules(steps: [], isByteLevel: false)
    rules.unknown = vocabulary.unknown
    rules.fallback = try vocabulary.byteTokens()
    let mark = Array("▁".utf8)
    let outside: Set<PieceVocabulary.Kind> = [.control, .userDefined]
    try self.init(
      Parts(
        vocabulary: entries.filter { !outside.contains(vocabulary.pieces[Int($0.id)].kind) },
        merges: ways.map { ($0.left, $0.right) }, ranks: ranks,
        addedTokens: vocabulary.addedTokens, rules: rules,
        normalizers: (vocabulary.addsSpace ? [.prepend(mark)] : [])
          + [.replace([UInt8(ascii: " ")], by: mark)],
        frame: vocabulary.frame))
  }
}

extension PieceVocabulary {
  fileprivate var entries: [(bytes: [UInt8], id: Int32)] {
    pieces.enumerated().map { (bytes: $1.text, id: Int32($0)) }
  }

  fileprivate func check() throws(TokenizerError) {
    guard !pieces.isEmpty, pieces.count < 1 << 24 else {
      throw .format("a vocabulary of \(pieces.count) pieces")
    }
    guard pieces.allSatisfy({ $0.kind != .unused && !$0.text.isEmpty }) else {
      throw .format("unused or empty pieces; a tokenizer.json of it is possible")
    }
    // What is found in a text ends its parts, and each part would get a space of its own.
    guard !addsSpace || pieces.allSatisfy({ $0.kind != .userDefined }) else {
      throw .format(
        "user-defined pieces and a space before every text; a tokenizer.json of it is possible")
    }
    guard pieces.allSatisfy(\.score.isFinite) else {
      throw .format("a piece whose score is no number")
    }
    guard Set(pieces.map(\.text)).count == pieces.count else {
      throw .format("a piece that occurs twice")
    }
  }

  /// Every way to join two pieces to a third, the best first.
  fileprivate func ways() throws(TokenizerError) -> [(score: Float, left: Int32, right: Int32)] {
    let mergeable = entries.filter { pieces[Int($0.id)].kind == .normal }
    let texts = MergeEngine(texts: mergeable, merges: [], rules: EngineRules(steps: []))
    var ways: [(score: Float, left: Int32, right: Int32)] = []
    for entry in mergeable {
      let ends = Self.characterEnds(entry.bytes)
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
        ways.append((pieces[Int(entry.id)].score, left, right))
      }
    }
    ways.sort { ($1.score, $0.left, $0.right) < ($0.score, $1.left, $1.right) }
    return ways
  }

  /// Where each character ends; bytes that are not UTF-8 are one each.
  private static func characterEnds(_ text: [UInt8]) -> [Int] {
    text.indices.filter { $0 + 1 == text.count || text[$0 + 1] & 0xC0 != 0x80 }.map { $0 + 1 }
  }

  fileprivate var unknown: Int32? {
    pieces.firstIndex { $0.kind == .unknown }.map { Int32($0) }
  }

  /// The pieces of the 256 bytes.
  fileprivate func byteTokens() throws(TokenizerError) -> [Int32] {
    var tokens = [Int32](repeating: -1, count: 256)
    for (id, piece) in pieces.enumerated() where piece.kind == .byte {
      let name = String(decoding: piece.text, as: UTF8.self)
      guard name.hasPrefix("<0x"), name.hasSuffix(">"), piece.text.count == 6,
        let byte = UInt8(name.dropFirst(3).dropLast(), radix: 16)
      else { throw .format("piece \(id) is a byte without the name of one") }
      tokens[Int(byte)] = Int32(id)
    }
    guard !tokens.contains(-1) else { throw .format("a vocabulary without all 256 bytes") }
    return tokens
  }

  /// What is found in a text before it is merged: user-defined pieces, `▁` standing for spaces.
  fileprivate var addedTokens: [Tokenizer.AddedToken] {
    pieces.enumerated().compactMap { id, piece in
      let isControl = piece.kind == .control
      guard isControl && findsControl || piece.kind == .userDefined else { return nil }
      var token = Tokenizer.AddedToken(
        text: String(decoding: piece.text, as: UTF8.self), id: Int32(id), isSpecial: isControl)
      token.isNormalized = !isControl
      return token
    }
  }

  /// What Hugging Face's converter writes around such a vocabulary.
  fileprivate var frame: JSONObject {
    let unknown = unknown.map { String(decoding: pieces[Int($0)].text, as: UTF8.self) }
    let replace: JSONValue = ["type": "Replace", "pattern": ["String": " "], "content": "▁"]
    let prepend: JSONValue = ["type": "Prepend", "prepend": "▁"]
    let strip: JSONValue = ["type": "Strip", "content": " ", "start": 1, "stop": 0]
    let decoders: [JSONValue] = [
      ["type": "Replace", "pattern": ["String": "▁"], "content": " "],
      ["type": "ByteFallback"], ["type": "Fuse"],
    ]
    return [
      "version": "1.0", "truncation": .null, "padding": .null, "added_tokens": [],
      "normalizer": [
        "type": "Sequence", "normalizers": .array(addsSpace ? [prepend, replace] : [replace]),
      ],
      "pre_tokenizer": .null, "post_processor": .null,
      "decoder": ["type": "Sequence", "decoders": .array(decoders + (addsSpace ? [strip] : []))],
      "model": [
        "type": "BPE", "dropout": .null, "unk_token": unknown.map { .string($0) } ?? .null,
        "continuing_subword_prefix": .null, "end_of_word_suffix": .null, "fuse_unk": true,
        "byte_fallback": true, "ignore_merges": false,
      ],
    ]
  }
}
