import Bytes

/// Embeddings of samples, from their findings.
///
/// - Complexity: 2 bytes a number, in a file beyond 128 MiB, and 12 bytes a sample.
final class VectorComparison: DiverseComparison {
  private let bound: Double
  private let workers: Workers
  private let embedding: SampleEmbedding
  private let filter: Int?
  private let spool: VectorSpool
  /// The vector of each sample; -1 for none.
  private var numbers: [Int32] = []
  private var store: VectorStore?

  /// - Parameter path: of the file of vectors, if one is needed.
  init(
    _ line: FilterLine, bound: Double, _ filters: [PreparedFilter], path: String, workers: Workers
  ) throws {
    self.bound = bound
    self.workers = workers
    embedding = try decodeSettings(SampleEmbedding.self, from: line.settings, of: line.name)
    filter = filters.firstIndex { $0.line.measuresTheSame(as: line) }
    spool = VectorSpool(path: path)
  }

  deinit { try? spool.removeFile() }  // what is left is overwritten by the next run

  func add(_ findings: SampleFindings) throws {
    guard let filter, let finding = findings[filter], let halves = try embedding.halves(of: finding)
    else {
      numbers.append(-1)
      return
    }
    numbers.append(Int32(clamping: try spool.append(halves)))
  }

  func likeness(of units: [SelectUnit], among samples: [SampleState]) throws -> any Likeness {
    let store = store ?? spool.sealed()
    self.store = store
    return VectorLikeness(
      store, dimension: store.commonDimension(count: spool.count), numbers: numbers,
      bound: Float(bound), workers: workers)
  }
}

/// Cosines, in blocks: those of a block with all that is taken run in parallel.
///
/// - Complexity: O(*n* · *a* · *d*) time for *a* taken samples of *d* numbers; two blocks of rows a
///   thread in memory.
final class VectorLikeness: Likeness {
  /// Taken samples whose rows are read at a time.
  private static let chunk = 1024

  private let store: VectorStore
  private let dimension: Int
  private let numbers: [Int32]
  private let bound: Float
  private let workers: Workers
  private var taken: [Int] = []

  private var block: [Int] = []
  /// Of each member with the nearest of those that were taken before the block.
  private var before: [(sample: Int, cosine: Float)?] = []
  /// Cosines within the block, row by row.
  private var within: [Float] = []
  private var takenOfBlock: [Int] = []

  init(
    _ store: VectorStore, dimension: Int, numbers: [Int32], bound: Float, workers: Workers
  ) {
    self.store = store
    self.dimension = dimension
    self.numbers = numbers
    self.bound = bound
    self.workers = workers
  }

  func knows(_ sample: Int) -> Bool {
    numbers[sample] >= 0 && store.dimension(of: Int(numbers[sample])) == dimension
  }

  func begin(_ block: [Int]) throws {
    self.block = block
    takenOfBlock = []
    let width = FloatRows.width(of: dimension)
    let own = try rows(block[...])
    within = FloatRows.products(own.span, own.span, width: width)
    before = Array(repeating: nil, count: block.count)
    let (taken, store, numbers, dimension) = (taken, store, numbers, dimension)
    let chunks = (taken.count + VectorLikeness.chunk - 1) / VectorLikeness.chunk
    try workers.mapInOrder(
      count: chunks, inFlight: workers.threads * 2, state: {},
      work: { _, number in
        let start = number * VectorLikeness.chunk
        let members = taken[start..<min(start + VectorLikeness.chunk, taken.count)]
        let others = try store.unitRows(members.map { numbers[$0] }[...], dimension: dimension)
        let products = FloatRows.products(own.span, others.span, width: width)
        return largest(products, members)
      },
      emit: { found in
        for (member, other) in found.enumerated() where other.cosine > before[member]?.cosine ?? -2
        {
          before[member] = other
        }
      })
  }

  private func rows(_ samples: ArraySlice<Int>) throws -> [Float] {
    try store.unitRows(samples.map { numbers[$0] }[...], dimension: dimension)
  }

  func nearest(_ member: Int) -> (sample: Int, similarity: Double)? {
    var best = before[member]
    for other in takenOfBlock {
      let cosine = within[member * block.count + other]
      if cosine > best?.cosine ?? -2 { best = (block[other], cosine) }
    }
    return best.flatMap { $0.cosine > bound ? ($0.sample, Double($0.cosine)) : nil }
  }

  func take(_ member: Int) {
    taken.append(block[member])
    takenOfBlock.append(member)
  }
}

/// Of each row of products the largest, the first of several.
private func largest(_ products: [Float], _ members: ArraySlice<Int>) -> [(
  sample: Int, cosine: Float
)] {
  let columns = members.count
  return (0..<(products.count / max(columns, 1))).map { row in
    var best = (sample: members[members.startIndex], cosine: Float(-2))
    for (column, sample) in members.enumerated()
    where products[row * columns + column] > best.cosine {
      best = (sample, products[row * columns + column])
    }
    return best
  }
}

extension VectorStore {
  /// What most of its first `count` vectors have; of two that are as common the smaller.
  func commonDimension(count: Int) -> Int {
    var counts: [Int: Int] = [:]
    for number in 0..<count { counts[dimension(of: number), default: 0] += 1 }
    return counts.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key ?? 0
  }
}
