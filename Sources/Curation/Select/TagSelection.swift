// Complexity first, and diverse (InsTag, 2308.07074, algorithm 1).
//
// There, the samples with most tags come first; a round takes each that has a tag which the round has
// not seen, and when it is through, the next begins with no tags and what is left, until there are
// enough samples.
//
// Here each sample is looked at once. Whether a round takes it hangs on those before it in the order
// alone, so it goes to the first round that lacks one of its tags: the least, over its tags, of the
// rounds that have not seen that tag. What is chosen are the first of all rounds, round by round.

import Bytes

/// Samples with many tags, each of which brings a new one.
///
/// - Complexity: O(*n* log *n* + *t*) time in samples and all their tags, 4 bytes a tag and 8 a sample.
struct TagSelection: SelectionMethod {
  /// The filter whose details name the tags.
  static let filter = "complexity.tags"

  private let filter: Int?
  private let rounds: Int?
  private var numbers: [String: Int32] = [:]
  private var tags: [Int32] = []
  /// Where the tags of each sample begin, and the end of the last.
  private var starts = [0]

  init(_ step: SelectStep, _ filters: [PreparedFilter]) {
    filter = filters.firstIndex { $0.line.name == TagSelection.filter }
    rounds = step.rounds
  }

  mutating func add(_ findings: SampleFindings) {
    let names = filter.flatMap { findings[$0]?.details?["tags"]?.array } ?? []
    for name in names.compactMap(\.string) {
      let number = numbers[name] ?? Int32(clamping: numbers.count)
      numbers[name] = number
      tags.append(number)
    }
    starts.append(tags.count)
  }

  func choose(_ units: [SelectUnit], most: Int?, among samples: [SampleState]) -> [SelectFate] {
    var fates = [SelectFate](repeating: .unmeasured("no_tags"), count: units.count)
    var budget = SelectBudget(most: most)
    for (number, round) in rounds(of: units).enumerated() {
      let isTooLate = rounds.map { number >= $0 } ?? false
      for place in round {
        if isTooLate {
          fates[place] = .left("no_new_tag")
        } else {
          fates[place] = budget.takes(units[place]) ? .chosen : .left("over_budget")
        }
      }
    }
    return fates
  }

  /// The places of units with tags, by round, in the order in which each takes them.
  private func rounds(of units: [SelectUnit]) -> [[Int]] {
    let tagged = units.enumerated().map { (place: $0.offset, tags: tags(of: $0.element)) }
      .filter { !$0.tags.isEmpty }
      .sorted { a, b in
        (-a.tags.count, units[a.place].id) < (-b.tags.count, units[b.place].id)
      }
    var seen = [TagRounds](repeating: TagRounds(), count: numbers.count)
    var rounds: [[Int]] = []
    for (place, tags) in tagged {
      let round = tags.map { seen[Int($0)].firstWithout }.min() ?? 0
      while rounds.count <= round { rounds.append([]) }
      rounds[round].append(place)
      for tag in tags { seen[Int(tag)].insert(round) }
    }
    return rounds
  }

  private func tags(of unit: SelectUnit) -> ArraySlice<Int32> {
    unit.first { sample in
      let range = starts[sample]..<starts[sample + 1]
      return range.isEmpty ? nil : tags[range]
    } ?? []
  }
}

/// The rounds that have seen a tag.
private struct TagRounds {
  /// The first that has not.
  private(set) var firstWithout = 0
  /// Those behind it.
  private var later = Set<Int>()

  mutating func insert(_ round: Int) {
    if round > firstWithout { later.insert(round) }
    guard round == firstWithout else { return }
    firstWithout += 1
    while later.remove(firstWithout) != nil { firstWithout += 1 }
  }
}
