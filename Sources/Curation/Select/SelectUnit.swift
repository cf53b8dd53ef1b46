import Bytes

/// What is selected or not as a whole: a sample, or both halves of a pair.
struct SelectUnit: Sendable {
  /// The on half of a pair.
  let leader: Int
  let partner: Int?
  /// Of the leader; ties go to the smaller one.
  let id: Hash128

  /// Samples.
  var size: Int { partner == nil ? 1 : 2 }
  var members: [Int] { [leader] + (partner.map { [$0] } ?? []) }

  /// What is known of the leader, or else of its partner.
  func first<T>(_ value: (Int) -> T?) -> T? { value(leader) ?? partner.flatMap(value) }

  /// The kept samples of which a step is to choose.
  ///
  /// A pair is among them where either half is.
  static func all(_ samples: [SampleState], where isMeant: (SampleState) -> Bool) -> [SelectUnit] {
    var units: [SelectUnit] = []
    for index in samples.indices where samples[index].isKept {
      let sample = samples[index]
      let partner = sample.partner.map { Int($0) }.flatMap { samples[$0].isKept ? $0 : nil }
      guard partner == nil || sample.mode == .on else { continue }
      guard isMeant(sample) || partner.map({ isMeant(samples[$0]) }) ?? false else { continue }
      units.append(SelectUnit(leader: index, partner: partner, id: sample.id))
    }
    return units
  }
}

/// What a step makes of a unit.
enum SelectFate: Sendable, Equatable {
  case chosen
  case left(String)
  /// Too like a sample that was chosen before it, by its index.
  case tooSimilar(to: Int, similarity: Double)
  /// What the step goes by is missing.
  case unmeasured(String)
}

/// The places that a step has to give.
struct SelectBudget {
  /// nil: as many as there are samples.
  private var left: Int?

  init(most: Int?) { left = most }

  var isSpent: Bool { left == 0 }

  /// Whether there is room for the unit, which then has its places; a pair needs two.
  mutating func takes(_ unit: SelectUnit) -> Bool {
    guard let left else { return true }
    guard unit.size <= left else { return false }
    self.left = left - unit.size
    return true
  }
}

/// A way of selecting.
protocol SelectionMethod {
  /// Takes in what was found of the next sample.
  mutating func add(_ findings: SampleFindings) throws

  /// - Parameter most: samples that may be chosen; nil does not bound them.
  /// - Returns: one fate a unit, in their order.
  func choose(_ units: [SelectUnit], most: Int?, among samples: [SampleState]) throws
    -> [SelectFate]
}
