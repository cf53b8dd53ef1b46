/// Copies of responses, as they come about when sets are merged.
enum DemoDuplicates {
  /// Groups of one copy each; `original` is the number of the copied row.
  static func groups(of rows: [DemoRow], seed: UInt64) -> [[DemoRow]] {
    var dice = DemoDice(seed: seed, stream: "duplicates")
    let long = rows.indices.filter { rows[$0].defect == .none && rows[$0].output.count > 300 }
    let chosen = dice.sample(80, of: long)
    return chosen.enumerated().map { index, number in
      var row = rows[number]
      row.original = number
      row.defect = index < 40 ? .exactDuplicate : .nearDuplicate
      if index >= 40 { row.output = reworded(row.output, &dice) }
      return [row]
    }
  }

  /// The same response with another last word or line.
  ///
  /// The change keeps what a grader reads: it is made in the reasoning, or after everything.
  private static func reworded(_ output: String, _ dice: inout DemoDice) -> String {
    let opening = "<think>\n"
    guard output.hasPrefix(opening) else { return output + dice.pick(["\n", " \n", "\n\n"]) }
    return opening + dice.pick(["Right. ", "Well now. ", "Alright then. "])
      + output.dropFirst(opening.count)
  }
}
