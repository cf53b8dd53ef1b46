import Grading

/// How often the teacher solves a prompt: the share of its judged responses that are correct.
///
/// Source: arXiv 2505.00949, section 5.1 (8 responses a prompt, dropped at a rate of 0.75 and more).
/// The interval is Wilson's (1927), at 95 %: with 8 samples a prompt of true rate 0.75 is seen
/// below 0.75 in a third of all cases, so the noise is stored beside the rate.
struct PassRate: PromptwiseFilter {
  static let measures = ["rate", "passed", "judged", "low", "high"]
  /// Fewer judged responses than this leave the samples `skipped`.
  let minJudged: Int
  /// Whether on and off responses are counted apart.
  let byMode: Bool

  func measure(_ group: [PromptSample]) -> (Int) -> Finding {
    let both = finding(group)
    guard byMode else { return { _ in both } }
    let on = finding(group.filter { $0.mode == .on })
    let off = finding(group.filter { $0.mode == .off })
    return { group[$0].mode == .on ? on : off }
  }

  private func finding(_ group: [PromptSample]) -> Finding {
    let judged = group.lazy.filter { $0.isCorrect != nil }.count
    let passed = group.lazy.filter { $0.isCorrect == true }.count
    guard judged >= max(1, minJudged) else { return .skipped("too_few_judged") }
    let (low, high) = wilsonInterval(passed: passed, of: judged)
    return Finding([
      "rate": Double(passed) / Double(judged), "passed": Double(passed), "judged": Double(judged),
      "low": low, "high": high,
    ])
  }
}

/// Wilson's score interval of a share, at 95 %.
package func wilsonInterval(passed: Int, of count: Int) -> (low: Double, high: Double) {
  guard count > 0 else { return (0, 1) }
  let z = 1.959_963_985
  let n = Double(count)
  let p = Double(passed) / n
  let center = (p + z * z / (2 * n)) / (1 + z * z / n)
  let half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
  // Rounding must not push a bound past the rate where all or none passed.
  return (min(p, max(0, center - half)), max(p, min(1, center + half)))
}
