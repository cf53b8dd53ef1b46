import Bytes
import Curation
import Testing

/// One row of a filter's table: a response and what the recipe line says of it.
struct FilterCase: Sendable, CustomTestStringConvertible {
  let name: String
  let response: String
  let expected: String
  /// Further fields of the sample.
  let fields: JSONObject

  init(_ name: String, _ response: String, _ expected: String, fields: JSONObject = [:]) {
    self.name = name
    self.response = response
    self.expected = expected
    self.fields = fields
  }
  var testDescription: String { name }

  var line: [UInt8] {
    var object = fields
    object["id"] = .string(name)
    if object["prompt"] == nil, object["input"] == nil { object["prompt"] = "?" }
    object["output"] = .string(response)
    return JSONValue.object(object).encoded
  }
}

/// Runs a case through a recipe line, as a run does: one table proves the rule, its registration and
/// the decoding of its settings.
func check(_ c: FilterCase, family: String, recipe: String) throws {
  let recipe = try Recipe(
    yaml: "\(family):\n  - \(recipe)\n", file: "test.yaml", defaults: try Recipe.embedded())
  let name = try #require(recipe.filters.first?.name)
  var trial = try TryFilter(name: name, recipe: recipe, set: [])
  let verdict = try #require(trial.judge([c.line], ordinal: 1).first)
  #expect(verdict["outcome"]?.string == c.expected, "\(c.name): \(verdict.text)")
}
