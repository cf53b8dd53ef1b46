import Bytes

/// A BPE tokenizer: text in, token ids or their number out, and back.
///
/// Any bytes can be encoded and come back the same, as long as the vocabulary has all 256 bytes and
/// no normalizer changes them.
public final class Tokenizer: Sendable {
  /// A token that is looked for in the text before it is cut.
  public struct AddedToken: Sendable, Hashable {
    public let text: String
    public let id: Int32
    /// Whether it is control, such as `<|im_end|>`: text that only spells it is not the token.
    public let isSpecial: Bool
    /// Whether white space before or after it is part of it.
    public var stripsLeft = false
    public var stripsRight = false
    /// Whether it is found between characters of other words only.
    public var isSingleWord = false
    /// Whether it is looked for after normalization.
    public var isNormalized = false

    public init(text: String, id: Int32, isSpecial: Bool) {
      self.text = text
      self.id = id
      self.isSpecial = isSpecial
    }
  }

  /// Everything that a tokenizer is made of.
  struct Parts {
    /// The texts that merging knows, as bytes; of equal ones the last counts.
    var vocabulary: [(bytes: [UInt8], id: Int32)]
    var merges: [(left: Int32, right: Int32)]
    /// Which merges go first, of equal ones the leftmost in the text; nil: in their order.
    var ranks: [UInt32]?
    var addedTokens: [AddedToken]
    var rules: EngineRules
    var normalizers: [Normalizer] = []
    var opening = Opening.none
    /// A file's own words for what is not the vocabulary, to be written again.
    var frame: JSONObject?
  }

  /// What is put before a text.
  enum Opening: Sendable, Hashable {
    case none
    /// A space, where there is none.
    case space
    /// `▁` in place of spaces, and before the first or each part of a text where there is none.
    case mark(first: Bool, every: Bool)
  }

  public let addedTokens: [AddedToken]
  public var steps: [SplitStep] { rules.steps }
  /// The bytes of each id; nil where an id is unused.
  let bytes: [[UInt8]?]
  /// Merges in the order in which they were learnt.
  let mergeList: [(left: Int32, right: Int32)]
  let rules: EngineRules
  let normalizers: [Normalizer]
  let opening: Opening
  let frame: JSONObject?
  let vocabulary: [(bytes: [UInt8], id: Int32)]
  private let engine: MergeEngine
  private let added: [Int32: AddedToken]
  let finder: AddedTokenFinder
  let normalizedFinder: AddedTokenFinder?
  /// See `cuts(in:)`.
  let hasCuts: Bool

  /// - Parameters:
  ///   - tokens: the bytes of each id; added tokens may be nil there.
  ///   - merges: pairs of ids, the first learnt first.
  /// - Throws: `TokenizerError.format` for a merge whose parts or result are no tokens.
  public convenience init(
    tokens: [[UInt8]?], merges: [(left: Int32, right: Int32)], addedTokens: [AddedToken],
    steps: [SplitStep], takesWholePieces: Bool = false
  ) throws(TokenizerError) {
    let isAdded = Set(addedTokens.map(\.id))
    let vocabulary = tokens.enumerated().compactMap { id, text in
      isAdded.contains(Int32(id)) ? nil : text.map { (bytes: $0, id: Int32(id)) }
    }
    try self.init(
      Parts(
        vocabulary: vocabulary, merges: merges, addedTokens: addedTokens,
        rules: EngineRules(steps: steps, takesWholePieces: takesWholePieces)))
  }

  init(_ parts: Parts) throws(TokenizerError) {
    for token in parts.addedTokens {
      guard token.id >= 0, token.id < 1 << 24, !token.text.isEmpty else {
        throw .format("added token \(token.id) is empty or out of range")
      }
    }
    let size = (parts.vocabulary.map(\.id) + parts.addedTokens.map(\.id)).max() ?? -1
    var bytes = [[UInt8]?](repeating: nil, count: Int(size) + 1)
    for text in parts.vocabulary { bytes[Int(text.id)] = text.bytes }
    engine = MergeEngine(
      texts: parts.vocabulary, merges: try Self.joined(parts, bytes: bytes), ranks: parts.ranks,
      rules: parts.rules)
    for token in parts.addedTokens { bytes[Int(token.id)] = Array(token.text.utf8) }
    if !parts.rules.isByteLevel { Self.unmark(&bytes, parts.rules.fallback) }
    self.bytes = bytes
    addedTokens = parts.addedTokens.sorted { $0.id < $1.id }
    mergeList = parts.merges
    rules = parts.rules
    normalizers = parts.normalizers
    opening = parts.opening
    frame = parts.frame
    vocabulary = parts.vocabulary
    added = Dictionary(addedTokens.map { ($0.id, $0) }) { first, _ in first }
    finder = AddedTokenFinder(addedTokens.filter { !$0.isNormalized })
    let normalized = addedTokens.filter(\.isNormalized)
    normalizedFinder =
      normalized.isEmpty
      ? nil
      : AddedTokenFinder(
        normalized, texts: normalized.map { parts.normalizers.applied(Array($0.text.utf8)) })
    hasCuts = parts.hasCuts
  }

  /// The merges with their results.
  private static func joined(_ parts: Parts, bytes: [[UInt8]?]) throws(TokenizerError) -> [(
    Int32, Int32, Int32
  )] {
    let texts = MergeEngine(texts: parts.vocabulary, merges: [], rules: EngineRules(steps: []))
    func text(_ id: Int32) -> [UInt8]? {
      id >= 0 && Int(id) < bytes.count ? bytes[Int(id)] : nil
    }
    var result: [(Int32, Int32, Int32)] = []
    result.reserveCapacity(parts.merges.count)
    for (rank, merge) in parts.merges.enumerated() {
      guard let left = text(merge.left), let right = text(merge.right),
        let token = texts.id(of: left + right)
      else { throw .format("merge \(rank) joins tokens that the vocabulary lacks") }
      result.append((merge.left, merge.right, token))
    }
    return result
  }

  /// Spaces in place of `▁`, and bytes in place of the names of bytes.
  private static func unmark(_ bytes: inout [[UInt8]?], _ fallback: [Int32]?) {
    let spaces = Normalizer.replace(Array("▁".utf8), by: [UInt8(ascii: " ")])
    for id in bytes.indices {
      if let text = bytes[id], let changed = spaces.changed(text.span) { bytes[id] = changed }
    }
    for (byte, id) in (fallback ?? []).enumerated() where id >= 0 { bytes[Int(id)] = [UInt8(byte)] }
  }

  /// One more than the largest id.
  public var vocabularySize: Int { bytes.count }

  /// The id of a token's text, added tokens first.
  public func id(of text: String) -> Int32? {
    addedTokens.first { $0.text == text }?.id ?? engine.id(of: text.utf8)
  }

  /// - Parameter parsesSpecial: whether control tokens spelt in the text become those tokens; text
  ///   that a user wrote should not have this power. Other added tokens are always found.
  public func encode(_ text: String, parsesSpecial: Bool = true) -> [Int32] {
    encode(Array(text.utf8), parsesSpecial: parsesSpecial)
  }

  /// The tokens of any bytes; invalid UTF-8 is kept as it is.
  public func encode(_ bytes: [UInt8], parsesSpecial: Bool = true) -> [Int32] {
    let state = engine.borrowState()
    defer { engine.giveBack(state) }
    var sink = EncodingSink(engine: engine, state: state)
    visit(bytes.span, special: parsesSpecial, &sink)
    return sink.tokens
  }

  /// How many tokens `encode` would give, without making them.
  ///
  /// - Complexity: O(*n*) in the bytes of the text for words seen before, and O(*m* log *m*) in the
  ///   bytes of each other one.
  public func count(_ text: Span<UInt8>, parsesSpecial: Bool = true) -> Int {
    let state = engine.borrowState()
    defer { engine.giveBack(state) }
    var sink = CountingSink(engine: engine, state: state)
    visit(text, special: parsesSpecial, &sink)
    return sink.count
  }

  public func count(_ text: String, parsesSpecial: Bool = true) -> Int {
    count(text.utf8Span.span, parsesSpecial: parsesSpecial)
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
