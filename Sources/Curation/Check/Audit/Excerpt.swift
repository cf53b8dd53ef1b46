import Bytes

/// The place where a planted response departs from the clean one.
struct Excerpt: Sendable {
  let id: String
  let category: String
  let mode: Mode
  /// A few words before and after the change.
  let text: String

  private static let before = 60
  private static let length = 240

  init(of line: [UInt8], against specimen: Specimen) {
    id = specimen.sample.id
    category = specimen.category
    mode = specimen.sample.mode
    let record = try? JSONValue(parsing: line)
    let old = specimen.record
    let keys = ["output", "input", "expected_answer", "finish_reason", "tool_calls"]
    guard let record, let key = keys.first(where: { record[$0] != old[$0] }) else {
      text = record == nil ? "(the raw line)" : ""
      return
    }
    let planted = Excerpt.text(record[key])
    text = (key == "output" ? "" : "\(key): ") + Excerpt.window(planted, Excerpt.text(old[key]))
  }

  private static func text(_ value: JSONValue?) -> String {
    value.map { $0.string ?? $0.text } ?? "(none)"
  }

  private static func window(_ planted: String, _ clean: String) -> String {
    let new = Array(planted.unicodeScalars)
    let same = zip(new, clean.unicodeScalars).prefix { $0.0 == $0.1 }.count
    let start = max(0, same - before)
    let end = min(new.count, start + length)
    var text = String.UnicodeScalarView()
    text.append(contentsOf: new[start..<end])
    return (start > 0 ? "…" : "") + String(text) + (end < new.count ? "…" : "")
  }
}
