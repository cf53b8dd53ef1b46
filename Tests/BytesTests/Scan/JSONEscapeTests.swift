import Bytes
import Testing

@Suite struct JSONEscapeTests {
  @Test(arguments: [
    ("", "\"\""), ("a", "\"a\""), ("\"\\/", "\"\\\"\\\\/\""),
    ("\n\r\t\u{8}\u{C}", "\"\\n\\r\\t\\b\\f\""),
    (
      "\u{0}\u{1}\u{B}\u{E}\u{F}\u{10}\u{1F}\u{7F}",
      "\"\\u0000\\u0001\\u000b\\u000e\\u000f\\u0010\\u001f\u{7F}\""
    ),
    ("é日😀", "\"é日😀\""),
  ])
  func table(_ text: String, _ escaped: String) throws {
    var out: [UInt8] = []
    JSONEscape.append(text, to: &out)
    #expect(String(decoding: out, as: UTF8.self) == escaped)
    #expect(JSONValue.string(text).text == escaped)
    #expect(try PlainJSONParser.parse(out) == .string(text))
  }

  /// Every byte at every place of a block, and more escapes than there is room for at once.
  @Test func everyByteEverywhere() throws {
    for length in [1, 63, 64, 65, 127, 128, 200] {
      for byte in UInt8.min...UInt8.max {
        for place in stride(from: 0, to: length, by: 7) {
          var text = [UInt8](repeating: 0x78, count: length)
          text[place] = byte
          check(text)
        }
      }
    }
    check([UInt8](repeating: 0x01, count: 5000))
    check([UInt8](repeating: 0x22, count: 5000))
    var random = Seeded(1)
    for _ in 0..<500 {
      let count = Int.random(in: 0...300, using: &random)
      check((0..<count).map { _ in UInt8.random(in: 0...127, using: &random) })
      check((0..<count).map { _ in UInt8.random(in: 0...60, using: &random) })
    }
  }

  private func check(_ text: [UInt8]) {
    var out: [UInt8] = [0x2A]
    JSONEscape.append(text, to: &out)
    #expect(out == [0x2A] + plainEscape(text))
    var back: [UInt8] = [0x2B]
    #expect(throws: Never.self) {
      try JSONEscape.unescape(out[2..<(out.count - 1)].span, appendingTo: &back)
    }
    #expect(back == [0x2B] + text)
  }

  private func plainEscape(_ text: [UInt8]) -> [UInt8] {
    var out: [UInt8] = [0x22]
    for byte in text {
      switch byte {
      case 0x22, 0x5C: out += [0x5C, byte]
      case 8: out += utf8("\\b")
      case 9: out += utf8("\\t")
      case 10: out += utf8("\\n")
      case 12: out += utf8("\\f")
      case 13: out += utf8("\\r")
      case 0..<16: out += utf8("\\u000" + String(byte, radix: 16))
      case 16..<32: out += utf8("\\u00" + String(byte, radix: 16))
      default: out.append(byte)
      }
    }
    return out + [0x22]
  }

  @Test(arguments: [
    ("\\", 1), ("a\\q", 1), ("\\u12", 4), ("\\u12G4", 4), ("xy\\ud800", 2), ("\\udfff", 0),
    ("\\ud800\\u0041", 0), (String(repeating: "a", count: 100) + "\\q", 100),
  ])
  func refused(_ text: String, _ offset: Int) {
    var out: [UInt8] = [1]
    let error = #expect(throws: JSONError.self) {
      try JSONEscape.unescape(utf8(text).span, appendingTo: &out)
    }
    #expect(error?.offset == offset)
    #expect(out == [1])
  }
}
