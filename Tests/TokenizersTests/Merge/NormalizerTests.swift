import Testing
import Tokenizers

@Suite struct NormalizerTests {
  @Test(arguments: [
    ("plain text", nil), ("naïve 東京 🙂", nil), ("e\u{301}", "\u{e9}"),
    ("a\u{327}\u{301}", "\u{e1}\u{327}"), ("a\u{301}\u{327}", "\u{e1}\u{327}"),
    ("q\u{323}\u{307}", "q\u{323}\u{307}"), ("\u{1100}\u{1161}\u{11a8}", "\u{ac01}"),
    ("\u{ac00}\u{11a8}", "\u{ac01}"), ("\u{212b}", "\u{c5}"), ("\u{958}", "\u{915}\u{93c}"),
    ("\u{344}", "\u{308}\u{301}"), ("\u{1e9b}\u{323}", "\u{1e9b}\u{323}"), ("", nil),
    ("x\u{30b}\u{328}", "x\u{328}\u{30b}"),
  ])
  func composed(_ text: String, _ result: String?) {
    let changed = Normalizer.composed.changed(Array(text.utf8).span)
    #expect(changed ?? Array(text.utf8) == Array((result ?? text).utf8))
  }

  @Test func invalidBytesStay() {
    let bytes: [UInt8] = [0xFF, 0x65, 0xCC, 0x81, 0xC3, 0xE2, 0x82]
    #expect(Normalizer.composed.changed(bytes.span) == [0xFF, 0xC3, 0xA9, 0xC3, 0xE2, 0x82])
  }

  @Test(arguments: [("a b", "a▁b"), ("  ", "▁▁"), ("ab", nil), ("", nil)])
  func replaced(_ text: String, _ result: String?) {
    let spaces = Normalizer.replace([0x20], by: Array("▁".utf8))
    #expect(spaces.changed(Array(text.utf8).span) == result.map { Array($0.utf8) })
  }
}
