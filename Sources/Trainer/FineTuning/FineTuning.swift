/// What a fine-tuning run is told, besides its documents.
public struct FineTuning: Sendable, Hashable {
  /// Tokens of a step at most; a longer document is a step of its own.
  public var tokensPerStep: Int
  /// Steps of the run: about the token budget divided by `tokensPerStep`.
  public var steps: Int
  public var schedule: Schedule
  public var optimizer: AdamW
  /// Decides the order of documents.
  public var seed: UInt64

  public init(
    tokensPerStep: Int = 512, steps: Int, schedule: Schedule = Schedule(),
    optimizer: AdamW = AdamW(), seed: UInt64 = 0
  ) {
    self.tokensPerStep = tokensPerStep
    self.steps = steps
    self.schedule = schedule
    self.optimizer = optimizer
    self.seed = seed
  }

  /// A run of a budget of tokens.
  public init(
    tokens: Int, tokensPerStep: Int = 512, schedule: Schedule = Schedule(),
    optimizer: AdamW = AdamW(), seed: UInt64 = 0
  ) {
    self.init(
      tokensPerStep: tokensPerStep, steps: tokens / max(tokensPerStep, 1), schedule: schedule,
      optimizer: optimizer, seed: seed)
  }
}

/// One step's figures.
public struct StepReport: Sendable, Hashable {
  /// The step's number, the first being 1.
  public let step: Int
  /// Tokens read since the run began.
  public let tokens: Int
  public let scoredTokens: Int
  /// Mean loss of the step's scored tokens, by weight, before the update.
  public let loss: Double
  public let rate: Double
  /// Of the whole gradient, before clipping.
  public let gradientNorm: Double
}

/// Where a run is in its endless sequence of shuffled epochs.
public struct DocumentCursor: Sendable, Hashable {
  public var epoch = 0
  /// Documents of this epoch that were taken.
  public var taken = 0
  public init() {}
}

/// Trains on documents in shuffled epochs, a step at a time.
public final class FineTuningRun {
  public let session: TrainingSession
  public let settings: FineTuning
  public internal(set) var cursor = DocumentCursor()
  /// Tokens read so far.
  public internal(set) var tokens = 0
  private let documents: [Document]
  private var order: [Int] = []

  /// - Throws: `TrainerError.document` for no documents, one that does not fit the model, or none
  ///   with a scored token; `.configuration` for settings that no run can have.
  public init(session: TrainingSession, documents: [Document], settings: FineTuning)
    throws(TrainerError)
  {
    try documents.check(for: session.model.configuration)
    guard settings.tokensPerStep > 0, settings.steps > 0 else {
      throw .configuration(
        "\(settings.steps) steps of \(settings.tokensPerStep) tokens; both must be positive")
    }
    self.documents = documents.filter { $0.scoredCount > 0 }
    guard !self.documents.isEmpty else {
      throw .document("none of \(documents.count) documents has a scored token")
    }
    self.session = session
    self.settings = settings
    order = shuffled(epoch: 0)
  }

  var documentCount: Int { documents.count }
  var documentTokens: Int { documents.reduce(0) { $0 + $1.tokens.count } }

  public var isDone: Bool { session.step >= settings.steps }

  /// Makes the next step; nil after the last one.
  ///
  /// - Throws: `TrainerError.notFinite` where the run has diverged.
  public func next() throws(TrainerError) -> StepReport? {
    guard !isDone else { return nil }
    let batch = take()
    let weight = batch.reduce(0) { $0 + $1.totalWeight }
    let loss = try session.accumulate(
      batch, .crossEntropy(scale: weight > 0 ? 1 / weight : 0))
    let rate = settings.schedule.rate(step: session.step, of: settings.steps)
    let norm = try session.update(rate: rate)
    tokens += batch.reduce(0) { $0 + $1.tokens.count }
    return StepReport(
      step: session.step, tokens: tokens, scoredTokens: batch.reduce(0) { $0 + $1.scoredCount },
      loss: loss, rate: rate, gradientNorm: norm)
  }

  /// Documents in order until the next one would be too much.
  private func take() -> [Document] {
    var batch: [Document] = []
    var count = 0
    while true {
      if cursor.taken == order.count {
        cursor.epoch += 1
        cursor.taken = 0
        order = shuffled(epoch: cursor.epoch)
      }
      let document = documents[order[cursor.taken]]
      guard batch.isEmpty || count + document.tokens.count <= settings.tokensPerStep else {
        return batch
      }
      batch.append(document)
      count += document.tokens.count
      cursor.taken += 1
    }
  }

  /// The epoch's order, from the seed and its number alone.
  private func shuffled(epoch: Int) -> [Int] {
    var random = RandomStream(seed: settings.seed, stream: UInt64(clamping: epoch) &+ 2)
    return Array(documents.indices).shuffled(using: &random)
  }

  /// Goes on from a stored place.
  func restore(cursor: DocumentCursor, tokens: Int) throws(TrainerError) {
    guard cursor.epoch >= 0, (0...order.count).contains(cursor.taken), tokens >= 0 else {
      throw .configuration(
        "the stored run is at document \(cursor.taken) of \(order.count); other documents?")
    }
    self.cursor = cursor
    self.tokens = tokens
    order = shuffled(epoch: cursor.epoch)
  }
}
