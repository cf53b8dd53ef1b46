import Testing
import Trainer

@Suite struct FineTuningTests {
  let documents = Tiny.documents([9, 12, 30, 7, 23, 40, 11, 15], vocabulary: 41)

  private func run(_ settings: FineTuning, seed: UInt64 = 1) throws -> FineTuningRun {
    try FineTuningRun(
      session: TrainingSession(model: Model(Tiny.usual, seed: seed)), documents: documents,
      settings: settings)
  }

  @Test func learnsAndReports() throws {
    let run = try run(FineTuning(tokensPerStep: 64, steps: 120, schedule: Schedule(peak: 1e-2)))
    var reports: [StepReport] = []
    while let report = try run.next() { reports.append(report) }
    #expect(reports.count == 120 && run.isDone)
    #expect(reports.map(\.step) == Array(1...120))
    #expect(reports[119].loss < reports[0].loss / 3)
    let stepTokens = zip(reports.dropFirst(), reports).map { $0.tokens - $1.tokens }
    #expect(stepTokens.allSatisfy { $0 > 0 && $0 <= 64 })
  }

  @Test func everyEpochTakesEachDocumentOnce() throws {
    let run = try run(FineTuning(tokensPerStep: 40, steps: 50))
    while run.cursor.epoch < 3, try run.next() != nil {}
    let perEpoch = documents.reduce(0) { $0 + $1.tokens.count }
    #expect((3 * perEpoch..<4 * perEpoch).contains(run.tokens))
  }

  @Test func theSeedDecidesTheOrder() throws {
    func losses(_ seed: UInt64) throws -> [Double] {
      let run = try run(FineTuning(tokensPerStep: 40, steps: 4, seed: seed))
      var losses: [Double] = []
      while let report = try run.next() { losses.append(report.loss) }
      return losses
    }
    #expect(try losses(1) == losses(1))
    #expect(try losses(1) != losses(2))
  }

  @Test func impossibleRunsAreRefused() throws {
    let session = TrainingSession(model: try Model(Tiny.usual, seed: 1))
    let settings = FineTuning(steps: 5)
    let silent = [Document(tokens: [1, 2], weights: [1, 0])]
    #expect(throws: TrainerError.self) {
      try FineTuningRun(session: session, documents: [], settings: settings)
    }
    #expect(throws: TrainerError.self) {
      try FineTuningRun(session: session, documents: silent, settings: settings)
    }
    #expect(throws: TrainerError.self) {
      try FineTuningRun(session: session, documents: documents, settings: FineTuning(steps: 0))
    }
  }

  @Test func aRunThatDivergesSaysSo() throws {
    let run = try run(
      FineTuning(
        tokensPerStep: 64, steps: 50, schedule: Schedule(peak: 1e30),
        optimizer: AdamW(decay: 1e20, clip: nil)))
    #expect(throws: TrainerError.self) { while try run.next() != nil {} }
  }
}
