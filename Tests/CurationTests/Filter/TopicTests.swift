import Bytes
import Curation
import Testing

@Suite struct TopicTests {
  static let recipe = """
    topic: {settings: {field: subject, topics: [{name: physics, words: [force*, velocity]}, \
    {name: chemistry, words: [mole*, acid*]}]}}
    """

  struct Case: Sendable {
    let prompt: String
    let metadata: String
    let topic: String?
  }

  @Test(arguments: [
    Case(prompt: "How many moles of acid?", metadata: "{}", topic: "chemistry"),
    Case(prompt: "Which force acts on the acid's moles?", metadata: "{}", topic: "chemistry"),
    Case(prompt: "Which FORCE acts on the acid?", metadata: "{}", topic: "physics"),
    Case(prompt: "Molecules of what?", metadata: "{}", topic: "chemistry"),
    Case(prompt: "A guacamole recipe.", metadata: "{}", topic: nil),
    Case(prompt: "How many moles?", metadata: #"{"subject": "biology"}"#, topic: "biology"),
    Case(prompt: "", metadata: "{}", topic: nil),
  ])
  func table(_ c: Case) throws {
    let recipe = try Recipe(
      yaml: "complexity:\n  - \(TopicTests.recipe)\n", file: "test.yaml",
      defaults: try Recipe.embedded())
    var trial = try TryFilter(name: "complexity.topic", recipe: recipe, set: [])
    let line: JSONValue = [
      "prompt": .string(c.prompt), "output": "x", "metadata": .string(c.metadata),
    ]
    let verdict = try #require(trial.judge([line.encoded], ordinal: 1).first)
    #expect(verdict["details"]?["topic"]?.string == c.topic, "\(verdict.text)")
    #expect(verdict["outcome"]?.string == (c.topic == nil ? "skipped" : "pass"))
  }
}
