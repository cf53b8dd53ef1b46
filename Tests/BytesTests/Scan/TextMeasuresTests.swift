import Bytes
import Testing

@Suite struct TextMeasuresTests {
  /// Word by word, as the kernel should.
  private func plainWords(_ text: [UInt8]) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start: Int?
    for (at, byte) in text.enumerated() {
      let isSpace = byte == 0x20 || (0x09...0x0D).contains(byte)
      if isSpace, let begin = start {
        words.append(begin..<at)
        start = nil
      } else if !isSpace, start == nil {
        start = at
      }
    }
    if let begin = start { words.append(begin..<text.count) }
    return words
  }

  @Test(arguments: 0..<200)
  func wordsAreThoseOfThePlainWalk(seed: Int) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    let text = (0..<(seed * 3)).map { _ -> UInt8 in
      state = state &* 6_364_136_223_846_793_005 &+ 1
      return [0x20, 0x0A, 0x61, 0x62, 0xC3, 0x00, 0x63, 0x0D][Int(state >> 61)]
    }
    let marks = WordMarks(text.span)
    let plain = plainWords(text)
    #expect(marks.starts.map(Int.init) == plain.map(\.lowerBound))
    #expect(marks.ends.map(Int.init) == plain.map(\.upperBound))
    #expect(TextScan.asciiWordCount(text.span) == plain.count)
    var hashes: [[UInt8]: UInt64] = [:]
    for (range, hash) in zip(plain, marks.hashes) {
      #expect(hashes.updateValue(hash, forKey: Array(text[range])) ?? hash == hash)
    }
    #expect(Set(hashes.values).count == hashes.count)
  }

  @Test(arguments: 1...5)
  func repeatsAreThoseOfASet(n: Int) {
    let words = (0..<300).map { "w\(($0 * $0) % 7)" }
    let text = Array(words.joined(separator: " ").utf8)
    let repeats = WordMarks(text.span).repeats(ofWords: n, window: 3)
    var counts: [[String]: Int] = [:]
    for start in 0...(words.count - n) { counts[Array(words[start..<start + n]), default: 0] += 1 }
    #expect(repeats.copies == words.count - n + 1 - counts.count)
    #expect(repeats.most == counts.values.max())
  }

  @Test(arguments: [
    ("", 0, 0), ("a b", 0, 0), ("a a a", 3, 3), ("x y a b a b a b", 6, 3),
    ("x a b c a b c a b c a", 10, 3), ("a b c a b c", 0, 0),
  ])
  func loopingTail(text: String, words: Int, repeats: Int) {
    let tail = WordMarks(text.utf8Span.span).loopingTail(limit: 100)
    #expect(tail.words == words && tail.repeats == repeats)
  }

  @Test func linesWithoutTheirEdges() {
    let text = Array("  one \r\n\none\n \t\n two".utf8)
    let lines = TextScan.lineMarks(text.span)
    #expect(lines.map(\.bytes) == [3, 0, 3, 0, 3])
    #expect(lines[0].hash == lines[2].hash && lines[0].hash != lines[4].hash)
  }

  @Test(arguments: [
    ("", "", true), ("Try 9 again", "Try 10 again", true), ("Try 9 again", "Try again", false),
    ("a1", "a22", true), ("1a", "a1", true), ("a1b", "ab", false), ("12", "3", true),
    (String(repeating: "x", count: 63) + "1y", String(repeating: "x", count: 63) + "11y", true),
    (String(repeating: "x1", count: 70), String(repeating: "x23", count: 70), true),
    (String(repeating: "x1", count: 70), String(repeating: "x23", count: 71), false),
  ])
  func skeletonsOfLines(a: String, b: String, areAlike: Bool) {
    let text = Array("\n  \(a) \n\(b)\nend".utf8)
    let lines = TextScan.lineMarks(text.span)
    #expect((lines[1].skeleton == lines[2].skeleton) == areAlike)
    #expect(lines[1].letters == a.count { $0.isLetter })
  }

  @Test(arguments: [
    ("call +1 (415) 555-0137 now", ["1 (415) 555-0137"]), ("at 1.2.3.4!", ["1.2.3.4"]),
    ("12345678", []), ("123456789", ["123456789"]), ("", []), ("                    1", []),
    (String(repeating: "a", count: 60) + " 4111 1111 1111 1111", ["4111 1111 1111 1111"]),
    ("1   2345678 9", []), ("x-- 12-34-56-78-90", ["12-34-56-78-90"]),
  ])
  func longNumbers(text: String, expected: [String]) {
    let bytes = Array(text.utf8)
    let found = TextScan.longNumbers(bytes.span).map { String(decoding: bytes[$0], as: UTF8.self) }
    #expect(found == expected)
  }

  @Test func lettersByScript() {
    let text = Array("abc äé Жя 漢字 ひカ 한글 אב ئا कख กข αβ 12".utf8)
    let profile = TextScan.profile(text.span)
    #expect(profile[.latin] == 5 && profile[.cyrillic] == 2 && profile[.han] == 2)
    #expect(profile[.kana] == 2 && profile[.hangul] == 2 && profile[.hebrew] == 2)
    #expect(profile[.arabic] == 2 && profile[.indic] == 2 && profile[.thai] == 2)
    #expect(profile[.greek] == 2 && profile.digits == 2)
    #expect(profile.scalars == text.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) })
  }

  @Test func brokenTextIsRead() {
    // Ill-formed sequences at the end and in the middle: nothing is read beyond the text.
    for tail: [UInt8] in [[0xC3], [0xE2, 0x80], [0xF0, 0x9F, 0x98], [0xFF], [0x80, 0x80]] {
      let text = [UInt8](repeating: 0x61, count: 62) + tail
      #expect(TextScan.profile(text.span).scalars > 0)
    }
  }
}
