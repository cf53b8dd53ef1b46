import Testing
import Trainer

@Suite struct GeneratorTests {
  static let prompts: [[Int32]] = [[3], [1, 2, 3, 4, 5], Array(repeating: 7, count: 66), [1, 2]]

  private func model(_ configuration: ModelConfiguration) throws -> Model {
    // Larger embeddings than usual, so that the tokens differ.
    let model = try Model(configuration, seed: 2)
    let range = try #require(model.range(of: "embedding"))
    model.shift(range, by: model.allWeights[range].map { $0 * 30 }, times: 1)
    return model
  }

  @Test(arguments: [Tiny.mixed, Tiny.usual])
  func cachedEqualsUncached(_ configuration: ModelConfiguration) throws {
    let network = Network(model: try model(configuration))
    let generated = try Generator(network).generate(
      Self.prompts, options: GenerationOptions(maxTokens: 40))
    for (prompt, found) in zip(Self.prompts, generated) {
      var text = prompt
      for (index, token) in found[0].tokens.enumerated() {
        let document = Document(prompt: text, response: [0])
        let logits = try network.logits([document])[0]
        #expect(logits.firstIndex(of: logits.max() ?? 0) == Int(token), "token \(index)")
        text.append(token)
      }
    }
  }

  @Test(arguments: [0.0, 0.7, 1.5])
  func logProbabilitiesAreTheNetworks(_ temperature: Double) throws {
    let network = Network(model: try model(Tiny.mixed))
    let generated = try Generator(network).generate(
      Self.prompts, options: GenerationOptions(maxTokens: 30, temperature: temperature, seed: 3))
    let documents = zip(Self.prompts, generated).map {
      Document(prompt: $0, response: $1[0].tokens)
    }
    #expect(try network.logProbabilities(documents) == generated.map { $0[0].logProbabilities })
  }

  @Test func rowsDoNotDependOnOthers() throws {
    let model = try model(Tiny.mixed)
    let options = GenerationOptions(maxTokens: 20, temperature: 1, topP: 0.9, seed: 11)
    let many = (0..<200).map { [Int32($0 % 37), Int32($0 % 5)] }
    let one = try Generator(Network(model: model)).generate(many, options: options)
    #expect(
      try Generator(Network(model: model, threads: 3)).generate(many, options: options) == one)
    var alone = options
    alone.firstRow = 130
    let single = try Generator(Network(model: model)).generate([many[130]], options: alone)
    #expect(single[0] == one[130])
  }

  @Test func samplesShareTheirPrompt() throws {
    let model = try model(Tiny.usual)
    var options = GenerationOptions(maxTokens: 12, temperature: 9, seed: 5)
    let grouped = try Generator(Network(model: model)).generate(
      [Self.prompts[2]], samples: 5, options: options)
    #expect(grouped[0].count == 5)
    #expect(Set(grouped[0]).count > 1)
    options.firstRow = 3
    let alone = try Generator(Network(model: model)).generate([Self.prompts[2]], options: options)
    #expect(alone[0][0] == grouped[0][3])
  }

  @Test func endTokensEnd() throws {
    let network = Network(model: try model(Tiny.mixed))
    let free = try Generator(network).generate(
      [[1, 2]], options: GenerationOptions(maxTokens: 10))[0][0]
    let end = free.tokens[3]
    let stopped = try Generator(network).generate(
      [[1, 2]], options: GenerationOptions(maxTokens: 10, endTokens: [end]))[0][0]
    let length = (free.tokens.firstIndex(of: end) ?? 0) + 1
    #expect(stopped.tokens == Array(free.tokens.prefix(length)))
    #expect(stopped.isEnded && stopped.response.count == length - 1)
    #expect(!free.isEnded && free.response.count == 10)
  }

  @Test func aSmallNucleusIsGreedy() throws {
    let network = Network(model: try model(Tiny.mixed))
    let greedy = try Generator(network).generate(
      Self.prompts, options: GenerationOptions(maxTokens: 15))
    let nucleus = try Generator(network).generate(
      Self.prompts,
      options: GenerationOptions(maxTokens: 15, temperature: 1, topP: 1e-6, seed: 1))
    #expect(greedy.map { $0[0].tokens } == nucleus.map { $0[0].tokens })
  }

  /// 2,000 draws of one token against the probabilities that the network gives.
  @Test func drawsFollowTheDistribution() throws {
    let network = Network(model: try model(Tiny.usual))
    let drawn = try Generator(network).generate(
      [[1, 2]], samples: 2000, options: GenerationOptions(maxTokens: 1, temperature: 1, seed: 9))
    var counts: [Int32: Int] = [:]
    for one in drawn[0] {
      counts[one.tokens[0], default: 0] += 1
    }
    let scores = try network.logits([Document(prompt: [1, 2], response: [0])])[0]
    let total = scores.reduce(0) { $0 + exponential(Double($1)) }
    for (token, count) in counts {
      let p = exponential(Double(scores[Int(token)])) / total
      let deviation = (2000 * p * (1 - p)).squareRoot()
      #expect(abs(Double(count) - 2000 * p) < 5 * deviation + 1)
    }
  }

  @Test(arguments: [[[Int32]()], [[99]], [Array(repeating: 1, count: 300)]])
  func unfitPromptsAreRefused(_ prompts: [[Int32]]) throws {
    let network = Network(model: try Model(Tiny.mixed, seed: 1))
    #expect(throws: TrainerError.self) {
      try Generator(network).generate(prompts, options: GenerationOptions(maxTokens: 5))
    }
  }
}
