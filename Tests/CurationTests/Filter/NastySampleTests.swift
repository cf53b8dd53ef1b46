import Bytes
import Curation
import Testing

/// Every filter of the catalog on samples that break readers: each gives a verdict, none traps.
@Suite struct NastySampleTests {
  private static func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  /// A response and what stands beside it in the sample.
  static let responses: [(name: String, text: String)] = [
    ("empty", ""), ("blank", " \n\t\u{200B}\u{FEFF}"), ("only tags", "<think></think>"),
    ("an open tag", "<think>"), ("a closing tag", "</think>"),
    ("many tags", repeated("<think>a</think>", 2_000)),
    ("thinking only", "<think>so it is \\boxed{4}</think>"),
    ("replacement characters", repeated("\u{FFFD}", 500)), ("NULs", repeated("a\u{0}", 500)),
    ("a megabyte of one letter", repeated("a", 1 << 20)),
    ("a megabyte of spaces", repeated(" ", 1 << 20)),
    ("a megabyte of line ends", repeated("\n", 1 << 20)),
    ("deep brackets", repeated("[", 20_000)), ("deep braces", repeated("{\"a\":", 10_000)),
    ("deep boxes", repeated("\\boxed{", 10_000)), ("deep XML", repeated("<a>", 10_000)),
    ("fences", repeated("```python\n", 5_000)),
    ("right to left", repeated("\u{202E}שלום \u{2066}عربي\u{2069} ", 500)),
    ("combining marks", "a" + repeated("\u{301}", 400_000)),
    ("a huge number", "The answer is " + repeated("9", 200_000)),
    ("a tower", "\\boxed{9^{9^{9^{9^9}}}}"), ("huge exponents", "1e999999999 - 1e-999999999"),
    ("emoji", repeated("👩‍👩‍👧‍👦", 2_000)), ("surrogates as text", "\\ud800 \\udfff \\u0000"),
    ("carriage returns", repeated("a\r", 5_000)), ("no spaces", repeated("字", 100_000)),
    ("entities", "<!DOCTYPE x [<!ENTITY a \"&a;\">]><x>&a;</x>"),
    ("a broken call", "<tool_call>{\"name\": \"f\", \"arguments\": {\"a\": 1e99999"),
    ("percent signs", repeated("%s%n%p", 1_000)), ("quotes", repeated("\"'`“", 2_000)),
    ("the last plane", "\u{10FFFF}\u{E000}\u{F8FF}"),
  ]

  /// Fields that make every filter look.
  private static let fields: [JSONObject] = [
    [:],
    [
      "expected_answer": "4", "category": "math", "reasoning": "on",
      "judgement": "Judgement: Yes",
    ],
    ["expected_answer": "A", "choices": ["4", "", "a"], "category": "science"],
    [
      "category": "tool_calling", "tools": [["name": "f", "parameters": ["type": "object"]]],
      "expected_tool_calls": [["f": ["a": [1]]]],
    ],
    [
      "category": "instruction_following", "reasoning": "off",
      "constraints": [
        [
          "id": "length_constraints:number_words",
          "args": ["num_words": 3, "relation": "at least"],
        ],
        ["id": "detectable_format:json_format", "args": [:]],
        ["id": "language:response_language", "args": ["language": "en"]],
        ["id": "no_such:instruction", "args": [:]],
      ],
    ],
    ["category": "code", "tests": ["kind": "assert", "code": "assert f(1) == 1"]],
  ]

  /// Filters that the default recipe leaves out, for want of a field or a list.
  private static let lines = """
    complexity:
      - field: {settings: {field: reward, words: [nano]}}
      - tags: {settings: {field: tags}}
      - \(TopicTests.recipe)
    quality:
      - field: {settings: {field: tags.list, words: []}}
    """

  /// Signatures have no verdicts and no line in the families; their tests stand with deduplication.
  private static let signatures: Set<String> = ["dedup.minhash", "dedup.semantic"]

  static let names = FilterCatalog.names.filter { !signatures.contains($0) }

  @Test(arguments: names)
  func givesVerdicts(name: String) throws {
    var trial = try Self.filter(name)
    for fields in Self.fields {
      let lines = Self.responses.map { FilterCase($0.name, $0.text, "", fields: fields).line }
      let verdicts = trial.judge(lines, ordinal: 1)
      try #require(verdicts.count == lines.count)
      for (response, verdict) in zip(Self.responses, verdicts) {
        let outcome = verdict["outcome"]?.string
        #expect(
          ["pass", "fail", "unsure", "skipped"].contains(outcome),
          "\(name), \(response.name): \(verdict.text.prefix(200))")
      }
    }
  }

  private static func filter(_ name: String) throws -> TryFilter {
    let recipe = try Recipe(yaml: lines, file: "nasty.yaml", defaults: try Recipe.embedded())
    return try TryFilter(name: name, recipe: recipe, set: [])
  }

  /// Prompts as nasty as the responses.
  @Test func promptsToo() throws {
    for name in Self.names {
      var trial = try Self.filter(name)
      let lines = Self.responses.map {
        FilterCase($0.name, "It is 4.", "", fields: ["prompt": .string($0.text)]).line
      }
      let verdicts = trial.judge(lines, ordinal: 1)
      #expect(verdicts.allSatisfy { $0["outcome"] != nil || $0["error"] != nil }, "\(name)")
    }
  }

  /// A lone surrogate in a line of JSON, bytes that are no UTF-8, and no JSON at all.
  @Test func linesThatAreNoSamples() throws {
    var trial = try TryFilter(name: "quality.unicode", recipe: Recipe.embedded(), set: [])
    let lines: [[UInt8]] = [
      Array(#"{"prompt": "?", "output": "\ud800 and \udc00"}"#.utf8),
      Array("{\"prompt\": \"?\", \"output\": \"".utf8) + [0xC3, 0x28, 0xFF] + Array("\"}".utf8),
      Array("[1, 2".utf8), [], [0], Array(repeating: UInt8(ascii: "["), count: 100_000),
    ]
    let results = trial.judge(lines, ordinal: 1)
    #expect(results.count == lines.count)
    #expect(results.allSatisfy { $0["outcome"] != nil || $0["error"] != nil })
  }
}
