import Bytes

/// How often prompts are solved with and without reasoning: prompts by the pass rates of both modes.
///
/// Where direct responses do as well as reasoning ones, reasoning buys nothing; the paper's own toggle
/// shows in this difference (arXiv 2505.00949, table 3: 61 against 3 on AIME24).
package struct ModeRates: Sendable, Equatable {
  /// Steps of a pass rate, and "not judged" before them.
  static let steps = ["not judged", "0", "up to 1/2", "below 1", "1"]
  /// By the step of the on, then of the off responses.
  package private(set) var prompts = [[Int]](
    repeating: [Int](repeating: 0, count: steps.count), count: steps.count)

  package init() {}

  mutating func count(_ group: [Int], _ samples: [SampleState]) {
    let on = group.first { samples[$0].mode == .on }
    let off = group.first { samples[$0].mode == .off }
    prompts[step(on, samples)][step(off, samples)] += 1
  }

  /// Any sample of a mode knows the counts of all of them.
  private func step(_ index: Int?, _ samples: [SampleState]) -> Int {
    guard let index, samples[index].modeJudged > 0 else { return 0 }
    let passed = samples[index].modePassed
    let judged = samples[index].modeJudged
    if passed == 0 { return 1 }
    if passed == judged { return 4 }
    return passed * 2 <= judged ? 2 : 3
  }

  var json: JSONValue { .array(prompts.map { .array($0.map { .int($0) }) }) }
}
