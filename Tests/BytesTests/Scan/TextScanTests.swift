import Bytes
import Testing

@Suite struct TextScanTests {
  @Test(arguments: [
    ("", 0), (" ", 0), ("a", 1), ("a b", 2), ("  a\t\nb\r\n", 2), ("a\u{A0}b", 2),
    ("a\u{3000}b", 2),
    ("a\u{2003}\u{2028}b", 2), ("a\u{85}b\u{1680}c", 3), ("\u{205F}a\u{202F}", 1), ("é à", 2),
    ("a\u{200B}b", 1), ("日本 語", 2), ("a\u{B}b\u{C}c", 3), ("a\u{1C}b", 1), ("€\u{2009}€", 2),
    (String(repeating: "word ", count: 100), 100), (String(repeating: "x", count: 1000), 1),
  ])
  func words(_ text: String, _ count: Int) {
    // At every place of a 64-byte block, within and across it.
    for shift in 0..<66 {
      let padded = utf8(String(repeating: " ", count: shift) + text)
      #expect(TextScan.wordCount(padded.span) == count)
    }
  }

  @Test(arguments: 0..<4) func randomText(_ seed: UInt64) {
    var random = Seeded(seed)
    let scalars = Array("ab  \n\tč日😀\u{A0}\u{2005}\u{3000}€\u{E9}".unicodeScalars)
    for _ in 0..<400 {
      var text = ""
      for _ in 0..<Int.random(in: 0...150, using: &random) {
        if let scalar = scalars.randomElement(using: &random) { text.unicodeScalars.append(scalar) }
      }
      let bytes = utf8(text)
      #expect(TextScan.scalarCount(bytes.span) == text.unicodeScalars.count)
      let words = text.unicodeScalars.split { $0.properties.isWhitespace }
      #expect(TextScan.wordCount(bytes.span) == words.count)
      #expect(TextScan.count(0x20, in: bytes.span) == bytes.count { $0 == 0x20 })
      #expect(TextScan.firstInvalidUTF8(bytes.span) == nil)
      #expect(TextScan.isASCII(bytes.span) == bytes.allSatisfy { $0 < 0x80 })
    }
  }

  /// Random bytes against the standard library's validation.
  @Test(arguments: 0..<4) func validation(_ seed: UInt64) {
    var random = Seeded(seed)
    for _ in 0..<3000 {
      var bytes = utf8(String(repeating: "aé日😀", count: Int.random(in: 0...20, using: &random)))
      for _ in 0..<Int.random(in: 0...2, using: &random) where !bytes.isEmpty {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        bytes[at] = UInt8.random(in: 0...255, using: &random)
        if Bool.random(using: &random) { bytes.removeLast(bytes.count - at) }
      }
      let offset = TextScan.firstInvalidUTF8(bytes.span)
      #expect((offset == nil) == (String(validating: bytes, as: UTF8.self) != nil))
      guard let offset else { continue }
      #expect(String(validating: bytes[..<offset], as: UTF8.self) != nil)
      let next = (offset + 1)...min(offset + 4, bytes.count)
      #expect(next.allSatisfy { String(validating: bytes[offset..<$0], as: UTF8.self) == nil })
    }
  }

  @Test(
    arguments: [
      ("", []), ("a", [0..<1]), ("a\n", [0..<1]), ("a\r\nb", [0..<1, 3..<4]),
      ("\n\n", [0..<0, 1..<1]),
      ("\r\n", [0..<0]), ("a\rb\n", [0..<3]), ("\n\r\n", [0..<0, 1..<1]),
    ] as [(String, [Range<Int>])])
  func lines(_ text: String, _ expected: [Range<Int>]) {
    #expect(TextScan.lines(in: utf8(text).span) == expected)
  }

  @Test func manyLines() {
    let text =
      [UInt8](repeating: 0x0A, count: 5000) + utf8(String(repeating: "ab\n", count: 90_000))
    let lines = TextScan.lines(in: text.span)
    #expect(lines.count == 95_000)
    #expect(lines[4999] == 4999..<4999 && lines[5000] == 5000..<5002)
    #expect(lines.last == (text.count - 3)..<(text.count - 1))
  }

  @Test(
    arguments: [
      ("abcabc", "bc", 0, 1), ("abcabc", "bc", 2, 4), ("abcabc", "bc", 5, nil), ("abc", "", 3, 3),
      ("abc", "", 4, nil), ("abc", "abcd", 0, nil), ("", "a", 0, nil), ("aaa", "a", -1, nil),
    ] as [(String, String, Int, Int?)])
  func find(_ text: String, _ needle: String, _ start: Int, _ offset: Int?) {
    #expect(TextScan.find(needle, in: utf8(text).span, from: start) == offset)
  }

  /// Every place of needles of every length in texts of few letters, against a plain search.
  @Test(arguments: 1...70)
  func findIsThatOfThePlainWalk(length: Int) {
    var state = UInt64(length) &* 0x9E37_79B9_7F4A_7C15 | 1
    let text = (0..<400).map { _ -> UInt8 in
      state = state &* 6_364_136_223_846_793_005 &+ 1
      return state >> 60 == 0 ? 0x62 : 0x61
    }
    for start in stride(from: 0, through: text.count - length, by: 7) {
      let needle = text[start..<start + length]
      let plain = (0...(text.count - length)).first { text[$0...].starts(with: needle) }
      #expect(TextScan.find(Array(needle).span, in: text.span) == plain)
    }
    let absent = [UInt8](repeating: 0x61, count: length - 1) + [0x63]
    #expect(TextScan.find(absent.span, in: text.span) == nil)
  }
}
