// Text in one encoding that was read as another, beyond Windows-1252, which the profile of a text finds by
// itself. Each pair of encodings has its own signs; a sign that any language or formula writes counts only
// side by side with others.

import Bytes

/// Characters that show a wrong encoding.
///
/// UTF-8 read as Windows-1251 (`РџСЂРёРІРµС‚`, `вЂ™`), as Mac OS Roman (`‚Äô`, `√©`), as code page 437
/// (`ΓÇÖ`, `caf├⌐`), as GBK (`锟斤拷`, `鈥檚`), as Shift JIS (`縺薙ｓ`); Shift JIS read as Windows-1252
/// (`‚±‚ñ‚É‚¿`); and words of another one-byte or two-byte encoding read as Latin-1 (`Ïðèâåò`, `ÄãºÃ`).
struct Misread {
  private(set) var count = 0
  /// The offset of the first; the text's length where there is none.
  private(set) var first: Int

  private var strangeWords: [Int] = []
  private var shiftMarks = 0
  private var shiftEnd = -1

  /// - Complexity: O(*n*).
  init(_ text: Span<UInt8>) {
    first = text.count
    var at = 0
    while at < text.count {
      guard text[at] >= 0x80 else {
        at += 1
        continue
      }
      let run = Run(text, from: at)
      read(run, in: text)
      at = run.end
    }
    // One such word may be a list of letters.
    if strangeWords.count >= 3 { note(strangeWords[0], strangeWords.count) }
  }

  private mutating func note(_ at: Int, _ number: Int = 1) {
    count += number
    first = min(first, at)
  }

  private mutating func read(_ run: Run, in text: Span<UInt8>) {
    readCyrillic(run)
    readShiftJIS(run, in: text)
    let scalars = run.scalars
    for (index, scalar) in scalars.enumerated() {
      let next = index + 1 < scalars.count ? scalars[index + 1] : 0
      let afterNext = index + 2 < scalars.count ? scalars[index + 2] : 0
      let isWrong =
        switch scalar {
        case 0x432: next == 0x402  // вЂ
        case 0x393: next == 0xC7  // ΓÇ
        case 0x201A: next == 0xC4 && Self.macQuotes.contains(afterNext)  // ‚Äô
        case 0x221A: isMacLetter(next, at: index, of: run)  // √©
        case 0x251C: isDOSLetter(next, at: index, of: run)  // ├⌐
        // What begins punctuation of UTF-8 is a rare character of GBK; 锟斤拷 is U+FFFD twice.
        case 0x9225, 0x9286, 0x951B: true
        case 0x951F: next == 0x65A4
        // Kana of UTF-8 in Shift JIS: a rare character and a half of a narrow one.
        case 0x7E3A, 0x7E67, 0x7E5D, 0x7AB6: (0xFF61...0xFF9F).contains(next)
        default: false
        }
      if isWrong { note(run.start) }
    }
    if run.isStrangeWord { strangeWords.append(run.start) }
  }

  /// Two letters of Windows-1251 for one: Р or С and a sign of its upper rows, three times and more.
  private mutating func readCyrillic(_ run: Run) {
    var chain = 0
    var index = 0
    while index + 1 < run.scalars.count {
      let isPair =
        (run.scalars[index] == 0x420 || run.scalars[index] == 0x421)
        && Self.upperCyrillic.contains(run.scalars[index + 1])
      guard isPair else {
        if chain >= 3 { note(run.start, chain) }
        chain = 0
        index += 1
        continue
      }
      chain += 1
      index += 2
    }
    if chain >= 3 { note(run.start, chain) }
  }

  /// The first bytes of kana, 0x82 and 0x83, with one character between each two of them.
  private mutating func readShiftJIS(_ run: Run, in text: Span<UInt8>) {
    var at = run.start
    for scalar in run.scalars {
      let length = scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4
      if scalar == 0x201A || scalar == 0x192 {
        let gap = at - shiftEnd
        let isNext = shiftEnd >= 0 && (1...3).contains(gap) && text[shiftEnd] != UInt8(ascii: "(")
        shiftMarks = isNext ? shiftMarks + 1 : 1
        shiftEnd = at + length
        if shiftMarks == 4 { note(at, 4) }
      }
      at += length
    }
  }

  /// Whether a sign stands in Mac OS Roman for the second byte of a letter.
  ///
  /// Signs of mathematics count between letters only.
  private func isMacLetter(_ next: UInt32, at index: Int, of run: Run) -> Bool {
    if Self.macSigns.contains(next) { return true }
    guard [0xB1, 0x2265, 0x222B, 0xBA, 0x2202].contains(next) else { return false }
    return index == 0 && run.scalars.count == 2 && isLetter(run.before) && isLetter(run.after)
  }

  /// A box drawing sign right behind a letter, and a sign of code page 437 behind it.
  private func isDOSLetter(_ next: UInt32, at index: Int, of run: Run) -> Bool {
    index == 0 && isLetter(run.before) && (Self.dosSigns.contains(next) || isLetter(run.after))
      && next != 0 && next != 0x2500
  }

  private static let upperCyrillic = Set(
    "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџ\u{A0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{AD}®Ї°±Ііґµ¶·ё№є»јЅѕї"
      .unicodeScalars.map(\.value))
  private static let macQuotes = Set("ôöúùìî¶¢†".unicodeScalars.map(\.value))
  private static let macSigns = Set(
    "©®™§¶•†ß´¨°ª¢£ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü".unicodeScalars.map(\.value))
  private static let dosSigns = Set("áíóúñÑªº¿⌐¬½¼¡«»".unicodeScalars.map(\.value))
}

/// Neighbouring characters beyond ASCII.
private struct Run {
  let start: Int
  let end: Int
  let scalars: [UInt32]
  /// The bytes around it; a space at the ends of the text.
  let before: UInt8
  let after: UInt8

  init(_ text: Span<UInt8>, from start: Int) {
    var at = start
    var scalars: [UInt32] = []
    // A long text of another script is read in pieces.
    while at < text.count, text[at] >= 0x80, scalars.count < 256 {
      let lead = text[at]
      let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
      var scalar = UInt32(lead) & (0x7F >> UInt32(length))
      for step in 1..<length {
        scalar = scalar << 6 | UInt32((at + step < text.count ? text[at + step] : 0) & 0x3F)
      }
      scalars.append(scalar)
      at += length
    }
    (self.start, self.scalars) = (start, scalars)
    end = min(at, text.count)
    before = start > 0 ? text[start - 1] : 0x20
    after = end < text.count ? text[end] : 0x20
  }

  /// Whether a word is of Latin-1's upper half alone: five signs, four letters, four different ones.
  ///
  /// No language writes such words; a class of a regular expression does, and stands in brackets.
  var isStrangeWord: Bool {
    guard scalars.count >= 5, isFree(before), isFree(after) else { return false }
    var letters = 0
    for scalar in scalars {
      guard (0xA1...0xFF).contains(scalar) else { return false }
      if scalar >= 0xC0, scalar != 0xD7, scalar != 0xF7 { letters += 1 }
    }
    return letters >= 4 && Set(scalars).count >= 4
  }

  private func isFree(_ byte: UInt8) -> Bool { byte <= 0x20 || ".,!?;:)".utf8.contains(byte) }
}

/// Characters that were written as signs of another notation and never put back: `don\u2019t` and
/// `caf=C3=A9`.
enum WrittenEscapes {
  /// The places of escapes of JSON (`\u` and four digits, beyond ASCII) and of quoted-printable text
  /// (RFC 2045).
  static func ranges(in text: Span<UInt8>) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var from = 0
    while let at = TextScan.find("\\u", in: text, from: from), ranges.count < 64 {
      from = at + 2
      let isDoubled = at > 0 && text[at - 1] == UInt8(ascii: "\\")
      if !isDoubled, let value = hex(text, at + 2, digits: 4), value >= 0x80 {
        ranges.append(at..<at + 6)
      }
    }
    for (lead, length) in [("=E2=80=", 9), ("=C3=", 6), ("=C2=", 6)] {
      from = 0
      while let at = TextScan.find(lead, in: text, from: from), ranges.count < 64 {
        from = at + lead.utf8.count
        if let value = hex(text, from, digits: 2), (0x80...0xBF).contains(value) {
          ranges.append(at..<min(text.count, at + length))
        }
      }
    }
    return ranges
  }

  private static func hex(_ text: Span<UInt8>, _ start: Int, digits: Int) -> Int? {
    guard start + digits <= text.count else { return nil }
    return Int(string(text, start..<start + digits), radix: 16)
  }
}
