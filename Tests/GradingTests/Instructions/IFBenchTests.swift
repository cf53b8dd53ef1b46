import Bytes
import Testing

/// count:*, ratio:* and sentence:* of IFBench.
@Suite struct IFBenchCountsTests {
  private static func number(_ key: String, _ value: Double) -> JSONValue {
    .object(JSONObject([(key, .double(value))]))
  }

  private static let range: JSONValue = ["min_words": 2, "max_words": 3]

  @Test(arguments: [
    InstructionCase("fewest", "one two", true, range),
    InstructionCase("most", "a b c", true, range),
    InstructionCase("too few", "one", false, range),
    InstructionCase("too many", "a b c d", false, range),
  ])
  func wordRange(_ c: InstructionCase) { c.check("count:word_count_range") }

  @Test(arguments: [
    InstructionCase("enough", "One, two. one", true, number("N", 2)),
    InstructionCase("too few", "One, one. ONE", false, number("N", 2)),
  ])
  func uniqueWords(_ c: InstructionCase) { c.check("count:unique_word_count") }

  @Test(arguments: [
    InstructionCase("two", "this and that, but no more", true, number("small_n", 2)),
    InstructionCase("one twice", "a and b and c", false, number("small_n", 2)),
    InstructionCase("another case is another", "And so and", true, number("small_n", 3)),
  ])
  func conjunctions(_ c: InstructionCase) { c.check("count:conjunctions") }

  @Test(arguments: [
    InstructionCase("two", "Emma met Liam.", true, number("N", 2)),
    InstructionCase("one", "Emma met Emma.", false, number("N", 2)),
    InstructionCase("inside a word", "Leopard and Emma", false, number("N", 2)),
  ])
  func names(_ c: InstructionCase) { c.check("count:person_names") }

  @Test(arguments: [
    InstructionCase("two", "3 and 4", true, number("N", 2)),
    InstructionCase("one", "3", false, number("N", 2)),
    InstructionCase("signs inside are left out", "1,000.5", true, number("N", 1)),
  ])
  func numbers(_ c: InstructionCase) { c.check("count:numbers") }

  @Test(arguments: [
    InstructionCase("all", "a. b, c! d? e; f: g?!", true),
    InstructionCase("no interrobang", "a. b, c! d? e; f:", false),
    InstructionCase("its signs do not count", "a. b, e; f: g?!", false),
    InstructionCase("one sign", "a. b, c! d? e; f: g‽", true),
    InstructionCase("no semicolon", "a. b, c! d? f: g?!", false),
  ])
  func punctuation(_ c: InstructionCase) { c.check("count:punctuation") }

  @Test(arguments: [
    InstructionCase("every second", "one 二 three 四", true, number("N", 2)),
    InstructionCase("one is missing", "one 二 three four", false, number("N", 2)),
    InstructionCase("a number will do", "one 2 three カ", true, number("N", 2)),
  ])
  func japanese(_ c: InstructionCase) { c.check("count:words_japanese") }

  @Test(arguments: [
    InstructionCase("two", "He gave it away", true, number("N", 2)),
    InstructionCase("one", "He gave", false, number("N", 2)),
    InstructionCase("a slash parts them", "she/her", true, number("N", 2)),
  ])
  func pronouns(_ c: InstructionCase) { c.check("count:pronouns") }

  private static let series: JSONValue = [
    "keyword1": "a", "keyword2": "b", "keyword3": "c", "keyword4": "d", "keyword5": "e",
  ]

  @Test(arguments: [
    InstructionCase("right", "a bb ccc ddddd eeeeeee", true, series),
    InstructionCase("one too many", "aa bb ccc ddddd eeeeeee", false, series),
  ])
  func keywordSeries(_ c: InstructionCase) { c.check("count:keywords_multiple") }

  @Test(arguments: [
    InstructionCase("a quarter", "the cat sat down", false, number("percentage", 24)),
    InstructionCase("half at the limit", "the cat sat down", true, number("percentage", 50)),
    InstructionCase("half over it", "the cat sat down", false, number("percentage", 49)),
    InstructionCase("no words", "?!", false, number("percentage", 50)),
  ])
  func stopWords(_ c: InstructionCase) { c.check("ratio:stop_words") }

  @Test(arguments: [
    InstructionCase("two to one", "It is. He is. Is it?", true),
    InstructionCase("one to one", "It is. Is it?", false),
  ])
  func types(_ c: InstructionCase) { c.check("ratio:sentence_type") }

  @Test(arguments: [
    InstructionCase("one each", "It is. Is it? It is!", true),
    InstructionCase("none is missing", "It is. Is it?", false),
  ])
  func balance(_ c: InstructionCase) { c.check("ratio:sentence_balance") }

  @Test(arguments: [
    InstructionCase("one is longer", "It is. He was? We go!", false),
    InstructionCase("three of one length", "He is. He am. He go!", true),
    InstructionCase("two", "He is. He am.", false),
  ])
  func equalSentences(_ c: InstructionCase) { c.check("ratio:sentence_words") }

  private static func overlap(_ percentage: Int) -> JSONValue {
    ["reference_text": "abcdef", "percentage": .int(percentage)]
  }

  @Test(arguments: [
    InstructionCase("all", "abcdef", true, overlap(98)),
    InstructionCase("all, too much", "abcdef", false, overlap(97)),
    InstructionCase("half", "abcdxx", true, overlap(50)),
    InstructionCase("too short", "ab", false, overlap(0)),
  ])
  func trigrams(_ c: InstructionCase) { c.check("ratio:overlap") }

  @Test(arguments: [
    InstructionCase("grows", "Big bears. Big brown bears came. Big bad brown bears.", true),
    InstructionCase("does not", "Big bears. Two tall.", false),
  ])
  func alliteration(_ c: InstructionCase) { c.check("sentence:alliteration_increment") }

  @Test(arguments: [
    InstructionCase("by two", "We go. We go to Rome.", true, number("small_n", 2)),
    InstructionCase("by one", "We go. We go home.", false, number("small_n", 2)),
  ])
  func increment(_ c: InstructionCase) { c.check("sentence:increment") }

  private static let second: JSONValue = ["word": "Rome", "N": 2.double]

  @Test(arguments: [
    InstructionCase("there", "We go. We see rome.", true, second),
    InstructionCase("in another", "We see Rome. We go.", false, second),
    InstructionCase("too few sentences", "We see Rome.", false, second),
    InstructionCase("inside a word", "We go. We see Romeo.", false, second),
  ])
  func keyword(_ c: InstructionCase) { c.check("sentence:keyword") }
}

extension Int {
  fileprivate var double: JSONValue { .double(Double(self)) }
}
