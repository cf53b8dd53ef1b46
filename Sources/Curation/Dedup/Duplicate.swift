/// A sample that was dropped for another.
package struct Duplicate: Sendable, Hashable {
  package enum Kind: String, Sendable {
    case exact, fuzzy, semantic
    /// Chosen before it, and too like it for both to be.
    case select
  }
  /// Indices into the states of a decision.
  package let sample: Int
  package let keeper: Int
  package let kind: Kind
  /// Likeness to the keeper, at most 1: Jaccard similarity, or the cosine of embeddings.
  ///
  /// In a cluster it may be below the threshold: the two are then joined by others between them.
  package let similarity: Double
}
