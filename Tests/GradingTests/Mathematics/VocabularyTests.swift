import Grading
import Testing

@Suite struct VocabularyTests {
  /// Lookup compares hashes only, so no two names may share one.
  @Test func namesHaveDistinctHashes() {
    let names = [
      "frac", "dfrac", "tfrac", "sqrt", "sin", "cos", "tan", "ln", "log", "exp", "pi", "infty",
      "alpha", "beta", "gamma", "theta", "cdot", "times", "le", "leq",
      "ge", "geq", "in", "notin", "cup", "cap", "setminus", "text", "mathrm", "mathbf", "left",
      "right", "quad", "begin", "end", "and", "or", "not",
      "meter", "meters", "cm", "inch", "inches", "degree", "degrees", "dollar", "dollars", "minute",
      "minutes", "hour", "hours",
    ]
    #expect(Set(names.map { Vocabulary.hash($0.utf8) }).count == names.count)
  }

  @Test(arguments: [
    ("２５％", "25%"), ("x²+y₁", "x^{2}+y_{1}"), ("3½", "3 1/2 "), ("−√2", "-\\sqrt 2"), ("٣٤", "34"),
    ("plain", "plain"),
  ])
  func unicodeIsRewritten(_ text: String, _ ascii: String) {
    #expect(UnicodeMathematics.asciified(Array(text.utf8)) == Array(ascii.utf8))
  }
}
