// Markdown's emphasis around and inside an answer; `2**3` is a power and stays.

extension [UInt8] {
  /// Without emphasis, code ticks and quotation marks around the whole, and without bold inside.
  package var withoutEmphasis: [UInt8] {
    var low = startIndex
    var high = endIndex
    while low < high, self[low].wrapsText { low += 1 }
    while low < high, self[high - 1].wrapsText { high -= 1 }
    // _42_
    if high - low > 2, self[low] == UInt8(ascii: "_"), self[high - 1] == UInt8(ascii: "_") {
      (low, high) = (low + 1, high - 1)
    }
    let inner = low == 0 && high == count ? self : Array(self[low..<high])
    guard let mark = inner.firstOffset(of: "**", in: 0..<inner.count) else { return inner }
    var out = Array(inner[..<mark])
    var at = mark
    while at < inner.count {
      if inner.has("**", at: at), !inner.isPower(at) {
        out.append(0x20)
        at += 2
      } else {
        out.append(inner[at])
        at += 1
      }
    }
    return out
  }

  /// `2**3`: operands on both sides.
  private func isPower(_ at: Int) -> Bool {
    guard at > 0, at + 2 < count else { return false }
    let before = self[at - 1]
    let after = self[at + 2]
    return (ASCII.isLetter(before) || ASCII.isDigit(before) || before == UInt8(ascii: ")"))
      && (ASCII.isLetter(after) || ASCII.isDigit(after) || after == UInt8(ascii: "("))
  }
}

extension UInt8 {
  fileprivate var wrapsText: Bool {
    self <= 0x20 || self == UInt8(ascii: "*") || self == UInt8(ascii: "`")
      || self == UInt8(ascii: "\"")
  }
}
