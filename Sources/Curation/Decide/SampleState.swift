public import Bytes

/// The steps at which a sample can leave the funnel, in their order.
public enum Stage: String, Sendable, CaseIterable {
  case ingest, correctness, complexity, quality, dedup, decontaminate, pair, blend
}

/// Why a sample was dropped.
public struct Drop: Sendable, Hashable {
  public let stage: Stage
  /// The filter with its family, or the step's own name.
  public let filter: String
  public let reason: String

  public init(stage: Stage, filter: String, reason: String) {
    self.stage = stage
    self.filter = filter
    self.reason = reason
  }
}

/// What the deciding steps need of a sample: about 150 bytes, so ten million fit in 1.5 GB.
public struct SampleState: Sendable {
  /// The sample's number in the catalog, from 1, in the order of the pool.
  public let row: Int
  public let id: Hash128
  public let prompt: Hash128
  /// Hash of what exact dedup compares.
  public var duplicateKey = Hash128.zero
  public let mode: Mode
  /// Numbers of terms in the catalog.
  public let category: Int32
  public let generator: Int32
  public let source: Int32
  /// Bytes of the sample's line in the pool, and of the response in it.
  public let lineBytes: Int32
  public let responseBytes: Int32

  /// Passes every grader that applies, fails one, or neither (nil).
  public var isCorrect: Bool?
  /// Hash of the extracted answer in canonical form; nil where none was found.
  var answerKey: Hash128?
  public var hasGold = false
  /// Correct and judged responses to the same prompt, this one included.
  public var passed: Int32 = 0
  public var judged: Int32 = 0
  public var weight: Float = 1
  /// What `best_score` compares; and how hard, how big the sample is.
  public var score = 0.0
  public var difficulty = 0.0
  public var size = 1.0
  /// Index into the run's table of drops; nil while the sample is kept.
  public var drop: Int32?
  /// Index into the recipe's lines of the line that dropped it.
  public var dropLine = Int32.max
  /// Position in the written set.
  public var order = -1
  /// Index of the other half, for a pair.
  public var partner: Int32?
  /// What `label` policies mark a kept sample with: `quality.refusal:phrases`.
  public var labels: [String] = []

  init(
    row: Int, id: Hash128, prompt: Hash128, mode: Mode, category: Int32, generator: Int32,
    source: Int32, lineBytes: Int32, responseBytes: Int32
  ) {
    self.row = row
    self.id = id
    self.prompt = prompt
    self.mode = mode
    self.category = category
    self.generator = generator
    self.source = source
    self.lineBytes = lineBytes
    self.responseBytes = responseBytes
  }

  public var isKept: Bool { drop == nil }
}

/// The reasons of all drops of a run, each once.
public struct DropTable: Sendable {
  public private(set) var drops: [Drop] = []
  private var index: [Drop: Int32] = [:]

  public init() {}

  public mutating func number(_ drop: Drop) -> Int32 {
    if let known = index[drop] { return known }
    let number = Int32(drops.count)
    drops.append(drop)
    index[drop] = number
    return number
  }

  public subscript(number: Int32) -> Drop { drops[Int(number)] }
}
