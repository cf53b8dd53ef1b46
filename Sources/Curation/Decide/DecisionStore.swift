import Bytes

extension Decision {
  /// Replaces the decision in the catalog.
  func store(in catalog: Catalog, key: String) throws {
    try catalog.database.write { db in
      for table in [
        "drop_reason", "selection", "extra_row", "rl_prompt", "preference", "duplicate", "hit",
        "funnel",
        "verdict_count",
      ] {
        try db.execute("DELETE FROM \(table)")
      }
      try storeSelection(db)
      try storeExtraRows(db)
      try rl?.store(samples, in: db)
      try storePreferences(db)
      try storeDuplicates(db)
      try leakDecision.store(leaks, samples, in: db)
      try storeCounts(db)
      try db.execute("INSERT OR REPLACE INTO meta VALUES ('decision_key', ?)", [.text(key)])
      try storeMeta("unpaired", json(pairing.unpaired), db)
      try storeMeta("mode_rates", pairing.rates.json, db)
      try storeMeta("rl", rl?.json ?? [:], db)
      try storeMeta("benchmark_coverage", leakDecision.json(catalog.terms()), db)
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
      "labels", "mode_passed", "mode_judged", "unpaired", "derivation", "stage", "derived", "pair",
    ]
    let insert = db.bulkInsert(into: "selection", columns)
    let labels = tally.labels.json
    for sample in samples {
      insert.int(sample.row)
      if let drop = sample.drop { insert.int(Int(drop)) } else { insert.null() }
      insert.double(Double(sample.weight))
      if sample.order >= 0 { insert.int(Int(sample.order)) } else { insert.null() }
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
      if let labels = labels[Int(sample.labels)] { insert.text(labels) } else { insert.null() }
      insert.int(Int(sample.modePassed))
      insert.int(Int(sample.modeJudged))
      if let cause = sample.unpaired { insert.int(Int(cause.rawValue)) } else { insert.null() }
      if let number = sample.derivation.number, sample.isKept {
        insert.int(number)
      } else {
        insert.null()
      }
      insertPlace(sample.order >= 0 ? rows[Int(sample.order)] : nil, insert)
      try insert.endRow()
    }
    try insert.finish()
  }

  private func insertPlace(_ row: WrittenRow?, _ insert: BulkInsert) {
    guard let row else {
      for _ in 0..<3 { insert.null() }
      return
    }
    insert.int(Int(row.stage))
    insert.int(row.isDerived ? 1 : 0)
    if row.pair >= 0 { insert.int(Int(row.pair)) } else { insert.null() }
  }

  /// Rows of samples that are written more than once.
  private func storeExtraRows(_ db: borrowing Connection) throws(DatabaseError) {
    let columns = ["position", "row", "copy", "stage", "derived", "pair"]
    let insert = db.bulkInsert(into: "extra_row", columns)
    for (position, row) in rows.enumerated() where samples[Int(row.index)].order != position {
      insert.int(position)
      insert.int(samples[Int(row.index)].row)
      insert.int(Int(row.copy))
      insertPlace(row, insert)
      try insert.endRow()
    }
    try insert.finish()
  }

  private func storePreferences(_ db: borrowing Connection) throws(DatabaseError) {
    let insert = db.bulkInsert(into: "preference", ["number", "chosen", "rejected"])
    for (number, preference) in preferences.enumerated() {
      insert.int(number)
      insert.int(samples[Int(preference.chosen)].row)
      insert.int(samples[Int(preference.rejected)].row)
      try insert.endRow()
    }
    try insert.finish()
  }

  private func storeMeta(_ key: String, _ value: JSONValue, _ db: borrowing Connection)
    throws(DatabaseError)
  {
    try db.execute(
      "INSERT OR REPLACE INTO meta VALUES (?, ?)", [.text(key), .text(value.text)])
  }

  private func json(_ counts: [String: Int]) -> JSONValue {
    .object(JSONObject(counts.sorted { $0.key < $1.key }.map { ($0.key, .int($0.value)) }))
  }

  private func storeDuplicates(_ db: borrowing Connection) throws(DatabaseError) {
    let insert = db.bulkInsert(into: "duplicate", ["row", "keeper", "kind", "similarity"])
    for duplicate in duplicates + tooSimilar {
      insert.int(samples[duplicate.sample].row)
      insert.int(samples[duplicate.keeper].row)
      insert.text(duplicate.kind.rawValue)
      insert.double(duplicate.similarity)
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
