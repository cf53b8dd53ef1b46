/// How long a run is.
public enum TrainingBudget: Sendable, Hashable, CustomStringConvertible {
  case steps(Int)
  /// Exactly so many: the last document is cut where they end.
  case tokens(Int)

  public var description: String {
    switch self {
    case .steps(let count): "\(count) steps"
    case .tokens(let count): "\(count) tokens"
    }
  }
}

/// What a fine-tuning run is told, besides its documents.
public struct FineTuning: Sendable, Hashable {
  /// Tokens of a step at most; a longer document is a step of its own.
  public var tokensPerStep: Int
  public var budget: TrainingBudget
  public var schedule: Schedule
  public var optimizer: AdamW
  /// Decides the order of documents.
  public var seed: UInt64

  public init(
    tokensPerStep: Int = 512, steps: Int, schedule: Schedule = Schedule(),
    optimizer: AdamW = AdamW(), seed: UInt64 = 0
  ) {
    self.tokensPerStep = tokensPerStep
    budget = .steps(steps)
    self.schedule = schedule
    self.optimizer = optimizer
    self.seed = seed
  }

  /// A run of a budget of tokens, which runs on other documents read exactly, too.
  public init(
    tokens: Int, tokensPerStep: Int = 512, schedule: Schedule = Schedule(),
    optimizer: AdamW = AdamW(), seed: UInt64 = 0
  ) {
    self.init(
      tokensPerStep: tokensPerStep, steps: 0, schedule: schedule, optimizer: optimizer, seed: seed)
    budget = .tokens(tokens)
  }

  var isPossible: Bool {
    switch budget {
    case .steps(let count), .tokens(let count): tokensPerStep > 0 && count > 0
    }
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
    guard settings.isPossible else {
      throw .configuration(
        "\(settings.budget) in steps of \(settings.tokensPerStep) tokens; both must be positive")
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

  public var isDone: Bool {
    switch settings.budget {
    case .steps(let count): session.step >= count
    case .tokens(let count): tokens >= count
    }
  }

  /// Share of the budget that is spent, 0...1.
  public var progress: Double {
    switch settings.budget {
    case .steps(let count): Double(session.step) / Double(count)
    case .tokens(let count): Double(tokens) / Double(count)
    }
  }

  private var rate: Double {
    switch settings.budget {
    case .steps(let count):
      return settings.schedule.rate(step: Double(session.step), of: Double(count))
    case .tokens(let count):
      let perStep = Double(settings.tokensPerStep)
      return settings.schedule.rate(step: Double(tokens) / perStep, of: Double(count) / perStep)
    }
  }

  /// Makes the next step; nil after the last one.
  ///
  /// - Throws: `TrainerError.notFinite` where the run has diverged.
  public func next() throws(TrainerError) -> StepReport? {
    guard !isDone else { return nil }
    let batch = take()
    let (weight, rate) = (batch.reduce(0) { $0 + $1.totalWeight }, rate)
    tokens += batch.reduce(0) { $0 + $1.tokens.count }
    guard batch.contains(where: { $0.scoredCount > 0 }) else { return nil }
    let loss = try session.accumulate(batch, .crossEntropy(scale: weight > 0 ? 1 / weight : 0))
    let norm = try session.update(rate: rate)
    readEndWithoutResponse()
    return StepReport(
      step: session.step, tokens: tokens, scoredTokens: batch.reduce(0) { $0 + $1.scoredCount },
      loss: loss, rate: rate, gradientNorm: norm)
  }

  /// Tokens that the budget has left; no bound where it counts steps.
  private var tokensLeft: Int {
    guard case .tokens(let budget) = settings.budget else { return .max }
    return budget - tokens
  }

  /// Documents in order until the next one would be too much; the budget's last one is cut.
  private func take() -> [Document] {
    var batch: [Document] = []
    var count = 0
    while true {
      let document = upcoming().prefix(tokensLeft - count)
      guard batch.isEmpty || count + document.tokens.count <= settings.tokensPerStep else {
        return batch
      }
      batch.append(document)
      count += document.tokens.count
      cursor.taken += 1
      if count == tokensLeft { return batch }
    }
  }

  /// The next document; an epoch follows the other.
  private func upcoming() -> Document {
    if cursor.taken == order.count {
      cursor.epoch += 1
      cursor.taken = 0
      order = shuffled(epoch: cursor.epoch)
    }
    return documents[order[cursor.taken]]
  }

  /// A last document that the budget cuts before its response teaches nothing: it is read with the
  /// step before, which so is the last one.
  private func readEndWithoutResponse() {
    guard case .tokens = settings.budget, !isDone,
      upcoming().prefix(tokensLeft).scoredCount == 0
    else { return }
    tokens += tokensLeft
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
