// Likeness of prompts by the words in them, where there are no embeddings: Jaccard similarity of their
// runs of words, exact.
//
// Taken prompts are found by prefix filtering (Bayardo, Ma and Srikant 2007, "Scaling up all pairs
// similarity search"): sets with a similarity of at least t share one of the first |x| - ⌈t |x|⌉ + 1
// values of each, whichever order the values are in. Rare values first leaves the fewest to compare.

import Bytes

/// Shingles of prompts, read from the pool once the samples are known that matter.
struct PromptComparison: DiverseComparison {
  let bound: Double
  let ngram: Int
  let texts: PoolTexts
  /// Of the file of sets, if one is needed.
  let path: String

  func add(_ findings: SampleFindings) {}

  func likeness(of units: [SelectUnit], among samples: [SampleState]) throws -> any Likeness {
    let likeness = PromptLikeness(bound: bound, samples: samples.count, path: path)
    try texts.forEachShingleSet(
      of: units.map(\.leader).sorted(), among: samples, subject: .prompt,
      rule: ShingleRule(unit: .word, length: ngram, keepsDigits: true)
    ) { try likeness.add($1, of: $0) }
    return likeness
  }
}

/// - Complexity: a prompt is compared with the taken ones that share one of its rarest shingles: few,
///   unless most prompts come from one template. 12 bytes a sample, and the taken ones' prefixes.
final class PromptLikeness: Likeness {
  private let bound: Double
  private let sets: SpilledLists
  /// The set of each sample; -1 for none.
  private var numbers: [Int32]
  /// How many sets hold a shingle, or one that shares its place here.
  private var commonness = [UInt32](repeating: 0, count: 1 << 20)
  /// Taken samples by the shingles of their prefixes, in the order in which they were taken.
  private var index: [UInt32: [Int32]] = [:]
  private var taken: [Int] = []
  private var block: [Int] = []

  /// - Parameter path: of the file of sets, if one is needed.
  init(bound: Double, samples: Int, path: String) {
    self.bound = bound
    sets = SpilledLists(path: path)
    numbers = Array(repeating: -1, count: samples)
  }

  deinit { try? sets.removeFile() }  // what is left is overwritten by the next run

  /// - Parameter set: ascending, each value once.
  func add(_ set: [UInt32], of sample: Int) throws {
    numbers[sample] = Int32(clamping: try sets.append(set))
    for shingle in set { commonness[place(shingle)] &+= 1 }
  }

  func knows(_ sample: Int) -> Bool { numbers[sample] >= 0 }

  func begin(_ block: [Int]) { self.block = block }

  func nearest(_ member: Int) throws -> (sample: Int, similarity: Double)? {
    let set = try set(of: block[member])
    var candidates = Set<Int32>()
    for shingle in prefix(of: set) { candidates.formUnion(index[shingle] ?? []) }
    var best: (sample: Int, similarity: Double)?
    for candidate in candidates.sorted() {
      let similarity = ShingleHasher.jaccard(set, try self.set(of: taken[Int(candidate)]))
      if similarity > max(bound, best?.similarity ?? 0) {
        best = (taken[Int(candidate)], similarity)
      }
    }
    return best
  }

  func take(_ member: Int) throws {
    let number = Int32(clamping: taken.count)
    taken.append(block[member])
    for shingle in prefix(of: try set(of: block[member])) {
      index[shingle, default: []].append(number)
    }
  }

  private func set(of sample: Int) throws -> [UInt32] { try sets.list(Int(numbers[sample])) }

  /// The rarest values, as many as one must be among them that a set above the bound shares.
  private func prefix(of set: [UInt32]) -> ArraySlice<UInt32> {
    let shared = Int((Double(set.count) * bound - 1e-9).rounded(.up))
    let ordered = set.sorted { (commonness[place($0)], $0) < (commonness[place($1)], $1) }
    return ordered.prefix(set.count - max(shared, 1) + 1)
  }

  private func place(_ shingle: UInt32) -> Int { Int(shingle >> 12) }
}
