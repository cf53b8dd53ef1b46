/// Bytes for people: `12.3 MB`, powers of ten.
public func humanBytes(_ bytes: Int) -> String {
  let units = ["B", "kB", "MB", "GB", "TB"]
  var value = Double(bytes)
  var unit = 0
  while value >= 1000, unit < units.count - 1 {
    value /= 1000
    unit += 1
  }
  return unit == 0 ? "\(bytes) B" : "\((value * 10).rounded() / 10) \(units[unit])"
}

/// A count with thousands separated by thin commas: `12,345`.
public func grouped(_ number: Int) -> String {
  var digits = Array(String(number.magnitude))
  var at = digits.count - 3
  while at > 0 {
    digits.insert(",", at: at)
    at -= 3
  }
  return (number < 0 ? "-" : "") + String(digits)
}

/// A share for people: `12.3 %`.
public func percent(_ part: Int, of whole: Int) -> String {
  guard whole > 0 else { return "0 %" }
  return "\((Double(part) / Double(whole) * 1000).rounded() / 10) %"
}

/// A number and its noun: "1 shard", "2 shards".
func counted(_ count: Int, _ noun: String) -> String {
  "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
}
