import Glibc
import Grading

/// How far the length of a response is from what is usual in its category and mode.
///
/// The robust score of Iglewicz and Hoaglin (1993, "How to detect and handle outliers"): distance from
/// the median in units of the median distance, which is 1.4826 of them for a normal distribution. Of
/// logarithms, since lengths of responses are nearer to log-normal.
struct LengthOutlier: PromptwiseFilter {
  static let measures = ["deviation"]
  static let scope = FilterScope.category

  /// Categories of fewer samples say little of what is usual; theirs are `skipped`.
  let minSamples: Int
  /// The least unit, in natural logarithms: where texts are nearly of one length, as templates are, a
  /// few words more are no outlier.
  let minSpread: Double

  /// - Returns: `deviation`, below 0 for what is shorter than usual.
  /// - Complexity: O(*n* log *n*) in the samples of a category.
  func measure(_ group: [PromptSample]) -> (Int) -> Finding {
    guard group.count >= max(1, minSamples) else { return { _ in .skipped("too_few_samples") } }
    let lengths = group.map { log(1 + Double($0.responseBytes)) }
    let middle = median(lengths)
    let spread = max(1.4826 * median(lengths.map { abs($0 - middle) }), minSpread)
    // Only equal lengths in all of a category, and no least spread, leave nothing to divide by.
    guard spread > 0 else { return { _ in Finding(["deviation": 0]) } }
    return { Finding(["deviation": (lengths[$0] - middle) / spread]) }
  }

  private func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}
