public import Bytes

extension Hash128 {
  /// Stands for "not computed"; no text is known to hash to it.
  public static let zero = Hash128(high: 0, low: 0)
}
