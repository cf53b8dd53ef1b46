/// Counts and tables that grow while deciding.
struct Tally {
  var drops = DropTable()
  var labels = LabelTable()
  var topics = TopicTable(first: 0)
  /// filter → verdict → reason → samples.
  private(set) var verdicts: [VerdictKey: Int] = [:]
  /// By their lines in the recipe.
  private var promptwiseFilters: [Int: any PromptwiseFilter] = [:]

  struct VerdictKey: Hashable {
    let filter: String
    let verdict: String
    let reason: String
  }

  mutating func count(_ filter: String, _ verdict: Verdict) {
    let key = VerdictKey(filter: filter, verdict: verdict.name, reason: verdict.reason ?? "")
    verdicts[key, default: 0] += 1
  }

  mutating func promptwise(_ line: FilterLine) -> (any PromptwiseFilter)? {
    if let made = promptwiseFilters[line.line] { return made }
    let made = try? line.promptwiseFilter()  // the recipe's check has built it once already
    promptwiseFilters[line.line] = made
    return made
  }
}
