/// Disjoint sets of numbers (union by smaller root, path halving).
///
/// - Complexity: nearly O(1) an operation; 4 bytes a number.
package struct DisjointSets {
  private var parents: [Int32]

  package init(count: Int) { parents = (0..<Int32(count)).map { $0 } }

  /// The smallest number of a set.
  package mutating func root(of number: Int) -> Int {
    var at = Int32(number)
    while parents[Int(at)] != at {
      let parent = parents[Int(at)]
      parents[Int(at)] = parents[Int(parent)]
      at = parents[Int(at)]
    }
    return Int(at)
  }

  package mutating func join(_ a: Int, _ b: Int) {
    let (x, y) = (root(of: a), root(of: b))
    if x != y { parents[max(x, y)] = Int32(min(x, y)) }
  }
}
