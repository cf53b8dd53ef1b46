/// One sequence that is being written.
final class Lane {
  let prompt: [Int32]
  let caches: [KeyValueCache?]
  var random: RandomStream
  var generation = Generation()

  init(prompt: [Int32], model: PackedModel, maxTokens: Int, random: RandomStream) {
    self.prompt = prompt
    self.random = random
    caches = model.blocks.map { block in
      block.attention.map {
        KeyValueCache(shape: $0.shape, positions: prompt.count + maxTokens)
      }
    }
  }

  /// The position of the next input, the last token so far.
  var position: Int { prompt.count + generation.tokens.count - 1 }
  var lastToken: Int32 { generation.tokens.last ?? prompt[prompt.count - 1] }
}

/// Reads prompts, and steps sequences forward together, one token each: one thread's buffers.
final class Decoder {
  private let model: PackedModel
  let kernels: Kernels
  private let rotary: RotaryTable
  private let stream = Buffer()
  private let between = Buffer()
  private let normalized = Buffer()
  private let rms = Buffer()
  private let projected = Buffer()
  private let heads = Buffer()
  private let gateUp = Buffer()
  private let inner = Buffer()
  private let logits = Buffer()
  private let lse = Buffer()
  private let scores = Buffer()

  /// Tokens of prompts that are read together at most, but for a longer prompt.
  private static let tokensAtOnce = 1024

  init(model: PackedModel, kernels: Kernels, positions: Int) {
    self.model = model
    self.kernels = kernels
    rotary = RotaryTable(
      headWidth: model.configuration.headWidth, theta: model.configuration.ropeTheta,
      positions: positions)
  }

  /// Draws the next token of each lane and appends it.
  func step(_ lanes: [Lane], sampler: Sampler, endTokens: Set<Int32>) {
    let rows = next(lanes)
    let sums = lse.matrix(lanes.count, 1)
    kernels.logSumExp(rows, into: sums)
    for (row, lane) in lanes.enumerated() {
      let (token, logProbability) = sampler.draw(
        rows.rows(row..<row + 1), lse: sums[row, 0], random: &lane.random)
      lane.generation.tokens.append(token)
      lane.generation.logProbabilities.append(logProbability)
      lane.generation.isEnded = endTokens.contains(token)
    }
  }

  /// The logits after each lane's last token, whose keys and values enter the caches.
  private func next(_ lanes: [Lane]) -> Matrix {
    let x = forward(lanes.map(\.lastToken), positions: lanes.map { Int32($0.position) }) {
      block, shape, qkv, out in
      for (row, lane) in lanes.enumerated() {
        guard let cache = lane.caches[block] else { continue }
        let one = qkv.rows(row..<row + 1)
        kernels.store(one, shape: shape, in: cache, at: lane.position)
        kernels.attend(
          one, cache: cache, length: lane.position + 1, into: out.rows(row..<row + 1),
          scratch: scores)
      }
    }
    let last = norm(x, gain: model.gain)
    let out = logits.matrix(lanes.count, model.configuration.vocabularySize)
    kernels.multiply(last, model.head, into: out)
    return out
  }

  /// Reads all of each prompt but its last token and fills the caches.
  ///
  /// Lanes of the same prompt follow each other, `samples` of them; it is read once.
  func read(_ lanes: [Lane], samples: Int) {
    let firsts = stride(from: 0, to: lanes.count, by: max(samples, 1)).map { lanes[$0] }
      .filter { $0.prompt.count > 1 }
    let documents = firsts.map { Document(tokens: Array($0.prompt.dropLast())) }
    for group in documents[...].groups(ofTokens: Self.tokensAtOnce) {
      read(Batch(documents[group]), caches: firsts[group].map(\.caches))
    }
    for (index, lane) in lanes.enumerated() where index % samples != 0 {
      for (mine, first) in zip(lane.caches, lanes[index - index % samples].caches) {
        if let mine, let first { mine.copy(first, count: lane.prompt.count - 1) }
      }
    }
  }

  private func read(_ batch: Batch, caches: [[KeyValueCache?]]) {
    _ = forward(batch.tokens, positions: batch.positions) { block, shape, qkv, out in
      let sums = lse.matrix(batch.rows, shape.heads)
      for (span, caches) in zip(batch.spans, caches) {
        guard let cache = caches[block] else { continue }
        kernels.store(qkv.rows(span), shape: shape, in: cache, at: 0)
        kernels.attend(
          qkv.rows(span), shape: shape, into: out.rows(span), lse: sums.rows(span), scratch: scores)
      }
    }
  }

  /// Attention of a block: its number, the shape, rotated queries, keys and values, and the output.
  private typealias Attention = (Int, AttentionShape, Matrix, Matrix) -> Void

  /// The residual stream after the last block.
  private func forward(_ tokens: [Int32], positions: [Int32], _ attention: Attention) -> Matrix {
    let x = stream.matrix(tokens.count, model.configuration.width)
    for (row, token) in tokens.enumerated() { x.copyRow(row, from: model.embedding, Int(token)) }
    for index in model.blocks.indices {
      run(index, x: x, positions: positions, attention)
    }
    return x
  }

  private func run(_ index: Int, x: Matrix, positions: [Int32], _ attention: Attention) {
    let block = model.blocks[index]
    let input = between.matrix(x.rows, x.columns)
    input.copy(x)
    if let layer = block.attention {
      let qkv = projected.matrix(input.rows, layer.shape.projectedWidth)
      kernels.multiply(norm(input, gain: layer.gain), layer.projection, into: qkv)
      kernels.rotate(
        qkv, heads: layer.shape.heads + layer.shape.keyValueHeads,
        headWidth: layer.shape.headWidth, positions: positions, table: rotary)
      let out = heads.matrix(input.rows, layer.shape.outputWidth)
      attention(index, layer.shape, qkv, out)
      kernels.multiply(out, layer.output, into: x, accumulate: true)
    }
    guard let feedForward = block.feedForward else { return }
    if !block.isParallel { input.copy(x) }
    let both = gateUp.matrix(x.rows, feedForward.gateUp.columns)
    kernels.multiply(norm(input, gain: feedForward.gain), feedForward.gateUp, into: both)
    let act = inner.matrix(x.rows, feedForward.down.rows)
    kernels.swiglu(both, into: act)
    kernels.multiply(act, feedForward.down, into: x, accumulate: true)
  }

  private func norm(_ x: Matrix, gain: Matrix) -> Matrix {
    let y = normalized.matrix(x.rows, x.columns)
    kernels.normalize(
      x, gain: gain, epsilon: model.configuration.normEpsilon, into: y,
      rms: rms.matrix(x.rows, 1))
    return y
  }
}
