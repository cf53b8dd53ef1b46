// MinHash signatures and their bands (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive
// Datasets, chapter 3).
//
// A permutation of the shingles is x → a · x + b modulo 2³², a odd, as in rensa; the least value over
// a text's shingles agrees for two texts with the probability of their Jaccard similarity J. A band is
// a hash of `rows` such values, and two texts are candidates where a band agrees: 1 - (1 - Jʳ)ᵇ.

import CBytes

/// Turns shingles into band keys.
public struct MinHash: Sendable {
  public let bands: Int
  public let rows: Int
  private let multipliers: [UInt32]
  private let addends: [UInt32]

  /// - Parameter seed: of the permutations; keys of different seeds cannot be compared.
  public init(bands: Int, rows: Int, seed: UInt64) {
    precondition(bands > 0 && rows > 0 && bands * rows <= 4096, "\(bands) bands of \(rows) rows")
    self.bands = bands
    self.rows = rows
    let lanes = (bands * rows + 15) / 16 * 16
    var state = seed
    var numbers: [UInt64] = []
    for _ in 0..<(2 * lanes) {  // SplitMix64 (Steele, Lea and Flood 2014)
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
      numbers.append(z ^ z >> 31)
    }
    multipliers = numbers[..<lanes].map { UInt32(truncatingIfNeeded: $0) | 1 }
    addends = numbers[lanes...].map { UInt32(truncatingIfNeeded: $0) }
  }

  /// The least value of each permutation; all ones for no shingles.
  public func signature(of shingles: [UInt32]) -> [UInt32] {
    var minima = [UInt32](repeating: .max, count: multipliers.count)
    // SAFETY: C reads the shingles and as many multipliers, addends and minima as there are lanes, a
    // multiple of 16, and writes the minima.
    unsafe shingles.withUnsafeBufferPointer { shingles in
      unsafe multipliers.withUnsafeBufferPointer { a in
        unsafe addends.withUnsafeBufferPointer { b in
          unsafe minima.withUnsafeMutableBufferPointer { minima in
            guard let x = shingles.baseAddress, let a = a.baseAddress, let b = b.baseAddress,
              let m = minima.baseAddress
            else { return }
            unsafe cb_minhash(x, shingles.count, a, b, minima.count, m)
          }
        }
      }
    }
    return minima
  }

  /// The keys of all bands, of 48 bits each; empty for no shingles.
  ///
  /// - Parameter salt: texts of different salts share no key.
  public func keys(of shingles: [UInt32], salt: UInt64) -> [UInt64] {
    guard !shingles.isEmpty else { return [] }
    let minima = signature(of: shingles)
    return (0..<bands).map { band in
      var hash = salt &+ 0xD134_2543_DE82_EF95
      for row in (band * rows)..<((band + 1) * rows) {
        hash = (hash ^ UInt64(minima[row])) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash >> 32
      }
      return (hash &* 0xD6E8_FEB8_6659_FD93) >> 16
    }
  }

  /// The chance that texts of a Jaccard similarity share a band.
  public static func recall(at jaccard: Double, bands: Int, rows: Int) -> Double {
    var band = 1.0
    for _ in 0..<rows { band *= jaccard }
    var miss = 1.0
    for _ in 0..<bands { miss *= 1 - band }
    return 1 - miss
  }
}
