import Trainer

/// A model that is about to be trained: from scratch, a copy of a base, or adapters beside one.
struct SFTStudent {
  let session: TrainingSession
  private let adapters: AdapterSet?
  private let threads: Int

  init(scratch sizes: ModelConfiguration, seed: Int, threads: Int) throws {
    session = TrainingSession(model: try Model(sizes, seed: UInt64(seed)), threads: threads)
    adapters = nil
    self.threads = threads
  }

  /// - Parameter rank: of the adapters; 0 trains all weights.
  init(base: Model, rank: Int, alpha: Double, seed: Int, threads: Int) throws {
    self.threads = threads
    guard rank > 0 else {
      session = TrainingSession(model: try base.copy(), threads: threads)
      adapters = nil
      return
    }
    let adapters = try AdapterSet(
      AdapterConfiguration(rank: rank, alpha: alpha), model: base, seed: UInt64(seed))
    session = TrainingSession(model: base, adapters: adapters, threads: threads)
    self.adapters = adapters
  }

  /// The student for tests: without moments, gradients and what a backward pass needs, all of which
  /// end with the session.
  var network: Network { Network(model: session.model, adapters: adapters, threads: threads) }
}

extension Network {
  /// What was learnt, as one model; adapters are added to a copy of the base's weights.
  func merged() throws -> Model { try adapters?.merged(into: model) ?? model }
}
