import Bytes
import Glibc

/// Sums that a response writes out and gets wrong: `12-5=13`.
///
/// Source: NeMo-Skills, `drop_incorrect_arithmetic` (off by default there, tolerance 1e-4). Only what can
/// be read without doubt is checked: plain numbers, `+ - * / × · ÷ −` and their LaTeX names, and a plain
/// number behind the equals sign. Whatever touches a variable, a bracket, a power, a modulus or a percent
/// sign is passed over. A slip that the reasoning takes back is counted as well, so recipes label.
struct Arithmetic: Filter {
  static let version = 1
  static let measures = ["equations", "wrong"]

  /// - Returns: how many equations were checked, and how many do not hold; `example` is the first of
  ///   those.
  /// - Complexity: O(*n*) in the bytes of the response.
  func measure(_ sample: Sample) -> Finding {
    let bytes = sample.response.bytes
    var equations = 0
    var wrong = 0
    var example: Range<Int>?
    var scanner = SumScanner(bytes: bytes)
    while let sum = scanner.next() {
      equations += 1
      if sum.holds { continue }
      wrong += 1
      if example == nil { example = sum.range }
    }
    var finding = Finding(["equations": Double(equations), "wrong": Double(wrong)])
    if let example {
      finding.details = ["example": .string(String(decoding: bytes[example], as: UTF8.self))]
    }
    return finding
  }
}

/// A sum as it was written.
struct WrittenSum {
  let range: Range<Int>
  let value: Double
  let result: Double
  /// How far the result may be off: rounding shows in decimals and in quotients.
  let tolerance: Double

  var holds: Bool { abs(value - result) <= tolerance }
}

/// Finds `number operator number … = number` in a text.
struct SumScanner {
  private let bytes: [UInt8]
  private var at = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> WrittenSum? {
    while at < bytes.count {
      guard isDigit(at), isFreeBefore(at) else {
        skip()
        continue
      }
      let start = at
      if let sum = sum(from: start) {
        // A result may begin the next sum: 3+4=7, then 7-2=5 is another; `= 7 - 2 = 5` was left alone.
        at = max(sum.range.upperBound, start + 1)
        return sum
      }
      skipNumber()
    }
    return nil
  }

  private mutating func skip() {
    if isDigit(at) { return skipNumber() }
    at += 1
  }

  private mutating func skipNumber() {
    while at < bytes.count, isDigit(at) || bytes[at] == 0x2C || bytes[at] == 0x2E { at += 1 }
  }

  // MARK: One sum

  private enum Operator { case plus, minus, times, over }

  private func sum(from start: Int) -> WrittenSum? {
    let isNegative = start > 0 && bytes[start - 1] == UInt8(ascii: "-")
    guard let first = number(at: start) else { return nil }
    var place = first.end
    // Products are gathered in `term`, and added to `total` at each plus and minus.
    var total = 0.0
    var term = isNegative ? -first.value : first.value
    var decimals = first.decimals
    var hasQuotient = false
    var count = 0
    while let (operation, behind) = operation(at: place) {
      guard let next = number(at: skippingMarks(behind)) else { return nil }
      switch operation {
      case .plus:
        total += term
        term = next.value
      case .minus:
        total += term
        term = -next.value
      case .times: term *= next.value
      case .over:
        guard next.value != 0 else { return nil }
        term /= next.value
        hasQuotient = true
      }
      decimals = max(decimals, next.decimals)
      place = next.end
      count += 1
      if count > 40 { return nil }
    }
    place = skippingBlanks(place)
    guard count > 0, place < bytes.count, bytes[place] == UInt8(ascii: "="),
      let result = result(at: skippingMarks(place + 1))
    else { return nil }
    let isRounded = hasQuotient || result.decimals < decimals || result.decimals > 0
    let value = total + term
    let unit = isRounded ? pow(10, -Double(result.decimals)) : 0
    return WrittenSum(
      range: (isNegative ? start - 1 : start)..<result.end, value: value, result: result.value,
      tolerance: unit + abs(value) * 1e-9)
  }

  private struct Number {
    let value: Double
    let decimals: Int
    let end: Int
  }

  /// Digits with commas between groups of three, and a decimal part; nil above 15 digits.
  private func number(at start: Int) -> Number? {
    var place = start
    var value = 0.0
    var digits = 0
    var decimals = 0
    var hasPoint = false
    while place < bytes.count {
      let byte = bytes[place]
      if isDigit(place) {
        value = value * 10 + Double(byte - 0x30)
        digits += 1
        if hasPoint { decimals += 1 }
      } else if byte == 0x2C, !hasPoint, isGroup(after: place), digits > 0 {
        // A comma between groups is passed over.
      } else if byte == 0x2E, !hasPoint, isDigit(place + 1) {
        hasPoint = true
      } else {
        break
      }
      place += 1
    }
    guard digits > 0, digits <= 15 else { return nil }
    return Number(value: value / pow(10, Double(decimals)), decimals: decimals, end: place)
  }

  private func isGroup(after comma: Int) -> Bool {
    (1...3).allSatisfy { isDigit(comma + $0) } && !isDigit(comma + 4)
  }

  /// The number behind an equals sign, if nothing follows that makes more of it.
  private func result(at start: Int) -> Number? {
    let isNegative = start < bytes.count && bytes[start] == UInt8(ascii: "-")
    guard let found = number(at: isNegative ? start + 1 : start), isFreeBehind(found.end) else {
      return nil
    }
    return isNegative
      ? Number(value: -found.value, decimals: found.decimals, end: found.end) : found
  }

  // MARK: What surrounds it

  private static let operators: [(text: [UInt8], operation: Operator)] = [
    (Array("+".utf8), .plus), (Array("-".utf8), .minus), (Array("−".utf8), .minus),
    (Array("*".utf8), .times), (Array("×".utf8), .times), (Array("·".utf8), .times),
    (Array("\\times".utf8), .times), (Array("\\cdot".utf8), .times), (Array("/".utf8), .over),
    (Array("÷".utf8), .over), (Array("\\div".utf8), .over),
  ]

  private func operation(at place: Int) -> (Operator, Int)? {
    let start = skippingBlanks(place)
    for (text, operation) in SumScanner.operators
    where start + text.count <= bytes.count
      && bytes[start..<start + text.count].elementsEqual(text)
    {
      return (operation, start + text.count)
    }
    return nil
  }

  private func skippingBlanks(_ place: Int) -> Int {
    var place = place
    while place < bytes.count, bytes[place] == 0x20 { place += 1 }
    return place
  }

  /// Blanks, and a sign of currency before a number.
  private func skippingMarks(_ place: Int) -> Int {
    let place = skippingBlanks(place)
    return place < bytes.count && bytes[place] == UInt8(ascii: "$") ? place + 1 : place
  }

  private func isDigit(_ place: Int) -> Bool {
    place < bytes.count && (0x30...0x39).contains(bytes[place])
  }

  private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  /// Whether a sum can begin here: behind a line's start, an equals sign, a bracket, or a word that
  /// does not reckon with it.
  private func isFreeBefore(_ start: Int) -> Bool {
    var place = start
    if place > 0, bytes[place - 1] == UInt8(ascii: "-") { place -= 1 }
    guard place > 0 else { return true }
    var last = place - 1
    while last >= 0, bytes[last] == 0x20 { last -= 1 }
    guard last >= 0 else { return true }
    switch bytes[last] {
    case 0x0A, 0x0D, UInt8(ascii: "="), UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: ";"),
      UInt8(ascii: ">"):
      return bytes[last] != UInt8(ascii: ":") && bytes[last] != UInt8(ascii: ",")
        || last < place - 1
    case UInt8(ascii: "$"): return last == place - 1
    case UInt8(ascii: "("), UInt8(ascii: "["): return true
    case UInt8(ascii: "."): return last < place - 1
    case let byte where isLetter(byte): return last < place - 1 && isHarmlessWord(endingAt: last)
    default: return false
    }
  }

  /// A word of two letters or more that is no operator in words.
  private func isHarmlessWord(endingAt last: Int) -> Bool {
    var first = last
    while first > 0, isLetter(bytes[first - 1]) { first -= 1 }
    guard last - first >= 1, first == 0 || bytes[first - 1] != UInt8(ascii: "\\") else {
      return false
    }
    let word = String(decoding: bytes[first...last], as: UTF8.self).lowercased()
    return !["of", "plus", "minus", "times", "over", "mod", "by", "to", "and"].contains(word)
  }

  /// Whether a number ends here for good: no operator, power, unit sign or modulus follows.
  private func isFreeBehind(_ end: Int) -> Bool {
    guard end < bytes.count else { return true }
    if isLetter(bytes[end]) || [0x5E, 0x5F, 0x28, 0x21, 0x25, 0x2F, 0x3A].contains(bytes[end]) {
      return false
    }
    // A comma or point that belongs to a number of another country.
    if (bytes[end] == 0x2C || bytes[end] == 0x2E) && isDigit(end + 1) { return false }
    let next = skippingBlanks(end)
    guard next < bytes.count else { return true }
    if operation(at: next) != nil { return false }
    let rest = bytes[next..<min(bytes.count, next + 6)]
    for word in ["mod", "(mod", "\\pmod", "\\mod", "\\bmod", "(base", "base", "%", "\\%", "^"]
    where rest.starts(with: word.utf8) { return false }
    guard bytes[end] == UInt8(ascii: "\\") else { return true }
    // LaTeX goes on with `\)`, `\]`, `\\` or a space; anything else may be a factor.
    return end + 1 < bytes.count && [0x29, 0x5D, 0x5C, 0x2C, 0x3B, 0x20].contains(bytes[end + 1])
  }
}
