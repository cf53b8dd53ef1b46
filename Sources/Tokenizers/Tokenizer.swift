/// A byte-level BPE tokenizer: text in, token ids out, and back.
///
/// Any bytes can be encoded and come back the same, as long as the vocabulary has all 256 bytes.
public struct Tokenizer: Sendable {
  /// A token that is looked for in the text before it is cut.
  public struct AddedToken: Sendable, Hashable {
    public let text: String
    public let id: Int32
    /// Whether it is control, such as `<|im_end|>`: text that only spells it is not the token.
    public let isSpecial: Bool

    public init(text: String, id: Int32, isSpecial: Bool) {
      self.text = text
      self.id = id
      self.isSpecial = isSpecial
    }
  }

  public let steps: [SplitStep]
  public let addedTokens: [AddedToken]
  /// The bytes of each id; nil where an id is unused.
  let bytes: [[UInt8]?]
  let mergeTable: MergeTable
  /// Merges in the order in which they were learnt.
  let mergeList: [(left: Int32, right: Int32)]
  /// Whether a piece that is a token is taken whole, merged or not.
  let takesWholePieces: Bool
  private let ids: [[UInt8]: Int32]
  private let added: [Int32: AddedToken]
  private let finder: AddedTokenFinder

  /// - Parameters:
  ///   - tokens: the bytes of each id; added tokens may be nil there.
  ///   - merges: pairs of ids, the first learnt first.
  /// - Throws: `TokenizerError.format` for a merge whose parts or result are no tokens.
  public init(
    tokens: [[UInt8]?], merges: [(left: Int32, right: Int32)], addedTokens: [AddedToken],
    steps: [SplitStep], takesWholePieces: Bool = false
  ) throws(TokenizerError) {
    var bytes = tokens
    for token in addedTokens {
      guard token.id >= 0, token.id < 1 << 24, !token.text.isEmpty else {
        throw .format("added token \(token.id) is empty or out of range")
      }
      while bytes.count <= Int(token.id) { bytes.append(nil) }
      bytes[Int(token.id)] = Array(token.text.utf8)
    }
    self.bytes = bytes
    self.addedTokens = addedTokens.sorted { $0.id < $1.id }
    self.steps = steps
    self.takesWholePieces = takesWholePieces
    mergeList = merges
    added = Dictionary(addedTokens.map { ($0.id, $0) }) { first, _ in first }
    let plain = bytes.enumerated().filter { [added] in added[Int32($0.offset)] == nil }
    ids = Dictionary(plain.compactMap { id, text in text.map { ($0, Int32(id)) } }) { first, _ in
      first
    }
    mergeTable = try Self.table(merges, bytes: bytes, ids: ids)
    finder = AddedTokenFinder(addedTokens)
  }

  private static func table(
    _ merges: [(left: Int32, right: Int32)], bytes: [[UInt8]?], ids: [[UInt8]: Int32]
  ) throws(TokenizerError) -> MergeTable {
    var table: [UInt64: MergeTable.Merge] = [:]
    for (rank, merge) in merges.enumerated() {
      guard let left = text(merge.left), let right = text(merge.right),
        let token = ids[left + right]
      else { throw .format("merge \(rank) joins tokens that the vocabulary lacks") }
      let key = TokenPair(merge.left, merge.right).key
      if table[key] == nil { table[key] = MergeTable.Merge(rank: Int32(rank), token: token) }
    }
    func text(_ id: Int32) -> [UInt8]? {
      id >= 0 && Int(id) < bytes.count ? bytes[Int(id)] : nil
    }
    return MergeTable(byteTokens: (0...255).map { ids[[UInt8($0)]] ?? -1 }, merges: table)
  }

  /// One more than the largest id.
  public var vocabularySize: Int { bytes.count }

  /// The id of a token's text, added tokens first.
  public func id(of text: String) -> Int32? {
    addedTokens.first { $0.text == text }?.id ?? ids[Array(text.utf8)]
  }

  /// - Parameter parsesSpecial: whether control tokens spelt in the text become those tokens; text
  ///   that a user wrote should not have this power. Other added tokens are always found.
  public func encode(_ text: String, parsesSpecial: Bool = true) -> [Int32] {
    encode(Array(text.utf8), parsesSpecial: parsesSpecial)
  }

  /// The tokens of any bytes; invalid UTF-8 is kept as it is.
  public func encode(_ bytes: [UInt8], parsesSpecial: Bool = true) -> [Int32] {
    var tokens: [Int32] = []
    var start = 0
    while start < bytes.count {
      let found = finder.next(in: bytes, from: start, special: parsesSpecial)
      encodePlain(bytes, start..<(found?.range.lowerBound ?? bytes.count), into: &tokens)
      guard let found else { break }
      tokens.append(found.id)
      start = found.range.upperBound
    }
    return tokens
  }

  private func encodePlain(_ bytes: [UInt8], _ range: Range<Int>, into tokens: inout [Int32]) {
    guard !range.isEmpty else { return }
    for piece in steps.pieces(bytes, range) {
      if takesWholePieces, let id = ids[Array(bytes[piece])] {
        tokens.append(id)
      } else {
        mergeTable.encode(bytes[piece], into: &tokens)
      }
    }
  }

  /// The bytes of tokens; ids without a token give nothing.
  public func bytes(of tokens: some Sequence<Int32>, skipsSpecial: Bool = false) -> [UInt8] {
    tokens.reduce(into: []) { result, id in
      guard id >= 0, Int(id) < bytes.count, let text = bytes[Int(id)] else { return }
      if skipsSpecial, added[id]?.isSpecial == true { return }
      result += text
    }
  }

  /// The text of tokens; bytes that are not UTF-8, such as half a character, become U+FFFD.
  public func decode(_ tokens: some Sequence<Int32>, skipsSpecial: Bool = false) -> String {
    String(decoding: bytes(of: tokens, skipsSpecial: skipsSpecial), as: UTF8.self)
  }
}
