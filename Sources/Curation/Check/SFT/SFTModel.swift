// One model of the check: trained on one arm with one seed, then asked held-out questions.

import Bytes
import Tokenizers
import Trainer

/// What came of one model.
struct SFTResult: Sendable {
  let arm: SFTArm
  let seed: Int
  let scores: [SFTScore]
  /// Mean loss on references of held-out prompts, in nats a token, and bits a byte.
  let heldOutLoss: [Mode: Double]
  let bitsPerByte: Double
  let curve: [CurvePoint]
  /// A few responses, for people.
  let generations: [Generation]

  struct CurvePoint: Sendable {
    let step: Int
    let tokens: Int
    /// Mean over the steps since the point before.
    let trainLoss: Double
    let rate: Double
    /// Of the step's whole gradient, before clipping.
    let gradientNorm: Double
    /// In nats a token; nil where only the training loss was noted.
    let heldOut: [Mode: Double]?
  }

  struct Generation: Sendable {
    let mode: Mode
    let prompt: String
    let response: String
    let gold: String
  }

  func score(_ decoding: Decoding, _ mode: Mode) -> SFTScore? {
    scores.first { $0.decoding == decoding && $0.mode == mode }
  }
}

/// What all models of a check share.
struct SFTSetup: Sendable {
  let rule: SFTRule
  let tokenizer: Tokenizer
  let template: ChatTemplate
  let judge: SFTJudge
  let questions: [Sample]
  let references: [Mode: [Document]]
  let referenceBytes: Int
  /// The model that is fine-tuned; nil trains from scratch.
  var base: Model?
  /// Of one model; several models are trained side by side where this is 1.
  let threads: Int

  var end: Set<Int32> {
    Set(["<|im_end|>", "<|endoftext|>"].compactMap { tokenizer.id(of: $0) })
  }

  func document(_ sample: Sample) -> Document {
    let answer = ChatMessage(role: "assistant", content: sample.response.text)
    return Document(tokenizer.encode(template.spans(sample.chat + [answer])))
  }

  func prompt(_ sample: Sample, mode: Mode) -> [Int32] {
    let asked = sample.answered("", mode: mode)
    return tokenizer.encode(template.spans(asked.chat, opensAnswer: true)).tokens
  }
}

extension SFTSetup {
  /// Trains and tests a model.
  ///
  /// - Returns: the result, and the model where it is to be saved.
  func train(_ documents: [Document], arm: SFTArm, seed: Int, keepsModel: Bool) throws -> (
    SFTResult, Model?
  ) {
    let (network, curve) = try learn(documents, seed: seed)
    let result = try test(network, arm, seed, curve)
    return (result, keepsModel ? try network.merged() : nil)
  }

  /// Trains; the session's memory is free again when this returns.
  private func learn(_ documents: [Document], seed: Int) throws -> (
    Network, [SFTResult.CurvePoint]
  ) {
    let student = try student(seed)
    let settings = FineTuning(
      tokens: rule.tokens, tokensPerStep: rule.tokensPerStep,
      schedule: Schedule(peak: rule.rate),
      seed: UInt64(seed))
    let run = try FineTuningRun(
      session: student.session, documents: documents, settings: settings)
    let network = student.network
    var curve: [SFTResult.CurvePoint] = []
    var losses: [Double] = []
    // 120 points over the budget; some of them with a held-out loss.
    let longEvery = base == nil ? 10 : 40
    var part = 0
    while let report = try run.next() {
      losses.append(report.loss)
      let before = part
      part = Int(run.progress * 120)
      guard report.step == 1 || part > before || run.isDone else { continue }
      let isLong = report.step == 1 || part / longEvery > before / longEvery || run.isDone
      curve.append(
        SFTResult.CurvePoint(
          step: report.step, tokens: report.tokens,
          trainLoss: losses.reduce(0, +) / Double(losses.count), rate: report.rate,
          gradientNorm: report.gradientNorm,
          heldOut: isLong ? try heldOutLoss(network, of: base == nil ? 100 : 12) : nil))
      losses.removeAll()
    }
    return (network, curve)
  }

  private func student(_ seed: Int) throws -> SFTStudent {
    if let base {
      return try SFTStudent(
        base: base, rank: rule.rank, alpha: rule.alpha, seed: seed, threads: threads)
    }
    guard let preset = ModelPreset(rawValue: rule.preset) else {
      let known = ModelPreset.allCases.map(\.rawValue)
      throw ConfigError(
        file: "sft", line: 0, problem: unknown(rule.preset, of: "preset", known: known))
    }
    let sizes = preset.configuration(vocabularySize: tokenizer.vocabularySize)
    return try SFTStudent(scratch: sizes, seed: seed, threads: threads)
  }

  /// Mean loss of some references of each mode, in nats a token.
  func heldOutLoss(_ network: Network, of count: Int) throws -> [Mode: Double] {
    var losses: [Mode: Double] = [:]
    for (mode, documents) in references {
      losses[mode] = try network.likelihoods(Array(documents.prefix(count))).reduce(.zero, +).mean
    }
    return losses
  }

  private func test(
    _ network: Network, _ arm: SFTArm, _ seed: Int, _ curve: [SFTResult.CurvePoint]
  ) throws -> SFTResult {
    var scores: [SFTScore] = []
    var shown: [SFTResult.Generation] = []
    let generator = Generator(network)
    for mode in Mode.allCases {
      let prompts = questions.map { prompt($0, mode: mode) }
      for decoding in Decoding.allCases {
        let options = decoding.options(
          maxTokens: rule.maxNewTokens, seed: UInt64(seed), end: end)
        let drawn = try generator.generate(prompts, options: options).compactMap(\.first)
        let answered = zip(questions, drawn).map { question, drawn in
          question.answered(tokenizer.decode(drawn.response), mode: mode)
        }
        let tokens = drawn.map(\.tokens.count)
        scores.append(judge.judge(answered, tokens: tokens, decoding: decoding, mode: mode))
        if decoding == .nucleus { shown += answered.prefix(4).map { generation($0, mode) } }
      }
    }
    var losses: [Mode: Double] = [:]
    var all = Likelihood.zero
    for mode in Mode.allCases {
      let likelihood = try network.likelihoods(references[mode] ?? []).reduce(.zero, +)
      losses[mode] = likelihood.mean
      all = all + likelihood
    }
    return SFTResult(
      arm: arm, seed: seed, scores: scores, heldOutLoss: losses,
      bitsPerByte: all.bitsPerByte(bytes: referenceBytes), curve: curve, generations: shown)
  }

  private func generation(_ sample: Sample, _ mode: Mode) -> SFTResult.Generation {
    SFTResult.Generation(
      mode: mode, prompt: sample.prompt, response: sample.response.text,
      gold: sample.expectedAnswer ?? "")
  }
}
