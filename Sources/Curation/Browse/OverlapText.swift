// Overlaps with benchmark items for people: the score, and both texts one above the other.

import Bytes

/// One line: `demo demo-1 in the prompt: 36 words in a row, 100% of the item`.
func overlapSummary(_ hit: JSONValue) -> String {
  let coverage = hit["blindCoverage"]?.double ?? hit["coverage"]?.double ?? 0
  var text =
    "\(hit["benchmark"]?.string ?? "") \(hit["item"]?.string ?? "") in the "
    + "\(hit["side"]?.string ?? ""): \(hit["run"]?.int ?? 0) words in a row, "
    + "\(Int((coverage * 100).rounded()))% of the item"
  if hit["blindCoverage"] != nil { text += " but for its numbers" }
  if let similarity = hit["similarity"]?.double {
    text += ", similarity \(shortNumber(similarity))"
  }
  return visible(text)
}

/// The texts of a finding's overlaps, sample above item; nothing for other findings.
func overlapText(_ finding: StoredFinding, _ style: TextStyle) -> String {
  var out = ""
  for hit in finding.details?["hits"]?.array ?? [] {
    out += "      " + overlapSummary(hit) + "\n"
    for (label, key) in [("here", "text"), ("item", "itemText")] {
      let text = visible(hit[key]?.string ?? "").replacing("\n", with: " ")
      out += "        " + style.blue(padRight(label, 6)) + style.dim(text) + "\n"
    }
  }
  return out
}

/// A row of `status --json`'s `benchmarks`.
struct BenchmarkRow {
  let source: String
  let benchmark: String
  let items: Int
  let leaked: Int
  let rows: Int
  let isContaminated: Bool

  init(_ json: JSONValue) {
    source = json["source"]?.string ?? ""
    benchmark = json["benchmark"]?.string ?? ""
    items = json["items"]?.int ?? 0
    leaked = json["leaked"]?.int ?? 0
    rows = json["rows"]?.int ?? 0
    isContaminated = json["contaminated"]?.bool ?? false
  }
}
