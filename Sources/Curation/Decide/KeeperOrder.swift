import Bytes

/// Which of several samples is worth keeping; a total order, so that nothing hangs on the input's.
package enum KeeperOrder {
  /// Whether a sample is the better keeper: the better verdict, then fewer labels, the higher pass
  /// rate of its prompt, the longer response, the smaller id.
  static func isBetter(_ a: SampleState, than b: SampleState, _ labels: LabelTable) -> Bool {
    let key = { (sample: SampleState) -> (Int, Int, Double, Int32) in
      (
        sample.correctnessRank, labels[sample.labels].count, -sample.passRate,
        -sample.responseBytes
      )
    }
    let (left, right) = (key(a), key(b))
    return left == right ? a.id < b.id : left < right
  }

  /// Among equal texts only the verdict can differ.
  static func isBetterCopy(_ a: SampleState, than b: SampleState) -> Bool {
    (a.correctnessRank, a.id) < (b.correctnessRank, b.id)
  }
}

extension SampleState {
  /// Right responses before those that nobody could judge, and these before wrong ones.
  package var correctnessRank: Int {
    switch isCorrect {
    case true?: 0
    case nil: 1
    case false?: 2
    }
  }

  /// Of its prompt, 0...1; 0 where nothing was judged.
  fileprivate var passRate: Double { judged > 0 ? Double(passed) / Double(judged) : 0 }
}
