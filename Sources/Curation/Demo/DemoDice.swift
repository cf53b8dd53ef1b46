/// The random choices of the demo's generator: SplitMix64 (Steele, Lea, Flood 2014) on integers.
///
/// It is its own source, apart from the one that orders a run's output, so that a change there can
/// never change a byte of the bundled data. Each family draws from a stream of its own, so that
/// editing one family leaves the others as they are.
package struct DemoDice {
  private var state: UInt64

  package init(seed: UInt64, stream: String) {
    state = seed
    for byte in stream.utf8 { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.scramble(state)
  }

  /// A number in `0..<bound`.
  ///
  /// `bound` must be positive; the bias, below 2⁻⁴⁰ for bounds as small as here, does not matter.
  package mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0, "no choice among \(bound)")
    return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }

  /// True in `permille` of 1,000 cases.
  mutating func chance(_ permille: Int) -> Bool { below(1000) < permille }

  /// One of the choices; there must be one.
  mutating func pick<Choice>(_ choices: [Choice]) -> Choice { choices[below(choices.count)] }

  /// One of the choices by weight; the weights must not all be 0.
  mutating func pick<Choice>(weighted choices: [(Choice, weight: Int)]) -> Choice {
    var left = below(choices.reduce(0) { $0 + $1.weight })
    for choice in choices {
      if left < choice.weight { return choice.0 }
      left -= choice.weight
    }
    preconditionFailure("weights add up to more than their sum")
  }

  /// The elements in random order (Fisher and Yates).
  mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var result = elements
    for end in stride(from: result.count - 1, to: 0, by: -1) {
      result.swapAt(end, below(end + 1))
    }
    return result
  }

  /// Different elements, in random order: all of them where there are not as many.
  mutating func sample<Element>(_ count: Int, of elements: [Element]) -> [Element] {
    Array(shuffled(elements).prefix(count))
  }

  /// The finaliser of SplitMix64: 64 bits that look random.
  static func scramble(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
