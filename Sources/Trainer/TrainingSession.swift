internal import Synchronization

/// Training of a model's weights, or of adapters beside frozen weights.
///
/// The gradient of a step is the sum over `accumulate` calls; `update` applies and clears it. The
/// same calls with the same number of threads give the same bits.
public final class TrainingSession {
  public let network: Network
  public let optimizer: AdamW
  /// Updates made so far.
  public internal(set) var step = 0
  let state: OptimizerState
  private let total: Storage
  /// What is trained: a model's weights or adapters.
  let trained: Storage
  /// Ranges of the flat array and whether their weights decay.
  private let ranges: [(Range<Int>, decays: Bool)]

  /// Trains all weights of a model.
  public convenience init(model: Model, optimizer: AdamW = AdamW(), threads: Int = 1) {
    self.init(model: model, optimizer: optimizer, threads: threads, kernels: .best)
  }

  init(model: Model, optimizer: AdamW, threads: Int, kernels: Kernels) {
    network = Network(
      model: model, adapters: nil, threads: threads, trains: .weights, kernels: kernels)
    self.optimizer = optimizer
    trained = model.weights
    ranges = model.layout.entries.map { ($0.range, !$0.isGain) }
    state = OptimizerState(count: trained.count)
    total = network.passes.first?.gradient ?? Storage(count: trained.count)
  }

  /// Trains adapters only.
  public init(
    model: Model, adapters: AdapterSet, optimizer: AdamW = AdamW(), threads: Int = 1
  ) {
    network = Network(model: model, adapters: adapters, threads: threads, trains: .adapters)
    self.optimizer = optimizer
    trained = adapters.weights
    ranges = adapters.entries.flatMap { [($0.aRange, true), ($0.bRange, true)] }
    state = OptimizerState(count: trained.count)
    total = network.passes.first?.gradient ?? Storage(count: trained.count)
  }

  public var model: Model { network.model }
  var trainedCount: Int { trained.count }

  /// Adds the gradient of an objective on some documents; returns the objective's value.
  ///
  /// - Throws: `TrainerError.document`, or `.notFinite` where the value is no number; the gradient
  ///   is then worthless and cleared.
  @discardableResult
  public func accumulate(_ documents: [Document], _ objective: Objective) throws(TrainerError)
    -> Double
  {
    try documents.check(for: model.configuration)
    let losses = network.onEachShare(of: documents) { pass, share, batch in
      pass.lossAndGradient(batch, documents: share, objective)
    }
    let loss = losses.reduce(0, +)
    guard loss.isFinite else {
      clearGradient()
      throw .notFinite("the loss is \(loss) in step \(step + 1)")
    }
    return loss
  }

  /// Applies the gathered gradient and clears it.
  ///
  /// - Returns: the norm of the whole gradient before clipping.
  /// - Throws: `TrainerError.notFinite` without touching a weight.
  @discardableResult
  public func update(rate: Double) throws(TrainerError) -> Double {
    reduce()
    let norm = ranges.reduce(0) { $0 + network.kernels.sumOfSquares(total, $1.0) }.squareRoot()
    guard norm.isFinite else {
      clearGradient()
      throw .notFinite("the gradient's norm is \(norm) in step \(step + 1)")
    }
    step += 1
    let scale = optimizer.clip.map { norm > $0 ? $0 / (norm + 1e-6) : 1 } ?? 1
    apply(rate: rate, scale: scale)
    clearGradient()
    return norm
  }

  /// The gathered gradient in the order of the layout, for checks.
  package func gradient() -> [Float] {
    reduce()
    return total.values(0..<total.count)
  }

  /// Adds the other threads' gradients to the first one's, in the order of threads.
  private func reduce() {
    let parts = pieces(of: total.count)
    let others = network.passes.dropFirst().compactMap(\.gradient)
    let kernels = network.kernels
    let total = total
    _ = network.team.map(parts.count) { index in
      for other in others {
        kernels.add(other, to: total, range: parts[index])
        other.clear(parts[index])
      }
    }
  }

  private func apply(rate: Double, scale: Double) {
    let kernels = network.kernels
    let (trained, total, state) = (trained, total, state)
    let jobs = ranges.flatMap { range, decays in
      let step = optimizer.step(step, rate: rate, decays: decays, gradientScale: scale)
      return pieces(of: range.count).map {
        ($0.lowerBound + range.lowerBound..<$0.upperBound + range.lowerBound, step)
      }
    }
    let threads = network.threads
    _ = network.team.map(threads) { thread in
      for index in stride(from: thread, to: jobs.count, by: threads) {
        kernels.adamW(
          trained, gradient: total, first: state.first, second: state.second,
          range: jobs[index].0, step: jobs[index].1)
      }
    }
  }

  /// About equal ranges, one a thread; elementwise work gives the same bits however it is cut.
  private func pieces(of count: Int) -> [Range<Int>] {
    let threads = network.threads
    return (0..<threads).map { count * $0 / threads..<count * ($0 + 1) / threads }
  }

  private func clearGradient() {
    for pass in network.passes { pass.gradient?.clear() }
  }
}

extension Network {
  var kernels: Kernels { passes.first?.kernels ?? .best }
}

extension Pass {
  /// Forward, objective and backward; gradients are added to the pass's own.
  fileprivate func lossAndGradient(
    _ batch: Batch, documents: Range<Int>, _ objective: Objective
  ) -> Double {
    if case .hidden(let hidden) = objective {
      return hiddenLoss(batch, documents: documents, hidden)
    }
    run(batch)
    let loss = headLoss(batch, documents: documents, objective)
    backward(batch, blocks: 0..<blocks.count)
    embedBackward(batch)
    return loss
  }

  private func headLoss(_ batch: Batch, documents: Range<Int>, _ objective: Objective) -> Double {
    switch objective {
    case .crossEntropy(let scale): return crossEntropy(batch, scale: scale)
    case .logProbabilities(let judge):
      let judgement = judge(
        ScoredTokens(
          documents: documents, offsets: batch.scoredOffsets, tokens: batch.targets,
          weights: batch.weights, logProbabilities: logProbabilities(batch)))
      precondition(
        judgement.gradient.count == batch.targets.count,
        "\(judgement.gradient.count) gradients for \(batch.targets.count) scored tokens")
      logProbabilityBackward(batch, gradient: judgement.gradient)
      return judgement.loss
    case .distributions(let loss):
      return distributionLoss(batch, documents: documents, loss)
    case .hidden(let hidden): return hiddenLoss(batch, documents: documents, hidden)
    }
  }

  private func hiddenLoss(_ batch: Batch, documents: Range<Int>, _ objective: HiddenObjective)
    -> Double
  {
    let range = objective.blocks
    if let input = objective.input {
      let rows = hiddenRows(range.lowerBound, batch.rows)
      let values = input(documents)
      precondition(
        values.count == rows.rows * rows.columns,
        "\(values.count) values for \(rows.rows) x \(rows.columns)")
      rows.storage.replace(from: rows.offset, with: values)
    } else {
      precondition(range.lowerBound == 0, "blocks from \(range.lowerBound) need an input")
      embed(batch)
    }
    forward(batch, blocks: range)
    let d = hiddenGradientRows(batch.rows)
    d.clear()
    let loss = objective.loss(documents, hiddenRows(range.upperBound, batch.rows), d)
    backward(batch, blocks: range)
    if objective.input == nil { embedBackward(batch) }
    return loss
  }
}
