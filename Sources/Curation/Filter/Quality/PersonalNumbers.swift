// Telephone numbers, cards, accounts, social security numbers and network addresses. A number of
// mathematics is none of them: each kind needs its own punctuation or a word before it.

import Bytes

enum PersonalNumbers {
  static func find(in text: Span<UInt8>) -> [PersonalHit] {
    TextScan.longNumbers(text).compactMap { hit(in: text, $0) }
  }

  private static func hit(in text: Span<UInt8>, _ range: Range<Int>) -> PersonalHit? {
    let number = LongNumber(text, range)
    if let account = account(in: text, range) { return .init(kind: .account, range: account) }
    if number.isNetworkAddress { return .init(kind: .networkAddress, range: range) }
    if number.isNationalID { return .init(kind: .nationalID, range: range) }
    if number.isCard { return .init(kind: .card, range: range) }
    if number.isPhone { return .init(kind: .phone, range: range) }
    return nil
  }

  /// An IBAN (ISO 13616) around a run of digits: two letters, two digits, up to 30 more; modulo 97.
  private static func account(in text: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
    let earliest = max(0, range.lowerBound - 14)
    for start in earliest...range.lowerBound {
      guard start + 4 <= text.count, isCapital(text[start]), isCapital(text[start + 1]),
        isDigit(text[start + 2]), isDigit(text[start + 3]),
        start == 0 || !isAlphanumeric(text[start - 1])
      else { continue }
      var characters: [UInt8] = []
      var at = start
      var end = start
      while at < text.count, characters.count < 35 {
        if isCapital(text[at]) || isDigit(text[at]) {
          characters.append(text[at])
          end = at + 1
        } else if text[at] != 0x20 {
          break
        }
        at += 1
      }
      // Words in capitals may follow: the longest part that fits the check counts.
      while characters.count >= 15 {
        if isAccount(characters) { return start..<end }
        characters.removeLast()
        end -= 1
        while end > start, text[end - 1] == 0x20 { end -= 1 }
      }
    }
    return nil
  }

  private static func isAccount(_ characters: [UInt8]) -> Bool {
    guard (15...34).contains(characters.count) else { return false }
    var rest = 0
    for character in characters[4...] + characters[..<4] {
      let value = isDigit(character) ? Int(character) - 0x30 : Int(character) - 0x41 + 10
      rest = (rest * (value > 9 ? 100 : 10) + value) % 97
    }
    return rest == 1
  }

  private static func isCapital(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
}

/// A run of digits with its punctuation.
private struct LongNumber {
  /// The lengths of the groups of digits, and what stands between them.
  private var groups: [String] = []
  private var separators: [String] = []
  private let before: UInt8
  private let after: UInt8
  private let context: String

  init(_ text: Span<UInt8>, _ range: Range<Int>) {
    before = range.lowerBound > 0 ? text[range.lowerBound - 1] : 0x20
    after = range.upperBound < text.count ? text[range.upperBound] : 0x20
    let contextStart = max(0, range.lowerBound - 40)
    context = string(text, contextStart..<range.lowerBound).lowercased()
    var group = ""
    var separator = ""
    for at in range {
      let character = Character(Unicode.Scalar(text[at]))
      if isDigit(text[at]) {
        if !separator.isEmpty {
          groups.append(group)
          separators.append(separator)
          (group, separator) = ("", "")
        }
        group.append(character)
      } else {
        separator.append(character)
      }
    }
    groups.append(group)
  }

  private var digits: String { groups.joined() }
  private var lengths: [Int] { groups.map(\.count) }
  private var isFree: Bool { !isAlphanumeric(before) && !isAlphanumeric(after) && before != 0x5F }

  private func isSeparated(by allowed: Set<String>) -> Bool {
    separators.allSatisfy(allowed.contains)
  }

  private func mentions(_ words: [String]) -> Bool { words.contains { context.contains($0) } }

  /// Four numbers below 256 with dots; neither private, reserved, for documentation, nor a version.
  var isNetworkAddress: Bool {
    guard groups.count == 4, isSeparated(by: ["."]), isFree, before != 0x2E else {
      return false
    }
    let bytes = groups.compactMap { $0.count > 1 && $0.hasPrefix("0") ? nil : UInt8($0) }
    guard bytes.count == 4, bytes.contains(where: { $0 > 9 }) || isNamedAddress,
      !mentions(["version", "release", "section", "chapter", "clause", "firmware", "build "]),
      before != UInt8(ascii: "/") || context.hasSuffix("//")
    else { return false }
    switch (bytes[0], bytes[1], bytes[2]) {
    case (0, _, _), (10, _, _), (127, _, _), (224..., _, _), (169, 254, _), (172, 16...31, _),
      (192, 168, _), (192, 0, 2), (198, 51, 100), (203, 0, 113), (255, _, _):
      return false
    default: return true
    }
  }

  /// "IP 8.8.4.4": a word right before it says that it is none of a table of contents.
  private var isNamedAddress: Bool {
    ["ip ", "ip: ", "ip address ", "address ", "ping ", "host ", "server ", "nameserver "]
      .contains { context.hasSuffix($0) }
  }

  /// A social security number of the United States.
  var isNationalID: Bool {
    guard lengths == [3, 2, 4], separators == ["-", "-"], isFree, before != 0x2D else {
      return false
    }
    return groups[0] != "000" && groups[0] != "666" && !groups[0].hasPrefix("9")
      && groups[1] != "00" && groups[2] != "0000"
  }

  /// A payment card: the groups of a card, or a word that names it, and Luhn's check (ISO 7812).
  var isCard: Bool {
    guard isFree, isSeparated(by: [" ", "-"]), let first = digits.first, "3456".contains(first)
    else { return false }
    let isGrouped = [[4, 4, 4, 4], [4, 6, 5], [4, 4, 4, 4, 3]].contains(lengths)
    let isNamed =
      lengths.count == 1 && (13...19).contains(digits.count)
      && mentions(["card", "visa", "amex", "credit", "debit"])
    return (isGrouped || isNamed) && passesLuhn
  }

  private var passesLuhn: Bool {
    var sum = 0
    for (place, digit) in digits.reversed().enumerated() {
      let value = digit.wholeNumberValue ?? 0
      let doubled = value * 2 > 9 ? value * 2 - 9 : value * 2
      sum += place % 2 == 1 ? doubled : value
    }
    return sum % 10 == 0
  }

  /// `+` and a country's digits; the groups of North America; or a word that names it before.
  var isPhone: Bool {
    guard !isAlphanumeric(after), !isAlphanumeric(before) || before == 0x2B else { return false }
    let count = digits.count
    guard (8...15).contains(count) else { return false }
    if before == UInt8(ascii: "+") {
      let start = context.dropLast().last
      let isApart = start == nil || start == " " || start == "(" || start == ":" || start == "\n"
      return isApart && separators.allSatisfy { !$0.contains(".") && !$0.contains("/") }
    }
    let tail = lengths.suffix(3)
    let hasCountry = lengths.count == 4 && groups[0] == "1"
    if Array(tail) == [3, 3, 4], lengths.count == 3 || hasCountry, groups[groups.count - 3] >= "200"
    {
      let marks = separators.suffix(2).joined()
      let isBracketed = before == UInt8(ascii: "(") || (hasCountry && separators[0].contains("("))
      if ["--", ".."].contains(marks) { return true }
      if isBracketed, marks.hasPrefix(")") { return true }
    }
    let isDate = lengths.prefix(3) == [4, 2, 2]
    let separated = separators.allSatisfy { !$0.contains("/") && $0 != "." }
    return separated && !isDate && isAnnounced && (9...13).contains(count) && groups.count > 1
  }

  /// Whether a word that announces a number stands right before this one.
  private var isAnnounced: Bool {
    let words = context.drop { $0 == " " }.reversed().drop { " (*:\t\"".contains($0) }.reversed()
    let before = String(words)
    return [
      "phone", "phone number", "phone number is", "call", "call me at", "call us at", "tel",
      "tel.", "call me on", "call us on", "reach me at", "reach us at", "text me at",
      "my number is",
      "mobile number", "telefon", "teléfono", "telefone", "téléphone", "tél", "tél.", "telephone",
      "mobile", "fax", "dial", "cell", "whatsapp",
    ].contains { before.hasSuffix($0) }
  }
}
