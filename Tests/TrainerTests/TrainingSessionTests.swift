import Testing
import Trainer

@Suite struct TrainingSessionTests {
  let model: Model
  let documents = Tiny.documents([9, 1, 70, 2, 23], vocabulary: 37)

  init() throws { model = try Model(Tiny.mixed, seed: 4) }

  private func gradient(_ groups: [[Document]], threads: Int = 1) throws -> [Float] {
    let session = TrainingSession(model: model, threads: threads)
    for group in groups { try session.accumulate(group, .crossEntropy(scale: 0.1)) }
    return session.gradient()
  }

  private func expectClose(_ a: [Float], _ b: [Float]) {
    let worst = zip(a, b).map { abs($0 - $1) }.max() ?? 0
    #expect(worst < 1e-5 * (a.map(abs).max() ?? 0))
  }

  @Test func packedEqualsUnpacked() throws {
    let network = Network(model: model)
    let together = try network.logProbabilities(documents)
    let apart = try documents.flatMap { try network.logProbabilities([$0]) }
    #expect(together == apart)
    expectClose(try gradient([documents]), try gradient(documents.map { [$0] }))
  }

  @Test func documentsDoNotLeak() throws {
    let network = Network(model: model)
    let before = try network.logProbabilities(documents)
    let other = Tiny.documents([70], vocabulary: 37, seed: 77)
    let after = try network.logProbabilities(documents[..<2] + other + documents[3...])
    #expect(before[0] == after[0] && before[3] == after[3] && before[4] == after[4])
    #expect(before[2] != after[2])
  }

  @Test func theFutureDoesNotLeak() throws {
    let network = Network(model: model)
    let document = Document(tokens: documents[2].tokens)
    var changed = document.tokens
    changed[69] = (changed[69] + 1) % 37
    let before = try network.logProbabilities([document])[0]
    let after = try network.logProbabilities([Document(tokens: changed)])[0]
    #expect(before.dropLast() == after.dropLast())
    #expect(before.last != after.last)
  }

  @Test func unscoredTokensGiveNoGradient() throws {
    let silent = documents.map {
      Document(tokens: $0.tokens, weights: $0.tokens.map { _ in 0 })
    }
    #expect(try gradient([silent]).allSatisfy { $0 == 0 })
    // What follows the last scored token does not matter.
    let scored = Document(tokens: [1, 2, 3], weights: [0, 1, 0])
    let cut = Document(tokens: [1, 2], weights: [0, 1])
    expectClose(try gradient([[scored]]), try gradient([[cut]]))
  }

  @Test func theFirstTokensWeightCountsForNothing() throws {
    let one = Document(tokens: [5, 6], weights: [9, 1])
    let other = Document(tokens: [5, 6], weights: [0, 1])
    #expect(try gradient([[one]]) == gradient([[other]]))
    #expect(one.totalWeight == 1 && one.scoredCount == 1)
  }

  @Test func accumulationEqualsOneBatch() throws {
    expectClose(
      try gradient([documents]), try gradient([Array(documents[..<2]), Array(documents[2...])]))
  }

  @Test func threadsChangeOnlyRounding() throws {
    expectClose(try gradient([documents]), try gradient([documents], threads: 3))
  }

  /// More tokens than one pass takes.
  @Test func largeBatchesArePassesInOrder() throws {
    let many = Tiny.documents(Array(repeating: 130, count: 20), vocabulary: 37)
    let network = Network(model: model)
    #expect(
      try network.logProbabilities(many) == many.flatMap { try network.logProbabilities([$0]) })
    #expect(try Network(model: model, threads: 3).logProbabilities(many).count == 20)
    expectClose(try gradient([many]), try gradient(many.map { [$0] }))
  }

  @Test func moreThreadsThanDocuments() throws {
    let one = Array(documents[..<1])
    let network = Network(model: model, threads: 3)
    #expect(try network.logProbabilities(one) == Network(model: model).logProbabilities(one))
    #expect(try gradient([one], threads: 3) == gradient([one]))
    #expect(try network.logProbabilities([]).isEmpty)
  }

  @Test(arguments: [1, 2, 4]) func sameThreadsSameBits(_ threads: Int) throws {
    func trained() throws -> [Float] {
      let model = try Model(Tiny.mixed, seed: 8)
      let session = TrainingSession(model: model, threads: threads)
      for _ in 0..<3 {
        try session.accumulate(documents, .crossEntropy(scale: 0.1))
        try session.update(rate: 1e-2)
      }
      return model.allWeights
    }
    #expect(try trained() == trained())
  }

  @Test func trainingLowersTheLoss() throws {
    let session = TrainingSession(model: model)
    let first = try session.accumulate(documents, .crossEntropy(scale: 1))
    try session.update(rate: 1e-2)
    for _ in 0..<30 {
      try session.accumulate(documents, .crossEntropy(scale: 1))
      try session.update(rate: 1e-2)
    }
    #expect(try session.accumulate(documents, .crossEntropy(scale: 1)) < first / 2)
  }

  @Test(arguments: [
    [Document(tokens: [])], [Document(tokens: [1, 37])], [Document(tokens: [-1])],
    [Document(tokens: Array(repeating: 1, count: 301))],
  ])
  func unfitDocumentsAreRefused(_ documents: [Document]) {
    #expect(throws: TrainerError.self) {
      try TrainingSession(model: model).accumulate(documents, .crossEntropy(scale: 1))
    }
  }

  @Test func aLossThatIsNoNumberStopsTheRun() throws {
    model.shift(0..<1, by: [1], times: .nan)
    let session = TrainingSession(model: model)
    let before = model.allWeights.dropFirst()
    #expect(throws: TrainerError.self) {
      try session.accumulate([Document(tokens: [0, 1])], .crossEntropy(scale: 1))
    }
    #expect(session.step == 0)
    #expect(model.allWeights.dropFirst() == before)
  }
}
