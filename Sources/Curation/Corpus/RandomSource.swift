/// SplitMix64 (Steele, Lea, Flood 2014): a small generator whose bits never change between versions
/// of the standard library, because the order of a published set hangs on them.
public struct RandomSource: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number in `0..<bound`, without bias (Lemire 2019); `bound` must be positive.
  public mutating func below(_ bound: UInt64) -> UInt64 {
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
    }
    return product.high
  }

  /// A number in 0..<1 with 53 random bits.
  public mutating func unit() -> Double { unitNumber(next()) }
}

/// 53 random bits as a number in 0..<1.
private func unitNumber(_ bits: UInt64) -> Double { Double(bits >> 11) * 0x1p-53 }

/// Mixes a value with a seed into 64 random-looking bits: an order that does not depend on the order
/// of arrival.
public func mix(_ value: UInt64, seed: UInt64) -> UInt64 {
  var source = RandomSource(seed: value ^ (seed &* 0xD6E8_FEB8_6659_FD93))
  return source.next()
}

/// A number in 0..<1 that hangs on a value and a seed alone.
func unitNumber(_ value: UInt64, seed: UInt64) -> Double { unitNumber(mix(value, seed: seed)) }
