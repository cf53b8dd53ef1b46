/// SplitMix64 (Steele, Lea & Flood 2014): a stream of random numbers named by a seed and a number.
///
/// Streams are cheap, so each row of a generation has its own and does not depend on the others.
public struct RandomStream: Sendable, Hashable, RandomNumberGenerator {
  /// The whole state: storing it and setting it again goes on with the same numbers.
  public var state: UInt64

  public init(seed: UInt64, stream: UInt64) {
    state = Self.mix(seed &+ 0x9E37_79B9_7F4A_7C15) ^ Self.mix(stream &* 0xD134_2543_DE82_EF95 &+ 1)
  }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  private static func mix(_ x: UInt64) -> UInt64 {
    var z = x
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number in 0..<1.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A number of the standard normal distribution (Box & Muller 1958).
  mutating func normal() -> Double {
    let radius = (-2 * naturalLogarithm(1 - uniform())).squareRoot()
    return radius * sineAndCosine(2 * .pi * uniform()).1
  }

  /// A number in 0..<count without the bias of a remainder (Lemire 2019).
  mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &self) }
}
