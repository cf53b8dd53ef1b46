import Testing

import Trainer

/// Every gradient against central differences, along random directions of each tensor.
@Suite struct GradientTests {
  @Test(arguments: [Tiny.mixed, Tiny.usual])
  func crossEntropy(_ configuration: ModelConfiguration) throws {
    let model = try Model(configuration, seed: 3)
    let documents = Tiny.documents([1, 5, 70, 2], vocabulary: configuration.vocabularySize)
    let session = TrainingSession(model: model)
    try session.accumulate(documents, .crossEntropy(scale: 0.25))
    try check(model, gradient: session.gradient()) {
      let weights = documents.flatMap { $0.weights.dropFirst().filter { $0 != 0 } }
      let found = try Network(model: model).logProbabilities(documents).flatMap(\.self)
      return zip(weights, found).reduce(0) { $0 - 0.25 * Double($1.0) * Double($1.1) }
    }
  }

  private func check(_ model: Model, gradient: [Float], _ loss: () throws -> Double) throws {
    for name in model.tensorNames {
      var random = RandomStream(seed: 5, stream: UInt64(name.utf8.count))
      let range = try #require(model.range(of: name))
      let direction = range.map { _ in Float(random.uniform() - 0.5) }
      let size = direction.reduce(0) { $0 + Double($1 * $1) }.squareRoot()
      let step = Float(5e-3 * model.norm(range) / size)
      model.shift(range, by: direction, times: step)
      let above = try loss()
      model.shift(range, by: direction, times: -2 * step)
      let below = try loss()
      model.shift(range, by: direction, times: step)
      let measured = (above - below) / Double(2 * step)
      let claimed = zip(gradient[range], direction).reduce(0) { $0 + Double($1.0 * $1.1) }
      let scale = zip(gradient[range], direction).reduce(0) { $0 + Double(abs($1.0 * $1.1)) }
      #expect(
        abs(measured - claimed) < 2e-3 * max(scale, 1e-2), "\(name): \(measured) \(claimed)")
    }
  }
}
