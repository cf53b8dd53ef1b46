import Grading

/// What a recipe line says of a sample: computed from the stored finding, never stored by a worker.
public enum Verdict: Sendable, Hashable {
  case pass
  case fail(String)
  case unsure(String)
  case skipped

  /// Applies the limits of a line to a finding.
  ///
  /// A correctness outcome that is not `pass` stands; otherwise the first limit that is broken
  /// fails the sample, with the measure's name as reason.
  public init(_ finding: StoredFinding, limits: [Limit]) {
    switch finding.outcome {
    case .skipped: self = .skipped
    case .fail: self = .fail(finding.reason ?? "fail")
    case .unsure: self = .unsure(finding.reason ?? "unsure")
    case .pass, nil:
      let broken = limits.first { limit in
        finding.value(of: limit.measure).map { !limit.allows($0) } ?? false
      }
      self = broken.map { .fail($0.measure) } ?? .pass
    }
  }

  public var name: String {
    switch self {
    case .pass: "pass"
    case .fail: "fail"
    case .unsure: "unsure"
    case .skipped: "skipped"
    }
  }

  public var reason: String? {
    switch self {
    case .fail(let reason), .unsure(let reason): reason
    case .pass, .skipped: nil
    }
  }
}

extension FilterLine {
  /// What the policies of the line do with a verdict.
  public func effect(of verdict: Verdict) -> Policy? {
    switch verdict {
    case .pass, .skipped: nil
    case .fail: policy
    case .unsure: unsure
    }
  }

  public func selects(_ sample: Sample) -> Bool {
    when.selects(
      category: sample.category, mode: sample.mode.rawValue, source: sample.source,
      generator: sample.generator)
  }
}
