import Bytes
import Grading
import Testing

@Suite struct SentencesTests {
  /// Tables of four words, so that each rule of Punkt has a row.
  private static let learned = LanguageTables { name in
    let text: String? =
      switch name {
      case "abbrev_types.txt": "dr\nu.s\nvs"
      case "collocations.tab": "##number##\tpepper\nj\taron"
      case "sent_starters.txt": "he\nthe"
      case "ortho_context.tab": "smith\t4\nhe\t50\nthe\t54\nteam\t32\nwash\t40\nreview\t8"
      default: nil
      }
    return text.map { Array($0.utf8) }
  }

  @Test(arguments: [
    ("an abbreviation", "Dr. Smith came.", ["Dr. Smith came."]),
    ("an abbreviation before a starter", "In the U.S. He came.", ["In the U.S.", "He came."]),
    ("before a word seen in lower case only", "In the U.S. Team up.", ["In the U.S.", "Team up."]),
    ("in capitals", "THE U.S. SMITH", ["THE U.S. SMITH"]),
    ("after a hyphen", "ex-dr. Smith", ["ex-dr. Smith"]),
    ("an unknown abbreviation", "Mr. Smith came.", ["Mr.", "Smith came."]),
    ("an initial and a name", "J. Brown came.", ["J. Brown came."]),
    ("an initial and a word", "Point A. Team up.", ["Point A.", "Team up."]),
    ("a number and a capital", "1. Wash it. 2. Dry it.", ["1.", "Wash it.", "2.", "Dry it."]),
    ("a number and a small letter", "1. review it.", ["1. review it."]),
    ("a collocation", "By 1990. Pepper came.", ["By 1990. Pepper came."]),
    ("an ellipsis", "Well... he came.", ["Well... he came."]),
    ("an ellipsis before a starter", "Well... He came.", ["Well...", "He came."]),
    ("several signs", "What?! Yes!!! No.", ["What?!", "Yes!!!", "No."]),
    ("a closing quote", "He said \"no.\" Then he left.", ["He said \"no.\"", "Then he left."]),
    ("a curly one", "He said “no.” Then he left.", ["He said “no.”", "Then he left."]),
    ("brackets", "(He came.) He left.", ["(He came.)", "He left."]),
    ("no space", "He came.He left.", ["He came.He left."]),
    ("white space at the ends", "  He came.  ", ["  He came."]),
    ("nothing", " \n ", []),
  ])
  func punkt(_ name: String, _ text: String, _ expected: [String]) {
    #expect(Self.learned.sentenceOrigin == .punkt)
    #expect(Self.learned.sentences(of: text) == expected)
  }

  @Test(arguments: [
    ("titles", "Dr. Smith met Mrs. Jones.", ["Dr. Smith met Mrs. Jones."]),
    ("a starter", "He left the U.S. He came back.", ["He left the U.S.", "He came back."]),
    ("a list", "1. One thing. 2. Another.", ["1.", "One thing.", "2.", "Another."]),
    ("prose", "This is one. This is two! Is it?", ["This is one.", "This is two!", "Is it?"]),
  ])
  func rules(_ name: String, _ text: String, _ expected: [String]) {
    #expect(LanguageTables.rules.sentenceOrigin == .rules)
    #expect(LanguageTables.rules.sentences(of: text) == expected)
  }

  @Test(arguments: ["collocations.tab", "ortho_context.tab"])
  func anIncompleteFolderIsNone(_ missing: String) {
    let tables = LanguageTables { $0 == missing ? nil : Array("a\t1".utf8) }
    #expect(tables.sentenceOrigin == .rules)
  }

  @Test func aBrokenTableIsNone() {
    #expect(LanguageTables { _ in Array("a\tb".utf8) }.sentenceOrigin == .rules)
  }

  @Test func longRunsOfSignsAreAnswered() {
    for sign in [". ", ".", "! ", "-", "\"", ".\" ", "\n"] {
      _ = LanguageTables.rules.sentences(of: String(repeating: sign, count: 20_000))
    }
  }

  @Test(arguments: [
    ("final full stop", "It works.", ["It", "works", "."]),
    (
      "contractions", "I can't, don't they'll", ["I", "ca", "n't", ",", "do", "n't", "they", "'ll"]
    ),
    ("cannot and gonna", "Cannot gonna", ["Can", "not", "gon", "na"]),
    ("double quotes", "He said \"yes\".", ["He", "said", "``", "yes", "''", "."]),
    ("numbers keep their signs", "1,000.50 at 10:30", ["1,000.50", "at", "10:30"]),
    ("signs", "$5 & #3 (a)", ["$", "5", "&", "#", "3", "(", "a", ")"]),
    ("dashes", "a--b c–d", ["a", "--", "b", "c", "–", "d"]),
    ("'tis", "'tis more'n so", ["'", "tis", "more", "'n", "so"]),
    ("possessives", "James' dog's", ["James", "'", "dog", "'s"]),
    ("ellipsis", "so... yes", ["so", "...", "yes"]),
    ("abbreviations inside", "the U.S. team", ["the", "U.S.", "team"]),
  ])
  func treebank(_ name: String, _ text: String, _ expected: [String]) {
    #expect(LanguageTables.rules.words(of: text) == expected)
  }
}
