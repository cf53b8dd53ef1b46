import Bytes
import Curation
import Testing

/// A leak of one of the demo benchmark's items, or of none.
struct LeakCase: Sendable, CustomTestStringConvertible {
  let name: String
  let prompt: String
  let response: String
  let expected: String

  init(_ name: String, _ prompt: String, _ expected: String, response: String = "87") {
    self.name = name
    self.prompt = prompt
    self.response = response
    self.expected = expected
  }
  var testDescription: String { name }
}

private let geese = """
  Farmer Odile keeps 34 geese on the north pond and twice as many on the south pond, and a fox \
  scared away 15 of the southern ones last night. How many geese does Odile keep now?
  """

@Suite struct BenchmarkOverlapTests {
  @Test(arguments: [
    LeakCase("word for word", geese, "fail whole"),
    LeakCase("capitals", geese.uppercased(), "fail whole"),
    LeakCase("other spacing", geese.replacing(" ", with: "\n  "), "fail whole"),
    LeakCase("no punctuation", geese.filter { $0 != "," && $0 != "." }, "fail whole"),
    LeakCase("numbers as LaTeX", geese.replacing("34", with: "$34$\\,"), "fail whole"),
    LeakCase(
      "inside other text", "Please solve this for my nephew: \(geese) Thank you!", "fail whole"),
    LeakCase(
      "numbers changed", geese.replacing("34", with: "57").replacing("15", with: "9"),
      "fail run"),
    LeakCase(
      "numbers changed, and the end cut", String(geese.replacing("34", with: "7").prefix(120)),
      "fail run"),
    LeakCase(
      "the first 13 words", "Farmer Odile keeps 34 geese on the north pond and twice as many",
      "fail run"),
    LeakCase("only 12 words", "Farmer Odile keeps 34 geese on the north pond and twice as", "pass"),
    LeakCase("in the response", "A riddle.", "fail whole", response: "The riddle: \(geese)"),
    LeakCase("another problem", "Farmer Odile keeps 34 hens. How many eggs does she get?", "pass"),
    LeakCase("empty", "", "pass", response: ""),
    LeakCase("one word", "geese", "pass"),
    LeakCase("not a letter", "+++ $$ \\\\ {,} ''", "pass", response: "\\"),
  ])
  func table(_ c: LeakCase) throws {
    let verdict = try judge(c.prompt, c.response)
    let outcome = [verdict["outcome"]?.string, verdict["reason"]?.string]
    #expect(outcome.compactMap(\.self).joined(separator: " ") == c.expected, "\(verdict.text)")
  }

  @Test func theSpanIsTheSharedText() throws {
    let verdict = try judge("Solve: \(geese) Please.", "")
    let hit = try #require(verdict["details"]?["hits"]?.array?.first)
    #expect(hit["benchmark"]?.string == "demo")
    #expect(hit["item"]?.string == "demo-1")
    #expect(hit["side"]?.string == "prompt")
    #expect(hit["run"]?.int == 36)
    #expect(hit["span"]?.array?.compactMap(\.int) == [7, 7 + geese.utf8.count - 1])
    #expect(hit["text"]?.string == String(geese.dropLast()))
  }

  @Test func indelSimilarityFindsRewordedItems() throws {
    let reworded = geese.replacing("keeps", with: "has").replacing(
      "scared away", with: "chased off"
    )
    .replacing(" and ", with: ", ").replacing("on the", with: "at a")
    let plain = try judge(reworded, "", recipe: "mode: [indel, exact], n: 30")
    #expect(plain["reason"]?.string == "similarity", "\(plain.text)")
    let other = try judge(
      "Farmer Paul keeps 20 cows in a shed and sold three of them at the market. How many are left?",
      "", recipe: "mode: [indel, exact], n: 30")
    #expect(other["outcome"]?.string == "pass", "\(other.text)")
  }

  private func judge(_ prompt: String, _ response: String, recipe: String = "") throws -> JSONValue
  {
    let section =
      "decontaminate: {against: [filters/benchmarks/demo.yaml]\(recipe.isEmpty ? "" : ", " + recipe)}"
    let recipe = try Recipe(yaml: section, file: "r.yaml", defaults: try Recipe.embedded())
    var trial = try TryFilter(name: "decontaminate.overlap", recipe: recipe, set: [])
    let line: JSONValue = ["id": "x", "prompt": .string(prompt), "output": .string(response)]
    return try #require(trial.judge([line.encoded], ordinal: 1).first)
  }
}

@Suite struct FoldedWordTests {
  /// Rows whose two texts have the same words.
  @Test(arguments: [
    ("1,000 apples", "1000 Apples!"), ("1{,}000", "1000"),
    ("\\left(\\dfrac{1}{2}\\right)", "(1/2)"), ("$3 \\cdot 4$", "3 * 4"), ("$x^2$", "x 2"),
    ("don't", "don’t"), ("DON'T", "dont"), ("half-empty", "half empty"), ("48cars", "48 cars"),
    ("É", "é"), ("“quoted”", "quoted"), ("a\u{A0}b", "a b"), ("\\alpha", "alpha"),
    ("\\FRAC{X}{Y} \\LEFT(", "x/y"),
    ("\\text{where } n", "where n"), ("", " \\, "),
  ])
  func equal(_ a: String, _ b: String) {
    #expect(words(a) == words(b))
  }

  @Test(arguments: [("1,00", "100"), ("12", "1 2"), ("ab", "a b"), ("1", "2"), ("北京", "北")])
  func different(_ a: String, _ b: String) {
    #expect(words(a) != words(b))
  }

  @Test func ideographsAreWordsOfTheirOwn() { #expect(words("我有3个苹果").count == 6) }

  @Test func numbersAreBlind() {
    let text = Array("7 geese".utf8)
    let other = Array("31 geese".utf8)
    let a = TextScan.foldedWords(text.span)
    let b = TextScan.foldedWords(other.span)
    #expect(a.map(\.blindHash) == b.map(\.blindHash))
    #expect(a.map(\.hash) != b.map(\.hash))
  }

  /// Every cut of a text with all kinds of characters stays inside its bytes.
  @Test func cutAnywhere() {
    let text = Array("a’b 1,234 \\frac12 É北 \u{2019}x {,}567 \\".utf8)
    for end in 0...text.count {
      for word in TextScan.foldedWords(text.span.extracting(0..<end)) {
        #expect(word.start < word.end && Int(word.end) <= end)
      }
    }
  }

  private func words(_ text: String) -> [UInt64] {
    let bytes = Array(text.utf8)
    return TextScan.foldedWords(bytes.span).map(\.hash)
  }
}
