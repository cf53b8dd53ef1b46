import Bytes
import Curation
import Testing

/// Columns that came with a sample.
@Suite struct MetadataFieldTests {
  @Test(arguments: [
    FilterCase("a list", "x", "pass", fields: ["metadata": ["used": ["Ultra", "Nano"]]]),
    FilterCase("a text", "x", "pass", fields: ["metadata": ["used": "ultra, NANO"]]),
    FilterCase("another", "x", "fail", fields: ["metadata": ["used": ["Ultra"]]]),
    FilterCase("as the pool keeps it", "x", "pass", fields: ["metadata": "{\"used\":\"nano\"}"]),
    FilterCase("missing", "x", "fail", fields: [:]),
    FilterCase("null", "x", "fail", fields: ["metadata": ["used": .null]]),
    FilterCase("not JSON", "x", "fail", fields: ["metadata": "{nano"]),
  ])
  func words(_ c: FilterCase) throws {
    try check(
      c, family: "quality",
      recipe: "field: {settings: {field: used, words: [nano]}, "
        + "limits: {present: {min: 1}, matches: {min: 1}}}")
  }

  @Test(arguments: [
    FilterCase("a number", "x", "pass", fields: ["metadata": ["rate": .double(0.3)]]),
    FilterCase("above", "x", "fail", fields: ["metadata": ["rate": .double(0.31)]]),
    FilterCase("a number as text", "x", "fail", fields: ["metadata": ["rate": "0.9"]]),
    FilterCase("no number", "x", "pass", fields: ["metadata": ["rate": "n/a"]]),
    FilterCase("a flag", "x", "fail", fields: ["metadata": ["rate": true]]),
    FilterCase("a score", "x", "fail", fields: ["scores": ["rate": 1]]),
    FilterCase("missing is no number", "x", "pass", fields: [:]),
  ])
  func numbers(_ c: FilterCase) throws {
    try check(
      c, family: "complexity",
      recipe: "field: {settings: {field: rate, words: []}, limits: {value: {max: 0.3}}}")
  }

  @Test(arguments: [
    FilterCase("a path", "x", "pass", fields: ["metadata": ["tags": ["list": ["a", "b"]]]]),
    FilterCase("too few", "x", "fail", fields: ["metadata": ["tags": ["list": ["a"]]]]),
  ])
  func items(_ c: FilterCase) throws {
    try check(
      c, family: "complexity",
      recipe: "field: {settings: {field: tags.list, words: []}, limits: {items: {min: 2}}}")
  }
}
