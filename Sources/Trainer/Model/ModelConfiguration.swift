/// The sizes of a Llama-style decoder whose blocks may differ.
public struct ModelConfiguration: Sendable, Hashable {
  public var vocabularySize: Int
  /// C, the channels of the residual stream.
  public var width: Int
  /// Query heads of every attention.
  public var heads: Int
  public var headWidth: Int
  public var blocks: [BlockConfiguration]
  /// The longest document that the model was made for.
  public var maxPositions: Int
  public var ropeTheta: Double
  public var normEpsilon: Float
  /// Whether logits reuse the embedding.
  public var tiedHead: Bool

  public init(
    vocabularySize: Int, width: Int, heads: Int, headWidth: Int? = nil,
    blocks: [BlockConfiguration], maxPositions: Int = 2048, ropeTheta: Double = 10_000,
    normEpsilon: Float = 1e-5, tiedHead: Bool = true
  ) {
    self.vocabularySize = vocabularySize
    self.width = width
    self.heads = heads
    self.headWidth = headWidth ?? width / max(heads, 1)
    self.blocks = blocks
    self.maxPositions = maxPositions
    self.ropeTheta = ropeTheta
    self.normEpsilon = normEpsilon
    self.tiedHead = tiedHead
  }

  /// A decoder of equal blocks.
  public init(
    vocabularySize: Int, width: Int, depth: Int, heads: Int, keyValueHeads: Int? = nil,
    feedForwardWidth: Int, maxPositions: Int = 2048
  ) {
    let block = BlockConfiguration(
      attention: .grouped(keyValueHeads: keyValueHeads ?? heads),
      feedForward: .swiglu(width: feedForwardWidth))
    self.init(
      vocabularySize: vocabularySize, width: width, heads: heads,
      blocks: Array(repeating: block, count: depth), maxPositions: maxPositions)
  }
}

/// One block: attention, a feed-forward network, both or neither.
public struct BlockConfiguration: Sendable, Hashable {
  public enum Attention: Sendable, Hashable {
    case none
    /// Grouped-query attention; as many key-value heads as heads is the usual kind.
    case grouped(keyValueHeads: Int)
  }
  public enum FeedForward: Sendable, Hashable {
    case none
    /// SwiGLU (Shazeer 2020, https://arxiv.org/abs/2002.05202) of so many inner channels.
    case swiglu(width: Int)
  }
  public var attention: Attention
  public var feedForward: FeedForward
  /// Whether the feed-forward network reads the block's input, not the attention's output.
  public var isParallel: Bool

  public init(attention: Attention, feedForward: FeedForward, isParallel: Bool = false) {
    self.attention = attention
    self.feedForward = feedForward
    self.isParallel = isParallel
  }
}

extension ModelConfiguration {
  /// Checks that the sizes make a model that memory can hold.
  ///
  /// - Throws: `TrainerError.configuration` with the field and what it may be.
  public func validate() throws(TrainerError) {
    try check("vocabularySize", vocabularySize, 1...(1 << 22))
    try check("width", width, 1...(1 << 16))
    try check("heads", heads, 1...(1 << 10))
    try check("headWidth", headWidth, 2...(1 << 12))
    try check("blocks", blocks.count, 0...1024)
    try check("maxPositions", maxPositions, 1...(1 << 24))
    guard headWidth % 2 == 0 else {
      throw .configuration("headWidth \(headWidth) is odd; rotary positions need an even one")
    }
    guard ropeTheta.isFinite, ropeTheta > 0, normEpsilon.isFinite, normEpsilon >= 0 else {
      throw .configuration("ropeTheta \(ropeTheta) or normEpsilon \(normEpsilon) is not positive")
    }
    for (index, block) in blocks.enumerated() { try check(block, index) }
    guard parameterCount <= 1 << 34 else {
      throw .configuration("\(parameterCount) parameters; at most \(1 << 34) are possible")
    }
  }

  private func check(_ block: BlockConfiguration, _ index: Int) throws(TrainerError) {
    if case .grouped(let keyValueHeads) = block.attention {
      try check("blocks[\(index)].keyValueHeads", keyValueHeads, 1...heads)
      guard heads % keyValueHeads == 0 else {
        throw .configuration(
          "block \(index) has \(keyValueHeads) key-value heads, which do not divide \(heads) heads")
      }
    }
    if case .swiglu(let width) = block.feedForward {
      try check("blocks[\(index)].feedForward", width, 1...(1 << 20))
    }
  }

  private func check(_ name: String, _ value: Int, _ range: ClosedRange<Int>) throws(TrainerError) {
    guard range.contains(value) else {
      throw .configuration(
        "\(name) is \(value); it may be \(range.lowerBound) to \(range.upperBound)")
    }
  }

  /// All weights, the tied head counted once.
  public var parameterCount: Int {
    ParameterLayout(self).count
  }

  func attentionShape(_ block: BlockConfiguration) -> AttentionShape? {
    guard case .grouped(let keyValueHeads) = block.attention else { return nil }
    return AttentionShape(heads: heads, keyValueHeads: keyValueHeads, headWidth: headWidth)
  }
}
