import Trainer

/// Small models and documents that the tests share.
enum Tiny {
  /// Odd sizes, grouped heads, a block of each kind and an untied head.
  static let mixed = ModelConfiguration(
    vocabularySize: 37, width: 20, heads: 4, headWidth: 6,
    blocks: [
      BlockConfiguration(attention: .grouped(keyValueHeads: 2), feedForward: .swiglu(width: 18)),
      BlockConfiguration(attention: .none, feedForward: .swiglu(width: 9)),
      BlockConfiguration(attention: .grouped(keyValueHeads: 1), feedForward: .none),
      BlockConfiguration(attention: .none, feedForward: .none),
      BlockConfiguration(
        attention: .grouped(keyValueHeads: 4), feedForward: .swiglu(width: 33), isParallel: true),
    ], maxPositions: 300, tiedHead: false)
  static let usual = ModelConfiguration(
    vocabularySize: 41, width: 32, depth: 2, heads: 2, feedForwardWidth: 48, maxPositions: 300)

  static func documents(_ lengths: [Int], vocabulary: Int, seed: UInt64 = 1) -> [Document] {
    var random = RandomStream(seed: seed, stream: 9)
    return lengths.map { length in
      let tokens = (0..<length).map { _ in Int32.random(in: 0..<Int32(vocabulary), using: &random) }
      let weights = (0..<length).map { $0 > length / 3 ? Float($0 % 3) * 0.5 : 0 }
      return Document(tokens: tokens, weights: weights)
    }
  }
}
