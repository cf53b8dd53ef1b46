import Bytes

extension CurationRun {
  /// Writes every overlap as a line for a judge: sample, benchmark item, both texts, the scores.
  ///
  /// `contaminated` is null; a judge sets it to true or false, and `decontaminate: {verdicts: FILE}`
  /// reads the file back. `fate` says what the limits alone make of it.
  public func writeLeakPairs(to path: String) throws {
    progress.begin("pairs")
    var items: [String: String] = [:]
    for file in try recipe.decontaminate.benchmarks() {
      for item in file.items {
        items["\(file.name)\u{0}\(item.id)"] = String(decoding: item.prompt, as: UTF8.self)
      }
    }
    let samples = try SampleReader(folder: folder, catalog: catalog)
    let file = try AtomicFile(path)
    var count = 0
    for (row, hit) in try hits() {
      let sample = try samples.sample(row: row)
      let key = "\(hit["benchmark"]?.string ?? "")\u{0}\(hit["item"]?.string ?? "")"
      var line: JSONObject = ["id": .string(sample.id)]
      for member in hit.members { line[member.key] = member.value }
      line["prompt"] = .string(sample.prompt)
      if hit["side"]?.string == "response" { line["response"] = .string(sample.response.text) }
      line["item_prompt"] = .string(items[key] ?? "")
      line["contaminated"] = .null
      try file.write(JSONValue.object(line).encoded + [UInt8(ascii: "\n")])
      count += 1
    }
    try file.commit()
    progress.end("\(count) in \(path)")
  }

  /// All rows of the table `hit`, in the order of samples.
  private func hits() throws -> [(row: Int, hit: JSONObject)] {
    var hits: [(Int, JSONObject)] = []
    try catalog.database.read { db in
      let sql = """
        SELECT row, benchmark, item, side, run, coverage, blind_coverage, similarity, fate FROM hit
        ORDER BY row, benchmark, item, side
        """
      try db.rows(sql) { row in
        var hit: JSONObject = [
          "benchmark": .string(row.text(1)), "item": .string(row.text(2)),
          "side": .string(row.text(3)), "run": .int(row.int(4)),
          "coverage": .double(row.double(5)), "blind_coverage": .double(row.double(6)),
        ]
        if !row.isNull(7) { hit["similarity"] = .double(row.double(7)) }
        hit["fate"] = .string(row.text(8))
        hits.append((row.int(0), hit))
      }
    }
    return hits
  }
}
