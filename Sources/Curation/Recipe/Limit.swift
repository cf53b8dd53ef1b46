/// What a recipe says of one measure: `duplicateLineShare: {max: 0.30}`.
public struct Limit: Sendable, Hashable {
  public enum Comparison: String, Sendable, CaseIterable {
    /// At least, at most, more than, less than.
    case min, max, above, below
  }
  public let measure: String
  public let comparison: Comparison
  public let bound: Double

  /// Whether a value keeps the limit.
  public func allows(_ value: Double) -> Bool {
    switch comparison {
    case .min: value >= bound
    case .max: value <= bound
    case .above: value > bound
    case .below: value < bound
    }
  }

  /// For people: `duplicateLineShare 0.42, at most 0.3`.
  public func explain(_ value: Double) -> String {
    let words =
      switch comparison {
      case .min: "at least"
      case .max: "at most"
      case .above: "more than"
      case .below: "less than"
      }
    return "\(measure) \(shortNumber(value)), allowed: \(words) \(shortNumber(bound))"
  }

  static func read(_ node: ConfigNode, filter: String, measures: [String]) throws(ConfigError)
    -> [Limit]
  {
    var limits: [Limit] = []
    for (measure, bounds) in try node.map("limits", allowed: nil).pairs {
      guard measures.contains(measure) else {
        throw bounds.error(unknown(measure, of: filter, known: measures))
      }
      let keys = Comparison.allCases.map(\.rawValue)
      for (key, bound) in try bounds.map("the limit \(measure)", allowed: keys).pairs {
        guard let comparison = Comparison(rawValue: key) else { continue }
        limits.append(
          Limit(measure: measure, comparison: comparison, bound: try bound.double(key)))
      }
    }
    return limits
  }
}

/// A number for people: whole numbers without a fraction, others with up to four digits after it.
public func shortNumber(_ value: Double) -> String {
  if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
  let scaled = (value * 10_000).rounded() / 10_000
  return "\(scaled == 0 ? value : scaled)"
}
