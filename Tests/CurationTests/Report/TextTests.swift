import Curation
import Testing

@Suite struct TextTests {
  @Test(arguments: [
    ("plain", "plain"), ("line\nend\ttab", "line\nend\ttab"),
    ("\u{1B}[31mred", "\\u{1B}[31mred"), ("a\u{0}b", "a\\u{0}b"), ("cr\r\n", "cr\\u{D}\n"),
    ("\u{202E}evil", "\\u{202E}evil"), ("zero\u{200B}width", "zero\\u{200B}width"),
    ("\u{9B}31m", "\\u{9B}31m"), ("naïve 漢字 🙂", "naïve 漢字 🙂"),
  ])
  func controlsAreShownNotObeyed(text: String, expected: String) {
    #expect(visible(text) == expected)
  }

  @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")])
  func groups(number: Int, expected: String) { #expect(grouped(number) == expected) }

  @Test(arguments: [(12, "12 B"), (12_345, "12.3 kB"), (5_000_000, "5.0 MB")])
  func bytes(number: Int, expected: String) { #expect(humanBytes(number) == expected) }

  @Test func columns() {
    let text = sideBySide("one two three", "alpha", width: 43)
    #expect(text == "one two three        │ alpha\n")
  }
}
