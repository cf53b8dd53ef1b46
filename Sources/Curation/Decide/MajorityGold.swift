package import Bytes
import Grading

/// The answers that stand in for missing gold: for each prompt without one, the commonest answer of
/// its responses, where it has enough votes; where the rule overrides, also for each prompt of which
/// no response was found right.
///
/// Answers are compared by value, first by their keys, then as `correctness.math` compares, so `1/2` and
/// `0.5` vote together, and `x > 2` and `(2, \infty)`; NeMo-Skills compares the texts. The answer that is
/// stored is the text of the sample with the smallest id among its voters.
func majorityGold(_ catalog: Catalog, _ graders: [PreparedFilter], _ rule: GoldRule.Majority)
  throws -> [Hash128: String]
{
  let reader = FindingReader(catalog: catalog, filters: graders, goldSuffix: nil)
  var ballots: [Hash128: [Ballot]] = [:]
  var responses: [Hash128: Int] = [:]
  /// Prompts whose own answer stands.
  var settled = Set<Hash128>()
  for part in try catalog.poolParts() {
    let states = try catalog.sampleStates(part.rows, duplicateKey: [.prompt])
    for (state, findings) in zip(states, try reader.read(part)) {
      responses[state.prompt, default: 0] += 1
      let isRight = findings.contains { $0?.outcome == .pass }
      if state.hasGold, !rule.overrides || isRight { settled.insert(state.prompt) }
      let details = findings.lazy.compactMap { $0?.details }.first { $0["key"]?.string != nil }
      // Where a gold stands in any case, nobody votes.
      guard !state.hasGold || rule.overrides, let key = details?["key"]?.string else { continue }
      let answer = details?["answer"]?.string ?? key
      let isMathematics = details?["method"] != nil
      ballots[state.prompt, default: []].add(
        Ballot(key: Hash128(of: key), answer: answer, id: state.id, isMathematics: isMathematics))
    }
  }
  var gold: [Hash128: String] = [:]
  var rows: [(Hash128, String, Int, Int)] = []
  for (prompt, cast) in ballots where !settled.contains(prompt) {
    let ranked = candidates(cast)
    guard let best = ranked.first else { continue }
    let total = responses[prompt] ?? best.count
    let isTie = ranked.count > 1 && ranked[1].count == best.count
    guard !isTie, best.count >= rule.minVotes,
      Double(best.count) >= rule.minShare * Double(total)
    else { continue }
    gold[prompt] = best.answer
    rows.append((prompt, best.answer, best.count, total))
  }
  try store(rows.sorted { $0.0 < $1.0 }, in: catalog)
  return gold
}

/// An answer and the votes for it: one text for each value, however many responses give it.
package struct Ballot {
  let key: Hash128
  /// As the voter with the smallest id wrote it.
  package private(set) var answer: String
  package private(set) var id: Hash128
  package private(set) var count = 1
  /// Whether answers are compared as mathematics where their keys differ.
  let isMathematics: Bool

  package init(key: Hash128, answer: String, id: Hash128, isMathematics: Bool) {
    self.key = key
    self.answer = answer
    self.id = id
    self.isMathematics = isMathematics
  }

  /// Takes over the votes for an equal answer.
  mutating func add(_ other: Ballot) {
    count += other.count
    if other.id < id { (id, answer) = (other.id, other.answer) }
  }
}

extension [Ballot] {
  /// Counts a vote for a value by its key.
  package mutating func add(_ vote: Ballot) {
    if let index = firstIndex(where: { $0.key == vote.key }) {
      self[index].add(vote)
    } else {
      append(vote)
    }
  }

  fileprivate var ranked: [Ballot] {
    sorted { ($1.count, $0.id) < ($0.count, $1.id) }
  }
}

/// One ballot for each value, most votes first; ties by the smallest id.
package func candidates(_ ballots: [Ballot]) -> [Ballot] {
  var merged: [Ballot] = []
  for ballot in ballots.ranked {
    // Each value is compared with every other; beyond some dozens nobody has a majority.
    let same = merged.prefix(mostCompared).firstIndex { areEqual($0, ballot) }
    if let same { merged[same].add(ballot) } else { merged.append(ballot) }
  }
  return merged.ranked
}

private let mostCompared = 32

/// Whether two values are equal, whichever of them is taken for the gold.
private func areEqual(_ a: Ballot, _ b: Ballot) -> Bool {
  guard a.isMathematics, b.isMathematics else { return false }
  return votingGrader.compare(answer: a.answer, gold: b.answer) == .pass
    && votingGrader.compare(answer: b.answer, gold: a.answer) == .pass
}

/// Without tolerances, under which equality would not be transitive.
private let votingGrader = MathGrader(
  settings: MathSettings(
    fallbacks: [], relativeTolerance: 0, goldRoundingDigits: .max, answerRoundingDigits: .max,
    percentIsFraction: true))

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
