// The report's part about the SFT check: claims, accuracy by arm, and loss curves, curated against
// raw. Read from sft/results.json and sft/curves.csv, so it shows what the last check wrote.

import Bytes
import Glibc

/// The section of a run whose check has been made; nil before.
struct SFTSection {
  private let results: JSONValue
  private let curves: [Curve]

  /// Held-out loss with thinking on, a point a row of the CSV.
  private struct Curve {
    let arm: String
    let seed: String
    var points: [(tokens: Double, loss: Double)] = []
  }

  init?(_ folder: RunFolder) throws {
    let path = "\(folder.path)/sft/results.json"
    guard Files.exists(path) else { return nil }
    results = try JSONValue(parsing: try Files.read(path))
    curves = SFTSection.read(try Files.readText("\(folder.path)/sft/curves.csv"))
  }

  private static func read(_ csv: String) -> [Curve] {
    var curves: [Curve] = []
    for line in csv.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",").map(String.init)
      guard cells.count == 7, let tokens = Double(cells[3]), let loss = Double(cells[5]) else {
        continue
      }
      if curves.last?.arm != cells[0] || curves.last?.seed != cells[1] {
        curves.append(Curve(arm: cells[0], seed: cells[1]))
      }
      curves[curves.count - 1].points.append((tokens, loss))
    }
    return curves
  }

  var html: String {
    "<h2>SFT check</h2>" + claims + "<div class=charts>\(chart)</div>" + models + ablation
  }

  /// What each filter is worth, where `--ablate` asked.
  private var ablation: String {
    let rows = (results["ablation"]?.array ?? []).map { entry in
      [
        HTML.escaped(entry["filter"]?.string ?? ""), interval(entry["on"]),
        interval(entry["off"]), HTML.escaped(entry["finding"]?.string ?? ""),
      ]
    }
    guard !rows.isEmpty else { return "" }
    return "<p class=dim>what each filter is worth: the set with it minus the set without it</p>"
      + HTML.table(["filter", "accuracy on", "accuracy off", ""], rows)
  }

  private func interval(_ value: JSONValue?) -> String {
    guard let mean = value?["mean"]?.double else { return "" }
    guard let low = value?["low"]?.double, let high = value?["high"]?.double else {
      return points(mean)
    }
    return "\(points(mean)) [\(points(low)), \(points(high))]"
  }

  private var claims: String {
    let rows = (results["claims"]?.array ?? []).map { claim in
      [
        HTML.escaped(claim["claim"]?.string ?? ""), HTML.escaped(claim["figure"]?.string ?? ""),
        claim["met"]?.bool == true ? "<b class=kept>met</b>" : "<b class=dropped>missed</b>",
      ]
    }
    return HTML.table(["claim", "figure", ""], rows)
  }

  private var models: String {
    let rows = (results["models"]?.array ?? []).map { model -> [String] in
      let scores = (model["scores"]?.array ?? []).map { score in
        percentText(score["accuracy"]?.double ?? 0)
      }
      return [HTML.escaped(model["arm"]?.string ?? ""), "\(model["seed"]?.int ?? 0)"] + scores
    }
    let names = (results["models"]?.array?.first?["scores"]?.array ?? []).map { score in
      HTML.escaped("\(score["mode"]?.string ?? "") \(score["decoding"]?.string ?? "")")
    }
    return "<p class=dim>accuracy on held-out prompts</p>"
      + HTML.table(["arm", "seed"] + names, rows)
  }

  private func percentText(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }

  /// Loss on a logarithmic axis, since a model that has learnt the task is far below one that has not.
  private var chart: String {
    let losses = curves.flatMap { $0.points.map(\.loss) }.filter { $0 > 0 }
    let tokens = curves.flatMap { $0.points.map(\.tokens) }.max() ?? 1
    guard let low = losses.min(), let high = losses.max(), high > low else { return "" }
    let bottom = log2(low)
    let span = max(log2(high) - bottom, 1e-9)
    let lines = curves.map { curve in
      let points = curve.points.map { point -> String in
        let x = 40 + point.tokens / tokens * 300
        let y = 24 + (1 - (log2(max(point.loss, low)) - bottom) / span) * 130
        return "\((x * 10).rounded() / 10),\((y * 10).rounded() / 10)"
      }
      let color = curve.arm == "curated" ? "--keep" : curve.arm == "raw" ? "--drop" : "--off"
      return "<polyline fill=\"none\" stroke=\"var(\(color))\" stroke-width=\"1.5\" "
        + "points=\"\(points.joined(separator: " "))\"/>"
    }
    return """
      <svg viewBox="0 0 360 180" role="img" aria-label="held-out loss">\
      <text x="12" y="16">held-out loss, thinking on: \
      <tspan fill="var(--keep)">curated</tspan> <tspan fill="var(--drop)">raw</tspan></text>\
      <text x="4" y="30">\(shortNumber(high))</text><text x="4" y="156">\(shortNumber(low))</text>\
      \(lines.joined())<text x="340" y="174" text-anchor="end">\(grouped(Int(tokens))) tokens</text></svg>
      """
  }
}
