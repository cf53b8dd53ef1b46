import Testing
import Trainer

@Suite struct AdapterTests {
  let model: Model
  let documents = Tiny.documents([9, 1, 40, 2, 23], vocabulary: 37)

  init() throws { model = try Model(Tiny.mixed, seed: 4) }

  private func adapters() throws -> AdapterSet {
    try AdapterSet(AdapterConfiguration(rank: 3, alpha: 6), model: model, seed: 2)
  }

  @Test func startAsTheModel() throws {
    let plain = try Network(model: model).logProbabilities(documents)
    let adapted = try Network(model: model, adapters: adapters()).logProbabilities(documents)
    #expect(plain == adapted)
  }

  @Test func trainWithoutTouchingTheWeights() throws {
    let adapters = try adapters()
    let before = model.allWeights
    let session = TrainingSession(model: model, adapters: adapters)
    let first = try session.accumulate(documents, .crossEntropy(scale: 1))
    try session.update(rate: 1e-2)
    for _ in 0..<40 {
      try session.accumulate(documents, .crossEntropy(scale: 1))
      try session.update(rate: 1e-2)
    }
    #expect(try session.accumulate(documents, .crossEntropy(scale: 1)) < 0.7 * first)
    #expect(model.allWeights == before)

    let merged = try Network(model: adapters.merged(into: model)).logProbabilities(documents)
    let adapted = try Network(model: model, adapters: adapters).logProbabilities(documents)
    for (a, b) in zip(merged.joined(), adapted.joined()) { #expect(abs(a - b) < 1e-4) }
  }

  @Test func generationIsTheMergedModels() throws {
    let adapters = try adapters()
    adapters.scramble(seed: 3)
    let before = model.allWeights
    let options = GenerationOptions(maxTokens: 20, temperature: 1, seed: 4)
    let prompts: [[Int32]] = [[3], [1, 2, 3, 4, 5], [7, 7]]
    let merged = try adapters.merged(into: model)
    let expected = try Generator(Network(model: merged)).generate(prompts, options: options)
    let found = try Generator(Network(model: model, adapters: adapters, threads: 2))
      .generate(prompts, options: options)
    #expect(found == expected && model.allWeights == before)
    #expect(try Generator(Network(model: model)).generate(prompts, options: options) != expected)
  }

  @Test func gradients() throws {
    let adapters = try adapters()
    adapters.scramble(seed: 3)
    let session = TrainingSession(model: model, adapters: adapters)
    try session.accumulate(documents, .crossEntropy(scale: 0.25))
    let gradient = session.gradient()
    let weights = documents.flatMap { $0.weights.dropFirst().filter { $0 != 0 } }
    func loss() throws -> Double {
      let found = try Network(model: model, adapters: adapters).logProbabilities(documents)
      return zip(weights, found.joined()).reduce(0) { $0 - 0.25 * Double($1.0) * Double($1.1) }
    }
    var random = RandomStream(seed: 1, stream: 4)
    for range in adapters.tensorRanges {
      let direction = range.map { _ in Float(random.uniform() - 0.5) }
      let step: Float = 4e-3
      adapters.shift(range, by: direction, times: step)
      let above = try loss()
      adapters.shift(range, by: direction, times: -2 * step)
      let below = try loss()
      adapters.shift(range, by: direction, times: step)
      let measured = (above - below) / Double(2 * step)
      let parts = zip(gradient[range], direction).map { Double($0 * $1) }
      let scale = parts.reduce(0) { $0 + abs($1) }
      #expect(abs(measured - parts.reduce(0, +)) < 4e-3 * max(scale, 0.1), "\(range)")
    }
  }

  @Test func impossibleRanksAreRefused() {
    for rank in [0, -1, 1 << 20] {
      #expect(throws: TrainerError.self) {
        try AdapterSet(AdapterConfiguration(rank: rank, alpha: 1), model: model, seed: 1)
      }
    }
  }
}
