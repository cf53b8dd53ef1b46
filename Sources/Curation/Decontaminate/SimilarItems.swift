import Bytes

/// Items whose whole text resembles a prompt, by Indel similarity (OpenThoughts, 2506.04178).
///
/// Compared are all items of like length, so nothing is missed; that costs about a microsecond an
/// item, which is why it is a mode of its own.
struct SimilarItems: Sendable {
  /// Below this nothing is kept: unrelated English of equal length reaches about 0.55.
  private static let floor = 0.6
  private let texts: [[UInt8]]

  init(_ benchmarks: [BenchmarkFile]) {
    texts = benchmarks.flatMap { $0.items.map { SimilarItems.folded($0.prompt) } }
  }

  /// Adds the similarity of each item that is near enough.
  func add(to overlaps: inout [ItemOverlap], _ prompt: [UInt8]) {
    let text = SimilarItems.folded(prompt)
    // Texts of very unlike length cannot be similar: LCS <= min, so min/max >= s / (2 - s).
    let ratio = SimilarItems.floor / (2 - SimilarItems.floor)
    var pattern: SubsequencePattern?
    for (item, other) in texts.enumerated() {
      let (low, high) = (min(text.count, other.count), max(text.count, other.count))
      guard low > 0, Double(low) >= ratio * Double(high) else { continue }
      let made = pattern ?? SubsequencePattern(text)
      pattern = made
      let similarity = made.indelSimilarity(other)
      guard similarity >= SimilarItems.floor else { continue }
      if let index = overlaps.firstIndex(where: { $0.item == item && $0.side == .prompt }) {
        overlaps[index].similarity = similarity
      } else if similarity >= 0.7 {
        var overlap = ItemOverlap(item: item, side: .prompt)
        overlap.similarity = similarity
        overlap.span = 0..<prompt.count
        overlap.itemSpan = 0..<Int.max
        overlaps.append(overlap)
      }
    }
  }

  /// Lower case, one space between words.
  static func folded(_ text: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    for byte in text {
      if byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) {
        if let last = out.last, last != 0x20 { out.append(0x20) }
      } else {
        out.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
      }
    }
    if out.last == 0x20 { out.removeLast() }
    return out
  }
}
