import Curation
import Testing

@Suite struct RecipeDifferenceTests {
  private func recipe(_ yaml: String, _ file: String) throws -> Recipe {
    try Recipe(yaml: yaml, file: file, defaults: try Recipe.embedded())
  }

  @Test(arguments: [
    ("quality: [repetition: {policy: drop}]", "quality: [repetition: {policy: drop}]", []),
    (
      "quality: [repetition: {settings: {ngram: 5}, limits: {loopShare: {max: 0.25}}}]",
      "quality: [repetition: {settings: {ngram: 3}, policy: drop, when: {mode: [on]}}]",
      [
        "quality.repetition", "  settings.ngram: 5 → 3",
        "  limits.loopShare.max: 0.25 → left out", "  policy: label → drop",
        "  when.mode: left out → [on]",
      ]
    ),
    (
      "correctness: [math: {}]", "quality: [repetition: {}]",
      ["correctness.math: only in a.yaml", "quality.repetition: only in b.yaml"]
    ),
    (
      "quality: [repetition: {}]",
      "quality: [repetition: {}, repetition: {when: {mode: [off]}}]",
      ["quality.repetition, line 2 of it: only in b.yaml"]
    ),
    ("quality: [repetition: {weight: 0.5}]", "quality: [repetition: {weight: 0.7}]", []),
    (
      "blend: {seed: 1, caps: {category: {math: 3}}}", "blend: {seed: 2}",
      ["blend", "  seed: 1 → 2", "  caps.category.math: 3 → left out"]
    ),
    ("blend: {seed: 42}", "pair: {}", ["pair: only in b.yaml"]),
  ])
  func table(one: String, other: String, expected: [String]) throws {
    #expect(recipeDifferences(try recipe(one, "a.yaml"), try recipe(other, "b.yaml")) == expected)
  }
}
