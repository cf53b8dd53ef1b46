import Bytes
import Testing

@Suite struct KeywordsTests {
  private static let both: JSONValue = ["keywords": ["art", "U.S."]]

  @Test(arguments: [
    InstructionCase("both words", "The art of the u.s. tour", true, both),
    InstructionCase("one is missing", "The art of the tour", false, both),
    InstructionCase("inside a word", "A party in the U.S.", true, literal: false, both),
    InstructionCase("a dot is any sign", "art on a bus!", false, both),
    InstructionCase(
      "a dot is any sign: UPS-", "art by UPS!", false, ["keywords": ["art", "U.S.!"]]),
    InstructionCase("a pattern", "colour", true, literal: false, ["keywords": ["colou?r"]]),
    InstructionCase("case of other scripts", "ПРИВЕТ", true, ["keywords": ["привет"]]),
    InstructionCase("Kelvin sign is a k", "\u{212A}ing", true, ["keywords": ["king"]]),
    InstructionCase("long s is an s", "\u{17F}un", true, ["keywords": ["sun"]]),
  ])
  func existence(_ c: InstructionCase) { c.check("keywords:existence") }

  private static let twice: JSONValue = [
    "keyword": "war", "frequency": 2, "relation": "at least",
  ]
  private static let lessThanTwo: JSONValue = [
    "keyword": "aa", "frequency": 2, "relation": "less than",
  ]

  @Test(arguments: [
    InstructionCase("just enough", "War is war.", true, twice),
    InstructionCase("one too few", "War is over.", false, twice),
    InstructionCase("inside a word", "A warm war", true, literal: false, twice),
    InstructionCase("does not overlap itself", "aaa", true, lessThanTwo),
    InstructionCase("twice", "aa aa", false, lessThanTwo),
    InstructionCase(
      "a float for a count", "war, war", true,
      [
        "keyword": " war ", "frequency": .double(2), "relation": "at least", "keywords": .null,
      ]),
  ])
  func frequency(_ c: InstructionCase) { c.check("keywords:frequency") }

  @Test(arguments: [
    InstructionCase("absent", "all is well", true, ["forbidden_words": ["war"]]),
    InstructionCase("present", "All is War.", false, ["forbidden_words": ["peace", "war"]]),
    InstructionCase("a plural is another word", "two wars", true, ["forbidden_words": ["war"]]),
    InstructionCase("a hyphen parts words", "war-time", false, ["forbidden_words": ["war"]]),
    InstructionCase("an underscore does not", "war_time", true, ["forbidden_words": ["war"]]),
    InstructionCase("an accent goes on", "waré", true, ["forbidden_words": ["war"]]),
    InstructionCase("c++ cannot be found", "Use c++ here", false, ["forbidden_words": ["c++"]]),
    InstructionCase(
      "no word at its end", "Use c# here", true, literal: false,
      [
        "forbidden_words": ["c#"]
      ]),
  ])
  func forbiddenWords(_ c: InstructionCase) { c.check("keywords:forbidden_words") }

  private static func letter(_ letter: String, _ relation: String, _ count: Int) -> JSONValue {
    [
      "letter": .string(letter), "let_relation": .string(relation), "let_frequency": .int(count),
    ]
  }

  @Test(arguments: [
    InstructionCase("just enough, case ignored", "Aardvark", true, letter("a", "at least", 3)),
    InstructionCase("one too few", "Aardvark", false, letter("A", "at least", 4)),
    InstructionCase("below", "Aardvark", true, letter("a", "less than", 4)),
    InstructionCase("not below", "Aardvark", false, letter("a", "less than", 3)),
    InstructionCase("an accented letter is another", "ááá", false, letter("a", "at least", 1)),
    InstructionCase("a sign is counted", "#one #two", true, letter("#", "at least", 2)),
  ])
  func letterFrequency(_ c: InstructionCase) { c.check("keywords:letter_frequency") }
}
