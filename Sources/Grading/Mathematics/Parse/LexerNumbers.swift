import BigInt

// Numbers as people write them: 1,234.5  1\,234  14{,}916  10 000  .5  6.02e23  0.\overline{3}
// 0.1(6)  and, when the reading says so, 1,22 for 1.22.

extension Lexer {
  /// Reads a number at a digit or at a point before a digit.
  mutating func number() throws(ParseFailure) {
    let start = at
    if let value = scanPrefixed() {
      literals.append(NumberLiteral(value: value, decimalDigits: nil, start: start, end: at))
      return emit(.number(literals.count - 1), from: start)
    }
    if lettered() { return }
    var digits = Digits()
    scanWhole(into: &digits)
    if byte(at) == UInt8(ascii: "."), scanRepetend(into: &digits) || isDigit(byte(at + 1)) {
      if !digits.isRepeating { scanFraction(into: &digits) }
    } else if reading.decimalComma, scanCommaFraction(into: &digits) {
      sawDecimalComma = true
    } else if bytes[start..<at].contains(UInt8(ascii: ".")), let stop = decimalsAfterComma(at) {
      at += 1
      digits.hasPoint = true
      digits.fraction = Array(bytes[at..<stop])
      at = stop
    }
    guard digits.whole.count + digits.fraction.count <= Bounds.digits else {
      throw failure("more than \(Bounds.digits) digits")
    }
    let digitsEnd = at
    let exponent = scanExponent()
    guard let value = digits.value(exponent: exponent) else {
      throw failure("an exponent out of range")
    }
    literals.append(
      NumberLiteral(
        value: value, decimalDigits: digits.significant, start: start, end: digitsEnd))
    emit(.number(literals.count - 1), from: start)
  }

  /// `0x1F`, `0b101`, `0o17` as programs write them; nothing is read where the digits do not fit.
  private mutating func scanPrefixed() -> Rational? {
    guard byte(at) == 0x30 else { return nil }
    let radix: Int
    switch byte(at + 1) | 0x20 {
    case UInt8(ascii: "x"): radix = 16
    case UInt8(ascii: "b"): radix = 2
    case UInt8(ascii: "o"): radix = 8
    default: return nil
    }
    var stop = at + 2
    while stop < end, isDigit(bytes[stop]) || ASCII.isLetter(bytes[stop]) { stop += 1 }
    guard stop > at + 2, stop - at < 1_000,
      let value = BigInt(String(decoding: bytes[at + 2..<stop], as: UTF8.self), radix: radix)
    else { return nil }
    at = stop
    return Rational(value, over: 1)
  }

  /// `1A_{16}`, `B3_12`: digits with letters before a base; their value comes with it.
  mutating func lettered() -> Bool {
    var stop = at
    while stop < end, isDigit(bytes[stop]) || ASCII.isLetter(bytes[stop]) { stop += 1 }
    guard byte(stop) == UInt8(ascii: "_"), stop - at <= 64,
      bytes[at..<stop].contains(where: isDigit),
      let top = bytes[at..<stop].filter(ASCII.isLetter).map(ASCII.lower).max()
    else { return false }
    var next = stop + 1
    let braced = byte(next) == UInt8(ascii: "{")
    if braced { next += 1 }
    guard isDigit(byte(next)), isDigit(byte(next + 1)), !isDigit(byte(next + 2)),
      !braced || byte(next + 2) == UInt8(ascii: "}")
    else { return false }
    let base = Int(byte(next) - 0x30) * 10 + Int(byte(next + 1) - 0x30)
    guard base <= 36, Int(top - UInt8(ascii: "a")) + 10 < base else { return false }
    let start = at
    at = stop
    literals.append(NumberLiteral(value: .zero, decimalDigits: nil, start: start, end: stop))
    emit(.number(literals.count - 1), from: start)
    return true
  }

  @inline(__always)
  func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private mutating func scanWhole(into digits: inout Digits) {
    if let groups = otherGroups() {
      digits.whole = groups
      return
    }
    scanRun(into: &digits.whole)
    guard digits.whole.count <= 3, !digits.whole.isEmpty else { return }
    while let skip = groupSeparator(after: digits.whole.count) {
      at += skip
      scanRun(into: &digits.whole)
    }
  }

  private mutating func scanRun(into run: inout [UInt8]) {
    while at < end, isDigit(bytes[at]) {
      run.append(bytes[at])
      at += 1
    }
  }

  /// The length of a thousands separator here, when exactly three digits follow it.
  private mutating func groupSeparator(after count: Int) -> Int? {
    var skip = 0
    switch byte(at) {
    case UInt8(ascii: ","):
      skip = 1
      if byte(at + 1) == UInt8(ascii: "\\"), byte(at + 2) == UInt8(ascii: "!") { skip = 3 }
      if skip == 1, !commaGroups { return nil }
    case UInt8(ascii: "{"):
      var next = at + 1
      while byte(next) == 0x20 { next += 1 }
      guard byte(next) == UInt8(ascii: ",") else { return nil }
      next += 1
      while byte(next) == 0x20 { next += 1 }
      guard byte(next) == UInt8(ascii: "}") else { return nil }
      skip = next + 1 - at
    case 0x20:
      // `14 {, }916`
      guard byte(at + 1) == UInt8(ascii: "{") else { return spaceSeparator(1) }
      at += 1
      let inner = groupSeparator(after: count)
      at -= 1
      return inner.map { $0 + 1 }
    case UInt8(ascii: "~"): return spaceSeparator(1)
    case UInt8(ascii: "\\"):
      guard byte(at + 1) == UInt8(ascii: ",") || byte(at + 1) == 0x20 else { return nil }
      return spaceSeparator(2)
    default: return nil
    }
    guard threeDigits(at + skip) else { return nil }
    if skip == 1 { sawGrouping = true }
    return skip
  }

  /// Inside brackets a comma separates, unless the reading says otherwise.
  private var commaGroups: Bool {
    switch reading.grouping {
    case .nowhere: false
    case .outsideBrackets: openBrackets <= 0
    case .everywhere: true
    }
  }

  private func threeDigits(_ from: Int) -> Bool {
    isDigit(byte(from)) && isDigit(byte(from + 1)) && isDigit(byte(from + 2))
      && !isDigit(byte(from + 3))
  }

  /// A space groups only where no mixed number follows: `10 000`, but not `2 100/3`.
  private func spaceSeparator(_ skip: Int) -> Int? {
    guard threeDigits(at + skip) else { return nil }
    let after = byte(at + skip + 3)
    return after == UInt8(ascii: "/")
      || after == UInt8(ascii: "\\") && byte(at + skip + 4) == UInt8(ascii: "f")
      ? nil : skip
  }

  private mutating func scanFraction(into digits: inout Digits) {
    at += 1
    digits.hasPoint = true
    scanRun(into: &digits.fraction)
    // 0.1(6), 0.1\overline{6}, 0.333...
    if byte(at) == UInt8(ascii: "("), !digits.fraction.isEmpty,
      let close = digitsThen(UInt8(ascii: ")"), at + 1)
    {
      digits.repetend = Array(bytes[at + 1..<close])
      at = close + 1
    } else if byte(at) == UInt8(ascii: "\\"), ellipsisLength(at) == 0 {
      scanOverline(into: &digits)
    } else if byte(at) == 0xCC, byte(at + 1) == 0x85, let last = digits.fraction.popLast() {
      // 0.3̅: a line over the last digit
      digits.repetend = [last]
      at += 2
    } else if ellipsisLength(at) > 0, let last = digits.fraction.last, digits.fraction.count >= 3,
      digits.fraction.suffix(3).allSatisfy({ $0 == last })
    {
      digits.repetend = [last]
      at += ellipsisLength(at)
    }
  }

  private func ellipsisLength(_ from: Int) -> Int {
    if byte(from) == UInt8(ascii: "."), byte(from + 1) == UInt8(ascii: "."),
      byte(from + 2) == UInt8(ascii: ".")
    {
      return 3
    }
    return matches("\\ldots", from) ? 6 : (matches("\\dots", from) ? 5 : 0)
  }

  /// The offset of `closing` when only digits stand before it.
  private func digitsThen(_ closing: UInt8, _ from: Int) -> Int? {
    var next = from
    while isDigit(byte(next)) { next += 1 }
    return next > from && byte(next) == closing ? next : nil
  }

  /// A point directly before a repeating part: `0.\overline{3}`, `0.(3)`.
  private mutating func scanRepetend(into digits: inout Digits) -> Bool {
    if byte(at + 1) == UInt8(ascii: "("), let close = digitsThen(UInt8(ascii: ")"), at + 2) {
      digits.repetend = Array(bytes[at + 2..<close])
      digits.hasPoint = true
      at = close + 1
      return true
    }
    guard byte(at + 1) == UInt8(ascii: "\\") else { return false }
    at += 1
    scanOverline(into: &digits)
    if !digits.isRepeating { at -= 1 }
    digits.hasPoint = digits.isRepeating
    return digits.isRepeating
  }

  /// `\overline{37}`, `\dot{3}`, `\dot{1}42\dot{7}`.
  private mutating func scanOverline(into digits: inout Digits) {
    let isDot = matches("\\dot{", at)
    let open =
      isDot ? at + 4 : (matches("\\overline{", at) ? at + 9 : (matches("\\bar{", at) ? at + 4 : -1))
    guard open > 0, let close = digitsThen(UInt8(ascii: "}"), open + 1) else { return }
    digits.repetend = Array(bytes[open + 1..<close])
    at = close + 1
    guard isDot else { return }
    var next = at
    while isDigit(byte(next)) { next += 1 }
    guard matches("\\dot{", next), let last = digitsThen(UInt8(ascii: "}"), next + 5) else {
      return
    }
    digits.repetend += bytes[at..<next]
    digits.repetend += bytes[next + 5..<last]
    at = last + 1
  }

  func matches(_ text: StaticString, _ from: Int) -> Bool {
    guard from + text.utf8CodeUnitCount <= end else { return false }
    var index = from
    for byte in text.description.utf8 {
      if bytes[index] != byte { return false }
      index += 1
    }
    return true
  }

  /// `1,22` or `2{,}5` read as a decimal.
  private mutating func scanCommaFraction(into digits: inout Digits) -> Bool {
    let length = byte(at) == UInt8(ascii: ",") ? 1 : (matches("{,}", at) ? 3 : 0)
    guard length > 0, isDigit(byte(at + length)) else { return false }
    var next = at + length
    while isDigit(byte(next)) { next += 1 }
    let count = next - at - length
    guard length == 3 || count == 2 || count > 3, byte(next) != UInt8(ascii: ",") else {
      return false
    }
    digits.hasPoint = true
    at += length
    scanRun(into: &digits.fraction)
    return true
  }

  /// `e23`, `E-5` directly after the digits.
  private mutating func scanExponent() -> Int {
    guard byte(at) | 0x20 == UInt8(ascii: "e") else { return 0 }
    var next = at + 1
    let negative = byte(next) == UInt8(ascii: "-")
    if negative || byte(next) == UInt8(ascii: "+") { next += 1 }
    guard isDigit(byte(next)) else { return 0 }
    var value = 0
    while isDigit(byte(next)), value < 100_000 {
      value = value * 10 + Int(byte(next) - 0x30)
      next += 1
    }
    at = next
    return negative ? -value : value
  }
}

/// The digits of a literal before they become a value.
struct Digits {
  var whole: [UInt8] = []
  var fraction: [UInt8] = []
  var repetend: [UInt8] = []
  var hasPoint = false

  var isRepeating: Bool { !repetend.isEmpty }

  /// Digits after leading zeros, for a finite decimal.
  var significant: Int? {
    guard hasPoint, !isRepeating else { return nil }
    let all = whole + fraction
    return all.count - (all.firstIndex { $0 != 0x30 } ?? all.count)
  }

  /// The exact value; nil where the exponent asks for more digits than `Bounds.digits`.
  func value(exponent: Int) -> Rational? {
    guard exponent.magnitude <= Bounds.exponent, repetend.count <= 64 else { return nil }
    let places = fraction.count - exponent
    if !isRepeating, whole.count + fraction.count + places > 36 { return long(places) }
    var value = Digits.integer(whole + fraction)
    if isRepeating {
      let ring = Digits.powerOfTen(repetend.count) - .one
      guard let tail = Digits.integer(repetend).divided(by: ring) else { return nil }
      value = value + tail
    }
    let shift = exponent - fraction.count
    if shift == 0 { return value }
    let scale = Digits.powerOfTen(abs(shift))
    return shift > 0 ? value * scale : value.divided(by: scale)
  }

  /// The value where it does not fit a word.
  private func long(_ places: Int) -> Rational? {
    var digits = whole + fraction
    var places = places
    while places > 0, digits.last == 0x30 {
      digits.removeLast()
      places -= 1
    }
    guard
      let integer = BigInt(String(decoding: digits, as: UTF8.self)) ?? (digits.isEmpty ? 0 : nil)
    else { return nil }
    if places > 0 { return Rational(integer, tenthPowers: places) }
    return Rational(integer * BigInt(10).power(-places))
  }

  private static func integer(_ digits: [UInt8]) -> Rational {
    if digits.count <= 18 {
      return Rational(digits.reduce(0) { $0 * 10 + Int($1 - 0x30) })
    }
    return Rational(BigInt(String(decoding: digits, as: UTF8.self)) ?? 0)
  }

  private static func powerOfTen(_ exponent: Int) -> Rational {
    if exponent <= 18 {
      var value = 1
      for _ in 0..<exponent { value *= 10 }
      return Rational(value)
    }
    return Rational(BigInt(10).power(exponent))
  }
}
