import Grading
import Testing

@Suite struct SchemaPatternTests {
  @Test(arguments: [
    ("", "", true), ("a", "xay", true), ("^a", "xa", false), ("a$", "a\n", false),
    ("a|b|", "zzz", true), ("^(ab|a)b$", "ab", true), ("^(a|b)*c$", "ababc", true),
    ("^a{2}$", "aa", true), ("^a{2}$", "aaa", false), ("^a{2,}$", "aaaa", true),
    ("^a{1,2}$", "aaa", false), ("a{,2}", "a{,2}", true), ("^{$", "{", true),
    ("^.$", "\n", false), ("^.$", "😀", true), ("^[a-c]+$", "abcabc", true),
    ("^[^a-c]+$", "xyz", true), ("^[\\w-]+$", "a-b_9", true), ("^[a\\]]+$", "a]", true),
    ("^\\d{3}-\\d{4}$", "555-1234", true), ("^\\d$", "٣", false), ("^\\s$", "\u{A0}", true),
    ("^\\p{L}+$", "añ日", true), ("^\\P{L}+$", "123", true), ("^\\p{Lu}$", "a", false),
    ("\\bfoo\\b", "a foo b", true), ("\\bfoo\\b", "afoo", false), ("^\\u0041$", "A", true),
    ("^\\u{1F600}$", "😀", true), ("^\\ud83d\\ude00$", "😀", true), ("^\\x41\\t$", "A\t", true),
    ("^(?=.*\\d)(?=.*[a-z]).{4,}$", "ab12", true), ("^(?=.*\\d)(?=.*[a-z]).{4,}$", "abcd", false),
    ("^(?!foo)", "foobar", false), ("(?<=\\$)\\d+", "$42", true), ("(?<=\\$)\\d+", "42", false),
    ("(?<!a)b", "ab", false), ("(?<!a)b", "cb", true), ("(?<year>\\d{4})", "2026", true),
    ("(?:ab)+?c", "ababc", true), ("^(a*)*$", "aaaa", true), ("^()*$", "", true),
    ("\\cJ", "\n", true), ("\\.", ".", true), ("\\/", "/", true), ("]", "]", true),
  ])
  func table(pattern: String, text: String, isMatch: Bool) throws {
    #expect(try SchemaPattern(pattern).matches(text) == isMatch)
  }

  @Test(arguments: [
    "(", ")", "[a", "a**", "*", "\\", "[b-a]", "a{2,1}", "(?i)a", "\\p{Nope}", "\\1", "\\k<a>",
    "\\u{110000}", "(?=a)*", "(((a{100}){100}){100})", "(?<a",
  ])
  func refused(pattern: String) {
    #expect(throws: SchemaPatternError.self) { try SchemaPattern(pattern) }
  }

  /// Backtracking would need 2^1000 steps.
  @Test func nestedRepeatsStayLinear() throws {
    let text = String(repeating: "a", count: 1_000) + "b"
    #expect(try SchemaPattern("^(a+)+$").matches(text) == false)
    #expect(try SchemaPattern("^(a|a)*$").matches(text) == false)
  }

  @Test func stepsAreCounted() throws {
    let text = String(repeating: "a", count: 10_000)
    #expect(try SchemaPattern("(a?){50}b").matches(text, steps: 1_000) == nil)
  }

  @Test func deepGroupsAreRefused() {
    let pattern = String(repeating: "(", count: 50_000)
    #expect(throws: SchemaPatternError.self) { try SchemaPattern(pattern) }
  }
}
