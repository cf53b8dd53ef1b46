package import Bytes
import Grading

/// The answers that stand in for missing gold: for each prompt without one, the commonest answer of
/// its responses, where it has enough votes.
///
/// Answers are compared by value, first by their keys, then as `correctness.math` compares, so `1/2` and
/// `0.5` vote together, and `x > 2` and `(2, \infty)`; NeMo-Skills compares the texts. The answer that is
/// stored is the text of the sample with the smallest id among its voters.
func majorityGold(_ catalog: Catalog, _ graders: [PreparedFilter], _ rule: GoldRule.Majority)
  throws -> [Hash128: String]
{
  let reader = FindingReader(catalog: catalog, filters: graders, goldSuffix: nil)
  var votes: [Hash128: [Vote]] = [:]
  var responses: [Hash128: Int] = [:]
  var hasGold = Set<Hash128>()
  for part in try catalog.poolParts() {
    let states = try catalog.sampleStates(part, duplicateKey: [.prompt])
    for (state, findings) in zip(states, try reader.read(part)) {
      responses[state.prompt, default: 0] += 1
      if state.hasGold { hasGold.insert(state.prompt) }
      let details = findings.lazy.compactMap { $0?.details }.first { $0["key"]?.string != nil }
      guard let key = details?["key"]?.string else { continue }
      let answer = details?["answer"]?.string ?? key
      let isMathematics = details?["method"] != nil
      votes[state.prompt, default: []].append(
        Vote(key: key, answer: answer, id: state.id, isMathematics: isMathematics))
    }
  }
  var gold: [Hash128: String] = [:]
  var rows: [(Hash128, String, Int, Int)] = []
  for (prompt, cast) in votes where !hasGold.contains(prompt) {
    let ranked = candidates(cast)
    guard let best = ranked.first else { continue }
    let total = responses[prompt] ?? best.count
    let isTie = ranked.count > 1 && ranked[1].count == best.count
    guard !isTie, best.count >= rule.minVotes,
      Double(best.count) >= rule.minShare * Double(total),
      let spokesman = best.min(by: { $0.id < $1.id })
    else { continue }
    gold[prompt] = spokesman.answer
    rows.append((prompt, spokesman.answer, best.count, total))
  }
  try store(rows.sorted { $0.0 < $1.0 }, in: catalog)
  return gold
}

/// One response's answer.
package struct Vote {
  let key: String
  let answer: String
  package let id: Hash128
  /// Whether answers are compared as mathematics where their keys differ.
  let isMathematics: Bool

  package init(key: String, answer: String, id: Hash128, isMathematics: Bool) {
    self.key = key
    self.answer = answer
    self.id = id
    self.isMathematics = isMathematics
  }
}

/// The votes for each value, most votes first; ties by the smallest id.
package func candidates(_ votes: [Vote]) -> [[Vote]] {
  func ranked(_ groups: some Collection<[Vote]>) -> [[Vote]] {
    groups.sorted { a, b in
      a.count != b.count ? a.count > b.count : smallest(a.map(\.id)) < smallest(b.map(\.id))
    }
  }
  var merged: [[Vote]] = []
  for group in ranked(Dictionary(grouping: votes, by: \.key).values) {
    // Each value is compared with every other; beyond some dozens nobody has a majority.
    let same = merged.prefix(mostCompared).firstIndex { areEqual($0, group) }
    if let same { merged[same] += group } else { merged.append(group) }
  }
  return ranked(merged)
}

private let mostCompared = 32

/// Whether two values are equal, whichever of them is taken for the gold.
private func areEqual(_ a: [Vote], _ b: [Vote]) -> Bool {
  guard let a = a.first, let b = b.first, a.isMathematics, b.isMathematics else { return false }
  return votingGrader.compare(answer: a.answer, gold: b.answer) == .pass
    && votingGrader.compare(answer: b.answer, gold: a.answer) == .pass
}

/// Without tolerances, under which equality would not be transitive.
private let votingGrader = MathGrader(
  settings: MathSettings(
    fallbacks: [], relativeTolerance: 0, goldRoundingDigits: .max, answerRoundingDigits: .max,
    percentIsFraction: true))

private func smallest(_ ids: [Hash128]) -> Hash128 { ids.min() ?? .zero }

private func store(_ rows: [(Hash128, String, Int, Int)], in catalog: Catalog) throws {
  try catalog.database.write { db in
    try db.execute("DELETE FROM gold")
    let insert = db.bulkInsert(into: "gold", ["prompt", "answer", "votes", "total"])
    for (prompt, answer, votes, total) in rows {
      insert.blob(prompt)
      insert.text(answer)
      insert.int(votes)
      insert.int(total)
      try insert.endRow()
    }
    try insert.finish()
  }
}
