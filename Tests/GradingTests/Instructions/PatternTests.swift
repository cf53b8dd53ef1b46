import Bytes
import Grading
import Testing

/// Keywords that are patterns, as Python's `re` reads them.
@Suite struct PatternTests {
  /// How often a pattern occurs, by way of the instruction that counts keywords.
  private func count(_ pattern: String, in text: String) -> Int? {
    for number in 0...20 {
      let arguments: JSONValue = [
        "keyword": .string(pattern), "frequency": .int(number + 1), "relation": "at least",
      ]
      guard let isMore = report("keywords:frequency", arguments, text).strict[0] else { return nil }
      if !isMore { return number }
    }
    return 21
  }

  @Test(arguments: [
    ("any sign", "a.c", "abc a\nc axc", 2),
    ("alternatives", "cat|dog", "cat dog catdog", 4),
    ("a repeat is greedy", "a+", "aaa a", 2),
    ("a lazy repeat", "a+?", "aaa a", 4),
    ("a possessive repeat gives nothing back", "a++a", "aaa", 0),
    ("counted", "a{2}", "aaaa a", 2),
    ("braces that count nothing", "a{b}", "a{b}", 1),
    ("a set", "[b-d]x", "ax bx cx", 2),
    ("a negated set", "[^b]x", "ax bx", 1),
    ("classes", #"\d+\s\w+"#, "12 ab, 3 c", 2),
    ("classes of other scripts", #"^\w+$"#, "приве́т", 0),
    ("anchors", "^a|a$", "aba\n", 2),
    ("word boundaries", #"\bon\b"#, "on upon on.", 2),
    ("a back-reference", #"(\w)\1"#, "aa bb cd", 2),
    ("a named group", "(?P<x>a|b)(?P=x)", "aa ab bb", 2),
    ("look-ahead", "a(?=b)", "ab ac", 1),
    ("negative look-behind", "(?<!a)b", "ab cb", 1),
    ("an atomic group", "(?>a+)a", "aaa", 0),
    ("an empty match at each place", "x*", "ab", 3),
    ("case is ignored", "[a-c]É", "Aé", 1),
    ("a comment", "a(?#no)b", "ab", 1),
    ("escapes", #"\x41\u0042\t"#, "ab\t", 1),
  ])
  func matches(_ name: String, _ pattern: String, _ text: String, _ expected: Int) {
    #expect(count(pattern, in: text) == expected)
  }

  @Test(arguments: [
    "(", "a)", "[a", "*a", "a**", "a{3,2}", #"\"#, #"\q"#, "(?<x>a)", "[b-a]", #"(a\1)"#,
    "(?<=a+)b", "(?P<1>a)", "^*",
  ])
  func errors(_ pattern: String) {
    let result = report("keywords:existence", ["keywords": [.string(pattern)]], "text")
    #expect(result.outcome(.strict) == .unsure("bad_pattern"))
  }

  @Test(arguments: [
    ("nested repeats", "(a+)+(a+)+(a+)+b", String(repeating: "a", count: 60)),
    ("deep recursion", "(?:a|b)+c", String(repeating: "ab", count: 20_000)),
  ])
  func workIsBounded(_ name: String, _ pattern: String, _ text: String) {
    let result = report("keywords:existence", ["keywords": [.string(pattern)]], text)
    #expect(result.outcome(.strict) == .unsure("pattern_too_slow"))
  }
}
