import Bytes
import Grading
import Testing

/// words:* of IFBench.
@Suite struct IFBenchWordsTests {
  @Test(arguments: [
    InstructionCase("in order", "Yes, zebras ask bears", true),
    InstructionCase("one is skipped", "yes ask", false),
    InstructionCase("starts with a number", "1 a", false),
  ])
  func alphabet(_ c: InstructionCase) { c.check("words:alphabet") }

  @Test(arguments: [
    InstructionCase("three", "a red kid", true), InstructionCase("four", "a red kid so", false),
    InstructionCase("two paragraphs", "a\nb", false),
  ])
  func vowels(_ c: InstructionCase) { c.check("words:vowel") }

  @Test(arguments: [
    InstructionCase("each", "strong hands", true),
    InstructionCase("one without", "a strong hand", false),
  ])
  func consonants(_ c: InstructionCase) { c.check("words:consonants") }

  @Test(arguments: [
    InstructionCase("ten", String(repeating: "level radar ", count: 5), true),
    InstructionCase("nine", String(repeating: "level ", count: 9), false),
    InstructionCase("too short", String(repeating: "noon ", count: 10), false),
  ])
  func palindromes(_ c: InstructionCase) { c.check("words:palindrome") }

  @Test(arguments: [
    InstructionCase("prime", "to the house", true),
    InstructionCase("four letters", "to them", false),
    InstructionCase("signs do not count", "to, the!", true),
  ])
  func primes(_ c: InstructionCase) { c.check("words:prime_lengths") }

  @Test(arguments: [
    InstructionCase("twice", "The cat, the dog", true, ["small_n": 2]),
    InstructionCase("three times", "The cat, the dog, the", false, ["small_n": 2]),
  ])
  func repeats(_ c: InstructionCase) { c.check("words:repeats") }

  @Test(arguments: [
    InstructionCase("none", "a big cat", true), InstructionCase("two", "a big Bear", false),
  ])
  func consecutive(_ c: InstructionCase) { c.check("words:no_consecutive") }

  @Test(arguments: [
    InstructionCase("by rule", "cat paper dog", true), InstructionCase("two odd", "cat dog", false),
    InstructionCase("a number has none", "cat 7 dog", true),
  ])
  func syllables(_ c: InstructionCase) { c.check("words:odd_even_syllables") }

  @Test func syllablesOfTheDictionaryCountFirst() {
    let tables = LanguageTables { $0 == "syllables.csv" ? Array("cat,2\r\n".utf8) : nil }
    let result = report("words:odd_even_syllables", [:], "cat dog", .reference, tables)
    #expect(result.strict == [true])
  }

  @Test(arguments: [
    InstructionCase("chained", "We saw Rome. Rome was old.", true),
    InstructionCase("not chained", "We saw Rome. It was old.", false),
    InstructionCase("one sentence", "We saw Rome.", true),
  ])
  func chained(_ c: InstructionCase) { c.check("words:last_first") }

  @Test(arguments: [
    InstructionCase("framed", "Rome was old Rome.\n\n***\nyes", true),
    InstructionCase("one is not", "Rome, old Rome.\nWe go", false),
  ])
  func framed(_ c: InstructionCase) { c.check("words:paragraph_last_first") }

  private static let placed: JSONValue = ["keyword": "rome", "n": 2, "m": 3]

  @Test(arguments: [
    InstructionCase("there", "We go. We, see Rome.", true, placed),
    InstructionCase("elsewhere", "We go. Rome we see.", false, placed),
    InstructionCase("too few sentences", "We see Rome.", false, placed),
  ])
  func placedKeyword(_ c: InstructionCase) { c.check("words:keywords_specific_position") }

  @Test(arguments: [
    InstructionCase("both", "The cat saw the cat too.", true, ["keyword": "cat"]),
    InstructionCase(
      "without a sign at the end", "The cat saw the cat too", true, ["keyword": "cat"]),
    InstructionCase("one", "The cat saw the dog too.", false, ["keyword": "cat"]),
    InstructionCase("too short", "cat", false, ["keyword": "cat"]),
  ])
  func positions(_ c: InstructionCase) { c.check("words:words_position") }

  @Test func verbsNeedATagger() {
    let result = report("words:start_verb", [:], "Go home.")
    #expect(result.outcome(.strict) == .unsure("needs_tagger"))
  }
}
