// Separators of thousands beside the comma and the space, which LexerNumbers reads.

extension Lexer {
  /// 1'234'567 and 1_234_567; 12,34,567 as in India; 1.234.567 and 1.234,56 as in much of Europe.
  ///
  /// Nothing is read where the groups do not fit.
  mutating func otherGroups() -> [UInt8]? {
    guard openBrackets <= 0 else { return nil }
    var groups: [ArraySlice<UInt8>] = []
    var separator: UInt8 = 0
    var next = at
    while groups.count < 12 {
      let start = next
      while next < end, isDigit(bytes[next]) { next += 1 }
      groups.append(bytes[start..<next])
      let mark = byte(next)
      guard "'_,.".utf8.contains(mark), isDigit(byte(next + 1)), separator == 0 || separator == mark
      else { break }
      separator = mark
      next += 1
    }
    guard let first = groups.first, let last = groups.last, groups.count > 1,
      (1...3).contains(first.count), last.count == 3
    else { return nil }
    let inner = groups.dropFirst().dropLast()
    switch separator {
    case UInt8(ascii: "'"), UInt8(ascii: "_"):
      guard inner.allSatisfy({ $0.count == 3 }), first != [0x30] else { return nil }
    case UInt8(ascii: "."):
      // 1.234.567, and 1.234,56 with its decimals
      guard inner.allSatisfy({ $0.count == 3 }), first != [0x30], byte(next) != UInt8(ascii: "."),
        !inner.isEmpty || decimalsAfterComma(next) != nil
      else { return nil }
    case UInt8(ascii: ","):
      guard reading.grouping != .nowhere, !inner.isEmpty, inner.allSatisfy({ $0.count == 2 }),
        first.count <= 2
      else { return nil }
    default: return nil
    }
    at = next
    return groups.flatMap { $0 }
  }

  /// The end of `,56` behind 1.234, which is no 1234,567.
  func decimalsAfterComma(_ from: Int) -> Int? {
    guard byte(from) == UInt8(ascii: ","), isDigit(byte(from + 1)) else { return nil }
    var next = from + 1
    while isDigit(byte(next)) { next += 1 }
    return byte(next) == UInt8(ascii: ",") ? nil : next
  }
}
