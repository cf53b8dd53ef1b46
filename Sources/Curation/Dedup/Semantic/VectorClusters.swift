// Vectors in clusters that are small enough to compare all pairs within.
//
// The first division is SemDeDup's. A cluster that comes out much larger than wanted is divided again,
// so comparing costs O(n · perCluster) however uneven the data is; what cannot be divided, since its
// vectors are all alike, is compared with the few directions that it has.

import Bytes

/// Groups vectors and finds those that are alike.
struct VectorClusters {
  let rule: ClusteringRule
  /// Vectors at least so alike are joined: a cosine.
  let threshold: Float
  let dimension: Int
  let store: VectorStore
  let workers: Workers

  /// A cluster of so many times `perCluster` is divided again.
  private static let mostTimes = 4
  private static let mostCentroids = 1024
  /// Vectors a centroid that k-means is trained on (faiss takes 39 to 256), and in all.
  private static let trainingShare = 64
  private static let mostTraining = 1 << 17
  private static let mostDepth = 6
  /// Directions with which the vectors of an indivisible cluster are compared.
  private static let mostLeaders = 1024

  private var width: Int { FloatRows.width(of: dimension) }

  /// Which vectors are alike, by their numbers in `vectors`.
  ///
  /// - Parameters:
  ///   - vectors: in an order that hangs on ids and the seed alone.
  ///   - kinds: only vectors of one kind are joined.
  func joined(_ vectors: [Int32], kinds: [UInt8]) throws -> DisjointSets {
    let clusters = try divided(vectors)
    var sets = DisjointSets(count: vectors.count)
    try workers.mapInOrder(
      count: clusters.count, inFlight: workers.threads * 2, state: {},
      work: { _, number in try links(clusters[number], of: vectors, kinds) },
      emit: { links in for link in links { sets.join(link.0, link.1) } })
    return sets
  }

  // MARK: Division

  private func divided(_ vectors: [Int32]) throws -> [[Int32]] {
    var clusters: [[Int32]] = []
    try divide(Array(0..<Int32(vectors.count)), of: vectors, depth: 0, into: &clusters)
    return clusters
  }

  private func divide(
    _ members: [Int32], of vectors: [Int32], depth: Int, into clusters: inout [[Int32]]
  ) throws {
    let count = centroids(members.count, depth: depth)
    guard count > 1 else {
      if members.count > 1 { clusters.append(members) }
      return
    }
    let most = min(count * VectorClusters.trainingShare, VectorClusters.mostTraining)
    let training = members.prefix(max(count, most))
    let means = try SphericalKMeans(
      rows(training, of: vectors), width: width, count: count, iterations: rule.iterations,
      workers: workers)
    var parts = [[Int32]](repeating: [], count: count)
    var next = 0
    try means.forEachChunk(
      of: members.count, load: { try rows(members[$0], of: vectors) },
      { assignment in
        for part in assignment.nearest {
          parts[Int(part)].append(members[next])
          next += 1
        }
      })
    let isStuck = parts.contains { $0.count > members.count / 10 * 9 }
    for part in parts {
      if isStuck && part.count > members.count / 2 {
        clusters.append(part)
      } else {
        try divide(part, of: vectors, depth: depth + 1, into: &clusters)
      }
    }
  }

  /// Into how many parts a cluster goes; 1 leaves it.
  private func centroids(_ members: Int, depth: Int) -> Int {
    if depth == 0, rule.clusters > 0 { return min(rule.clusters, members) }
    guard members > VectorClusters.mostTimes * rule.perCluster, depth < VectorClusters.mostDepth
    else { return 1 }
    return min(VectorClusters.mostCentroids, (members + rule.perCluster - 1) / rule.perCluster)
  }

  private func rows(_ members: ArraySlice<Int32>, of vectors: [Int32]) throws -> [Float] {
    let numbers = members.map { vectors[Int($0)] }
    return try store.unitRows(numbers[...], dimension: dimension)
  }

  // MARK: Comparison

  /// Pairs that hold together all members that are alike, directly or over others.
  private func links(_ members: [Int32], of vectors: [Int32], _ kinds: [UInt8]) throws -> [(
    Int, Int
  )] {
    let isSmall = members.count <= 2 * VectorClusters.mostTimes * rule.perCluster
    return isSmall
      ? try linksOfAllPairs(members, of: vectors, kinds)
      : try linksToLeaders(members, of: vectors, kinds)
  }

  private func linksOfAllPairs(_ members: [Int32], of vectors: [Int32], _ kinds: [UInt8]) throws
    -> [(Int, Int)]
  {
    let rows = try rows(members[...], of: vectors)
    var sets = DisjointSets(count: members.count)
    var links: [(Int, Int)] = []
    let block = 64
    for start in stride(from: 0, to: members.count, by: block) {
      let end = min(start + block, members.count)
      let own = rows.span.extracting(start * width..<end * width)
      let others = rows.span.extracting(droppingFirst: start * width)
      let products = FloatRows.products(own, others, width: width)
      let columns = members.count - start
      for place in products.indices where products[place] >= threshold {
        let (a, b) = (start + place / columns, start + place % columns)
        guard a < b, kinds[Int(members[a])] == kinds[Int(members[b])],
          sets.root(of: a) != sets.root(of: b)
        else { continue }
        sets.join(a, b)
        links.append((Int(members[a]), Int(members[b])))
      }
    }
    return links
  }

  /// Each member with the first leader that it is like; who is like none becomes one.
  private func linksToLeaders(_ members: [Int32], of vectors: [Int32], _ kinds: [UInt8]) throws
    -> [(Int, Int)]
  {
    var leaders: [Int32] = []
    var leading: [Float] = []
    var links: [(Int, Int)] = []
    for member in members {
      let row = try rows([member], of: vectors)
      let products = FloatRows.products(row.span, leading.span, width: width)
      let like = leaders.indices.first {
        products[$0] >= threshold && kinds[Int(leaders[$0])] == kinds[Int(member)]
      }
      if let like {
        links.append((Int(leaders[like]), Int(member)))
      } else if leaders.count < VectorClusters.mostLeaders {
        leaders.append(member)
        leading += row
      }
    }
    return links
  }
}
