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

  @Test(arguments: [40, 41, 64, 500])
  func aBudgetOfTokensIsReadExactly(_ budget: Int) throws {
    let run = try run(FineTuning(tokens: budget, tokensPerStep: 40))
    var reports: [StepReport] = []
    while let report = try run.next() { reports.append(report) }
    #expect(run.tokens == budget && run.isDone && run.progress == 1)
    let stepTokens = zip(reports.dropFirst(), reports).map { $0.tokens - $1.tokens }
    #expect(stepTokens.allSatisfy { $0 > 0 && $0 <= 40 })
  }

  @Test func aDocumentThatIsCutBeforeItsResponseEndsTheRun() throws {
    let session = TrainingSession(model: try Model(Tiny.usual, seed: 1))
    let document = Document(prompt: [1, 2, 3, 4, 5], response: [6, 7, 8])
    let run = try FineTuningRun(
      session: session, documents: [document], settings: FineTuning(tokens: 12, tokensPerStep: 8))
    #expect(try run.next()?.tokens == 12)
    #expect(run.isDone)
    #expect(try run.next() == nil)
    #expect(session.step == 1)
  }

  @Test func theRateFollowsTheTokens() throws {
    let schedule = Schedule(peak: 1e-3, warmUp: 0, floor: 0)
    let run = try run(FineTuning(tokens: 4000, tokensPerStep: 40, schedule: schedule))
    var before = 0
    while let report = try run.next() {
      let expected = schedule.rate(step: Double(before) / 40, of: 100)
      #expect(abs(report.rate - expected) < 1e-12)
      before = report.tokens
    }
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
    #expect(throws: TrainerError.self) {
      try FineTuningRun(session: session, documents: documents, settings: FineTuning(tokens: 0))
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
