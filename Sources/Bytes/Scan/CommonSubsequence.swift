import CBytes

/// A text, ready to be compared with many others by their longest common subsequence.
public struct SubsequencePattern: Sendable {
  public let count: Int
  private let words: Int
  private let masks: [UInt64]

  public init(_ text: [UInt8]) {
    count = text.count
    words = max((text.count + 63) / 64, 1)
    var masks = [UInt64](repeating: 0, count: 256 * words)
    for (place, byte) in text.enumerated() {
      masks[Int(byte) * words + place / 64] |= 1 << UInt64(place % 64)
    }
    self.masks = masks
  }

  /// Indel similarity, 2 · LCS / (|a| + |b|), 0...1: rapidfuzz's `ratio` over 100, on bytes.
  ///
  /// - Complexity: O(*a* · *b* / 64).
  public func indelSimilarity(_ text: [UInt8]) -> Double {
    let total = count + text.count
    guard total > 0 else { return 1 }
    var state = [UInt64](repeating: 0, count: words)
    // SAFETY: C reads 256 · words masks and the text's bytes, and writes `words` words of state.
    let length = unsafe masks.withUnsafeBufferPointer { masks in
      unsafe text.withUnsafeBufferPointer { text in
        unsafe state.withUnsafeMutableBufferPointer { state -> Int in
          guard let m = masks.baseAddress, let t = text.baseAddress, let s = state.baseAddress
          else { return 0 }
          return unsafe cb_common_subsequence(m, words, t, text.count, s)
        }
      }
    }
    return 2 * Double(length) / Double(total)
  }
}
