// The filters that look at all responses to a prompt, or at all samples of a category: they read what
// the sample-wise ones found, and decide like them.

/// The prompt-wise lines of a recipe.
struct PromptwiseDecision {
  /// With their places among all lines of the recipe.
  private let lines: [(order: Int, line: FilterLine)]
  /// Categories, sources and generators by number.
  private let terms: [String]

  init(_ recipe: Recipe, terms: [String]) {
    lines = recipe.filters.enumerated().compactMap { order, line in
      PromptwiseCatalog.type(named: line.name) == nil ? nil : (order, line)
    }
    self.terms = terms
  }

  /// Counts each prompt's right responses, then applies the lines.
  func apply(to groups: PromptGroups, _ samples: inout [SampleState], _ tally: inout Tally) {
    let ofPrompts = lines(of: .prompt)
    for group in groups {
      countPasses(group, &samples)
      for (order, line) in ofPrompts { apply(line, at: order, to: group, &samples, &tally) }
    }
    for (order, line) in lines(of: .category) {
      for group in categories(samples) { apply(line, at: order, to: group, &samples, &tally) }
    }
  }

  private func lines(of scope: FilterScope) -> [(order: Int, line: FilterLine)] {
    lines.filter { PromptwiseCatalog.type(named: $0.line.name)?.scope == scope }
  }

  /// The samples of each category and mode.
  private func categories(_ samples: [SampleState]) -> [[Int]] {
    var groups: [Int: [Int]] = [:]
    for index in samples.indices {
      let isOn = samples[index].mode == .on
      groups[Int(samples[index].category) * 2 + (isOn ? 1 : 0), default: []].append(index)
    }
    return groups.sorted { $0.key < $1.key }.map(\.value)
  }

  private func countPasses(_ group: [Int], _ samples: inout [SampleState]) {
    var (on, off) = (PassCount(), PassCount())
    for index in group {
      if samples[index].mode == .on {
        on.add(samples[index].isCorrect)
      } else {
        off.add(samples[index].isCorrect)
      }
    }
    for index in group {
      let own = samples[index].mode == .on ? on : off
      samples[index].judged = on.judged + off.judged
      samples[index].passed = on.passed + off.passed
      samples[index].modeJudged = own.judged
      samples[index].modePassed = own.passed
    }
  }

  private struct PassCount {
    var passed: Int32 = 0
    var judged: Int32 = 0

    mutating func add(_ isCorrect: Bool?) {
      guard let isCorrect else { return }
      judged += 1
      if isCorrect { passed += 1 }
    }
  }

  private func apply(
    _ line: FilterLine, at order: Int, to group: [Int], _ samples: inout [SampleState],
    _ tally: inout Tally
  ) {
    guard let filter = tally.promptwise(line) else { return }
    let (chosen, others) = split(group, by: line.when, samples)
    for _ in others { tally.count(line.name, .skipped) }
    let views = chosen.map { index in
      PromptSample(
        mode: samples[index].mode, isCorrect: samples[index].isCorrect,
        answerKey: samples[index].answerKey, responseBytes: Int(samples[index].responseBytes))
    }
    let names = type(of: filter).measures
    let finding = filter.measure(views)
    for (place, index) in chosen.enumerated() {
      let verdict = Verdict(StoredFinding(finding(place), names: names), limits: line.limits)
      tally.count(line.name, verdict)
      samples[index].apply(verdict, of: line, at: order, &tally)
    }
  }

  /// The samples of a prompt that a line is for, and the others.
  private func split(_ group: [Int], by when: Selector, _ samples: [SampleState]) -> (
    chosen: [Int], others: [Int]
  ) {
    guard when != Selector() else { return (group, []) }
    var (chosen, others): ([Int], [Int]) = ([], [])
    for index in group {
      if when.selects(samples[index], terms) { chosen.append(index) } else { others.append(index) }
    }
    return (chosen, others)
  }
}
