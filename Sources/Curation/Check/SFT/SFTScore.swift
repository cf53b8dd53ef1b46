import Grading
import Trainer

/// How responses are drawn.
///
/// The first is what the paper evaluates with; greedy decoding hides what independent slips of a
/// teacher do to a model, because the right token stays the likeliest.
enum Decoding: String, Sendable, CaseIterable {
  case nucleus = "T=0.6 p=0.95"
  case greedy
  case sampled = "T=1"

  func options(maxTokens: Int, seed: UInt64, end: Set<Int32>) -> GenerationOptions {
    switch self {
    case .nucleus:
      GenerationOptions(
        maxTokens: maxTokens, temperature: 0.6, topP: 0.95, seed: seed, endTokens: end)
    case .greedy:
      GenerationOptions(maxTokens: maxTokens, temperature: 0, topP: 1, seed: seed, endTokens: end)
    case .sampled:
      GenerationOptions(maxTokens: maxTokens, temperature: 1, topP: 1, seed: seed, endTokens: end)
    }
  }
}

/// What one model did in one mode under one decoding.
struct SFTScore: Sendable {
  let decoding: Decoding
  let mode: Mode
  var prompts = 0
  /// Responses that obey the toggle: with thinking on exactly one closed think block and an answer,
  /// with thinking off none.
  var obedient = 0
  var correct = 0
  var tokens = 0

  init(decoding: Decoding, mode: Mode) {
    self.decoding = decoding
    self.mode = mode
  }

  var obedience: Double { share(obedient) }
  var accuracy: Double { share(correct) }
  var meanTokens: Double { prompts == 0 ? 0 : Double(tokens) / Double(prompts) }

  private func share(_ count: Int) -> Double {
    prompts == 0 ? 0 : Double(count) / Double(prompts)
  }
}

/// Judges generated responses by the recipe's own correctness filters.
struct SFTJudge: Sendable {
  let graders: [PreparedFilter]

  /// - Parameter filters: of the recipe; only graders of correctness judge.
  init(_ filters: [PreparedFilter]) throws {
    graders = filters.filter(\.line.isGrader)
    if graders.isEmpty {
      throw ConfigError(
        file: "sft", line: 0, problem: "the recipe has no correctness filter that judges answers")
    }
  }

  func judge(_ samples: [Sample], tokens: [Int], decoding: Decoding, mode: Mode) -> SFTScore {
    var score = SFTScore(decoding: decoding, mode: mode)
    score.prompts = samples.count
    score.obedient = samples.filter { obeys($0.response.thinking, $0.response, mode) }.count
    score.tokens = tokens.reduce(0, +)
    var isWrong = [Bool](repeating: false, count: samples.count)
    var isRight = isWrong
    for grader in graders {
      for (index, finding) in grader.measure(samples).enumerated() {
        let stored = StoredFinding(finding, names: grader.measures)
        switch Verdict(stored, limits: grader.line.limits) {
        case .pass: isRight[index] = true
        case .fail: isWrong[index] = true
        case .unsure, .skipped: break
        }
      }
    }
    score.correct = samples.indices.filter { isRight[$0] && !isWrong[$0] }.count
    return score
  }

  private func obeys(_ split: ThinkSplit, _ response: Response, _ mode: Mode) -> Bool {
    let answer = response.bytes.span.extracting(split.answer)
    let hasAnswer = wordCount(answer) > 0
    switch mode {
    case .off: return split.openTags + split.closeTags == 0 && hasAnswer
    case .on:
      return split.openTags == 1 && split.closeTags == 1 && !split.isUnclosed
        && !split.isReasoningBlank && hasAnswer
    }
  }
}
