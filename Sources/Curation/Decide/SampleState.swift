package import Bytes

/// The steps at which a sample can leave the funnel, in their order.
public enum Stage: String, Sendable, CaseIterable {
  case ingest, correctness, complexity, quality, dedup, decontaminate, pair, select, blend

  /// Whether the step looks for no fault: it chooses among what is good.
  var isChoice: Bool { self == .pair || self == .select || self == .blend }
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

/// What the deciding steps need of a sample: about 200 bytes, so ten million fit in 2 GB.
package struct SampleState: Sendable {
  /// The sample's number in the catalog, from 1, in the order of the pool.
  package let row: Int
  package let id: Hash128
  package let prompt: Hash128
  /// Hash of what exact dedup compares.
  package var duplicateKey = Hash128.zero
  /// Tells apart conversations of one prompt that are not equal byte for byte; 0 for most.
  package var exact: UInt64 = 0
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
  /// The same among responses of its mode.
  package var modePassed: Int32 = 0
  package var modeJudged: Int32 = 0
  package var weight: Float = 1
  /// What `best_score` compares; and how hard, how big the sample is.
  package var score = 0.0
  package var difficulty = 0.0
  package var size = 1.0
  /// Characters of its reasoning; 0 where there is none or nobody measured it.
  package var reasoning: Int32 = 0
  /// Number of its topic among the names that a blend is given.
  package var topic: Int32 = 0
  /// Index into the run's table of drops; nil while the sample is kept.
  package var drop: Int32?
  /// Index into the recipe's lines of the line that dropped it.
  package var dropLine = Int32.max
  /// Position of its first row in the written set.
  package var order: Int32 = -1
  /// Index of the other half, for a pair, and the number of the pair among its prompt's.
  package var partner: Int32?
  package var pairNumber: Int32 = 0
  /// Why it is no half of a pair.
  package var unpaired: UnpairedCause?
  /// How often it is written in a stage, and the stages that it is written in, as bits.
  package var copies: UInt8 = 1
  package var stages: UInt8 = 1
  package var derivation = Derivation.none
  /// What `label` policies mark a kept sample with, as a number in the run's table of label sets.
  package var labels = LabelTable.none

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

/// Sets of labels, each once: most samples with labels have the same few.
package struct LabelTable: Sendable {
  /// The number of the empty set.
  package static let none: Int32 = 0
  private var sets: [[String]] = [[]]
  private var grown: [Step: Int32] = [:]

  private struct Step: Hashable {
    let from: Int32
    let label: String
  }

  package init() {}

  /// The number of a set with one label more.
  package mutating func adding(_ label: String, to set: Int32) -> Int32 {
    let step = Step(from: set, label: label)
    if let known = grown[step] { return known }
    let number = Int32(clamping: sets.count)
    sets.append(sets[Int(set)] + [label])
    grown[step] = number
    return number
  }

  package subscript(number: Int32) -> [String] { sets[Int(number)] }

  /// Each set as a JSON list, by number; nil for the empty one.
  var json: [String?] {
    sets.map { $0.isEmpty ? nil : JSONValue.array($0.map { .string($0) }).text }
  }
}

/// Names of topics, numbered behind the terms of the catalog.
package struct TopicTable: Sendable {
  private let first: Int
  package private(set) var names: [String] = []
  private var numbers: [String: Int32] = [:]

  package init(first: Int) { self.first = first }

  package mutating func number(_ topic: String) -> Int32 {
    if let known = numbers[topic] { return known }
    let number = Int32(clamping: first + names.count)
    names.append(topic)
    numbers[topic] = number
    return number
  }
}
