// What a filter of a whole category found of one sample. Such findings are made when deciding and not
// stored, since they change with every sample that is added; to show one they are made once more.

import Bytes

/// Findings of the filters that look at a category and mode together.
final class CategoryFindings {
  private struct Group {
    /// The rows that the line selects, in rising order.
    let rows: [Int]
    let measure: (Int) -> Finding
  }

  private let catalog: Catalog
  private let lines: [FilterLine]
  private var groups: [String: Group] = [:]

  init(recipe: Recipe, catalog: Catalog) {
    self.catalog = catalog
    lines = recipe.filters.filter { PromptwiseCatalog.type(named: $0.name)?.scope == .category }
  }

  /// - Complexity: O(*n*) in the samples of the category the first time that one of it is asked for.
  func judgements(row: Int, of sample: Sample) throws -> [SampleLife.Judgement] {
    try lines.compactMap { line in
      guard let filter = try line.promptwiseFilter() else { return nil }
      let group = try group(line, filter, sample)
      guard let place = group.rows.firstIndex(of: row) else { return nil }
      let finding = StoredFinding(group.measure(place), names: type(of: filter).measures)
      return SampleLife.Judgement(
        filter: line.name, verdict: Verdict(finding, limits: line.limits), finding: finding,
        line: line)
    }
  }

  private func group(
    _ line: FilterLine, _ filter: any PromptwiseFilter, _ sample: Sample
  ) throws -> Group {
    let key = "\(line.name):\(line.line):\(sample.mode.rawValue):\(sample.category)"
    if let known = groups[key] { return known }
    let terms = catalog.terms()
    var rows: [Int] = []
    var views: [PromptSample] = []
    try catalog.database.read { db in
      let sql = """
        SELECT s.row, s.response_bytes, s.source, s.generator FROM sample_row s
        JOIN term t ON t.id = s.category WHERE t.text = ? AND s.mode = ? ORDER BY s.row
        """
      try db.rows(sql, [.text(sample.category), .int(sample.mode == .on ? 1 : 0)]) { row in
        let isSelected = line.when.selects(
          category: sample.category, mode: sample.mode.rawValue, source: terms[row.int(2)],
          generator: terms[row.int(3)])
        guard isSelected else { return }
        rows.append(row.int(0))
        views.append(
          PromptSample(
            mode: sample.mode, isCorrect: nil, answerKey: nil, responseBytes: row.int(1)))
      }
    }
    let group = Group(rows: rows, measure: filter.measure(views))
    groups[key] = group
    return group
  }
}
