package import Bytes

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
package struct SampleState: Sendable {
  /// The sample's number in the catalog, from 1, in the order of the pool.
  package let row: Int
  package let id: Hash128
  package let prompt: Hash128
  /// Hash of what exact dedup compares.
  package var duplicateKey = Hash128.zero
  package let mode: Mode
  /// Numbers of terms in the catalog.
  package let category: Int32
  package let generator: Int32
  package let source: Int32
  /// Bytes of the sample's line in the pool, and of the response in it.
  package let lineBytes: Int32
  package let responseBytes: Int32

  /// Passes every grader that applies, fails one, or neither (nil).
  package var isCorrect: Bool?
  /// Hash of the extracted answer in canonical form; nil where none was found.
  package var answerKey: Hash128?
  package var hasGold = false
  /// Correct and judged responses to the same prompt, this one included.
  package var passed: Int32 = 0
  package var judged: Int32 = 0
  package var weight: Float = 1
  /// What `best_score` compares; and how hard, how big the sample is.
  package var score = 0.0
  package var difficulty = 0.0
  package var size = 1.0
  /// Index into the run's table of drops; nil while the sample is kept.
  package var drop: Int32?
  /// Index into the recipe's lines of the line that dropped it.
  package var dropLine = Int32.max
  /// Position in the written set.
  package var order = -1
  /// Index of the other half, for a pair.
  package var partner: Int32?
  /// What `label` policies mark a kept sample with: `quality.refusal:phrases`.
  package var labels: [String] = []

  package init(
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

  package var isKept: Bool { drop == nil }
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
