// Score first, with a bound on similarity (DEITA, 2312.15685; github.com/hkust-nlp/deita, filter/base.py).
//
// The best come first; each is taken unless its likeness to one that is taken already is above the
// bound. What is taken is compared with, nothing else, so this costs O(n · a) for `a` taken samples and
// ends where there are enough of them. DEITA's script compares with refused members of a batch as
// well, unless its batches are of one sample.

import Bytes

/// How like samples are to those that have been taken.
protocol Likeness: AnyObject {
  /// Whether it can be told of a sample.
  func knows(_ sample: Int) -> Bool

  /// Prepares for the next samples that are asked for, in their order.
  func begin(_ block: [Int]) throws

  /// The taken sample that a member of the block is most like, the first of several.
  ///
  /// - Returns: nil where none is more like than the bound.
  func nearest(_ member: Int) throws -> (sample: Int, similarity: Double)?

  func take(_ member: Int) throws
}

/// The best by a measure that are not too like one another.
struct DiverseSelection: SelectionMethod {
  /// Samples that are prepared at a time.
  private static let block = 1024

  private var scores: SelectScores
  private let comparison: any DiverseComparison

  init(_ step: SelectStep, _ filters: [PreparedFilter], _ comparison: any DiverseComparison) {
    scores = SelectScores(step, filters)
    self.comparison = comparison
  }

  mutating func add(_ findings: SampleFindings) throws {
    scores.add(findings)
    try comparison.add(findings)
  }

  func choose(_ units: [SelectUnit], most: Int?, among samples: [SampleState]) throws
    -> [SelectFate]
  {
    var fates = [SelectFate](repeating: .unmeasured("no_measure"), count: units.count)
    let ranked = scores.ranked(units)
    let likeness = try comparison.likeness(of: ranked.map { units[$0] }, among: samples)
    var comparable: [(place: Int, sample: Int)] = []
    for place in ranked {
      if let sample = units[place].first({ likeness.knows($0) ? $0 : nil }) {
        comparable.append((place, sample))
      } else {
        fates[place] = .unmeasured("no_embedding")
      }
    }
    var budget = SelectBudget(most: most)
    for start in stride(from: 0, to: comparable.count, by: DiverseSelection.block) {
      let block = comparable[start..<min(start + DiverseSelection.block, comparable.count)]
      if !budget.isSpent { try likeness.begin(block.map(\.sample)) }
      for (member, (place, sample)) in block.enumerated() {
        fates[place] = try fate(of: units[place], sample, member, likeness, &budget)
      }
    }
    return fates
  }

  private func fate(
    of unit: SelectUnit, _ sample: Int, _ member: Int, _ likeness: any Likeness,
    _ budget: inout SelectBudget
  ) throws -> SelectFate {
    if budget.isSpent { return .left("over_budget") }
    if let nearest = try likeness.nearest(member) {
      return .tooSimilar(to: nearest.sample, similarity: min(1, nearest.similarity))
    }
    guard budget.takes(unit) else { return .left("over_budget") }
    try likeness.take(member)
    return .chosen
  }
}

/// Where likeness comes from.
protocol DiverseComparison {
  /// Takes in what was found of the next sample.
  func add(_ findings: SampleFindings) throws

  func likeness(of units: [SelectUnit], among samples: [SampleState]) throws -> any Likeness
}
