// Labels that stand where an answer is expected: C  (C)  **C**  \text{C}  C) Berlin  A, C

enum LabelText {
  /// The text in ASCII without commands, braces, dollars and emphasis; letters of other scripts that
  /// label options become A, B, C, D.
  static func plain(_ bytes: [UInt8]) -> [UInt8] {
    let source = withLatinLabels(UnicodeMathematics.asciified(bytes))
    var out: [UInt8] = []
    out.reserveCapacity(source.count)
    var at = 0
    while at < source.count {
      let byte = source[at]
      if byte == UInt8(ascii: "\\") {
        at += 1
        let start = at
        while at < source.count, ASCII.isLetter(source[at]) { at += 1 }
        if at == start { at += 1 }
        out.append(0x20)
        continue
      }
      out.append("{}$*`_#".utf8.contains(byte) ? 0x20 : byte)
      at += 1
    }
    return out.trimmed
  }

  /// أ ب ج د, ক খ গ ঘ, क ख ग घ, 甲乙丙丁, Б, Г and the Cyrillic twins of A and C.
  ///
  /// The Cyrillic В is the third letter of its alphabet and looks like the second of ours: it is
  /// left alone.
  private static let labels: [UInt32: UInt8] = {
    var table: [UInt32: UInt8] = [:]
    for row in ["أبجد", "কখগঘ", "कखगघ", "甲乙丙丁"] {
      for (index, scalar) in row.unicodeScalars.enumerated() {
        table[scalar.value] = UInt8(0x41 + index)
      }
    }
    table[0x0410] = UInt8(ascii: "A")
    table[0x0411] = UInt8(ascii: "B")
    table[0x0421] = UInt8(ascii: "C")
    table[0x0413] = UInt8(ascii: "D")
    return table
  }()

  /// Replaces a label of another script where it is a word of its own.
  private static func withLatinLabels(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(where: { $0 >= 0x80 }) else { return bytes }
    var out: [UInt8] = []
    var at = 0
    var previousIsLetter = false
    while at < bytes.count {
      let (scalar, length) = UnicodeMathematics.decode(bytes, at)
      let next = at + length
      let nextIsLetter = next < bytes.count && (bytes[next] >= 0x80 || ASCII.isLetter(bytes[next]))
      if let label = labels[scalar], !previousIsLetter, !nextIsLetter || endsWord(bytes, next) {
        out.append(label)
      } else {
        out += bytes[at..<next]
      }
      previousIsLetter = bytes[at] >= 0x80 && !isPunctuation(scalar) || ASCII.isLetter(bytes[at])
      at = next
    }
    return out
  }

  private static func endsWord(_ bytes: [UInt8], _ at: Int) -> Bool {
    isPunctuation(UnicodeMathematics.decode(bytes, at).0)
  }

  private static func isPunctuation(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x3000...0x303F, 0xFF00...0xFF0F, 0x2000...0x206F, 0x0964, 0x060C, 0x061B: true
    default: false
    }
  }

  /// Words that may stand before a label: "Answer: C", "option C".
  private static let prefixes: [StaticString] = [
    "answer", "the answer is", "option", "choice", "final answer", "correct answer",
  ]

  static func withoutPrefix(_ bytes: [UInt8]) -> [UInt8] {
    var rest = bytes
    for _ in 0..<2 {
      let lower = rest.map(ASCII.lower)
      for prefix in prefixes where lower.has(prefix, at: 0) {
        let after = prefix.utf8CodeUnitCount
        guard after < rest.count, !ASCII.isLetter(rest[after]) else { continue }
        rest = Array(rest[after...].drop { $0 <= 0x20 || ":=".utf8.contains($0) })
        break
      }
    }
    return rest
  }

  private static func label(_ byte: UInt8, _ count: Int) -> Int? {
    guard ASCII.isLetter(byte) else { return nil }
    let index = Int(byte & 0x5F) - 0x41
    return index < count ? index : nil
  }

  /// The labels of a text that is nothing but labels: `C`, `(A) and (C)`, `A,C`, `AC`.
  static func onlyLabels(_ bytes: [UInt8], count: Int) -> Set<Int>? {
    var found: Set<Int> = []
    var at = 0
    var run = 0
    while at < bytes.count {
      let byte = bytes[at]
      if ASCII.isLetter(byte) {
        let start = at
        while at < bytes.count, ASCII.isLetter(bytes[at]) { at += 1 }
        let word = bytes[start..<at]
        if word.elementsEqual("and".utf8) || word.elementsEqual("or".utf8) { continue }
        // a run of capitals, as in `AC`, lists several
        guard word.count == 1 || word.allSatisfy({ $0 < 0x61 }) && word.count <= 4 else {
          return nil
        }
        for letter in word {
          guard let index = label(letter, count) else { return nil }
          found.insert(index)
          run += 1
        }
        continue
      }
      guard byte <= 0x20 || "()[],.;:/&'\"".utf8.contains(byte) else { return nil }
      at += 1
    }
    return found.isEmpty || run != found.count ? nil : found
  }

  /// The label that begins a text and is set off from it: `C) Berlin`, `(C) Berlin`, `B. 15`, `E: …`.
  static func leadingLabel(_ bytes: [UInt8], count: Int) -> Int? {
    var at = 0
    while at < bytes.count, "([ '\"".utf8.contains(bytes[at]) { at += 1 }
    guard at < bytes.count, bytes[at] < 0x80, let index = label(bytes[at], count) else {
      return nil
    }
    let next = at + 1
    guard next < bytes.count else { return index }
    if ")]".utf8.contains(bytes[next]) { return index }
    guard bytes[at] < 0x61 else { return nil }
    if bytes[next] == UInt8(ascii: ".") || bytes[next] == UInt8(ascii: ":") {
      return next + 1 >= bytes.count || bytes[next + 1] <= 0x20 ? index : nil
    }
    return bytes[next] == 0x0A ? index : nil
  }
}
