// The whole-set steps of a decision, and its storage.

import Bytes

/// A decision in the making: the states of all samples after the filters.
struct Decision {
  var samples: [SampleState]
  var tally: Tally
  private(set) var duplicates: [(duplicate: Int, keeper: Int)] = []
  private(set) var pairing = PairingResult()

  init(samples: [SampleState], tally: Tally) {
    self.samples = samples
    self.tally = tally
  }

  var kept: Int { samples.lazy.filter(\.isKept).count }
  var pairs: Int {
    samples.lazy.filter { $0.isKept && $0.mode == .on && $0.partner != nil }.count
  }

  /// Dedup, pair and blend.
  mutating func finish(_ recipe: Recipe, terms: [String]) {
    if !recipe.dedup.exact.isEmpty {
      duplicates = dropExactDuplicates(&samples, drops: &tally.drops)
    }
    if recipe.pair.isActive {
      pairing = formPairs(
        &samples, rule: recipe.pair, seed: recipe.blend.seed, drops: &tally.drops)
    }
    blend(&samples, rule: recipe.blend, terms: terms, drops: &tally.drops)
    precondition(
      samples.allSatisfy { $0.isKept == ($0.order >= 0) }, "a kept sample has no place in the order"
    )
  }

  /// Replaces the decision in the catalog.
  func store(in catalog: Catalog, key: String) throws {
    try catalog.database.write { db in
      for table in ["drop_reason", "selection", "duplicate", "funnel", "verdict_count"] {
        try db.execute("DELETE FROM \(table)")
      }
      try storeSelection(db)
      try storeDuplicates(db)
      try storeCounts(db)
      try db.execute("INSERT OR REPLACE INTO meta VALUES ('decision_key', ?)", [.text(key)])
      let causes = pairing.unpaired.sorted { $0.key < $1.key }.map {
        ($0.key, JSONValue.int($0.value))
      }
      try db.execute(
        "INSERT OR REPLACE INTO meta VALUES ('unpaired', ?)",
        [.text(JSONValue.object(JSONObject(causes)).text)])
    }
  }

  private func storeSelection(_ db: borrowing Connection) throws(DatabaseError) {
    for (number, drop) in tally.drops.drops.enumerated() {
      try db.execute(
        "INSERT INTO drop_reason VALUES (?, ?, ?, ?)",
        [.int(number), .text(drop.stage.rawValue), .text(drop.filter), .text(drop.reason)])
    }
    let columns = [
      "row", "drop_id", "weight", "position", "partner", "correct", "passed", "judged",
      "labels",
    ]
    let insert = db.bulkInsert(into: "selection", columns)
    for sample in samples {
      insert.int(sample.row)
      if let drop = sample.drop { insert.int(Int(drop)) } else { insert.null() }
      insert.double(Double(sample.weight))
      if sample.order >= 0 { insert.int(sample.order) } else { insert.null() }
      if let partner = sample.partner, sample.isKept, samples[Int(partner)].isKept {
        insert.int(samples[Int(partner)].row)
      } else {
        insert.null()
      }
      switch sample.isCorrect {
      case true?: insert.int(1)
      case false?: insert.int(0)
      case nil: insert.null()
      }
      insert.int(Int(sample.passed))
      insert.int(Int(sample.judged))
      if sample.labels.isEmpty {
        insert.null()
      } else {
        insert.text(JSONValue.array(sample.labels.map { .string($0) }).text)
      }
      try insert.endRow()
    }
    try insert.finish()
  }

  private func storeDuplicates(_ db: borrowing Connection) throws(DatabaseError) {
    let insert = db.bulkInsert(into: "duplicate", ["row", "keeper", "kind", "similarity"])
    for (duplicate, keeper) in duplicates {
      insert.int(samples[duplicate].row)
      insert.int(samples[keeper].row)
      insert.text("exact")
      insert.double(1)
      try insert.endRow()
    }
    try insert.finish()
  }

  private func storeCounts(_ db: borrowing Connection) throws(DatabaseError) {
    var dropped = [Int](repeating: 0, count: tally.drops.drops.count)
    for sample in samples { if let drop = sample.drop { dropped[Int(drop)] += 1 } }
    for (number, drop) in tally.drops.drops.enumerated() where dropped[number] > 0 {
      let step = Stage.allCases.firstIndex(of: drop.stage) ?? 0
      try db.execute(
        "INSERT INTO funnel VALUES (?, ?, ?, ?, ?)",
        [
          .int(step), .text(drop.stage.rawValue), .text(drop.filter), .text(drop.reason),
          .int(dropped[number]),
        ])
    }
    for (key, count) in tally.verdicts.sorted(by: { "\($0.key)" < "\($1.key)" }) {
      try db.execute(
        "INSERT INTO verdict_count VALUES (?, ?, ?, ?)",
        [.text(key.filter), .text(key.verdict), .text(key.reason), .int(count)])
    }
  }
}
