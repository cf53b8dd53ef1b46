/// Finds added tokens in text: the leftmost, and of those the longest.
struct AddedTokenFinder: Sendable {
  private struct Entry: Sendable {
    let bytes: [UInt8]
    let id: Int32
    let isSpecial: Bool
  }
  /// Tokens by first byte, the longest first.
  private var byFirst: [[Entry]] = Array(repeating: [], count: 256)
  private let isEmpty: Bool

  init(_ tokens: [Tokenizer.AddedToken]) {
    isEmpty = tokens.isEmpty
    for token in tokens {
      let bytes = Array(token.text.utf8)
      guard let first = bytes.first else { continue }
      byFirst[Int(first)].append(Entry(bytes: bytes, id: token.id, isSpecial: token.isSpecial))
    }
    for first in byFirst.indices { byFirst[first].sort { $0.bytes.count > $1.bytes.count } }
  }

  func next(in bytes: [UInt8], from start: Int, special: Bool) -> (range: Range<Int>, id: Int32)? {
    guard !isEmpty else { return nil }
    for at in start..<bytes.count {
      for entry in byFirst[Int(bytes[at])] where special || !entry.isSpecial {
        let end = at + entry.bytes.count
        if end <= bytes.count, bytes[at..<end].elementsEqual(entry.bytes) {
          return (at..<end, entry.id)
        }
      }
    }
    return nil
  }
}
