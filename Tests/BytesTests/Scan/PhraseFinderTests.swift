import Bytes
import Testing

@Suite struct PhraseFinderTests {
  private let finder = PhraseFinder([
    "i can't help", "sorry, i can*", "can", "GPT-4", "héllo", "<s>",
  ])

  @Test(arguments: [
    ("I can't help you", ["i can't help", "can"]), ("I can’t help you", ["i can't help", "can"]),
    ("sorry, I cannot", ["sorry, i can*"]), ("a canny can", ["can"]), ("uncan", []),
    ("GPT-4 and gpt-4o", ["GPT-4"]), ("Héllo héllo", ["héllo"]), ("", []), ("ca", []),
    ("x<s>y", ["<s>"]), ("canó", []), ("我can你", ["can"]), ("can", ["can"]),
    ("i can't helpful", ["can"]),
  ])
  func finds(text: String, expected: [String]) {
    let matches = finder.matches(in: text.utf8Span.span)
    var names: [String] = []
    for name in matches.map({ finder.phrases[$0.phrase] }) where !names.contains(name) {
      names.append(name)
    }
    #expect(Set(names) == Set(expected))
  }

  @Test func everyPlaceOfALongText() {
    for gap in 0..<40 {
      let text = Array((String(repeating: ".", count: gap) + " can").utf8)
      #expect(finder.matches(in: text.span).map(\.range) == [gap + 1..<gap + 4])
    }
  }

  @Test func moreThanOneBatch() {
    let text = Array(String(repeating: "can ", count: 1000).utf8)
    #expect(finder.matches(in: text.span).count == 1000)
    #expect(finder.matches(in: text.span, limit: 3).count == 3)
  }
}
