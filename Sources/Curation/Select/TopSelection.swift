import Bytes

/// What units are ranked by: a measure of each sample, or the product of several.
struct SelectScores {
  private let sources: [MeasureRoles.Source]
  private let isLowestFirst: Bool
  /// By sample; not a number where one of the measures is missing.
  private var values: [Double] = []

  init(_ step: SelectStep, _ filters: [PreparedFilter]) {
    sources = step.measures.map { MeasureRoles.Source($0, filters) }
    isLowestFirst = step.isLowestFirst
  }

  mutating func add(_ findings: SampleFindings) {
    values.append(sources.reduce(1) { $0 * $1.value(findings, missing: .nan) })
  }

  /// The places of units that have a score, the best first, of equal ones the smaller id.
  func ranked(_ units: [SelectUnit]) -> [Int] {
    var keyed: [(score: Double, place: Int)] = []
    for (place, unit) in units.enumerated() {
      let score = unit.first { values[$0].isFinite ? values[$0] : nil }
      if let score { keyed.append((isLowestFirst ? score : -score, place)) }
    }
    keyed.sort { ($0.score, units[$0.place].id) < ($1.score, units[$1.place].id) }
    return keyed.map(\.place)
  }
}

/// The best by a measure: IFD's highest 5 to 10 % (2308.12032), the longest, the hardest.
///
/// - Complexity: O(*n* log *n*) time, 8 bytes a sample.
struct TopSelection: SelectionMethod {
  private var scores: SelectScores

  init(_ step: SelectStep, _ filters: [PreparedFilter]) { scores = SelectScores(step, filters) }

  mutating func add(_ findings: SampleFindings) { scores.add(findings) }

  func choose(_ units: [SelectUnit], most: Int?, among samples: [SampleState]) -> [SelectFate] {
    var fates = [SelectFate](repeating: .unmeasured("no_measure"), count: units.count)
    var budget = SelectBudget(most: most)
    for place in scores.ranked(units) {
      fates[place] = budget.takes(units[place]) ? .chosen : .left("not_in_top")
    }
    return fates
  }
}
