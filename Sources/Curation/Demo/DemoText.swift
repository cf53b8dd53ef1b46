/// Text tables of the demo are written one entry a line, so that they read as what they are: data.
enum DemoText {
  /// The words of a line.
  static func words(_ line: String) -> [String] { line.split(separator: " ").map(String.init) }

  /// The lines of a table; empty lines are left out.
  static func lines(_ table: String) -> [String] { table.split(separator: "\n").map(String.init) }

  /// The lines of a table, each split at `|`.
  static func cells(_ table: String) -> [[String]] {
    lines(table).map { $0.split(separator: "|").map(String.init) }
  }

  /// A template with its `{names}` replaced; unknown names stay, as does any other brace.
  static func fill(_ template: String, _ values: [String: String]) -> String {
    var out = ""
    var rest = Substring(template)
    while let open = rest.firstIndex(of: "{") {
      out += rest[..<open]
      let tail = rest[rest.index(after: open)...]
      guard let close = tail.firstIndex(of: "}"), let value = values[String(tail[..<close])] else {
        out += "{"
        rest = tail
        continue
      }
      out += value
      rest = tail[tail.index(after: close)...]
    }
    return out + rest
  }

  /// An integer with commas between thousands: `1,250`.
  static func grouped(_ value: Int) -> String {
    let digits = String(value.magnitude)
    var out = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { out += "," }
      out.append(digit)
    }
    return value < 0 ? "-" + out : out
  }
}
