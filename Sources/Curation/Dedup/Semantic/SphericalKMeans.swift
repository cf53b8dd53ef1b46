// k-means on the unit sphere (Dhillon and Modha 2001), as SemDeDup (2303.09540) uses it: nearest is
// the centroid with the largest cosine, and a centroid is the direction of its vectors' sum.
//
// Centroids are found on a sample of the vectors, as faiss does, so the cost of training does not
// grow with their number. A centroid that loses all its vectors moves to the one that is served worst.

import Bytes

/// Directions that vectors gather around.
struct SphericalKMeans {
  /// Rows of `FloatRows`, one a centroid.
  private(set) var centroids: [Float]
  private let width: Int
  private let workers: Workers
  /// Vectors that a thread compares at a time.
  private static let chunk = 512

  /// Trains on unit rows.
  ///
  /// - Parameter rows: at least `count` of them, in an order that hangs on ids and the seed alone; the
  ///   first ones are the first centroids.
  init(_ rows: [Float], width: Int, count: Int, iterations: Int, workers: Workers) throws {
    self.width = width
    self.workers = workers
    centroids = Array(rows[..<(count * width)])
    var last: [Int32] = []
    for _ in 0..<iterations {
      var (nearest, cosines): ([Int32], [Float]) = ([], [])
      try forEachChunk(
        of: rows.count / width, load: { Array(rows[$0.lowerBound * width..<$0.upperBound * width]) }
      ) {
        nearest += $0.nearest
        cosines += $0.cosines
      }
      if nearest == last { return }
      move(to: rows, nearest, cosines)
      last = nearest
    }
  }

  /// Which centroid is nearest to each of some vectors, and how near.
  struct Assignment: Sendable {
    fileprivate(set) var nearest: [Int32] = []
    fileprivate(set) var cosines: [Float] = []
  }

  /// Assigns vectors chunk by chunk and hands the chunks on in their order.
  ///
  /// - Parameter load: the rows of a range of the vectors; called by several threads.
  func forEachChunk(
    of count: Int, load: @Sendable (Range<Int>) throws -> [Float],
    _ emit: (Assignment) throws -> Void
  ) throws {
    let chunk = SphericalKMeans.chunk
    try workers.mapInOrder(
      count: (count + chunk - 1) / chunk, inFlight: workers.threads * 2, state: {},
      work: { _, number in
        try assign(load(number * chunk..<min(count, (number + 1) * chunk)))
      }, emit: emit)
  }

  private func assign(_ rows: [Float]) -> Assignment {
    let columns = centroids.count / width
    let products = FloatRows.products(rows.span, centroids.span, width: width)
    var assignment = Assignment()
    for start in stride(from: 0, to: products.count, by: columns) {
      var best = 0
      for column in 1..<max(columns, 1) where products[start + column] > products[start + best] {
        best = column
      }
      assignment.nearest.append(Int32(best))
      assignment.cosines.append(products[start + best])
    }
    return assignment
  }

  /// Sums one vector after the other, so that rounding does not depend on the threads.
  private mutating func move(to rows: [Float], _ nearest: [Int32], _ cosines: [Float]) {
    let count = centroids.count / width
    var sums = [Float](repeating: 0, count: centroids.count)
    var sizes = [Int](repeating: 0, count: count)
    for (row, centroid) in nearest.enumerated() {
      let (from, to) = (row * width, Int(centroid) * width)
      for place in 0..<width { sums[to + place] += rows[from + place] }
      sizes[Int(centroid)] += 1
    }
    var worst = cosines.indices.sorted { (cosines[$0], $0) < (cosines[$1], $1) }[...]
    for centroid in 0..<count {
      let range = centroid * width..<(centroid + 1) * width
      var row = Array(sums[range])
      if sizes[centroid] == 0 || !FloatRows.normalise(&row) {
        guard let lonely = worst.popFirst() else { continue }
        row = Array(rows[lonely * width..<(lonely + 1) * width])
      }
      centroids.replaceSubrange(range, with: row)
    }
  }
}
