import Bytes

/// Samples of a run as text, one after another, made while they are read.
public struct Browser {
  let catalog: Catalog
  let biographer: Biographer
  let isColored: Bool
  /// Columns of the terminal.
  let width: Int

  public init(folder: RunFolder, catalog: Catalog, isColored: Bool, width: Int) throws {
    self.catalog = catalog
    biographer = try Biographer(folder: folder, catalog: catalog)
    self.isColored = isColored
    self.width = width
  }

  /// Calls `emit` with the text of each sample until it returns false.
  public func samples(_ query: BrowseQuery, emit: (String) throws -> Bool) throws {
    let rows = try query.rows(catalog)
    for (index, row) in rows.enumerated() {
      let head = TextStyle(isColored: isColored).dim("\(index + 1) of \(rows.count)")
      let text = try biographer.life(row: row).card(isColored: isColored, isWhole: false)
      guard try emit(head + "\n" + text + "\n") else { return }
    }
    guard rows.isEmpty else { return }
    try query.explainNothing(catalog)
    _ = try emit("no sample fits\n")
  }

  /// The same for pairs, side by side.
  public func pairs(_ query: BrowseQuery, emit: (String) throws -> Bool) throws {
    let style = TextStyle(isColored: isColored)
    let pairs = try query.pairs(catalog)
    for (index, pair) in pairs.enumerated() {
      let on = try biographer.life(row: pair.on).sample
      let off = try biographer.life(row: pair.off).sample
      var text = style.bold("── pair \(index + 1) of \(pairs.count) ")
      text += style.dim(visible(on.category)) + "\n"
      text += style.blue("user    ") + visible(on.prompt).replacing("\n", with: "\n        ") + "\n"
      if let gold = on.expectedAnswer { text += style.blue("gold    ") + visible(gold) + "\n" }
      text += sideBySide(
        "thinking on · \(visible(on.generator))\n\n" + visible(on.response.text),
        "thinking off · \(visible(off.generator))\n\n" + visible(off.response.text), width: width)
      guard try emit(text + "\n") else { return }
    }
    guard pairs.isEmpty else { return }
    try query.explainNothing(catalog)
    _ = try emit("there are no pairs\n")
  }

  /// The same for quarantined input.
  public func quarantine(_ query: BrowseQuery, emit: (String) throws -> Bool) throws {
    let style = TextStyle(isColored: isColored)
    var texts: [String] = []
    try catalog.database.read { db in
      let sql = """
        SELECT file, line, offset, length, reason, problem, raw FROM quarantine ORDER BY id
        \(query.most.map { "LIMIT \($0)" } ?? "")
        """
      try db.rows(sql) { row in
        let raw = String(decoding: row.bytes(6).prefix(1200), as: UTF8.self)
        texts.append(
          style.bold("── \(visible(row.text(0))):\(row.int(1)) ")
            + style.dim("byte \(row.int(2)), \(row.int(3)) bytes") + "\n"
            + style.red(row.text(4)) + ": \(visible(row.text(5)))\n"
            + visible(raw) + "\n\n")
      }
    }
    for text in texts { guard try emit(text) else { return } }
    if texts.isEmpty { _ = try emit("nothing is in quarantine\n") }
  }
}
