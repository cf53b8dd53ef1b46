import Testing
import Trainer

@Suite struct ObjectiveTests {
  let model: Model
  let documents = Tiny.documents([9, 1, 40, 2, 23], vocabulary: 37)

  init() throws { model = try Model(Tiny.mixed, seed: 4) }

  private func gradient(_ objective: Objective, threads: Int = 1) throws -> [Float] {
    let session = TrainingSession(model: model, threads: threads)
    try session.accumulate(documents, objective)
    return session.gradient()
  }

  private func expectClose(_ a: [Float], _ b: [Float]) {
    let worst = zip(a, b).map { abs($0 - $1) }.max() ?? 0
    #expect(worst < 1e-5 * (a.map(abs).max() ?? 0))
  }

  @Test func crossEntropyAsLogProbabilities() throws {
    let objective = Objective.logProbabilities { tokens in
      let loss = zip(tokens.weights, tokens.logProbabilities).reduce(0) {
        $0 - Double($1.0 * $1.1)
      }
      return Judgement(loss: loss, gradient: tokens.weights.map { -$0 })
    }
    expectClose(try gradient(.crossEntropy(scale: 1)), try gradient(objective))
    expectClose(try gradient(objective), try gradient(objective, threads: 2))
  }

  /// A policy step: after it, a rewarded response is likelier and a punished one less so.
  @Test func rewardsMoveProbabilities() throws {
    let session = TrainingSession(model: model)
    let before = try Network(model: model).likelihoods(documents).map(\.negativeLog)
    try session.accumulate(
      documents,
      .logProbabilities { tokens in
        let rewards = tokens.documents.map { $0 == 2 ? Float(1) : -1 }
        let gradient = zip(tokens.offsets, tokens.offsets.dropFirst()).enumerated().flatMap {
          Array(repeating: -rewards[$0], count: $1.1 - $1.0)
        }
        return Judgement(loss: 0, gradient: gradient)
      })
    try session.update(rate: 1e-4)
    let after = try Network(model: model).likelihoods(documents).map(\.negativeLog)
    #expect(after[2] < before[2])
    #expect(after[4] > before[4])
  }

  @Test func crossEntropyAsDistributions() throws {
    let objective = Objective.distributions { scored in
      var loss = 0.0
      for row in 0..<scored.logits.rows {
        let target = Int(scored.tokens[row])
        let (probabilities, lse) = softmax(scored.logits.row(row))
        loss += Double(scored.weights[row]) * (lse - Double(scored.logits[row, target]))
        var gradient = probabilities.map { Float($0) * scored.weights[row] }
        gradient[target] -= scored.weights[row]
        scored.logits.setRow(row, to: gradient)
      }
      return loss
    }
    expectClose(try gradient(.crossEntropy(scale: 1)), try gradient(objective))
  }

  /// The loss 0.5 |h - t|² after some blocks, against central differences.
  @Test(arguments: [0..<5, 0..<2])
  func hidden(_ blocks: Range<Int>) throws {
    func objective() -> Objective {
      .hidden(
        HiddenObjective(blocks: blocks) { _, hidden, gradient in
          var loss = 0.0
          for row in 0..<hidden.rows {
            for column in 0..<hidden.columns {
              let difference = hidden[row, column] - Float(column % 3)
              gradient[row, column] = difference
              loss += Double(difference * difference) / 2
            }
          }
          return loss
        })
    }
    let claimed = try gradient(objective())
    for name in ["embedding", "queryKeyValue(0)", "down(1)", "gateUp(1)"] {
      let range = try #require(model.range(of: name))
      var random = RandomStream(seed: 2, stream: 1)
      let direction = range.map { _ in Float(random.uniform() - 0.5) }
      let size = direction.reduce(0) { $0 + Double($1 * $1) }.squareRoot()
      let step = Float(4e-3 * model.norm(range) / size)
      model.shift(range, by: direction, times: step)
      let above = try TrainingSession(model: model).accumulate(documents, objective())
      model.shift(range, by: direction, times: -2 * step)
      let below = try TrainingSession(model: model).accumulate(documents, objective())
      model.shift(range, by: direction, times: step)
      let measured = (above - below) / Double(2 * step)
      let parts = zip(claimed[range], direction).map { Double($0 * $1) }
      let scale = parts.reduce(0) { $0 + abs($1) }
      #expect(abs(measured - parts.reduce(0, +)) < 3e-3 * scale, "\(name)")
    }
  }

  @Test func hiddenFromAGivenInput() throws {
    let session = TrainingSession(model: model)
    let rows = documents.reduce(0) { $0 + $1.tokens.count }
    let objective = HiddenObjective(
      blocks: 1..<3, input: { _ in Array(repeating: 0.5, count: rows * 20) },
      loss: { _, hidden, gradient in
        gradient.setRow(0, to: Array(repeating: 1, count: hidden.columns))
        return Double(hidden[0, 0])
      })
    try session.accumulate(documents, .hidden(objective))
    let gradient = session.gradient()
    let outside = ["embedding", "queryKeyValue(0)", "queryKeyValue(4)", "norm"]
    for name in outside {
      #expect(gradient[try #require(model.range(of: name))].allSatisfy { $0 == 0 }, "\(name)")
    }
    #expect(!gradient[try #require(model.range(of: "gateUp(1)"))].allSatisfy { $0 == 0 })
  }
}

private func softmax(_ logits: [Float]) -> ([Double], Double) {
  let peak = Double(logits.max() ?? 0)
  let powers = logits.map { exponential(Double($0) - peak) }
  let sum = powers.reduce(0, +)
  return (powers.map { $0 / sum }, peak + logarithm(sum))
}
