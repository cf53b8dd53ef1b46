import Curation
import Testing

/// Errors of recipes: the line, what is wrong, and the nearest thing that is right.
@Suite struct RecipeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let yaml: String
    let error: String
    init(_ name: String, _ yaml: String, _ error: String) {
      (self.name, self.yaml, self.error) = (name, yaml, error)
    }
    var testDescription: String { name }
  }

  @Test(arguments: [
    Case(
      "unknown section", "qualty: []", "r.yaml:1: a recipe has no qualty; did you mean quality?"),
    Case(
      "unknown filter", "name: x\nquality:\n  - repetiton: {}",
      "r.yaml:3: quality has no repetiton; did you mean repetition?"),
    Case(
      "unknown measure", "quality:\n  - repetition: {limits: {share: {max: 1}}}",
      "r.yaml:2: quality.repetition has no share; it has duplicateLineShare"),
    Case(
      "unknown comparison", "quality:\n  - repetition: {limits: {loopShare: {most: 1}}}",
      "r.yaml:2: the limit loopShare has no most; it has min, max, above, below"),
    Case(
      "unknown setting", "quality:\n  - repetition: {settings: {ngrams: 3}}",
      "r.yaml:2: quality.repetition has no ngrams; did you mean ngram?"),
    Case(
      "wrong type", "quality:\n  - repetition: {settings: {ngram: many}}",
      "r.yaml:2: quality.repetition.ngram must be a whole number, not many"),
    Case(
      "unknown policy", "quality:\n  - repetition: {policy: remove}",
      "r.yaml:2: policy has no remove; it has drop, label, downweight"),
    Case(
      "twice the same filter", "quality:\n  - repetition\n  - repetition",
      "r.yaml:3: quality.repetition stands in line 2 already"),
    Case("a key twice", "name: a\nname: b", "r.yaml:1: name stands here twice"),
    Case("no YAML", "name: [", "r.yaml:"),
    Case("empty", "", "r.yaml: the file is empty"),
    Case(
      "mode is a word", "quality:\n  - refusal: {when: {mode: yes}}", "r.yaml:2: mode has no yes"),
    Case(
      "weight", "quality:\n  - refusal: {weight: 2}", "r.yaml:2: weight must be between 0 and 1"),
    Case("negative cap", "blend: {caps: {category: {math: -1}}}", "r.yaml:1: a cap must not be"),
    Case("level", "shards: {level: 30}", "r.yaml:1: level must be 1...19"),
    Case(
      "derive", "pair: {derive: {strip: 0.1}}",
      "r.yaml:1: derive needs the filter complexity.length"),
    Case("budgets", "pair: {derive: {truncate: 0.1}}", "r.yaml:1: truncate needs budgets"),
    Case("share", "pair: {share: 2}", "r.yaml:1: share must be 0...1"),
    Case("score", "pair: {chooseOn: best_score}", "r.yaml:1: best_score needs score"),
    Case("stage", "blend: {stages: mano}", "r.yaml:1: stages has no mano; did you mean nano?"),
    Case("upsample", "blend: {upsample: {topic: {x: 0.5}}}", "r.yaml:1: upsample must be 1...100"),
    Case("sigma", "rl: {sigma: 0}", "r.yaml:1: sigma must be above 0"),
    Case("splits", "export: {test: 0.95}", "r.yaml:1: validation and test must not"),
  ])
  func errors(_ c: Case) {
    do {
      let recipe = try Recipe(yaml: c.yaml, file: "r.yaml", defaults: try Recipe.embedded())
      _ = try recipe.prepared()
      Issue.record("\(c.name): no error")
    } catch {
      #expect("\(error)".hasPrefix(c.error), "\(error)")
    }
  }

  @Test func onAndOffAreWords() throws {
    let yaml = "quality:\n  - refusal: {when: {mode: [on, off]}}"
    let recipe = try Recipe(yaml: yaml, file: "r.yaml", defaults: try Recipe.embedded())
    #expect(recipe.filters.first?.when.mode == ["on", "off"])
  }

  @Test(arguments: [
    ("{exceptCategory: [safety]}", "math", true), ("{exceptCategory: [safety]}", "safety", false),
    ("{category: [math]}", "safety", false), ("{category: [math]}", "math", true),
    ("{category: [math, safety], exceptCategory: [safety]}", "safety", false),
  ])
  func whenSelects(when: String, category: String, expected: Bool) throws {
    let recipe = try Recipe(
      yaml: "quality:\n  - refusal: {when: \(when)}", file: "r.yaml",
      defaults: try Recipe.embedded())
    let selector = try #require(recipe.filters.first?.when)
    #expect(
      selector.selects(category: category, mode: "on", source: "", generator: "") == expected)
  }

  @Test func settingsAreInheritedLimitsAreNot() throws {
    let recipe = try Recipe(
      yaml: "quality:\n  - repetition: {settings: {ngram: 7}}", file: "r.yaml",
      defaults: try Recipe.embedded())
    _ = try recipe.prepared()
    #expect(recipe.filters.first?.limits.isEmpty == true)
  }

  @Test func aTestThatDoesNotHoldIsFound() throws {
    let yaml = """
      quality:
        - refusal:
            limits: {phrases: {max: 0}}
            tests: [{output: "It is 4.", expect: fail}]
      """
    let recipe = try Recipe(yaml: yaml, file: "r.yaml", defaults: try Recipe.embedded())
    #expect(throws: ConfigError.self) { try RecipeCheck(recipe).run() }
  }

  @Test func keysFollowSettingsNotComments() throws {
    func key(_ settings: String) throws -> String {
      let yaml = "quality:\n  - repetition: {settings: {\(settings)}}  # note"
      let recipe = try Recipe(yaml: yaml, file: "r.yaml", defaults: try Recipe.embedded())
      return try #require(try recipe.prepared().first).key
    }
    let keys = try ["ngram: 7, tailWords: 9", "tailWords: 9, ngram: 7", "ngram: 8"].map(key)
    #expect(keys[0] == keys[1] && keys[0] != keys[2])
  }
}

/// The folder of Package.swift.
let packageRoot: String = {
  let parts = #filePath.split(separator: "/")
  let end = parts.lastIndex(of: "Tests") ?? parts.endIndex
  return "/" + parts[..<end].joined(separator: "/")
}()
