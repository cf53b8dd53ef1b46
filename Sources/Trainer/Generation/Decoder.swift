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

/// Steps sequences forward together, one token each: one thread's buffers.
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
    let width = model.configuration.width
    let x = stream.matrix(lanes.count, width)
    for (row, lane) in lanes.enumerated() {
      x.copyRow(row, from: model.embedding, Int(lane.lastToken))
    }
    let positions = lanes.map { Int32($0.position) }
    for (index, block) in model.blocks.enumerated() {
      step(block, index: index, x: x, lanes: lanes, positions: positions)
    }
    let last = norm(x, gain: model.gain)
    let out = logits.matrix(lanes.count, model.configuration.vocabularySize)
    kernels.multiply(last, model.head, into: out)
    return out
  }

  private func step(
    _ block: PackedModel.PackedBlock, index: Int, x: Matrix, lanes: [Lane], positions: [Int32]
  ) {
    let input = between.matrix(x.rows, x.columns)
    input.copy(x)
    if let attention = block.attention {
      attend(
        attention, input: input, addTo: x, caches: lanes.map { $0.caches[index] },
        positions: positions)
    }
    guard let feedForward = block.feedForward else { return }
    if !block.isParallel { input.copy(x) }
    let both = gateUp.matrix(x.rows, feedForward.gateUp.columns)
    kernels.multiply(norm(input, gain: feedForward.gain), feedForward.gateUp, into: both)
    let act = inner.matrix(x.rows, feedForward.down.rows)
    kernels.swiglu(both, into: act)
    kernels.multiply(act, feedForward.down, into: x, accumulate: true)
  }

  private func attend(
    _ layer: PackedModel.PackedBlock.Attention, input: Matrix, addTo x: Matrix,
    caches: [KeyValueCache?], positions: [Int32]
  ) {
    let shape = layer.shape
    let qkv = projected.matrix(input.rows, shape.projectedWidth)
    kernels.multiply(norm(input, gain: layer.gain), layer.projection, into: qkv)
    kernels.rotate(
      qkv, heads: shape.heads + shape.keyValueHeads, headWidth: shape.headWidth,
      positions: positions, table: rotary)
    let out = heads.matrix(input.rows, shape.outputWidth)
    for (row, cache) in caches.enumerated() {
      guard let cache else { continue }
      let one = qkv.rows(row..<row + 1)
      kernels.store(one, shape: shape, in: cache, at: Int(positions[row]))
      kernels.attend(
        one, cache: cache, length: Int(positions[row]) + 1, into: out.rows(row..<row + 1),
        scratch: scores)
    }
    kernels.multiply(out, layer.output, into: x, accumulate: true)
  }

  private func norm(_ x: Matrix, gain: Matrix) -> Matrix {
    let y = normalized.matrix(x.rows, x.columns)
    kernels.normalize(
      x, gain: gain, epsilon: model.configuration.normEpsilon, into: y,
      rms: rms.matrix(x.rows, 1))
    return y
  }
}
