// Hundreds of phrases at memory's speed. Each phrase is known by its rarest trigram; the trigrams form
// a set of 2^15 bits (4 KiB, so it stays in the first-level cache) that a C loop asks of every three
// bytes of the text, and only where it says yes the phrases with that trigram are compared. An
// automaton (`PhraseMatcher`) depends on its last step for each byte and is five times slower.

import CBytes

/// Finds whole phrases, ignoring the case of ASCII letters and the shape of apostrophes.
///
/// A phrase that starts or ends in a letter or digit is found only where no other letter or digit
/// stands beside it; one that ends in `*` may go on.
public struct PhraseFinder: Sendable {
  public let phrases: [String]
  private let entries: [Entry]
  /// The entries of each trigram.
  private let byTrigram: [UInt32: [Int]]
  private let set: [UInt64]

  private struct Entry: Sendable {
    let phrase: Int
    let bytes: [UInt8]
    /// Where its trigram stands.
    let anchor: Int
    let isOpenEnded: Bool
  }

  /// An occurrence: the number of a phrase, and where it stands.
  public struct Match: Sendable, Hashable {
    public let phrase: Int
    public let range: Range<Int>
  }

  /// - Parameter phrases: UTF-8. Three bytes in a row without an apostrophe are needed; shorter
  ///   phrases are never found.
  public init(_ phrases: [String]) {
    self.phrases = phrases
    var entries: [Entry] = []
    var byTrigram: [UInt32: [Int]] = [:]
    var set = [UInt64](repeating: 0, count: 512)
    for (index, phrase) in phrases.enumerated() {
      var bytes = phrase.unicodeScalars.flatMap { Array(String($0 == "’" ? "'" : $0).utf8) }
      bytes = bytes.map(fold)
      let isOpenEnded = bytes.last == UInt8(ascii: "*")
      if isOpenEnded { bytes.removeLast() }
      guard let anchor = rarestTrigram(bytes) else { continue }
      let trigram = trigram(bytes, anchor)
      let slot = cb_trigram_slot(trigram)
      set[Int(slot >> 6)] |= 1 << UInt64(slot & 63)
      byTrigram[trigram, default: []].append(entries.count)
      entries.append(
        Entry(phrase: index, bytes: bytes, anchor: anchor, isOpenEnded: isOpenEnded))
    }
    self.entries = entries
    self.byTrigram = byTrigram
    self.set = set
  }

  /// Calls `found` with every occurrence, roughly in the order of the text, until it returns false.
  public func forEachMatch(in text: Span<UInt8>, _ found: (Match) -> Bool) {
    guard !entries.isEmpty else { return }
    TextScan.forEachTrigram(in: text, of: set) { at in
      let key =
        (UInt32(text[at]) | UInt32(text[at + 1]) << 8 | UInt32(text[at + 2]) << 16) | 0x202020
      guard let candidates = byTrigram[key] else { return true }
      for index in candidates {
        guard let range = range(of: entries[index], in: text, anchor: at) else { continue }
        if !found(Match(phrase: entries[index].phrase, range: range)) { return false }
      }
      return true
    }
  }

  /// All occurrences, in the order of their starts; of two that start together the longer is first.
  public func matches(in text: Span<UInt8>, limit: Int = .max) -> [Match] {
    var matches: [Match] = []
    forEachMatch(in: text) { match in
      matches.append(match)
      return matches.count < limit
    }
    return matches.sorted {
      ($0.range.lowerBound, -$0.range.count, $0.phrase)
        < ($1.range.lowerBound, -$1.range.count, $1.phrase)
    }
  }

  private func range(of entry: Entry, in text: Span<UInt8>, anchor: Int) -> Range<Int>? {
    var end = anchor
    for byte in entry.bytes[entry.anchor...] {
      let width = width(of: byte, in: text, at: end)
      guard width > 0 else { return nil }
      end += width
    }
    var start = anchor
    for byte in entry.bytes[..<entry.anchor].reversed() {
      let width = width(of: byte, in: text, before: start)
      guard width > 0 else { return nil }
      start -= width
    }
    let (first, last) = (entry.bytes[0], entry.bytes[entry.bytes.count - 1])
    if isWordByte(first), isWord(text, before: start) { return nil }
    if !entry.isOpenEnded, isWordByte(last), isWord(text, at: end) { return nil }
    return start..<end
  }

  /// The bytes that stand for a phrase's byte at an offset, or before it; 0 where others do.
  private func width(of byte: UInt8, in text: Span<UInt8>, at: Int) -> Int {
    guard at < text.count else { return 0 }
    if fold(text[at]) == byte { return 1 }
    return byte == UInt8(ascii: "'") && isTypographicApostrophe(text, at) ? 3 : 0
  }

  private func width(of byte: UInt8, in text: Span<UInt8>, before at: Int) -> Int {
    guard at > 0 else { return 0 }
    if fold(text[at - 1]) == byte { return 1 }
    return byte == UInt8(ascii: "'") && isTypographicApostrophe(text, at - 3) ? 3 : 0
  }
}

private func isTypographicApostrophe(_ text: Span<UInt8>, _ at: Int) -> Bool {
  at >= 0 && at + 2 < text.count && text[at] == 0xE2 && text[at + 1] == 0x80
    && text[at + 2] == 0x99
}

@inline(__always)
private func fold(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

private func isWordByte(_ byte: UInt8) -> Bool {
  byte >= 0x80 || (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A)
}

/// Whether a letter or digit begins at an offset; of those beyond ASCII only U+00C0 to U+03FF, since
/// other scripts put names of models between their letters without a space.
private func isWord(_ text: Span<UInt8>, at: Int) -> Bool {
  guard at < text.count else { return false }
  return text[at] < 0x80 ? isWordByte(text[at]) : (0xC3...0xCF).contains(text[at])
}

private func isWord(_ text: Span<UInt8>, before at: Int) -> Bool {
  guard at > 0 else { return false }
  if text[at - 1] < 0x80 { return isWordByte(text[at - 1]) }
  return at > 1 && (0xC3...0xCF).contains(text[at - 2])
}

private func trigram(_ bytes: [UInt8], _ at: Int) -> UInt32 {
  (UInt32(bytes[at]) | UInt32(bytes[at + 1]) << 8 | UInt32(bytes[at + 2]) << 16) | 0x202020
}

/// Where the trigram stands that English has least; nil where there is none without an apostrophe.
private func rarestTrigram(_ bytes: [UInt8]) -> Int? {
  // Letters of English from common to rare; what is not among them is rarer than a letter.
  let order = Array(" etaoinshrdlcumwfgypbvkjxqz".utf8)
  func rarity(_ byte: UInt8) -> Int { order.firstIndex(of: byte) ?? order.count }
  guard bytes.count >= 3 else { return nil }
  let places = (0...bytes.count - 3).filter { !bytes[$0..<$0 + 3].contains(UInt8(ascii: "'")) }
  return places.max {
    func score(_ at: Int) -> Int { bytes[at..<at + 3].reduce(0) { $0 + rarity($1) } }
    return score($0) < score($1)
  }
}
