// Texts without what does not change their meaning: the last resort when an answer is words, and
// the first test before anything is parsed.

package enum NormalizedText {
  /// Mathematics with white space, sizes and delimiters removed; case matters.
  package static func mathematics(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "$"), UInt8(ascii: "~"):
        at += 1
        // 4 2 is not 42
        if at < bytes.count, ASCII.isDigit(bytes[at]), let last = out.last, ASCII.isDigit(last) {
          out.append(0x20)
        }
      case UInt8(ascii: "\\"): at += command(bytes, at, &out)
      default:
        out.append(byte)
        at += 1
      }
    }
    while let last = out.last, last == UInt8(ascii: ".") || last == UInt8(ascii: ",") {
      out.removeLast()
    }
    return out
  }

  /// Copies a command unless it is spacing; \dfrac and \tfrac become \frac.
  ///
  /// Returns bytes read.
  private static func command(_ bytes: [UInt8], _ at: Int, _ out: inout [UInt8]) -> Int {
    var stop = at + 1
    while stop < bytes.count, ASCII.isLetter(bytes[stop]) { stop += 1 }
    guard stop > at + 1 else {
      guard at + 1 < bytes.count else { return 1 }
      switch bytes[at + 1] {
      case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"), 0x20,
        UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"):
        return 2
      default:
        out += bytes[at...at + 1]
        return 2
      }
    }
    let name = bytes[at + 1..<stop]
    for dropped in ["left", "right", "displaystyle", "quad", "qquad"]
    where name.elementsEqual(dropped.utf8) {
      return stop - at
    }
    if name.elementsEqual("dfrac".utf8) || name.elementsEqual("tfrac".utf8)
      || name.elementsEqual("cfrac".utf8)
    {
      out += "\\frac".utf8
    } else {
      out += bytes[at..<stop]
    }
    return stop - at
  }

  /// The words of a text: lower case, without commands, quotes, emphasis, articles and final stops.
  package static func words(_ bytes: some Collection<UInt8>) -> String {
    let source = Array(bytes)
    var out: [UInt8] = []
    var gap = false
    var at = 0
    func append(_ byte: UInt8) {
      if gap, !out.isEmpty { out.append(0x20) }
      gap = false
      out.append(byte)
    }
    while at < source.count {
      let byte = source[at]
      switch byte {
      case UInt8(ascii: "\\"):
        at += 1
        let start = at
        while at < source.count, ASCII.isLetter(source[at]) { at += 1 }
        if at == start { at += 1 }
        gap = true
        continue
      case UInt8(ascii: "a")...UInt8(ascii: "z"), 0x30...0x39, 0x80...: append(byte)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): append(byte | 0x20)
      case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "="),
        UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "%"), UInt8(ascii: "^"):
        append(byte)
      case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "*"), UInt8(ascii: "$"): break
      case UInt8(ascii: "."), UInt8(ascii: ","):
        // a point inside a number stays
        let isInside =
          at > 0 && at + 1 < source.count && ASCII.isDigit(source[at - 1])
          && ASCII.isDigit(source[at + 1])
        if isInside { append(byte) } else { gap = true }
      default: gap = true
      }
      at += 1
    }
    return withoutArticle(String(decoding: out, as: UTF8.self))
  }

  private static func withoutArticle(_ text: String) -> String {
    for article in ["the ", "an ", "a "]
    where text.hasPrefix(article) && text.utf8.count > article.utf8.count + 1 {
      return String(text.dropFirst(article.count))
    }
    return text
  }
}
