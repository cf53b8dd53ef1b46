import Testing
import Tokenizers

/// A model written as protobuf, piece by piece.
private struct WrittenModel {
  var pieces: [(text: String, score: Float, kind: UInt8)] = []
  var type: UInt8 = 2
  var fallsBack = true
  var normalizer: [UInt8] = [0x18, 1, 0x20, 0, 0x28, 1]

  /// `<unk>`, two control pieces, the 256 bytes, then what is given, of falling score.
  init(_ texts: [String], scores: [Float]? = nil) {
    pieces = [("<unk>", 0, 2), ("<s>", 0, 3), ("</s>", 0, 3)]
    let digits = Array("0123456789ABCDEF")
    for byte in 0..<256 { pieces.append(("<0x\(digits[byte / 16])\(digits[byte % 16])>", 0, 6)) }
    for (place, text) in texts.enumerated() {
      pieces.append((text, scores?[place] ?? -Float(place), 1))
    }
  }

  var bytes: [UInt8] {
    let entries = pieces.flatMap { piece in
      let score = (0..<4).map {
        UInt8(truncatingIfNeeded: piece.score.bitPattern >> (8 * UInt32($0)))
      }
      return message(1, message(1, Array(piece.text.utf8)) + [0x15] + score + [0x18, piece.kind])
    }
    return entries + message(2, [0x18, type, 0x98, 0x02, fallsBack ? 1 : 0])
      + message(3, normalizer)
  }

  private func message(_ field: UInt8, _ body: [UInt8]) -> [UInt8] {
    precondition(body.count < 1 << 14)
    let length =
      body.count < 128
      ? [UInt8(body.count)] : [UInt8(body.count & 0x7F) | 0x80, UInt8(body.count >> 7)]
    return [field << 3 | 2] + length + body
  }
}

@Suite struct SentencePieceFileTests {
  static let texts = ["▁a", "ab", "▁▁", "▁▁▁▁", "▁▁▁", "▁", "a", "b", "c"]
  static let scores: [Float] = [-1, -2, -9, -9, -9, -20, -21, -22, -23]

  // Ids: 259 + place. The expected ones are those of `sentencepiece`'s rule.
  @Test(
    arguments: [
      ("", []), ("a", [259]), ("ab", [259, 266]), ("bab", [264, 266, 260]),
      ("  a", [261, 259]), ("     ", [262, 261]), ("      ", [262, 263]),
      ("é", [264, 3 + 0xC3, 3 + 0xA9]), ("<s>", [264, 3 + 0x3C, 3 + 0x73, 3 + 0x3E]),
    ] as [(String, [Int32])])
  func ids(_ text: String, _ expected: [Int32]) throws {
    let tokenizer = try Tokenizer(file: WrittenModel(Self.texts, scores: Self.scores).bytes)
    #expect(tokenizer.encode(text) == expected)
    #expect(tokenizer.count(text) == expected.count)
  }

  @Test func aSpaceIsPutBeforeOnlyWhereTheModelSaysSo() throws {
    var model = WrittenModel(Self.texts, scores: Self.scores)
    model.normalizer = [0x18, 0, 0x20, 0, 0x28, 1]
    #expect(try Tokenizer(file: model.bytes).encode("ab") == [260])
  }

  /// User-defined pieces are found before anything is joined, the longest first; ids are those that
  /// `sentencepiece` 0.2.3 gives.
  @Test(
    arguments: [
      ("ab", [260]), ("a<t>b", [265, 269, 266]), ("a  b", [265, 270, 266]),
      ("a b", [265, 264, 266]),
      ("<t><t>", [269, 269]), ("   a", [270, 259]), ("\n\n\n", [271, 3 + 0x0A]),
    ] as [(String, [Int32])])
  func userDefined(_ text: String, _ expected: [Int32]) throws {
    var model = WrittenModel(Self.texts, scores: Self.scores)
    model.normalizer = [0x18, 0, 0x20, 0, 0x28, 1]
    model.pieces.remove(at: 261)
    model.pieces.insert(("zz", -30, 1), at: 261)
    for text in ["z", "<t>", "▁▁", "\n\n"] {
      model.pieces.append((text, text == "z" ? -40 : 0, text == "z" ? 1 : 4))
    }
    let tokenizer = try Tokenizer(file: model.bytes)
    #expect(tokenizer.encode(text) == expected)
    #expect(tokenizer.decode(expected) == text)
  }

  enum Fault: CaseIterable {
    case unigram, withoutBytes, characterMap, extraSpaces, userDefined, unknownType, twice
    case unknownCharacter, score, missingByte
  }

  @Test(
    arguments: zip(
      Fault.allCases,
      [
        "Unigram", "byte_fallback", "identity is possible", "remove_extra_whitespaces",
        "user-defined", "unknown type", "twice", "no piece", "no number", "256 bytes",
      ]))
  func refused(_ fault: Fault, _ word: String) {
    var model = WrittenModel(Self.texts, scores: Self.scores)
    switch fault {
    case .unigram: model.type = 1
    case .withoutBytes: model.fallsBack = false
    case .characterMap: model.normalizer = [0x12, 1, 65, 0x20, 0]
    case .extraSpaces: model.normalizer = [0x20, 1]
    case .userDefined: model.pieces.append(("x", 0, 4))
    case .unknownType: model.pieces.append(("x", 0, 9))
    case .twice: model.pieces.append(("a", 0, 1))
    case .unknownCharacter: model.pieces.append(("az", 0, 1))
    case .score: model.pieces.append(("z", .nan, 1))
    case .missingByte: model.pieces.remove(at: 40)
    }
    #expect {
      try Tokenizer(sentencePiece: model.bytes)
    } throws: {
      "\($0)".contains(word)
    }
  }

  @Test func everyCutAndEveryChangedByteIsAnErrorOrATokenizer() throws {
    let bytes = WrittenModel(Self.texts, scores: Self.scores).bytes
    for end in stride(from: 0, to: bytes.count, by: 7) {
      _ = try? Tokenizer(sentencePiece: Array(bytes[..<end]))
    }
    for place in stride(from: 0, to: bytes.count, by: 11) {
      for value: UInt8 in [0, 0x7F, 0x80, 0xFF] {
        var changed = bytes
        changed[place] = value
        _ = try? Tokenizer(sentencePiece: changed).encode("ab é  a")
      }
    }
    #expect(throws: TokenizerError.self) {
      try Tokenizer(sentencePiece: [0x0A] + Array(repeating: 0xFF, count: 20))
    }
  }
}
