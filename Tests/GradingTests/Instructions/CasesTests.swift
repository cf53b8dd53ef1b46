import Bytes
import Testing

@Suite struct CasesTests {
  private static func capitals(_ relation: String, _ count: Int) -> JSONValue {
    ["capital_relation": .string(relation), "capital_frequency": .int(count)]
  }

  @Test(arguments: [
    InstructionCase("two", "the FBI and NASA", true, capitals("at least", 2)),
    InstructionCase("one", "the FBI", false, capitals("at least", 2)),
    InstructionCase("less", "the FBI", true, capitals("less than", 2)),
    InstructionCase("not less", "the FBI and NASA", false, capitals("less than", 2)),
    InstructionCase("a clitic is a token", "DON'T", true, literal: false, capitals("at least", 2)),
    InstructionCase(
      "so is half of CANNOT", "CANNOT", true, literal: false, capitals("at least", 2)),
    InstructionCase("a hyphen is inside", "WELL-KNOWN", false, capitals("at least", 2)),
    InstructionCase("one letter", "I am", true, literal: false, capitals("at least", 1)),
    InstructionCase("digits inside", "B2B", true, capitals("at least", 1)),
    InstructionCase("mixed", "McDonald", false, capitals("at least", 1)),
  ])
  func capitalWords(_ c: InstructionCase) { c.check("change_case:capital_word_frequency") }

  private static let french = "LE CHAT NOIR DORT SUR LE TAPIS ROUGE DANS LA MAISON."

  @Test(arguments: [
    InstructionCase("English", "THIS IS A SENTENCE IN CAPITALS.", true),
    InstructionCase("one small letter", "THIS IS A sENTENCE.", false),
    InstructionCase("no letter", "123", false),
    InstructionCase("French is not looked at", french, true, literal: false),
  ])
  func capital(_ c: InstructionCase) { c.check("change_case:english_capital") }

  @Test(arguments: [
    InstructionCase("English", "this is a sentence in small letters.", true),
    InstructionCase("one capital", "This is a sentence.", false),
    InstructionCase("German", "das ist ein satz, der nur kleine buchstaben hat.", false),
    InstructionCase("too short to tell", "ok", false, literal: true),
  ])
  func lowercase(_ c: InstructionCase) { c.check("change_case:english_lowercase") }

  private static let hindi: JSONValue = ["language": "hi"]
  private static let chinese: JSONValue = ["language": "zh"]

  @Test(arguments: [
    InstructionCase("Hindi", "यह एक छोटा सा वाक्य है।", true, hindi),
    InstructionCase("English", "This is a short sentence.", false, hindi),
    InstructionCase("nothing to tell from", "12345", true, literal: false, hindi),
    InstructionCase("German", "Das ist ein kurzer Satz.", true, ["language": "de"]),
    InstructionCase("Chinese has two codes", "这是一个简短的句子。", false, literal: true, chinese),
  ])
  func language(_ c: InstructionCase) { c.check("language:response_language") }

  @Test(arguments: [
    InstructionCase("none", "No comma here.", true),
    InstructionCase("one", "Yes, one.", false),
    InstructionCase("in a number", "1,000", false),
    InstructionCase("of another script", "你好，世界", true, literal: false),
  ])
  func noComma(_ c: InstructionCase) { c.check("punctuation:no_comma") }
}
