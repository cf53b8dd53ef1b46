import Bytes
import Curation
import Testing

/// Tags of a tagger, as a column.
@Suite struct TagsTests {
  @Test(arguments: [
    FilterCase("two", "x", "pass", fields: ["tags": ["a", "b"]]),
    FilterCase("one", "x", "fail", fields: ["tags": ["a"]]),
    FilterCase("one twice", "x", "fail", fields: ["tags": ["Math  Problem", "math problem"]]),
    FilterCase("InsTagger's objects", "x", "pass", fields: ["tags": [["tag": "a"], ["tag": "b"]]]),
    FilterCase("their text", "x", "pass", fields: ["tags": "[{\"tag\": \"a\"}, {\"tag\": \"b\"}]"]),
    FilterCase("in metadata", "x", "pass", fields: ["metadata": "{\"tags\":[\"a\",\"b\"]}"]),
    FilterCase("empty ones", "x", "fail", fields: ["tags": ["", " ", "a"]]),
    FilterCase("none", "x", "fail", fields: ["tags": []]),
    FilterCase("no list", "x", "unsure", fields: ["tags": "a, b"]),
    FilterCase("numbers", "x", "unsure", fields: ["tags": [1, 2]]),
    FilterCase("no column", "x", "skipped", fields: [:]),
    FilterCase("null", "x", "skipped", fields: ["tags": .null]),
  ])
  func table(_ c: FilterCase) throws {
    try check(
      c, family: "complexity",
      recipe: "tags: {settings: {field: tags}, limits: {tags: {min: 2}}}")
  }
}
