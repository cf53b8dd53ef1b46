// SentencePiece's own `.model` (https://github.com/google/sentencepiece, sentencepiece_model.proto): a
// protobuf message of pieces with scores and of settings. Of those, BPE with byte fallback and without
// changes of characters is read, which Llama 2's and Mistral's first are.

import Bytes

extension Tokenizer {
  /// Reads a SentencePiece model of type BPE.
  ///
  /// Control pieces that a text spells are text, as SentencePiece has it.
  ///
  /// - Throws: `TokenizerError.format` with the part that cannot be read or done exactly.
  public convenience init(sentencePiece bytes: [UInt8]) throws(TokenizerError) {
    let file = try SentencePieceFile(bytes)
    try self.init(pieces: PieceVocabulary(pieces: file.pieces, addsSpace: file.addsSpace))
  }
}

/// The pieces and settings of a model.
private struct SentencePieceFile {
  typealias Piece = PieceVocabulary.Piece

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
    guard fallsBack else {
      throw .format("a SentencePiece model without byte_fallback; with it is possible")
    }
    guard !changesCharacters, !removesSpaces, marksSpaces, !suffixes else {
      throw .format(
        "a normalizer with a character map, remove_extra_whitespaces, unmarked spaces or spaces at "
          + "the end of words; identity is possible")
    }
  }

  private static func piece(_ bytes: ArraySlice<UInt8>) throws(TokenizerError) -> Piece {
    var piece = Piece()
    try eachField(bytes) { (field, value) throws(TokenizerError) in
      switch field {
      case 1: piece.text = Array(value.bytes)
      case 2: piece.score = Float(bitPattern: UInt32(truncatingIfNeeded: value.number))
      case 3:
        guard let kind = PieceVocabulary.Kind(rawValue: Int(truncatingIfNeeded: value.number))
        else {
          throw .format("a piece of the unknown type \(value.number)")
        }
        piece.kind = kind
      default: break
      }
    }
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
