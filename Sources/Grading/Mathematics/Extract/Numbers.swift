// The last number of a text, with what belongs to it: a sign, the other part of a fraction, a
// percent sign, a power of ten.

enum NumberRun {
  /// The last number; mathematics in Unicode is rewritten first.
  static func last(in text: [UInt8]) -> [UInt8]? {
    let ascii = UnicodeMathematics.asciified(text)
    guard let range = lastRange(in: ascii) else { return nil }
    return Array(ascii[extended(range, ascii)]).trimmed
  }

  /// The first number at or after an offset.
  static func range(in text: [UInt8], from start: Int) -> Range<Int>? {
    var at = start
    while at < text.count {
      guard ASCII.isDigit(text[at]) else {
        at += 1
        continue
      }
      var end = at
      while end < text.count, ASCII.isDigit(text[end]) { end += 1 }
      if !isAttached(text, at) { return at..<end }
      at = end
    }
    return nil
  }

  /// A digit that belongs to a name, an exponent or an index: x2, m^2, a_1.
  private static func isAttached(_ text: [UInt8], _ at: Int) -> Bool {
    guard at > 0 else { return false }
    let before = text[at - 1]
    if "^_".utf8.contains(before) || ASCII.isLetter(before) { return true }
    return before == UInt8(ascii: "{") && at > 1 && "^_".utf8.contains(text[at - 2])
  }

  /// The digits (with separators and point) of the last number.
  private static func lastRange(in text: [UInt8]) -> Range<Int>? {
    var end = text.count
    while end > 0 {
      guard ASCII.isDigit(text[end - 1]) else {
        end -= 1
        continue
      }
      var start = end - 1
      while start > 0, isPartOfNumber(text, start - 1) { start -= 1 }
      if !isAttached(text, start), !isListNumeral(text, start, end) { return start..<end }
      end = start
    }
    return nil
  }

  private static func isPartOfNumber(_ text: [UInt8], _ at: Int) -> Bool {
    let byte = text[at]
    if ASCII.isDigit(byte) { return true }
    guard at + 1 < text.count, ASCII.isDigit(text[at + 1]) else { return false }
    if byte == UInt8(ascii: ".") { return true }
    return byte == UInt8(ascii: ",") && at > 0 && ASCII.isDigit(text[at - 1])
  }

  /// `3. ` at the start of a line.
  private static func isListNumeral(_ text: [UInt8], _ start: Int, _ end: Int) -> Bool {
    guard end + 1 < text.count, ".)".utf8.contains(text[end]), text[end + 1] <= 0x20 else {
      return false
    }
    return start == 0 || text[start - 1] == 0x0A
  }

  private static func extended(_ range: Range<Int>, _ text: [UInt8]) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    if text.has("^", at: end) {
      end += 1
      while end < text.count, ASCII.isDigit(text[end]) || "{}-".utf8.contains(text[end]) {
        end += 1
      }
    }
    start = mantissaStart(text, start) ?? start
    if start > 1, text[start - 1] == UInt8(ascii: "/"), ASCII.isDigit(text[start - 2]) {
      start -= 1
      while start > 0, isPartOfNumber(text, start - 1) { start -= 1 }
      start = mixedStart(text, start) ?? start
    }
    if start > 1, text[start - 1] == UInt8(ascii: "$"), text[start - 2] == UInt8(ascii: "-") {
      start -= 2
    } else if start > 0, text[start - 1] == UInt8(ascii: "-"),
      start == 1 || !isOperand(text[start - 2])
    {
      start -= 1
    }
    if end < text.count, text[end] == UInt8(ascii: "%") { end += 1 }
    return start..<end
  }

  private static func isOperand(_ byte: UInt8) -> Bool {
    ASCII.isDigit(byte) || ASCII.isLetter(byte) || byte == UInt8(ascii: ")")
  }

  /// The whole part of `3 1/4`.
  private static func mixedStart(_ text: [UInt8], _ start: Int) -> Int? {
    guard start > 1, text[start - 1] == 0x20, ASCII.isDigit(text[start - 2]) else { return nil }
    var low = start - 1
    while low > 0, ASCII.isDigit(text[low - 1]) { low -= 1 }
    return low > 0 && isPartOfNumber(text, low - 1) ? nil : low
  }

  /// The start of `6.02 \times ` before a power of ten.
  private static func mantissaStart(_ text: [UInt8], _ start: Int) -> Int? {
    guard text.has("10^", at: start) else { return nil }
    var at = start
    while at > 0, text[at - 1] == 0x20 { at -= 1 }
    for sign: StaticString in ["\\times", "\\cdot", "*", "x"] {
      let from = at - sign.utf8CodeUnitCount
      guard from > 0, text.has(sign, at: from) else { continue }
      var low = from
      while low > 0, text[low - 1] == 0x20 { low -= 1 }
      let digits = low
      while low > 0, isPartOfNumber(text, low - 1) { low -= 1 }
      return low < digits ? low : nil
    }
    return nil
  }
}
