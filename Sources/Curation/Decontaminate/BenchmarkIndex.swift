// Which benchmark items a text shares runs of words with.
//
// Every run of `seedWords` words of every item is indexed with its numbers taken for equal, so that a
// leak with changed numbers is met too; each meeting is then extended to both sides, and only there is
// it asked where the numbers agree as well. So one index and one walk give runs and coverage with
// digits kept and digits blind.
//
// Seeds that stand in more than `commonItems` items are boilerplate of the benchmark ("Write a Python
// function that") and begin nothing; an extension may still run over them. Items of fewer words than a
// seed are indexed by their whole length.

import Bytes

struct BenchmarkIndex: Sendable {
  struct Item: Sendable {
    let benchmark: Int
    let number: Int
    let words: [FoldedWord]
  }

  struct Settings: Sendable {
    /// Words of a seed; a shared run of fewer is not seen.
    let seedWords: Int
    /// An item of fewer words is only met where a prompt is nothing else.
    let shortestWords: Int
    /// A seed in more items than this is boilerplate.
    let commonItems: Int
  }

  let settings: Settings
  let items: [Item]
  /// Lengths of the seeds: that of all items, and those of short ones.
  private let lengths: [Int]
  private let seeds: [UInt64: [Seed]]
  /// Bits of the seeds' hashes: most of a text's runs end here.
  private let filter: [UInt64]
  /// Whole texts of items that are too short for seeds.
  private let short: [UInt64: Int]

  struct Seed: Sendable {
    let item: Int32
    let position: Int32
  }

  init(_ benchmarks: [BenchmarkFile], settings: Settings) {
    var items: [Item] = []
    for (benchmark, file) in benchmarks.enumerated() {
      for (number, item) in file.items.enumerated() {
        let words = TextScan.foldedWords(item.prompt.span)
        items.append(Item(benchmark: benchmark, number: number, words: words))
      }
    }
    var seeds: [UInt64: [Seed]] = [:]
    var short: [UInt64: Int] = [:]
    var lengths = Set<Int>()
    for (index, item) in items.enumerated() where !item.words.isEmpty {
      let length = min(item.words.count, settings.seedWords)
      guard item.words.count >= min(settings.shortestWords, settings.seedWords) else {
        short[wholeHash(item.words)] = index
        continue
      }
      lengths.insert(length)
      forEachRun(of: length, in: item.words) { position, hash in
        seeds[hash, default: []].append(Seed(item: Int32(index), position: Int32(position)))
      }
    }
    self.settings = settings
    self.items = items
    self.short = short
    self.lengths = lengths.sorted()
    self.seeds = seeds.filter { Set($0.value.map(\.item)).count <= settings.commonItems }
    filter = BenchmarkIndex.bits(of: self.seeds.keys)
  }

  private static func bits(of hashes: some Collection<UInt64>) -> [UInt64] {
    var words = 1024
    while words * 4 < hashes.count { words *= 2 }  // 16 bits a seed
    var filter = [UInt64](repeating: 0, count: words)
    for hash in hashes { filter[Int(hash >> 6) & (words - 1)] |= 1 << (hash & 63) }
    return filter
  }

  /// The shared runs of a text, by item, each item's in the order of the text.
  func runs(in words: [FoldedWord]) -> [Int: [SharedRun]] {
    var found: [Int: [SharedRun]] = [:]
    /// Ends of runs by item and diagonal, in words of the text.
    var ends: [Diagonal: Int] = [:]
    for length in lengths {
      forEachRun(of: length, in: words) { start, hash in
        guard filter[Int(hash >> 6) & (filter.count - 1)] & (1 << (hash & 63)) != 0,
          let seeds = seeds[hash]
        else { return }
        for seed in seeds {
          let diagonal = Diagonal(item: seed.item, shift: Int32(start) - seed.position)
          if let end = ends[diagonal], end > start { continue }
          guard let run = extend(seed, start, length, words) else { continue }
          ends[diagonal] = run.text.upperBound
          found[Int(seed.item), default: []].append(run)
        }
      }
    }
    return found
  }

  private struct Diagonal: Hashable {
    let item: Int32
    let shift: Int32
  }

  /// The longest run through a seed; nil where the hash lied.
  private func extend(_ seed: Seed, _ start: Int, _ length: Int, _ words: [FoldedWord])
    -> SharedRun?
  {
    let item = items[Int(seed.item)].words
    var low = (text: start, item: Int(seed.position))
    var high = low
    while high.text < words.count, high.item < item.count,
      words[high.text].blindHash == item[high.item].blindHash
    { high = (high.text + 1, high.item + 1) }
    guard high.text - start >= length else { return nil }
    while low.text > 0, low.item > 0,
      words[low.text - 1].blindHash == item[low.item - 1].blindHash
    { low = (low.text - 1, low.item - 1) }
    return SharedRun(text: low.text..<high.text, item: low.item..<high.item)
  }

  /// The item that a prompt of very few words is, word for word.
  func shortItem(_ words: [FoldedWord]) -> Int? {
    guard !short.isEmpty, let index = short[wholeHash(words)],
      items[index].words.map(\.hash) == words.map(\.hash)
    else { return nil }
    return index
  }
}

/// A run of words that a text and an item share, numbers taken for equal.
struct SharedRun: Sendable, Hashable {
  let text: Range<Int>
  let item: Range<Int>
}

private func wholeHash(_ words: [FoldedWord]) -> UInt64 {
  words.reduce(UInt64(words.count)) { ($0 ^ $1.hash) &* 0x9E37_79B9_7F4A_7C15 }
}

/// Calls `body` with the start and the hash of each run of `length` words, numbers taken for equal.
///
/// The hash is a polynomial over the words, moved on by one word at a time.
private func forEachRun(of length: Int, in words: [FoldedWord], _ body: (Int, UInt64) -> Void) {
  guard length > 0, words.count >= length else { return }
  let base: UInt64 = 0xD134_2543_DE82_EF95
  var top: UInt64 = 1
  for _ in 1..<max(length, 1) { top = top &* base }
  var hash: UInt64 = 0
  for index in 0..<length { hash = hash &* base &+ words[index].blindHash }
  for start in 0...(words.count - length) {
    body(start, (hash ^ hash >> 31) &* 0x9E37_79B9_7F4A_7C15)
    guard start + length < words.count else { return }
    hash = (hash &- words[start].blindHash &* top) &* base &+ words[start + length].blindHash
  }
}
