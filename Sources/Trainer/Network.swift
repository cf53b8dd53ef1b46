internal import Bytes

/// A model, its adapters if any, and threads to run it with.
///
/// One call at a time: a network's activations are reused by the next call. Networks that share a
/// model may score side by side as long as nothing trains it.
public final class Network {
  public let model: Model
  public let adapters: AdapterSet?
  public let threads: Int
  let passes: [Pass]
  let team: Team

  /// - Parameter threads: fixed for the network's life, since sums depend on it in the last bits.
  public convenience init(model: Model, adapters: AdapterSet? = nil, threads: Int = 1) {
    self.init(model: model, adapters: adapters, threads: threads, trains: .nothing)
  }

  init(
    model: Model, adapters: AdapterSet?, threads: Int, trains: Trainable,
    kernels: Kernels = .best
  ) {
    precondition(threads > 0, "\(threads) threads")
    self.model = model
    self.adapters = adapters
    self.threads = threads
    team = Team(threads: threads)
    passes = (0..<threads).map { _ in
      Pass(model: model, adapters: adapters, trains: trains, kernels: kernels)
    }
  }

  /// Tokens of a forward and backward pass.
  ///
  /// Their activations stay in the caches: of 250 to 4,000
  /// tokens, about 1,000 are fastest for models of 1 M to 5 M parameters (4,000: 20 to 30 % slower).
  private static let tokensAtOnce = 1024

  /// Runs `body` on each thread's share of the documents, in parallel, some documents at a time.
  ///
  /// - Returns: the results in the order of the documents.
  func onEachShare<Value: Sendable>(
    of documents: [Document], _ body: @Sendable (Pass, Range<Int>, Batch) -> Value
  ) -> [Value] {
    let shares = documents.split(into: threads)
    let passes = passes
    return team.map(threads) { index in
      let share = shares[index]
      return documents[share].groups(ofTokens: Self.tokensAtOnce).map { group in
        body(passes[index], group, Batch(documents[group]))
      }
    }.flatMap(\.self)
  }

  /// The log-probability of each scored token of each document.
  ///
  /// - Throws: `TrainerError.document`.
  public func logProbabilities(_ documents: [Document]) throws(TrainerError) -> [[Float]] {
    try documents.check(for: model.configuration)
    return onEachShare(of: documents) { pass, _, batch -> [[Float]] in
      pass.run(batch)
      let flat = pass.logProbabilities(batch)
      return zip(batch.scoredOffsets, batch.scoredOffsets.dropFirst()).map { Array(flat[$0..<$1]) }
    }.flatMap(\.self)
  }

  /// The logits at each scored token of each document: what the model says before that token.
  package func logits(_ documents: [Document]) throws(TrainerError) -> [[Float]] {
    try documents.check(for: model.configuration)
    return onEachShare(of: documents) { pass, _, batch -> [[Float]] in
      pass.run(batch)
      return pass.scoredLogits(batch)
    }.flatMap(\.self)
  }
}

extension Pass {
  /// The whole forward pass up to the last block's output.
  func run(_ batch: Batch) {
    embed(batch)
    forward(batch, blocks: 0..<blocks.count)
  }
}

extension ArraySlice<Document> {
  /// Consecutive groups of at most so many tokens, but of at least one document.
  func groups(ofTokens limit: Int) -> [Range<Int>] {
    var groups: [Range<Int>] = []
    var start = startIndex
    var tokens = 0
    for index in indices {
      if index > start, tokens + self[index].tokens.count > limit {
        groups.append(start..<index)
        start = index
        tokens = 0
      }
      tokens += self[index].tokens.count
    }
    if start < endIndex { groups.append(start..<endIndex) }
    return groups
  }
}
