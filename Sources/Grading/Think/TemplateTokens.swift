/// Control tokens of chat templates, which a response must not show.
public struct TemplateTokens: Sendable, Hashable {
  public let words: [String]
  private let bytes: [[UInt8]]
  private let isFirst: [Bool]

  /// - Parameter words: tokens as they are written, for example `</s>`. Whatever has the form of
  ///   `<|name|>`, or of `<｜name｜>` with wide bars, is found without being listed.
  public init(words: [String]) {
    self.words = words
    bytes = words.map { Array($0.utf8) }.filter { !$0.isEmpty }
    var isFirst = [Bool](repeating: false, count: 256)
    for word in bytes { isFirst[Int(word[0])] = true }
    isFirst[Int(UInt8(ascii: "<"))] = true
    self.isFirst = isFirst
  }

  /// The place of the first token that is not quoted in code.
  ///
  /// - Complexity: one scan; code is looked for only after a hit.
  public func first(in text: Span<UInt8>) -> Range<Int>? {
    var code: [Range<Int>]?
    var at = 0
    while at < text.count {
      defer { at += 1 }
      guard isFirst[Int(text[at])], let length = length(text, at) else { continue }
      let ranges = code ?? codeRanges(in: text, region: 0..<text.count)
      code = ranges
      if !isInside(at..<at + length, ranges) { return at..<at + length }
    }
    return nil
  }

  private func length(_ text: Span<UInt8>, _ at: Int) -> Int? {
    if let length = barredLength(text, at) { return length }
    for word in bytes where matches(text, word, at: at) { return word.count }
    return nil
  }

  /// The length of `<|name|>` where the name has 2 to 60 letters, digits and any of `_-./:▁`, or of
  /// the same with wide bars.
  private func barredLength(_ text: Span<UInt8>, _ start: Int) -> Int? {
    guard text[start] == UInt8(ascii: "<") else { return nil }
    for bar in Self.bars where matches(text, bar, at: start + 1) {
      let begin = start + 1 + bar.count
      var at = begin
      while at < text.count, at - begin <= 60, isNameByte(text[at]) { at += 1 }
      guard at - begin >= 2, at - begin <= 60, matches(text, bar, at: at) else { return nil }
      let end = at + bar.count
      return end < text.count && text[end] == UInt8(ascii: ">") ? end + 1 - start : nil
    }
    return nil
  }

  private static let bars: [[UInt8]] = [Array("|".utf8), Array("｜".utf8)]

  /// Letters, digits, `_-./:` and the three bytes of `▁`.
  private func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2D...0x3A, 0x41...0x5A, 0x5F, 0x61...0x7A, 0xE2, 0x96, 0x81: true
    default: false
    }
  }
}
