import Trainer

/// A model that is about to be trained: from scratch, a copy of a base, or adapters beside one.
struct SFTStudent {
  let session: TrainingSession
  private let adapters: AdapterSet?

  init(scratch sizes: ModelConfiguration, seed: Int, threads: Int) throws {
    session = TrainingSession(model: try Model(sizes, seed: UInt64(seed)), threads: threads)
    adapters = nil
  }

  /// - Parameter rank: of the adapters; 0 trains all weights.
  init(base: Model, rank: Int, alpha: Double, seed: Int, threads: Int) throws {
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

  /// What was learnt, as one model; adapters are added to a copy of the base's weights.
  func merged() throws -> Model {
    try adapters?.merged(into: session.model) ?? session.model
  }
}
