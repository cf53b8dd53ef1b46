import Bytes

/// What a text has in common with one benchmark item.
struct ItemOverlap: Sendable {
  enum Side: String, Sendable, CaseIterable, Decodable { case prompt, response }

  let item: Int
  let side: Side
  /// Words of the longest shared run, digits kept.
  var run = 0
  /// Whether the item stands in the text from its first word to its last.
  var isWhole = false
  /// Share of the item's words that lie in shared runs of at least a seed, digits kept and blind.
  var coverage = 0.0
  var blindCoverage = 0.0
  /// Indel similarity of the two texts; nil where it was not asked for.
  var similarity: Double?
  /// The longest run, in bytes of the text and of the item.
  var span = 0..<0
  var itemSpan = 0..<0

  init(item: Int, side: Side) {
    self.item = item
    self.side = side
  }

  /// Sums up the runs that a text shares with an item.
  init(
    item: Int, side: Side, runs: [SharedRun], words: [FoldedWord], itemWords: [FoldedWord],
    seedWords: Int
  ) {
    self.init(item: item, side: side)
    var covered = [Bool](repeating: false, count: itemWords.count)
    var blindlyCovered = covered
    var longest = 0
    for run in runs {
      for index in run.item { blindlyCovered[index] = true }
      if run.item.count > longest {
        longest = run.item.count
        span = Int(words[run.text.lowerBound].start)..<Int(words[run.text.upperBound - 1].end)
        itemSpan =
          Int(itemWords[run.item.lowerBound].start)..<Int(itemWords[run.item.upperBound - 1].end)
      }
      for part in ItemOverlap.exactParts(of: run, words, itemWords) {
        self.run = max(self.run, part.count)
        if part.count == itemWords.count { isWhole = true }
        if part.count >= min(seedWords, itemWords.count) {
          for index in part { covered[index] = true }
        }
      }
    }
    let total = Double(max(itemWords.count, 1))
    coverage = Double(covered.lazy.filter { $0 }.count) / total
    blindCoverage = Double(blindlyCovered.lazy.filter { $0 }.count) / total
  }

  /// The stretches of a run in which the numbers agree too, as ranges of the item's words.
  private static func exactParts(
    of run: SharedRun, _ words: [FoldedWord], _ itemWords: [FoldedWord]
  ) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = run.item.lowerBound
    for (textIndex, itemIndex) in zip(run.text, run.item)
    where words[textIndex].hash != itemWords[itemIndex].hash {
      if itemIndex > start { parts.append(start..<itemIndex) }
      start = itemIndex + 1
    }
    if run.item.upperBound > start { parts.append(start..<run.item.upperBound) }
    return parts
  }
}
