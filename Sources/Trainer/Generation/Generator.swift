/// Draws responses, many at a time, with cached keys and values.
///
/// A response depends on its prompt, the options and its row's number alone: not on the other rows,
/// nor on the threads. It uses the weights that the model has when the generator is made.
public final class Generator {
  private let network: Network
  private let packed: PackedModel

  /// - Parameter network: its adapters, if any, are merged first.
  /// - Throws: `TrainerError.configuration`.
  public init(_ network: Network) throws(TrainerError) {
    let merged = try network.adapters?.merged(into: network.model)
    self.network = merged.map { Network(model: $0, threads: network.threads) } ?? network
    packed = PackedModel(self.network.model, kernels: network.kernels)
  }

  /// Responses to each prompt, `samples` each; a prompt is read once for all its samples.
  ///
  /// - Throws: `TrainerError.document` for an empty prompt, a token that the vocabulary lacks or a
  ///   prompt that leaves no room for `maxTokens`.
  public func generate(
    _ prompts: [[Int32]], samples: Int = 1, options: GenerationOptions
  ) throws(TrainerError) -> [[Generation]] {
    try check(prompts, options)
    let group = groupSize(prompts: prompts.count, samples: samples)
    let groups = stride(from: 0, to: prompts.count, by: group).map {
      $0..<min($0 + group, prompts.count)
    }
    let passes = network.passes
    let packed = packed
    let longest = (prompts.map(\.count).max() ?? 0) + options.maxTokens
    let results = network.team.map(passes.count) { thread -> [[[Generation]]] in
      let decoder = Decoder(model: packed, kernels: passes[thread].kernels, positions: longest)
      return stride(from: thread, to: groups.count, by: passes.count).map { index in
        let range = groups[index]
        let lanes = range.flatMap { prompt in
          (0..<samples).map { sample in
            let row = UInt64(clamping: options.firstRow + prompt * samples + sample)
            return Lane(
              prompt: prompts[prompt], model: packed, maxTokens: options.maxTokens,
              random: RandomStream(seed: options.seed, stream: row))
          }
        }
        passes[thread].prefill(lanes, samples: samples)
        decoder.run(lanes, options: options)
        return range.indices.map { prompt in
          let first = (prompt - range.lowerBound) * samples
          return lanes[first..<first + samples].map(\.generation)
        }
      }
    }
    return groups.indices.flatMap { results[$0 % passes.count][$0 / passes.count] }
  }

  /// Prompts that are answered together: about 64 rows, spread over the threads.
  private func groupSize(prompts: Int, samples: Int) -> Int {
    let share = (prompts + network.threads - 1) / network.threads
    return max(1, min(share, 64 / max(samples, 1)))
  }

  private func check(_ prompts: [[Int32]], _ options: GenerationOptions) throws(TrainerError) {
    try prompts.map { Document(tokens: $0) }.check(for: network.model.configuration)
    let most = network.model.configuration.maxPositions
    for (index, prompt) in prompts.enumerated() where prompt.count + options.maxTokens > most {
      throw .document(
        "prompt \(index) has \(prompt.count) tokens, which leaves no room for "
          + "\(options.maxTokens) in \(most) positions")
    }
  }
}

extension Decoder {
  /// Steps until every lane has ended or is full.
  fileprivate func run(_ lanes: [Lane], options: GenerationOptions) {
    let sampler = Sampler(
      temperature: options.temperature, topP: options.topP, kernels: kernels)
    var active = lanes
    for _ in 0..<max(options.maxTokens, 0) where !active.isEmpty {
      step(active, sampler: sampler, endTokens: options.endTokens)
      active.removeAll { $0.generation.isEnded }
    }
  }
}

extension Pass {
  /// Reads all prompts but their last tokens and fills the caches.
  ///
  /// Lanes of the same prompt follow
  /// each other, `samples` of them.
  fileprivate func prefill(_ lanes: [Lane], samples: Int) {
    let firsts = stride(from: 0, to: lanes.count, by: max(samples, 1)).map { lanes[$0] }
    let read = firsts.filter { $0.prompt.count > 1 }
    let batch = Batch(read.map { Document(tokens: Array($0.prompt.dropLast())) })
    guard batch.rows > 0 else { return }
    run(batch)
    for (index, block) in blocks.enumerated() {
      guard let attention = block.attention else { continue }
      let rows = attention.projectedRows(batch.rows)
      for (lane, span) in zip(read, batch.spans) {
        guard let cache = lane.caches[index] else { continue }
        kernels.store(rows.rows(span), shape: attention.shape, in: cache, at: 0)
      }
    }
    for (index, lane) in lanes.enumerated() where index % samples != 0 {
      for (mine, first) in zip(lane.caches, lanes[index - index % samples].caches) {
        if let mine, let first { mine.copy(first, count: lane.prompt.count - 1) }
      }
    }
  }
}
