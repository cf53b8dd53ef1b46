/// A sample that was dropped for another.
package struct Duplicate: Sendable, Hashable {
  package enum Kind: String, Sendable { case exact, fuzzy }
  /// Indices into the states of a decision.
  package let sample: Int
  package let keeper: Int
  package let kind: Kind
  /// Jaccard similarity to the keeper, 0...1.
  ///
  /// In a cluster it may be below the threshold: the two are then joined by others between them.
  package let similarity: Double
}
