import Bytes
import Curation
import Testing
import Tokenizers
import Trainer

/// `complexity.perplexity` and `complexity.ifd` against a tiny random model.
@Suite struct ModelScoreTests {
  let temporary = TemporaryFolder()
  var folder: String { temporary.path }
  let base: BaseModel

  init() throws {
    let tokenizer = try BPETrainer(vocabularySize: 300).train(["two and two is four", "a cat"])
    let sizes = ModelConfiguration(
      vocabularySize: tokenizer.vocabularySize, width: 16, depth: 1, heads: 2, feedForwardWidth: 24)
    base = BaseModel(
      model: try Model(sizes, seed: 3), tokenizer: tokenizer, template: ChatTemplate())
    try base.save(to: temporary.path)
  }

  private func judge(_ name: String, _ set: [String], _ samples: [(String, String)]) throws
    -> [JSONValue]
  {
    var trial = try TryFilter(name: name, recipe: try Recipe.embedded(), set: set)
    let lines = samples.map { prompt, output in
      JSONValue.object(["prompt": .string(prompt), "output": .string(output)]).encoded
    }
    return trial.judge(lines, ordinal: 1)
  }

  private func texts(_ prompt: String, _ output: String) -> (prompt: [Int32], response: [Int32]) {
    let spans = base.template.spans(
      [ChatMessage(role: "user", content: prompt)], opensAnswer: true)
    return (base.tokenizer.encode(spans).tokens, base.tokenizer.encode(output))
  }

  @Test func measuresAreTheModels() throws {
    let samples = [("two and two?", "four"), ("a cat?", "two cats and a cat")]
    let network = Network(model: base.model)
    let expected = try network.difficulties(samples.map { texts($0.0, $0.1) })
    let found = try judge("complexity.ifd", ["model=\(folder)"], samples)
    for (verdict, difficulty) in zip(found, expected) {
      #expect(verdict["measures"]?["ifd"]?.double == difficulty.ratio)
      #expect(verdict["measures"]?["tokens"]?.int == difficulty.alone.tokens)
      #expect(verdict["outcome"]?.string == (difficulty.ratio > 1 ? "fail" : "pass"))
    }
    let documents = samples.map { texts($0.0, $0.1) }
      .map { Document(prompt: $0.prompt, response: $0.response) }
    let surprise = try network.likelihoods(documents)
    for (verdict, likelihood) in zip(
      try judge("complexity.perplexity", ["model=\(folder)"], samples), surprise)
    {
      #expect(verdict["measures"]?["perplexity"]?.double == likelihood.perplexity)
      #expect(verdict["measures"]?["loss"]?.double == likelihood.mean)
    }
  }

  @Test(arguments: ["complexity.ifd", "complexity.perplexity"])
  func whatCannotBeScoredIsSkipped(_ name: String) throws {
    let samples = [
      ("two?", ""), (String(repeating: "two ", count: 80), "four and four"), ("?", "four"),
    ]
    let found = try judge(name, ["model=\(folder)", "maxTokens=60"], samples)
    #expect(found.map { $0["reason"]?.string } == ["too_short", "prompt_too_long", nil])
    let without = try judge(name, [], samples)
    #expect(without.allSatisfy { $0["reason"]?.string == "no_model" })
    #expect(without.allSatisfy { $0["outcome"]?.string == "skipped" })
  }

  @Test func longResponsesAreScoredUpToTheWindow() throws {
    let long = String(repeating: "two and ", count: 100)
    let found = try judge(
      "complexity.perplexity", ["model=\(folder)", "maxTokens=60"], [("?", long)])
    let prompt = texts("?", long).prompt.count
    #expect(found[0]["measures"]?["tokens"]?.int == 60 - prompt)
  }

  @Test func aModelThatIsNotThereIsAnError() throws {
    #expect(throws: ConfigError.self) {
      try judge("complexity.ifd", ["model=\(folder)/nowhere"], [("?", "four")])
    }
  }

  @Test func aModelThatCannotBeReadIsSaid() throws {
    let file = "\(folder)/model.safetensors"
    try Files.write(Array(try Files.read(file).dropLast(5)), to: file)
    let found = try judge("complexity.ifd", ["model=\(folder)"], [("?", "four and four")])
    #expect(found[0]["reason"]?.string == "unreadable_model")
    #expect(found[0]["details"]?["problem"]?.string?.contains("model.safetensors") == true)
  }
}
