import Bytes
import Testing

/// custom:* of IFBench: one prompt each.
@Suite struct IFBenchCustomsTests {
  @Test(arguments: [
    InstructionCase("right", "14, 21, 28, 35, 42, 49", true),
    InstructionCase("one is missing", "14, 21, 28, 35, 42", false),
  ])
  func multiples(_ c: InstructionCase) { c.check("custom:multiples") }

  /// Four questions whose texts have the lengths given.
  private static func quiz(_ lengths: [Int], options: Int = 5) -> String {
    lengths.enumerated().map { number, length in
      let lines = "ABCDE".prefix(options).map { "\($0)) option" }
      let text = String(repeating: "x", count: length)
      return "Question \(number + 1): \(text)\n" + lines.joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  @Test(arguments: [
    InstructionCase("growing", quiz([3, 4, 5, 6]), true),
    InstructionCase("not growing", quiz([3, 4, 4, 6]), false),
    InstructionCase("three", quiz([3, 4, 5]), false),
    InstructionCase("four options", quiz([3, 4, 5, 6], options: 4), false),
    InstructionCase("text before", "Here: " + quiz([3, 4, 5, 6]), false),
  ])
  func questions(_ c: InstructionCase) { c.check("custom:mcq_count_length") }

  /// Lines from Zimbabwe down.
  private static func countries(_ count: Int) -> String {
    "Here:\n- Zimbabwe\n" + (1..<count).map { "- Y\(1000 - $0)" }.joined(separator: "\n")
  }

  @Test(arguments: [
    InstructionCase("enough", countries(52), true),
    InstructionCase("too few", countries(51), false),
    InstructionCase("out of order", countries(52) + "\nZambia", false),
    InstructionCase("accents are taken off", countries(52) + "\nTché\nTchad", true),
    InstructionCase("no Zimbabwe", "Zambia", false),
  ])
  func reverseCountries(_ c: InstructionCase) { c.check("custom:reverse_newline") }

  @Test(arguments: [
    InstructionCase("reversed", "Eagle. bald the is It", true),
    InstructionCase("not", "It is the bald eagle.", false),
  ])
  func reversedWords(_ c: InstructionCase) { c.check("custom:word_reverse") }

  @Test(arguments: [
    InstructionCase("reversed", ".Elgae dlaB", true), InstructionCase("not", "Bald Eagle", false),
  ])
  func reversedLetters(_ c: InstructionCase) { c.check("custom:character_reverse") }

  private static func story(_ letters: String) -> String {
    letters.map { "\($0)x went on." }.joined(separator: " ")
  }

  @Test(arguments: [
    InstructionCase("right", story("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), true),
    InstructionCase("25 sentences", story("ABCDEFGHIJKLMNOPQRSTUVWXY"), false),
    InstructionCase("two swapped", story("BACDEFGHIJKLMNOPQRSTUVWXYZ"), false),
  ])
  func alphabet(_ c: InstructionCase) { c.check("custom:sentence_alphabet") }

  private static let capitals = """
    Reykjavík, Helsinki, Oslo, Tallinn, Stockholm, Riga, Moscow, Copenhagen, Vilnius, Minsk, Dublin,
    Berlin, Amsterdam, Warsaw, London, Brussels, Prague, Luxembourg, Paris, Vienna, Bratislava,
    Budapest, Vaduz, Chișinău, Bern, Ljubljana, Zagreb
    """

  @Test(arguments: [
    InstructionCase("right", capitals, true),
    InstructionCase("one more", capitals + ", Rome", false),
  ])
  func northernCapitals(_ c: InstructionCase) { c.check("custom:european_capitals_sort") }

  private static let cities = "ID,Country,City,Year,Count\n"
  private static let city = "1,\"Korea, South\",Seoul,2020,5\n"

  @Test(arguments: [
    InstructionCase("seven", cities + String(repeating: city, count: 7), true),
    InstructionCase("six", cities + String(repeating: city, count: 6), false),
    InstructionCase(
      "a column too many", cities + String(repeating: city, count: 6) + "1,2,3,4,5,6", false),
    InstructionCase("another header", "id,b,c,d,e\n" + String(repeating: city, count: 7), false),
    InstructionCase("CRLF", (cities + String(repeating: city, count: 7)).crlf, true),
    InstructionCase("a bare carriage return", cities + "1,a\rb,c,d,e\n", false),
    InstructionCase(
      "an empty line is a row", cities + "\n" + String(repeating: city, count: 6), false),
    InstructionCase(
      "a newline in quotes", cities + String(repeating: city, count: 6) + "1,\"a\nb\",c,d,e", true),
  ])
  func cityTable(_ c: InstructionCase) { c.check("custom:csv_city") }

  private static let products = "ProductID, \"Category\",Brand,Price,Stock\n"
  private static let product = "1,a,b,2,3\n"

  @Test(arguments: [
    InstructionCase(
      "one special", products + String(repeating: product, count: 13) + "1,\"a&b\",c,2,3", true),
    InstructionCase("none", products + String(repeating: product, count: 14), false),
    InstructionCase(
      "thirteen", products + String(repeating: product, count: 12) + "1,\"a&b\",c,2,3", false),
  ])
  func productTable(_ c: InstructionCase) { c.check("custom:csv_special_character") }

  private static let student = "\"1\"\t\"b\"\t\"c\"\t\"d\"\t\"5\""
  private static let students =
    "\"StudentID\"\t\"Subject\"\t\"Grade\"\t\"Semester\"\t\"Score\"\n" + student + "\n" + student
    + "\n"

  @Test(arguments: [
    InstructionCase("three", students + student, true),
    InstructionCase("a field without quotes", students + "1\t\"b\"\t\"c\"\t\"d\"\t\"5\"", false),
    InstructionCase("an empty field", students + "\t\"b\"\t\"c\"\t\"d\"\t\"5\"", false),
    InstructionCase("two", students, false),
  ])
  func studentTable(_ c: InstructionCase) { c.check("custom:csv_quotes") }

  @Test(arguments: [
    InstructionCase("dates", "1793-08-29, 1815-06-18", true),
    InstructionCase("another form", "29.08.1793", false),
    InstructionCase("before him", "1768-08-29", false),
    InstructionCase("day 31 of June", "1815-06-31", false),
    InstructionCase("day 29 of February", "1815-02-29", true),
    InstructionCase("month 13", "1815-13-01", false),
    InstructionCase("a comma too many", "1815-06-18,", false),
  ])
  func dates(_ c: InstructionCase) { c.check("custom:date_format_list") }
}

extension String {
  fileprivate var crlf: String {
    split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
  }
}
