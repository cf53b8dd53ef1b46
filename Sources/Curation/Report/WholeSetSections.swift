// The report's parts about pairs and about prompts for reinforcement learning.

import Bytes

extension ReportRun {
  /// Why prompts have no pair, and how often each mode solves them.
  func pairing(_ status: Status) throws -> String {
    var out = ""
    let causes = (status.unpaired.object?.members ?? []).filter { ($0.value.int ?? 0) > 0 }
    if !causes.isEmpty {
      let rows = causes.sorted { ($1.value.int ?? 0, $0.key) < ($0.value.int ?? 0, $1.key) }
        .map { [HTML.escaped($0.key), grouped($0.value.int ?? 0)] }
      out +=
        "<h2>Prompts without a pair</h2><p class=dim>prompts of which something is kept; "
        + "<code>sluice why ID</code> tells more of one</p>"
      out += HTML.table(["cause", "prompts"], rows)
    }
    return out + (try modeRates())
  }

  private func modeRates() throws -> String {
    guard let text = try catalog.meta("mode_rates"), let json = try? JSONValue(parsing: text),
      let table = json.array?.map({ $0.array?.map { $0.int ?? 0 } ?? [] }),
      table.joined().contains(where: { $0 > 0 })
    else { return "" }
    let rows = zip(ModeRates.steps, table).map { name, counts in
      ["<b>\(name)</b>"] + counts.map(grouped)
    }
    let head = ["on \u{2193}, off \u{2192}"] + ModeRates.steps
    return "<h2>Pass rates of both modes</h2><p class=dim>prompts by the share of right responses, "
      + "reasoning down, direct across</p>" + HTML.table(head, rows)
  }

  /// The curriculum of reinforcement learning: what it takes, what it leaves, and its batches.
  func curriculum() throws -> String {
    let batches = try Batch.read(catalog)
    guard !batches.isEmpty else { return "" }
    let plan = try catalog.meta("rl").flatMap { try? JSONValue(parsing: $0) } ?? [:]
    let left = plan["left"]?.object?.members ?? []
    let rows =
      [["taken", grouped(plan["prompts"]?.int ?? 0)]]
      + left.map { [HTML.escaped("left out: \($0.key)"), grouped($0.value.int ?? 0)] }
    let recipe = try Recipe.remembered(catalog)
    return "<h2>Prompts for reinforcement learning</h2>"
      + HTML.table(["prompts", ""], rows)
      + "<div class=charts>"
      + CurriculumPlot(batches: batches, buckets: recipe.rl.buckets).svg + "</div>"
  }
}

/// Pass rates of the prompts of a batch.
struct Batch {
  private(set) var rates: [Double] = []

  var mean: Double { rates.isEmpty ? 0 : rates.reduce(0, +) / Double(rates.count) }

  static func read(_ catalog: Catalog) throws -> [Batch] {
    var batches: [Batch] = []
    try catalog.database.read { db in
      let sql = """
        SELECT batch, passed, judged FROM rl_prompt WHERE batch IS NOT NULL ORDER BY position
        """
      try db.rows(sql) { row in
        while batches.count <= row.int(0) { batches.append(Batch()) }
        batches[row.int(0)].rates.append(Double(row.int(1)) / Double(max(1, row.int(2))))
      }
    }
    return batches
  }
}

/// Batches from left to right: the mix of their pass rates as stacked bands, and their mean as a line.
struct CurriculumPlot {
  let batches: [Batch]
  let buckets: Int
  /// Columns at most; more batches share one.
  private static let columns = 240

  var svg: String {
    let width = 640.0
    let height = 200.0
    let floor = 170.0
    let groups = columns
    let step = (width - 48) / Double(max(groups.count, 1))
    var bands = ""
    var line: [String] = []
    for (index, group) in groups.enumerated() {
      let x = 40 + Double(index) * step
      var top = floor
      for (bucket, share) in shares(group).enumerated() where share > 0 {
        let tall = share * (floor - 24)
        top -= tall
        bands +=
          "<rect x=\"\(short(x))\" y=\"\(short(top))\" width=\"\(short(step + 0.2))\" "
          + "height=\"\(short(tall))\" fill=\"\(color(bucket))\"/>"
      }
      line.append("\(short(x + step / 2)),\(short(floor - group.mean * (floor - 24)))")
    }
    return """
      <svg viewBox="0 0 \(Int(width)) \(Int(height))" role="img" aria-label="curriculum">\
      <text x="12" y="16">pass rates by batch: bands from hard (dark, below) to easy, \
      <tspan fill="var(--drop)">mean</tspan></text>\(bands)\
      <polyline fill="none" stroke="var(--drop)" stroke-width="2" points="\(line.joined(separator: " "))"/>\
      <text x="8" y="28">1</text><text x="8" y="\(Int(floor))">0</text>\
      <text x="40" y="190">batch 1</text>\
      <text x="632" y="190" text-anchor="end">batch \(grouped(batches.count))</text></svg>
      """
  }

  /// Batches, or runs of neighbouring ones where there are many.
  private var columns: [Batch] {
    let per = (batches.count + CurriculumPlot.columns - 1) / CurriculumPlot.columns
    return stride(from: 0, to: batches.count, by: max(per, 1)).map { start in
      Batch(rates: batches[start..<min(start + per, batches.count)].flatMap(\.rates))
    }
  }

  private func shares(_ batch: Batch) -> [Double] {
    var counts = [Double](repeating: 0, count: buckets + 1)
    for rate in batch.rates {
      counts[min(buckets, max(0, Int((rate * Double(buckets)).rounded())))] += 1
    }
    return counts.map { $0 / Double(max(batch.rates.count, 1)) }
  }

  private func color(_ bucket: Int) -> String {
    let light = 30 + 50 * Double(bucket) / Double(max(buckets, 1))
    return "hsl(150 35% \(short(light))%)"
  }

  private func short(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
}
