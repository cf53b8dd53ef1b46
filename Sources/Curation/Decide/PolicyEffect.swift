import Bytes

extension SampleState {
  /// Applies the policy of a line.
  ///
  /// A sample that was dropped by an earlier line of the recipe stays with that line.
  mutating func apply(
    _ verdict: Verdict, of line: FilterLine, at order: Int, _ tally: inout Tally
  ) {
    switch line.effect(of: verdict) {
    case nil: return
    case .label:
      labels = tally.labels.adding("\(line.name):\(verdict.reason ?? verdict.name)", to: labels)
    case .downweight: weight *= Float(line.weight)
    case .drop:
      guard Int32(clamping: order) < dropLine else { return }
      let stage = Stage(rawValue: line.family.rawValue) ?? .quality
      let reason = verdict.reason ?? verdict.name
      drop = tally.drops.number(Drop(stage: stage, filter: line.name, reason: reason))
      dropLine = Int32(clamping: order)
    }
  }

  /// Takes in what a grader found: whether the response is correct, and its answer.
  mutating func learn(_ verdict: Verdict, _ finding: StoredFinding) {
    switch verdict {
    case .pass: if isCorrect == nil { isCorrect = true }
    case .fail: isCorrect = false
    case .unsure, .skipped: break
    }
    if answerKey == nil, let key = finding.details?["key"]?.string {
      answerKey = Hash128(of: key)
    }
  }
}

extension FilterLine {
  /// Whether the filter judges the answer itself; `correctness.format` judges only its form.
  var isGrader: Bool { family == .correctness && name != "correctness.format" }

  func promptwiseFilter() throws(ConfigError) -> (any PromptwiseFilter)? {
    guard let type = PromptwiseCatalog.type(named: name) else { return nil }
    return try decodePromptwise(type, self)
  }
}

private func decodePromptwise<F: PromptwiseFilter>(_ type: F.Type, _ line: FilterLine)
  throws(ConfigError) -> F
{
  try decodeSettings(type, from: line.settings, of: line.name)
}

extension PreparedFilter {
  /// The place of the line in the recipe: of two lines that drop a sample, the earlier one counts.
  func order(in recipe: Recipe) -> Int {
    recipe.filters.firstIndex { $0.name == line.name && $0.line == line.line } ?? Int.max
  }
}
