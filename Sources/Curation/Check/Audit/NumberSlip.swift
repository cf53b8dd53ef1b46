/// A way to get a number wrong.
enum NumberSlip: CaseIterable, Sendable {
  case oneMore, oneLess, sign, swap, tenfold

  /// A number in another value; nil where the slip would not change it.
  func applied(to text: String) -> String? {
    guard let token = NumberToken.last(in: text), let place = text.range(ofLast: token),
      let changed = changed(token)
    else { return nil }
    if self == .sign { return signed(text, place) }
    return text.replacing(place, by: changed)
  }

  private func changed(_ token: String) -> String? {
    let plain = token.filter { $0 != "," }
    switch self {
    case .oneMore, .oneLess: return stepped(plain)
    case .sign: return plain.contains { $0 != "0" && $0 != "." } ? token : nil
    case .tenfold: return tenfold(plain)
    case .swap: return swapped(plain)
    }
  }

  /// The last digit of the whole part one up or down, with carry: `19.5` becomes `20.5`.
  private func stepped(_ plain: String) -> String? {
    let parts = plain.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first.flatMap({ Int($0) }), whole < Int.max else { return nil }
    let next = self == .oneMore || whole == 0 ? whole + 1 : whole - 1
    return ([String(next)] + parts.dropFirst().map(String.init)).joined(separator: ".")
  }

  private func tenfold(_ plain: String) -> String? {
    guard plain.contains(where: { $0 != "0" && $0 != "." }) else { return nil }
    guard let point = plain.firstIndex(of: ".") else { return plain + "0" }
    let digits = plain[plain.index(after: point)...]
    guard let first = digits.first else { return nil }
    let rest = digits.dropFirst()
    return "\(plain[..<point])\(first)" + (rest.isEmpty ? "" : "." + rest)
  }

  private func swapped(_ plain: String) -> String? {
    var digits = Array(plain)
    for index in digits.indices.dropLast().reversed()
    where digits[index] != digits[index + 1] && digits[index] != "." && digits[index + 1] != "." {
      digits.swapAt(index, index + 1)
      return String(digits)
    }
    return nil
  }

  private func signed(_ text: String, _ place: Range<String.Index>) -> String {
    let before = text[..<place.lowerBound]
    if before.hasSuffix("-") { return String(before.dropLast()) + text[place.lowerBound...] }
    return before + "-" + text[place.lowerBound...]
  }
}

/// Numbers in a text: digits, with commas between groups of three and a decimal part.
enum NumberToken {
  /// The last number of a text, without its sign.
  static func last(in text: String) -> String? {
    ranges(in: text).last.map { String(text[$0]) }
  }

  static func count(of token: String, in text: String) -> Int {
    ranges(in: text).count { text[$0] == token }
  }

  static func replace(_ token: String, by other: String, in text: String) -> String {
    var out = ""
    var at = text.startIndex
    for range in ranges(in: text) where text[range] == token {
      out += text[at..<range.lowerBound]
      append(other, to: &out)
      at = range.upperBound
    }
    return out + text[at...]
  }

  /// A second minus takes the first away: `-18` with another sign is `18`.
  private static func append(_ number: String, to out: inout String) {
    if number.hasPrefix("-"), out.hasSuffix("-") {
      out.removeLast()
      out += number.dropFirst()
    } else {
      out += number
    }
  }

  static func replaceLast(_ token: String, by other: String, in text: String) -> String {
    guard let place = ranges(in: text).last(where: { text[$0] == token }) else { return text }
    return text.replacing(place, by: other)
  }

  private static func ranges(in text: String) -> [Range<String.Index>] {
    let bytes = text.utf8
    var ranges: [Range<String.Index>] = []
    var at = bytes.startIndex
    while at < bytes.endIndex {
      guard isDigit(bytes[at]) else {
        at = bytes.index(after: at)
        continue
      }
      let start = at
      while at < bytes.endIndex {
        let next = bytes.index(after: at)
        if isDigit(bytes[at]) {
          at = next
        } else if bytes[at] == 0x2C || bytes[at] == 0x2E, next < bytes.endIndex,
          isDigit(bytes[next])
        {
          at = next
        } else {
          break
        }
      }
      ranges.append(start..<at)
    }
    return ranges
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

extension String {
  func replacing(_ range: Range<Index>, by other: String) -> String {
    self[..<range.lowerBound] + other + self[range.upperBound...]
  }

  /// The last place of a text.
  func range(ofLast text: String) -> Range<Index>? {
    guard !text.isEmpty, utf8.count >= text.utf8.count else { return nil }
    var at = utf8.index(endIndex, offsetBy: -text.utf8.count)
    while true {
      if utf8[at...].starts(with: text.utf8) {
        return at..<utf8.index(at, offsetBy: text.utf8.count)
      }
      guard at > startIndex else { return nil }
      at = utf8.index(before: at)
    }
  }

  /// The first place of a text.
  func range(ofFirst text: String) -> Range<Index>? {
    let parts = split(separator: text, maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !text.isEmpty else { return nil }
    return parts[0].endIndex..<parts[1].startIndex
  }
}
