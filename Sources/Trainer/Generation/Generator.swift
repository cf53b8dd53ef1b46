internal import Bytes

/// Draws responses, many at a time, with cached keys and values.
///
/// A response depends on its prompt, the options and its row's number alone: not on the other rows,
/// nor on the threads. It uses the weights that the model has when the generator is made.
public final class Generator {
  private let threads: Int
  private let team: Team
  private let kernels: Kernels
  private let packed: PackedModel

  /// - Parameter network: its adapters, if any, are merged.
  public init(_ network: Network) {
    (threads, team, kernels) = (network.threads, network.team, network.kernels)
    packed = PackedModel(network.model, adapters: network.adapters, kernels: kernels)
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
    let (packed, threads, kernels) = (packed, threads, kernels)
    let longest = (prompts.map(\.count).max() ?? 0) + options.maxTokens
    let results = team.map(threads) { thread -> [[[Generation]]] in
      let decoder = Decoder(model: packed, kernels: kernels, positions: longest)
      return stride(from: thread, to: groups.count, by: threads).map { index in
        let range = groups[index]
        let lanes = range.flatMap { prompt in
          (0..<samples).map { sample in
            let row = UInt64(clamping: options.firstRow + prompt * samples + sample)
            return Lane(
              prompt: prompts[prompt], model: packed, maxTokens: options.maxTokens,
              random: RandomStream(seed: options.seed, stream: row))
          }
        }
        decoder.read(lanes, samples: samples)
        decoder.run(lanes, options: options)
        return range.indices.map { prompt in
          let first = (prompt - range.lowerBound) * samples
          return lanes[first..<first + samples].map(\.generation)
        }
      }
    }
    return groups.indices.flatMap { results[$0 % threads][$0 / threads] }
  }

  /// Prompts that are answered together: about 64 rows, spread over the threads.
  private func groupSize(prompts: Int, samples: Int) -> Int {
    let share = (prompts + threads - 1) / threads
    return max(1, min(share, 64 / max(samples, 1)))
  }

  private func check(_ prompts: [[Int32]], _ options: GenerationOptions) throws(TrainerError) {
    try prompts.map { Document(tokens: $0) }.check(for: packed.configuration)
    let most = packed.configuration.maxPositions
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
