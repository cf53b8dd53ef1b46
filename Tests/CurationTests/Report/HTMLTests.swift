import Curation
import Testing

@Suite struct HTMLTests {
  /// Text of a sample, and what a page holds of it.
  @Test(arguments: [
    ("a<b & c>d", "a&lt;b &amp; c&gt;d"),
    (#"" onload='x"#, "&quot; onload=&#39;x"),
    ("<\u{0301}script>", "&lt;\u{0301}script&gt;"),
    ("\u{0600}<meta>", "\u{0600}&lt;meta&gt;"),
    ("<\u{200D}b>", #"&lt;\u{200D}b&gt;"#),
    ("\u{1B}[31mred\u{0}", #"\u{1B}[31mred\u{0}"#),
    ("\u{061C}\u{2028}\u{202E}", #"\u{61C}\u{2028}\u{202E}"#),
    ("line\n\ttab", "line\n\ttab"),
  ])
  func escaped(text: String, html: String) { #expect(HTML.escaped(text) == html) }
}

@Suite struct HistogramTests {
  @Test func aGiantFallsIntoTheLastBin() throws {
    var values = (0..<200).map { (value: Double($0) / 200, isKept: true) }
    values.append((value: 1e25, isKept: false))
    values.append((value: -1e300, isKept: false))
    let histogram = try #require(Histogram(title: "reward", values: values))
    #expect(histogram.dropped.last == 1)
    #expect(histogram.kept.reduce(0, +) + histogram.dropped.reduce(0, +) == 202)
  }
}
