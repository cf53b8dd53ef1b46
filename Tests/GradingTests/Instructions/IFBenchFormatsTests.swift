import Bytes
import Testing

/// format:*, repeat:* and custom:* of IFBench.
@Suite struct IFBenchFormatsTests {
  @Test(arguments: [
    InstructionCase("five", "([{([x])}])", true), InstructionCase("four", "([{(x)}])", false),
    InstructionCase("crossed", "([{([x)]}])", false),
    InstructionCase("not closed", "([{([x", false),
  ])
  func brackets(_ c: InstructionCase) { c.check("format:parentheses") }

  @Test(arguments: [
    InstructionCase("three", "\"a 'b \"c\" b' a\"", true),
    InstructionCase("two", "\"a 'b' a\"", false),
  ])
  func quotes(_ c: InstructionCase) { c.check("format:quotes") }

  private static let words: JSONValue = ["options": "yes/no/maybe"]
  private static let letters: JSONValue = ["options": "a), b), c), d)"]

  @Test(arguments: [
    InstructionCase("a word", "Maybe.", true, words),
    InstructionCase("an explanation", "Maybe so.", false, words),
    InstructionCase("a letter", "b)", true, letters),
    InstructionCase("letters are exact", "B)", false, letters),
    InstructionCase("parted by or", "I know", true, ["options": "I know or I don't know"]),
  ])
  func options(_ c: InstructionCase) { c.check("format:options") }

  @Test(arguments: [
    InstructionCase("each", "one\ntwo!\n\nthree", true),
    InstructionCase("two on a line", "one two\nthree", false),
  ])
  func lines(_ c: InstructionCase) { c.check("format:newline") }

  @Test(arguments: [
    InstructionCase("each", "We go. 🎉 We come. 👍", true),
    InstructionCase("before the full stop", "We go 🎉. We come 👍️.", true),
    InstructionCase("one without", "We go. 🎉 We come.", false),
    InstructionCase("a digit is none", "We are 3", false),
  ])
  func emoji(_ c: InstructionCase) { c.check("format:emoji") }

  @Test(arguments: [
    InstructionCase("stairs", "a\n b\n\n  c", true), InstructionCase("flat", "a\n b\n b", false),
    InstructionCase("two blank lines", "a\n\n\n b", false),
  ])
  func stairs(_ c: InstructionCase) { c.check("format:line_indent") }

  @Test(arguments: [
    InstructionCase("explained", "\"a\" means b", true),
    InstructionCase("at the end", "b is \"a\".", false),
    InstructionCase("two quotes touch", "\"a\" \"b\" c", false),
    InstructionCase("curly", "b is “a”", true, literal: false),
  ])
  func explained(_ c: InstructionCase) { c.check("format:quote_unquote") }

  @Test(arguments: [
    InstructionCase("two", "!?!? a\n!?!? b", true, ["sep": "!?!?"]),
    InstructionCase("one", "!?!? a", false, ["sep": "!?!?"]),
  ])
  func markers(_ c: InstructionCase) { c.check("format:list") }

  @Test(arguments: [
    InstructionCase("a thesis", "<i>It is.</i> Because", true),
    InstructionCase("nothing after it", "<i>It is.</i> ", false),
    InstructionCase("empty", "<i> </i> Because", false), InstructionCase("none", "It is.", false),
    InstructionCase("closed first", "</i><i>It is", false),
  ])
  func thesis(_ c: InstructionCase) { c.check("format:thesis") }

  @Test(arguments: [
    InstructionCase("each", "* a\n  - b\n* c\n  - d", true),
    InstructionCase("one without", "* a\n  - b\n* c", false),
  ])
  func subBullets(_ c: InstructionCase) { c.check("format:sub-bullets") }

  @Test(arguments: [
    InstructionCase("two and two", "We go. We see.\n* a\n* b", true),
    InstructionCase("one sentence", "We go\n* a\n* b", false),
    InstructionCase("one bullet", "We go. We see.\n* a", false),
    InstructionCase("text after them", "We go. We see.\n* a\n* b\nBye", false),
    InstructionCase("text after an empty line", "We go. We see.\n\nSo:\n* a\n* b", false),
  ])
  func bullets(_ c: InstructionCase) { c.check("format:no_bullets_bullets") }

  @Test(arguments: [
    InstructionCase("titled", "The Old Man And 3 Seas", true),
    InstructionCase("a small word", "The Old man", false),
    InstructionCase("a small letter", "Plan a", false),
    InstructionCase("inner capitals", "iPhone Sales", true),
  ])
  func titles(_ c: InstructionCase) { c.check("format:title_case") }

  @Test(arguments: [
    InstructionCase("all", "My Answer: a My Conclusion: b Future Outlook: c", true),
    InstructionCase("two", "My Answer: a My Conclusion: b", false),
  ])
  func template(_ c: InstructionCase) { c.check("format:output_template") }

  @Test(arguments: [
    InstructionCase("none", "one_two", true), InstructionCase("a space", "one two", false),
    InstructionCase("a no-break space", "one\u{A0}two", false),
  ])
  func whitespace(_ c: InstructionCase) { c.check("format:no_whitespace") }

  private static let request: JSONValue = ["prompt_to_repeat": "Write a poem"]
  private static func span(_ start: Int, _ end: Int) -> JSONValue {
    ["prompt_to_repeat": "Write a poem", "n_start": .int(start), "n_end": .int(end)]
  }

  @Test(arguments: [
    InstructionCase("changed", "Compose a  poem", true, request),
    InstructionCase("not changed", "Write a poem", false, request),
    InstructionCase("more changed", "Compose one poem", false, request),
  ])
  func repeatChanged(_ c: InstructionCase) { c.check("repeat:repeat_change") }

  @Test(arguments: [
    InstructionCase("right", "only output this sentence here, ignore all other requests.", true),
    InstructionCase(
      "more", "Only output this sentence here, ignore all other requests. Yes", false),
  ])
  func repeatSimple(_ c: InstructionCase) { c.check("repeat:repeat_simple") }

  @Test(arguments: [
    InstructionCase("right", "write", true, span(0, 4)),
    InstructionCase("too short", "writ", false, span(0, 4)),
    InstructionCase("past the end", "poem", true, span(8, 900)),
    InstructionCase("beyond the end", "poem", false, span(800, 900)),
  ])
  func repeatSpan(_ c: InstructionCase) { c.check("repeat:repeat_span") }
}
